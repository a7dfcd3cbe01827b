import { type DayGroup, type DayRow, type DaySpan, dayStocks, daySums } from '../../record/day-sums.ts'
import { localDay } from '../../record/local-day.ts'
import type { OrgNode } from '../../record/organizations.ts'
import { evaluate, type Ref, refsOf } from '../grammar/expression.ts'
import type { Reckoning } from '../grammar/measure.ts'
import { expressionOf, library } from './library.ts'
import type { Asked } from './numbers.ts'
import { remembered } from './remembered.ts'
import { counts } from './selectors.ts'

export type DayValue = { value: number | null; numerator: number; denominator?: number }
/** Indicators by local days. */
export type Days = {
  /** What an indicator comes to over days; of one institution (its id) where one is named. Flows are summed; undefined where an expression asks for months before. */
  of(indicator: Reckoning, from: string, to: string, org?: string): DayValue | undefined
  /** The institutions that had anything of a numerator in the days read. */
  institutions(indicator: Reckoning): readonly OrgNode[]
}

type Counted = { rows: readonly DayRow[]; parts: ReadonlyMap<string, number> }
type Index = ReadonlyMap<string, ReadonlyMap<number, readonly number[]>>

/**
 * Counts indicators by days from the rows themselves, once for all who ask while the rows are the same (versions of the cells) and the day is.
 * @param more groups that are not of the library: what only days are told of
 */
export async function daysOf(
  house: Asked,
  county: number,
  indicators: readonly Reckoning[],
  spans: readonly DaySpan[],
  more: readonly DayGroup[] = [],
): Promise<Days> {
  const lib = await library(house, county)
  const nodes = await house.record.organizations(county)
  const today = localDay(house.clock().toISOString())
  const versions = await house.record.shared.cells(county, [...lib.groups.values()], today)
  const groups = new Map<string, DayGroup>([...lib.groups, ...more.map((group) => [group.name, group] as const)])
  const wanted = new Map<string, Set<string>>()
  for (const { group, part } of indicators.flatMap(partsOf)) wanted.set(group, (wanted.get(group) ?? new Set()).add(part))
  const read = await Promise.all(
    [...wanted].map(async ([name, parts]) => {
      const group = groups.get(name)!
      // a group of its own changes with whatever is counted from the same rows
      const version = [...lib.groups.values()].filter(({ view }) => view === group.view).map((same) => versions[same.name])
      const names = [...parts]
      const index = await remembered(
        nodes,
        JSON.stringify(['days', county, name, names, spans]),
        async () => indexOf({ rows: await rowsOf(house, county, group, names, spans), parts: new Map(names.map((p, i) => [p, i])) }),
        (made) => [...made.index.values()].reduce((n, orgs) => n + orgs.size * names.length, 0),
        JSON.stringify(version),
      )
      return [name, index] as const
    }),
  )
  return answer(new Map(read), groups, nodes)
}

const partsOf = ({ numerator, denominator }: Reckoning): readonly Ref[] =>
  [numerator, denominator].flatMap((source) => (source === undefined ? [] : refsOf(expressionOf(source))))

const rowsOf = ({ record }: Asked, county: number, group: DayGroup, parts: readonly string[], spans: readonly DaySpan[]) =>
  group.kind === 'stock'
    ? dayStocks(record.db, county, group, parts, spans.flatMap(daysIn))
    : daySums(record.db, county, group, parts, spans)

/** Every day of a span. */
export function daysIn({ from, to }: DaySpan): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = shiftDay(day, 1)) days.push(day)
  return days
}
/** 2026-03-01 and −1 → 2026-02-28. */
export const shiftDay = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10)

type Made = { index: Index; parts: ReadonlyMap<string, number> }
function indexOf({ rows, parts }: Counted): Made {
  const index = new Map<string, Map<number, readonly number[]>>()
  for (const { day, org, parts: sums } of rows) {
    const orgs = index.get(day) ?? new Map<number, readonly number[]>()
    orgs.set(org, sums)
    index.set(day, orgs)
  }
  return { index, parts }
}

function answer(read: ReadonlyMap<string, Made>, groups: ReadonlyMap<string, DayGroup>, nodes: readonly OrgNode[]): Days {
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const told = new Map<string, number>()
  /** The county's figures leave out what lies beyond, as `numbersOf` does; a place nobody knows is in them. */
  const within = (ref: Ref) => {
    const counted = groups.get(ref.group)!.outside === 'counted'
    return (org: number) => {
      const node = byKey.get(org)
      if (!node) return ref.selectors.length === 0
      return (counted || node.inside) && counts(node, ref.selectors)
    }
  }
  const sum = (ref: Ref, from: string, to: string, org: OrgNode | undefined): number => {
    const key = `${ref.group}.${ref.part}@${ref.selectors.join('.')}|${from}|${to}|${org?.key ?? ''}`
    const known = told.get(key)
    if (known !== undefined) return known
    const { index, parts } = read.get(ref.group)!
    const place = parts.get(ref.part)!
    const mine = within(ref)
    let total = 0
    for (const day of daysIn({ from, to }))
      for (const [key, sums] of index.get(day) ?? []) if ((org === undefined || key === org.key) && mine(key)) total += Number(sums[place])
    told.set(key, total)
    return total
  }
  return {
    of(indicator, from, to, org) {
      const { numerator, denominator, formula, scale = 1 } = indicator
      if (formula || partsOf(indicator).some(({ back, taking }) => back !== 0 || taking !== 'own')) return undefined
      const node = org === undefined ? undefined : byId.get(org)
      const value = (source: string) => evaluate(expressionOf(source), (ref) => sum(ref, from, to, node)) ?? 0
      const n = value(numerator)
      if (denominator === undefined) return { value: n * scale, numerator: n }
      const d = value(denominator)
      return { value: d === 0 ? null : (n / d) * scale, numerator: n, denominator: d }
    },
    institutions(indicator) {
      const found = new Set(
        partsOf(indicator).flatMap(({ group }) => [...read.get(group)!.index.values()].flatMap((orgs) => [...orgs.keys()])),
      )
      return [...found].flatMap((key) => byKey.get(key) ?? [])
    },
  }
}
