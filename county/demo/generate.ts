/** Writes the files of the demo counties: `npx tsx county/demo/generate.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { blueprint } from './blueprint.ts'
import { filesOf } from './county-files.ts'

for (const plan of blueprint) {
  const folder = new URL(`./${plan.code}/`, import.meta.url)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(filesOf(plan))) writeFileSync(new URL(name, folder), text)
}
