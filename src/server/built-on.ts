import type { Definition } from '../kernel/grammar/frozen.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { type Grain, type Period, periodsBetween } from '../kernel/grammar/period.ts'
import { computedOf, library } from '../kernel/perform/library.ts'
import type { Question } from '../kernel/perform/numbers.ts'
import type { House } from '../kernel/perform/perform.ts'
import { type PartAsOf, partsAsOf } from '../kernel/perform/reckoning.ts'
import { counts } from '../kernel/perform/selectors.ts'
import { type PlacePersons, personsByPlace } from '../record/cell-persons.ts'
import { localDay } from '../record/local-day.ts'
import type { OrgNode } from '../record/organizations.ts'
import { type Above, type Counted, cellKey, fewest } from './suppression.ts'

type Span = { from: string; to: string }
type Asking = Pick<House, 'record' | 'registry' | 'clock'>
/** Persons of one side of a cell: who, while they are few; how many rows. */
type Side = { rows: number; persons: Set<string> | undefined }

/** On how many persons every cell of an indicator is built: all months, quarters and years of a span × institutions, townships, the county. */
export async function builtOn(
  house: Asking,
  county: number,
  indicator: Indicator,
  { from, to }: Span,
): Promise<{ counted: Counted[]; unitAbove: Above; unitKey: (unit: Question['unit'], id: string) => string }> {
  const lib = await library(house, county)
  const nodes = await house.record.organizations(county)
  const groups = [...new Set(computedOf(indicator).refs.map((ref) => ref.group))].map((name) => lib.groups.get(name)!)
  const definition: Definition = { indicator, groups }
  const thisMonth = localDay(house.clock().toISOString()).slice(0, 7)
  const last = to < thisMonth ? to : thisMonth
  const times = (['year', 'quarter', 'month'] as const).flatMap((grain) =>
    periodsBetween(from, last, grain).map((period) => ({ grain, period })),
  )
  const tree = treeOf(
    nodes,
    groups.some((group) => group.outside === 'counted'),
  )
  const cells = new Map<string, Map<string, Side>>()
  const units = new Set<string>()
  const windows = times.map((time) => ({ ...time, parts: partsOf(definition, time) }))
  for (const [i, part] of (windows[0]?.parts ?? []).entries()) {
    const byPlace = part.group.nowhere === true || indicator.by === 'residence'
    const found = await personsOf(house, county, part, { windows: windows.map(({ parts }) => parts[i]!), byPlace, nodes })
    for (const { month, place, rows, persons } of found)
      for (const { period, parts } of windows)
        if (parts[i]!.from <= month && month <= parts[i]!.to)
          for (let unit: string | undefined = byPlace ? `t:${place}` : tree.leaf(place); unit; unit = tree.above(unit)) {
            const key = cellKey(period.name, unit)
            const cell = cells.get(key) ?? new Map<string, Side>()
            cells.set(key, cell)
            units.add(unit)
            for (const side of part.sides) cell.set(side, together(cell.get(side), { rows, persons: persons && new Set(persons) }))
          }
  }
  const counted = times.flatMap(({ period: { name: time } }) =>
    [...units].map((unit) => ({
      time,
      unit,
      persons: Math.min(...[...(cells.get(cellKey(time, unit))?.values() ?? [nobody])].map(sizeOf)),
    })),
  )
  return { counted, unitAbove: tree.above, unitKey: (unit, id) => (id === 'outside' ? 'c:outside' : `${unit[0]}:${id}`) }
}

const partsOf = (definition: Definition, { grain, period }: { grain: Grain; period: Period }): PartAsOf[] =>
  partsAsOf(definition, { grain, from: period.from, end: period.end })

const nobody: Side = { rows: 0, persons: new Set() }
const together = (one: Side | undefined, { rows, persons }: Side): Side => {
  if (!one) return { rows, persons }
  const all = one.persons && persons && new Set([...one.persons, ...persons])
  return { rows: one.rows + rows, persons: all && all.size < fewest ? all : undefined }
}
/** Exact while they are few; above that the rows tell which cell is the smaller one. */
const sizeOf = ({ rows, persons }: Side) => persons?.size ?? Math.max(fewest, rows)

type Looking = { windows: readonly PartAsOf[]; byPlace: boolean; nodes: readonly OrgNode[] }
/** Whose rows a part counts in all its windows: a flow at once, a stock month by month. */
async function personsOf(
  { record }: Asking,
  county: number,
  { group, of }: PartAsOf,
  { windows, byPlace, nodes }: Looking,
): Promise<PlacePersons[]> {
  const orgs = of.selectors.length ? nodes.filter((node) => counts(node, of.selectors)).map((node) => node.key) : undefined
  const asked = { group, part: of.part, orgs, residents: byPlace }
  const by = byPlace ? 'township' : 'organization'
  const ends = windows.flatMap(({ from, to }) => [from, to]).sort()
  if (group.kind !== 'stock') return personsByPlace(record.db, county, { ...asked, from: ends[0]!, to: ends.at(-1)! }, by, fewest)
  const months = [...new Set(ends)] // the windows of the months are among them
  return (
    await Promise.all(months.map((month) => personsByPlace(record.db, county, { ...asked, from: month, to: month }, by, fewest)))
  ).flat()
}

/** Institutions in townships in the county, as figures are summed; what lies outside beside it. */
function treeOf(nodes: readonly OrgNode[], outsideCounts: boolean) {
  const apart = (node: OrgNode) => !node.inside && !outsideCounts
  const ups = new Map(nodes.map((node) => [`o:${node.id}`, apart(node) ? 'c:outside' : `t:${node.township?.slice(0, 9) ?? ''}`]))
  const leaves = new Map(nodes.map((node) => [String(node.key), `o:${node.id}`]))
  return {
    leaf: (key: string) => leaves.get(key) ?? 'o:',
    above: (unit: string): string | undefined =>
      unit.startsWith('o:') ? (ups.get(unit) ?? 't:') : unit.startsWith('t:') ? 'c:county' : undefined,
  }
}
