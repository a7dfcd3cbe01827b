import { parseArgs } from 'node:util'
import { boards } from './boards.ts'
import { fhir } from './fhir.ts'
import { type Line, table } from './figure.ts'
import { fresh } from './fresh.ts'
import { growth } from './growth.ts'
import { county95, imports } from './import.ts'
import { numbers, numbers95 } from './numbers.ts'
import { operation } from './operation.ts'
import { search } from './search.ts'
import { start } from './start.ts'

const figures = [start, operation, imports, county95, growth, fresh, numbers, numbers95, boards, search, fhir]

/** `npm run bench [-- names] [--rounds n] [--json]`: the figures of the record, each beside the raw figure of the same run. Ends with 1 when one is missed. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' } },
})
const unknown = positionals.filter((name) => !figures.some((f) => f.name === name))
if (unknown.length) throw new Error(`no such figure: ${unknown.join(', ')}; there are ${figures.map((f) => f.name).join(', ')}`)
const say = (text: string) => process.stderr.write(`${text}\n`)
const lines: Line[] = []
for (const figure of figures.filter((f) => (positionals.length ? positionals.includes(f.name) : !f.named))) {
  say(figure.name)
  lines.push(...(await figure.run({ rounds: Number(values.rounds), say })))
}
console.log(values.json ? JSON.stringify(lines) : table(lines))
process.exitCode = lines.every((line) => line.met) ? 0 : 1
