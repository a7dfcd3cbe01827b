import { countAll, type Scope } from './cell-count.ts'
import { countPersons } from './cell-distinct.ts'
import { countEntriesOf, hasEntries } from './cell-entries.ts'
import { countFlow, type MonthOf } from './cell-flow.ts'
import type { Changed } from './cell-months.ts'
import { byDimension, type CellGroup, shiftMonth, tableOf, whereOf } from './cell-sql.ts'
import { countStock, type StockScope } from './cell-stock.ts'
import type { Db } from './db.ts'
import { residenceViews } from './residents.ts'

export type Mark = { view: string; month: string; org: number; patient: string | null; day: string | null }

/** Counts anew the cells of a group that marks name: of its own view, of views beside it, of people who live elsewhere or are another person now. @returns the months whose cells are others now; undefined where no mark concerns the group */
export async function countAsMarked(
  tx: Db,
  county: number,
  group: CellGroup,
  marks: readonly Mark[],
  scope: Scope,
): Promise<Changed | undefined> {
  const own = marks.filter((m) => m.view === group.view)
  const all = () => countAll(tx, county, group, scope)
  if (group.view === byDimension) {
    const units = marks.filter((m) => m.view === residenceViews.townships).map((m) => m.org)
    return units.length ? countStock(tx, county, group, { units, from: scope.range.first, to: scope.range.last }) : undefined
  }
  const persons = group.residence === true || group.kind === 'distinct' ? marks.filter((m) => m.view === residenceViews.persons) : []
  const beside = (group.also ?? []).map((b) => ({ ...b, marks: marks.filter((m) => m.view === b.view) })).filter((b) => b.marks.length)
  const near = beside.flatMap((b) => (b.at === 'institution' ? b.marks : []))
  const strangers = [...persons, ...beside.flatMap((b) => (b.at === 'institution' ? [] : b.marks))]
  if (!own.length && !strangers.length && !near.length) return undefined
  if (strangers.some((m) => m.patient === null)) return all()
  const patients = strangers.map((m) => m.patient!)
  if (group.kind === 'distinct' || hasEntries(group)) {
    if (own.some((m) => m.patient === null)) return all()
    const who = await peopleOf(tx, county, [...own.map((m) => m.patient!), ...patients])
    if (group.kind !== 'distinct') return countEntriesOf(tx, county, group, scope.range, who)
    return countPersons(tx, county, group, scope.inside, who.persons, who.patients)
  }
  const others = await rowsOf(tx, county, group, patients)
  if (group.kind === 'stock') {
    const asked = stockScope(group, own, persons, beside, [...near, ...others], scope)
    return asked && countStock(tx, county, group, asked)
  }
  const months = new Map<string, MonthOf>()
  for (const { month, org, day } of [...own, ...others]) {
    const key = `${month}|${org}`
    const known = months.get(key)?.days
    months.set(key, { month, org, days: day === null || known === null ? null : [...new Set([...(known ?? []), day])] })
  }
  if (!months.size) return undefined
  await countFlow(tx, county, group, [...months.values()])
  return [...months.values()].map(({ month }) => month)
}

/** Where and when there are rows. */
type Place = Pick<Mark, 'month' | 'org' | 'day'>
type Reaching = { reach?: number; marks: readonly Mark[] }
/** A row that begins in a month holds in any later one; one beside it, as long as it reaches; people may have moved at any time. */
function stockScope(
  group: CellGroup,
  own: readonly Mark[],
  persons: readonly Mark[],
  beside: readonly Reaching[],
  others: readonly Place[],
  { range }: Scope,
): StockScope | undefined {
  const spans = [
    ...own.map((m) => ({ from: m.month, to: range.last })),
    ...beside.flatMap((b) =>
      b.marks.map((m) => ({ from: m.month, to: b.reach === undefined ? range.last : shiftMonth(m.month, b.reach) })),
    ),
    ...persons.map(() => ({ from: range.first, to: range.last })),
  ]
  const from = spans.map((s) => (s.from < range.first ? range.first : s.from)).sort()[0]!
  const to = spans
    .map((s) => (s.to > range.last ? range.last : s.to))
    .sort()
    .at(-1)!
  const units = [...new Set([...own, ...others].map(({ org }) => org))]
  return units.length && from <= to ? { units: group.nowhere ? 'all' : units, from, to } : undefined
}

/** The persons of patients, or persons by their own id, and all their patients. */
async function peopleOf(tx: Db, county: number, who: readonly string[]): Promise<{ persons: string[]; patients: string[] }> {
  const [people] = await tx.query<{ persons: string[]; patients: string[] }>(
    `with persons as (
       select person_id as id from person where county_id = $1 and patient_id = any($2::text[]) union select w.id from unnest($2::text[]) w(id))
     select array(select id from persons) as persons, array(
       select patient_id from person where county_id = $1 and person_id in (select id from persons) union select w.id from unnest($2::text[]) w(id)) as patients`,
    [county, [...new Set(who)]],
  )
  return people!
}

/** The months and institutions of the rows of these patients, or persons, by whatever patient of theirs. */
async function rowsOf(tx: Db, county: number, group: CellGroup, who: readonly string[]): Promise<Place[]> {
  if (!who.length) return []
  const { patients } = await peopleOf(tx, county, who)
  return tx.query<Place>(
    `select distinct f.month, f.org_key as org, f.day from ${tableOf(group.view)} f where f.county_id = $1 and f.patient_id = any($2::text[]) and f.month is not null ${whereOf(group)}`,
    [county, patients],
  )
}
