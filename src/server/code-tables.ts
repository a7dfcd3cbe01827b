import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { type CodeTable, codeTable } from '../capabilities/visits/codes/table.ts'
import { icd10System, tcmSystem } from '../capabilities/visits/fhir.ts'
import type { House } from '../kernel/perform/perform.ts'
import { codesInForce, codeTableState } from '../record/code-tables.ts'
import { parse } from './refusals.ts'

/** What a doctor picks from; both TCM tables are one, in which the first letter tells them apart. */
const pickers = {
  icd10: { system: icd10System, begins: '' },
  'tcm-disease': { system: tcmSystem, begins: 'A' },
  'tcm-syndrome': { system: tcmSystem, begins: 'B' },
} as const
const Question = z.object({
  system: z.enum(Object.keys(pickers) as [keyof typeof pickers, ...(keyof typeof pickers)[]]),
  q: z.string().max(50),
  limit: z.coerce.number().int().min(1).max(50).default(8),
})
/** A table that was loaded is seen within this time. */
const trustedMs = 10_000

/** Diagnoses of the tables the county has loaded. The house's own small tables lie in the browser and are not asked for here. */
export function registerCodeTables(app: FastifyInstance, { record, clock }: House) {
  const known = new Map<string, { stamp: string; at: number; official: boolean; table: CodeTable }>()
  const tableOf = async (county: number, name: keyof typeof pickers) => {
    const { system, begins } = pickers[name]
    const key = `${county} ${name}`
    const there = known.get(key)
    const now = clock().getTime()
    if (there && now - there.at < trustedMs) return there
    const { stamp, official } = await codeTableState(record.db, county, system)
    const rows =
      !official || there?.stamp === stamp
        ? []
        : (await codesInForce(record.db, county, system))
            .filter(({ code }) => code.startsWith(begins))
            .map((c) => [c.code, c.name, c.initials])
    const table = there?.stamp === stamp ? there.table : codeTable(rows)
    const fresh = { stamp, at: now, official, table }
    known.set(key, fresh)
    return fresh
  }

  app.get('/api/codes', async (request) => {
    const county = request.session.county.id
    const names = Object.keys(pickers) as (keyof typeof pickers)[]
    const states = await Promise.all(names.map((name) => tableOf(county, name)))
    return { loaded: names.filter((_, i) => states[i]!.official) }
  })
  app.get('/api/codes/search', async (request) => {
    const { system, q, limit } = parse(Question, request.query)
    const { table } = await tableOf(request.session.county.id, system)
    return { codes: table.find(q, limit) }
  })
}
