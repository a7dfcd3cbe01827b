import { randomBytes } from 'node:crypto'
import type { Compiled } from '../capabilities/definitions/compile.ts'
import type { Preview, PreviewPart, PreviewUnit } from '../capabilities/definitions/contract.ts'
import type { Content, Part } from '../capabilities/definitions/shape.ts'
import type { Indicator, MeasureGroup } from '../kernel/grammar/measure.ts'
import { shift } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { List } from '../kernel/grammar/view.ts'
import { countingOn } from '../kernel/perform/counting.ts'
import { library, unitsOf } from '../kernel/perform/library.ts'
import { type Asked, type IndicatorCell, numbersOf } from '../kernel/perform/numbers.ts'
import type { Registry } from '../kernel/perform/registry.ts'
import { counts } from '../kernel/perform/selectors.ts'
import type { Db } from '../record/db.ts'
import { localDay } from '../record/local-day.ts'
import { maskPerson, type Sees } from './access/masking.ts'
import { listSql } from './list-sql.ts'

/** A code that nothing saved has, so that trials at one moment do not wait for each other's cells. */
export const trialCode = () => `local-trial-${randomBytes(6).toString('hex')}`
const rowsShown = 20
/** Nobody waits longer for a trial. */
const patience = '20s'
const tooLong = ['试算用时过长，请稍后再试，或缩小条件', 'This trial takes too long: try again later, or narrow its conditions'] as const

type Reader = { sees: Sees; mayRead: (list: List) => boolean }

/**
 * What a definition would say: the engine itself counts it, in a transaction that is undone, so that the preview is what activating brings. For the last full year
 * and this year's full months, the county and its institutions (townships, by residence).
 * @throws Refusal 'busy' when it takes too long
 */
export async function previewOf(house: Asked, county: number, content: Content, compiled: Compiled, reader: Reader): Promise<Preview> {
  const today = localDay(house.clock().toISOString())
  const last = shift(today.slice(0, 7), -1)
  const year = Number(today.slice(0, 4))
  const full = { name: String(year - 1), from: `${year - 1}-01`, to: `${year - 1}-12` }
  const periods = [full, ...(last > full.to ? [{ name: String(year), from: `${year}-01`, to: last }] : [])]
  const lib = await library(house, county)
  await house.record.shared.cells(county, [...lib.groups.values()], today)

  const trial = trialOf(compiled, content)
  const [indicator] = trial.indicators
  const unit = unitsOf(indicator!, new Map([...lib.groups, ...trial.measures.map((group) => [group.name, group] as const)])).includes(
    'organization',
  )
    ? ('organization' as const)
    : ('township' as const)
  const question = { from: full.from, to: last, grain: 'year' } as const
  const { whole, single } = await undone(house.record.db, async (tx) => {
    const inside = countingOn({ ...house, registry: withTrial(house.registry, trial) }, tx)
    return {
      whole: await numbersOf(inside, county, trial.indicators, { ...question, unit: 'county' }),
      single: (await numbersOf(inside, county, [indicator!], { ...question, unit }))[0]!,
    }
  })
  const names = periods.map(({ name }) => name)
  const own = (cells: readonly IndicatorCell[]) => cells.filter((cell) => !cell.unit.outside)
  return {
    periods,
    county: byUnit(own(whole[0]!), names)[0] ?? null,
    unit,
    units: byUnit(single, names),
    parts: await Promise.all(
      content.parts.map(async (part, i) => {
        const rows = own(whole[i + 1]!).reduce((sum, cell) => sum + cell.numerator, 0)
        return {
          name: part.name,
          rows,
          ...(await rowsOf(house, county, content, part, compiled.measures, { from: full.from, to: last, rows }, reader)),
        }
      }),
    ),
  }
}

/** The definition, and for each of its parts an indicator that says how many rows it finds, counted in the same pass. */
function trialOf({ measures, indicators }: Compiled, { parts, by }: Content): Compiled {
  const groups = new Map(measures.map((group) => [group.name, group]))
  const found = parts.map(({ name }): Indicator => {
    const own = measures.find((group) => name in group.parts)!
    const { kind: _, ...rest } = own
    const counting = own.name.replace(/-persons$/, '-rows')
    const known = groups.get(counting) ?? { ...rest, name: counting, parts: {} }
    const { where } = own.parts[name]!
    const residence = own.residence ?? known.residence
    groups.set(counting, {
      ...known,
      ...(residence === undefined ? {} : { residence }),
      parts: { ...known.parts, [`${name}-found`]: where === undefined ? {} : { where } },
    })
    return { ...indicators[0]!, code: `${indicators[0]!.code}-${name}`, by, numerator: `${counting}.${name}-found` }
  })
  return {
    measures: [...groups.values()],
    indicators: [...indicators, ...found.map(({ denominator: _, formula: __, scale: ___, ...one }) => one)],
  }
}

const withTrial = (registry: Registry, { measures, indicators }: Compiled): Registry => ({
  ...registry,
  capabilities: [
    ...registry.capabilities,
    { name: 'trial', text: ['试算', 'Trial'], workflows: [], views: [], lists: [], measures, indicators, pages: [], texts: {} },
  ],
})

/** 57014: the database gave up a statement at `statement_timeout`. */
const isTooLong = (error: unknown) => (error as { code?: string } | null)?.code === '57014'

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
      if (isTooLong(error)) throw refuse('busy', tooLong)
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

/** The newest rows of a part, if the reader may see them: mostly they lie in the last month, which is quicker to look through. */
async function rowsOf(
  { record, registry }: Asked,
  county: number,
  { by }: Content,
  { name }: Part,
  measures: readonly MeasureGroup[],
  { from, to, rows: all }: { from: string; to: string; rows: number },
  { sees, mayRead }: Reader,
): Promise<Omit<PreviewPart, 'name' | 'rows'>> {
  const group = measures.find((one) => name in one.parts)!
  const list = registry.capabilities.flatMap((c) => c.lists).find((one) => one.name === group.list)!
  if (!mayRead(list)) return { list: list.name }
  const nodes = await record.organizations(county)
  const orgs = by === 'residence' ? undefined : nodes.filter((node) => counts(node, ['inside'])).map(({ key }) => key)
  const newest = (since: string) => {
    const asked = { group, part: name, from: since, to, orgs, residents: by === 'residence' }
    const { page } = listSql(list, county, { limit: rowsShown, orgs: undefined, rows: asked })
    return record.db.query<Record<string, unknown> & { id: string }>(page.sql, page.values)
  }
  const recent = all ? await newest(to) : []
  const rows = recent.length < Math.min(rowsShown, all) ? await newest(from) : recent
  const named = new Map(nodes.map((node) => [node.key, node.name]))
  return {
    list: list.name,
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
