import { randomBytes } from 'node:crypto'
import type { Compiled } from '../capabilities/definitions/compile.ts'
import type { Preview, PreviewPart, PreviewUnit } from '../capabilities/definitions/contract.ts'
import type { Content, Part } from '../capabilities/definitions/shape.ts'
import type { MeasureGroup } from '../kernel/grammar/measure.ts'
import type { List } from '../kernel/grammar/view.ts'
import { library, unitsOf } from '../kernel/perform/library.ts'
import { type Asked, type IndicatorCell, numbersOf } from '../kernel/perform/numbers.ts'
import { shift } from '../kernel/perform/period.ts'
import type { Registry } from '../kernel/perform/registry.ts'
import { counts } from '../kernel/perform/selectors.ts'
import { refresh } from '../record/cells.ts'
import type { Db } from '../record/db.ts'
import { divisionsOf } from '../record/divisions.ts'
import { localDay } from '../record/local-day.ts'
import { rowsFrom } from '../record/rows.ts'
import { maskPerson, type Sees } from './access/masking.ts'
import { listSql } from './list-sql.ts'

/** A code that nothing saved has, so that trials at one moment do not wait for each other's cells. */
export const trialCode = () => `local-trial-${randomBytes(6).toString('hex')}`
const rowsShown = 20
/** Nobody waits longer for a trial. */
const patience = '8s'

type Reader = { sees: Sees; mayRead: (list: List) => boolean }

/**
 * What a definition would say: the engine itself counts it, in a transaction that is undone, so that the preview is what activating brings. For the last full year
 * and this year's full months, the county and its institutions (townships, by residence).
 */
export async function previewOf(house: Asked, county: number, content: Content, compiled: Compiled, reader: Reader): Promise<Preview> {
  const today = localDay(house.clock().toISOString())
  const last = shift(today.slice(0, 7), -1)
  const year = Number(today.slice(0, 4))
  const full = { name: String(year - 1), from: `${year - 1}-01`, to: `${year - 1}-12` }
  const periods = [full, ...(last > full.to ? [{ name: String(year), from: `${year}-01`, to: last }] : [])]
  const lib = await library(house, county)
  await refresh(house.record.db, county, [...lib.groups.values()], today)

  const [indicator] = compiled.indicators
  const groups = new Map([...lib.groups, ...compiled.measures.map((group) => [group.name, group] as const)])
  const unit = unitsOf(indicator!, groups).includes('organization') ? ('organization' as const) : ('township' as const)
  const question = { from: full.from, to: last, grain: 'year' } as const
  const cells = await undone(house.record.db, async (tx) => {
    const trial = { ...house, record: { ...house.record, db: tx }, registry: withTrial(house.registry, compiled) }
    const [whole] = await numbersOf(trial, county, compiled.indicators, { ...question, unit: 'county' })
    const [single] = await numbersOf(trial, county, compiled.indicators, { ...question, unit })
    return { whole: whole!, single: single! }
  })
  const names = periods.map(({ name }) => name)
  const townships = unit === 'township' ? await townshipNames(house.record.db, county) : new Map<string, string>()
  return {
    periods,
    county: byUnit(cells.whole, names).find(({ outside }) => !outside) ?? null,
    unit,
    units: byUnit(cells.single, names).map((one) => ({ ...one, name: townships.get(one.id) ?? one.name })),
    parts: await Promise.all(content.parts.map((part) => partOf(house, county, content, part, compiled.measures, full.from, last, reader))),
  }
}

const withTrial = (registry: Registry, { measures, indicators }: Compiled): Registry => ({
  ...registry,
  capabilities: [
    ...registry.capabilities,
    { name: 'trial', text: ['试算', 'Trial'], workflows: [], views: [], lists: [], measures, indicators, pages: [], texts: {} },
  ],
})

/** Runs work in a transaction, and undoes it. */
async function undone<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const done: { result?: { value: T } } = {}
  const back = new Error('undone on purpose')
  await db
    .transaction(async (tx) => {
      await tx.query(`select set_config('statement_timeout', $1, true)`, [patience])
      done.result = { value: await work(tx) }
      throw back
    })
    .catch((error: unknown) => {
      if (error !== back) throw error
    })
  return done.result!.value
}

function byUnit(cells: readonly IndicatorCell[], periods: readonly string[]): PreviewUnit[] {
  const units = new Map(cells.map(({ unit }) => [unit.id, unit]))
  const known = new Map(cells.map((cell) => [`${cell.unit.id}|${cell.period}`, cell]))
  return [...units.values()].map((unit) => ({
    ...unit,
    values: periods.map((period) => {
      const cell = known.get(`${unit.id}|${period}`)
      return cell ? { value: cell.value, numerator: cell.numerator, denominator: cell.denominator, lastYear: cell.lastYear ?? null } : null
    }),
  }))
}

/** How many rows a part finds from one month to another, and the newest of them as the reader may see them. */
async function partOf(
  { record, registry }: Asked,
  county: number,
  { by }: Content,
  { name }: Part,
  measures: readonly MeasureGroup[],
  from: string,
  to: string,
  { sees, mayRead }: Reader,
): Promise<PreviewPart> {
  const group = measures.find((one) => name in one.parts)!
  const list = registry.capabilities.flatMap((c) => c.lists).find((one) => one.name === group.list)!
  const nodes = await record.organizations(county)
  const orgs = by === 'residence' ? undefined : nodes.filter((node) => counts(node, ['inside'])).map(({ key }) => key)
  const asked = { group, part: name, from, to, orgs, residents: by === 'residence' }
  const values: unknown[] = [county]
  const sql = rowsFrom(asked, (value) => `$${values.push(value)}`)
  const [counted] = await record.db.query<{ n: number }>(`select count(*)::int as n ${sql}`, values)
  const part = { name, rows: counted!.n, list: list.name }
  if (!mayRead(list)) return part
  const { page } = listSql(list, county, { limit: rowsShown, orgs: undefined, rows: asked })
  const rows = await record.db.query<Record<string, unknown> & { id: string }>(page.sql, page.values)
  const named = new Map(nodes.map((node) => [node.key, node.name]))
  return {
    ...part,
    shown: {
      columns: list.columns.filter(({ hidden }) => !hidden).map(({ sql: _, ...column }) => column),
      rows: rows.slice(0, rowsShown).map(({ cursor: _, org_key, patient_id: __, person_name, ...row }) => ({
        ...row,
        org_name: named.get(org_key as number) ?? '',
        person_name: maskPerson(sees, { name: (person_name as string | null) ?? '' })?.name ?? '',
      })),
    },
  }
}

/** The county's townships by their nine digits. */
async function townshipNames(db: Db, county: number): Promise<Map<string, string>> {
  return new Map((await divisionsOf(db, county)).map(({ code, name }) => [code, name]))
}
