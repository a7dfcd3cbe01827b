/** Completes the third column (pinyin initials) of the code tables after rows were added: `npx tsx tools/fill-code-initials.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { initialsOf } from '../src/fhir/china/pinyin.ts'

for (const table of ['icd10', 'tcm-diseases', 'tcm-syndromes']) {
  const file = new URL(`../src/capabilities/visits/codes/${table}.json`, import.meta.url)
  const rows = JSON.parse(readFileSync(file, 'utf8')) as [code: string, name: string, initials: string][]
  const lines = rows
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, name]) => `  ${JSON.stringify([code, name, initialsOf(name)]).replaceAll('","', '", "')}`)
  writeFileSync(file, `[\n${lines.join(',\n')}\n]\n`)
}
