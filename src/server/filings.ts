import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { FilingRow, FilingsAnswer, PartSince, Since } from '../capabilities/filings/contract.ts'
import { filingFromFhir, filingType } from '../capabilities/filings/fhir.ts'
import { definitionOf, Figure, type Filing } from '../capabilities/filings/shape.ts'
import { texts } from '../capabilities/filings/texts.ts'
import type { Resource } from '../fhir/resource.ts'
import type { Definition } from '../kernel/grammar/frozen.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { House } from '../kernel/perform/perform.ts'
import { type Now, type Past, rowsSince, sinceThen } from '../kernel/perform/since.ts'
import { filingsLike } from '../record/filings.ts'
import { mustMay } from './access/guard.ts'
import { formulaText } from './formula-text.ts'
import { parse } from './refusals.ts'

const Query = Figure.partial().extend({ state: z.enum(['filed', 'withdrawn']).optional() })
const readable = 500

const filingOf = (doc: string) => filingFromFhir([JSON.parse(doc) as Resource])
const pastOf = (filing: Filing): Past => ({ id: filing.id, key: filing, definition: definitionOf(filing) })

/** What was filed, what it is today by the definition of then, and why. */
export function registerFilings(app: FastifyInstance, house: House) {
  app.get('/api/filings', async (request): Promise<FilingsAnswer> => {
    mustMay(request, 'filing', 'read')
    const asked = parse(Query, request.query)
    // rows that came and went are of few persons as a rule: who may not see persons is told no filed figure
    if (request.session.sees === 'none') throw refuse('forbidden', texts.onlyWithPersons)
    const county = request.session.county.id
    const one = Boolean(asked.code && asked.grain && asked.period && asked.unit && asked.of)
    const found = (await filingsLike(house.record.db, county, filingType, asked, readable)).map(filingOf)
    // one reading of an indicator is another figure than the indicator itself
    const filings = one ? found.filter(({ variant }) => variant === asked.variant) : found
    const rows: FilingRow[] = []
    for (const filing of filings) rows.push(await rowOf(house, county, filing, one))
    return { filings: rows }
  })
}

async function rowOf(house: House, county: number, filing: Filing, whole: boolean): Promise<FilingRow> {
  const { definition, ...short } = filing
  const shown = whole ? filing : short
  if (filing.state === 'withdrawn') return { filing: shown }
  const then = definitionOf(filing)
  const now = await sinceThen(house, county, pastOf(filing), whole)
  return { filing: shown, now: now.value, ...(whole ? { why: whyOf(filing, then, now) } : {}) }
}

const whyOf = (filing: Filing, then: Definition, { parts, definition, lost }: Now): Since => ({
  definition,
  ...(lost ? { lost } : {}),
  parts: filing.parts.flatMap(({ ref, sides, value, counties: before }): PartSince[] => {
    const now = parts.find((part) => part.ref === ref)
    const counties = now?.counties?.map(({ id, name, value, rows }) => ({
      ...{ name, then: before?.find((one) => one.id === id)?.value ?? 0, now: value, rows },
    }))
    const words = { text: wordsOf(then, ref), list: listOf(then, ref) }
    return now ? [{ ref, sides, ...words, then: value, now: now.value, rows: now.rows, ...(counties ? { counties } : {}) }] : []
  }),
})

/** A part in words, as in the formula. */
const wordsOf = ({ indicator, groups }: Definition, ref: string): Text => {
  const { denominator: _, formula: __, scale: ___, ...rest } = indicator
  return formulaText({ ...rest, numerator: ref }, { groups: new Map(groups.map((group) => [group.name, group])), indicators: new Map() })
}
const listOf = ({ groups }: Definition, ref: string) => groups.find(({ name }) => new RegExp(`(^|\\()${name}\\.`).test(ref))?.list ?? ''

/** Which rows of a filed figure's part were added, went or changed: for the list they stand in, by the ids of their documents. */
export const ChangedRows = z.object({ filing: z.string().max(64), ref: z.string().max(200), diff: z.enum(['added', 'gone', 'changed']) })

/** @throws Refusal 'missing' for no such filing or part */
export async function changedOf(house: House, county: number, asked: z.output<typeof ChangedRows>, limit: number) {
  const [doc] = await filingsLike(house.record.db, county, filingType, { id: asked.filing }, 1)
  const rows = doc && (await rowsSince(house, county, pastOf(filingOf(doc)), asked.ref, asked.diff, limit))
  if (!rows) throw refuse('missing', ['没有这份上报数据', 'No such filed figure'])
  return rows
}
