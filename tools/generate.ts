/** `npm run generate`: everything that is generated and committed. Tests hold each file against its generator. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { capabilities } from '../src/capabilities/index.ts'
import { defaultRoles } from '../src/server/access/roles.ts'
import { referencePages, writeReference } from './generate-reference.ts'

for (const tool of [
  'generate-r4.ts',
  'generate-search-parameters.ts',
  'generate-compartments.ts',
  'generate-summary.ts',
  'generate-terminology.ts',
  'fill-code-initials.ts',
])
  execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(new URL(tool, import.meta.url))], { stdio: 'inherit' })
writeReference(referencePages(capabilities, defaultRoles))
