import { type CellsAsked, type MonthCells, readPersons, readSums } from '../../record/cell-read.ts'
import type { Versions } from '../../record/cells.ts'
import type { OrgNode } from '../../record/organizations.ts'
import type { RecordStore } from '../../record/record.ts'
import type { Ref } from '../grammar/expression.ts'
import type { Indicator, MeasureGroup } from '../grammar/measure.ts'
import { type Grain, shift } from '../grammar/period.ts'
import { computedOf, type Library, type Unit, unitsOf } from './library.ts'
import { remembered } from './remembered.ts'
import { counts, todays } from './selectors.ts'

/** `outside`: lies beyond the county, and is not part of its figures. */
export type UnitNamed = { id: string; name: string; outside?: true }
type Placed = UnitNamed & { order: string }
/** What parts come to for one indicator: its units, and the value of a reference in a unit over months; undefined where nothing is known of it there. */
export type Values = { units: readonly Placed[]; of: (ref: Ref, unit: string, from: string, to: string) => number | null | undefined }

/** A county, its library and its organisations on a local day, and the versions of its cells. */
export type CountedCounty = { county: number; lib: Library; nodes: readonly OrgNode[]; today: string; versions: Versions }
type Asked = { from: string; to: string; grain: Grain; unit: Unit; structure?: 'period' | 'today' }
type Source = (part: number, unit: string, from: string, to: string, taking: Ref['taking']) => number | null | undefined
type Read = { source: Source; units: ReadonlyMap<string, Placed>; parts: ReadonlyMap<string, number>; size: number }
type Want = { group: MeasureGroup; residents: boolean; refs: Map<string, Ref> }
type Context = Asked & {
  record: RecordStore
  county: number
  nodes: readonly OrgNode[]
  today: string
}

const keyOf = (ref: Ref) => `${ref.group}.${ref.part}@${ref.selectors.join('.')}`
const first = (month: string) => `${month}-01`

/** Reads, once a group and way of summing, all parts that the indicators speak of, as far back as a year before they are asked. */
export async function readParts(
  record: RecordStore,
  { county, lib, nodes, today, versions }: CountedCounty,
  indicators: readonly Indicator[],
  asked: Asked,
): Promise<(indicator: Indicator) => Values> {
  const wanted = new Map<string, Want>()
  const wantOf = (ref: Ref, indicator: Indicator): [string, Want] => {
    const group = lib.groups.get(ref.group)!
    // what belongs to no institution is told by where people live, in whatever indicator it stands
    const residents = group.nowhere === true || indicator.by === 'residence'
    const id = `${group.name}|${residents}`
    return [id, wanted.get(id) ?? { group, residents, refs: new Map() }]
  }
  for (const indicator of indicators)
    for (const ref of computedOf(indicator).refs) {
      const [id, want] = wantOf(ref, indicator)
      wanted.set(id, want)
      want.refs.set(keyOf(ref), ref)
    }
  const deepest = Math.max(0, ...indicators.flatMap((i) => computedOf(i).refs.map((ref) => ref.back)))
  const context: Context = {
    ...asked,
    // a year before the first period, a whole one where it is rolling
    from: shift(asked.from, -(deepest + 12 + (asked.grain === 'month' ? 0 : 11))),
    record,
    county,
    nodes,
    today,
  }
  const reads = new Map(
    await Promise.all(
      [...wanted].map(async ([id, want]) => [id, await readGroup(context, want, versions[want.group.name] ?? '')] as const),
    ),
  )
  return (indicator) => {
    const { refs } = computedOf(indicator)
    const mine = new Map(refs.map((ref) => [ref, reads.get(wantOf(ref, indicator)[0])!]))
    const parts = new Map(refs.map((ref) => [ref, mine.get(ref)!.parts.get(keyOf(ref))!]))
    const units = new Map(refs.flatMap((ref) => [...mine.get(ref)!.units]))
    const told = unitsOf(indicator, lib.groups).includes(asked.unit)
    return {
      units: told ? [...units.values()].sort((a, b) => a.order.localeCompare(b.order)) : [],
      of: (ref, unit, from, to) => mine.get(ref)!.source(parts.get(ref)!, unit, from, to, ref.taking),
    }
  }
}

/** A group is read once for all who ask the same of it while its cells are the same. */
function readGroup(context: Context, want: Want, version: string): Promise<Read> {
  const { county, from, to, unit, structure, today, nodes } = context
  const key = JSON.stringify([
    county,
    want.group.name,
    version,
    from,
    to,
    unit,
    structure === 'today' ? today : '',
    want.residents,
    [...want.refs.keys()],
  ])
  return remembered(
    nodes,
    key,
    () => readNow(context, want),
    ({ size }) => size,
  )
}

async function readNow(context: Context, { group, residents, refs }: Want): Promise<Read> {
  const { record, county, nodes, unit, from, to } = context
  const parts = new Map([...refs.keys()].map((key, i) => [key, i]))
  const unitOf = unitsBy(context, group, residents)
  const asked: CellsAsked = {
    group,
    from: first(from),
    to: first(to),
    unit: residents
      ? unit === 'county'
        ? 'county'
        : 'residence'
      : group.kind === 'distinct' && unit === 'county'
        ? 'county'
        : 'organization',
    residents: residents && group.residence !== undefined,
    parts: [...refs.values()].map(({ part, selectors }) =>
      selectors.length ? { part, orgs: nodes.filter((node) => counts(node, selectors)).map((node) => node.key) } : { part },
    ),
  }
  if (group.kind !== 'distinct')
    return { ...summed(await readSums(record.db, county, asked), unitOf, group, { from, to, parts: refs.size }), parts }
  const persons = await readPersons(record.db, county, asked)
  const named = persons.units.flatMap((source) => {
    const placed = unitOf(source)
    return placed ? [[placed, source] as const] : []
  })
  const sources = new Map(named.map(([{ id }, source]) => [id, source]))
  return {
    units: new Map(named.map(([placed]) => [placed.id, placed])),
    parts,
    size: persons.size,
    source: (part, unit, from, to) => (sources.has(unit) ? persons.of(sources.get(unit)!, part, first(from), first(to)) : undefined),
  }
}

const whole: Placed = { id: 'county', name: '全县', order: '0' }
/** What the county's figures leave out, in one. */
const beyond: Placed = { id: 'outside', name: '县外', outside: true, order: '99' }

/** Which unit of the answer a unit of the cells belongs to. */
function unitsBy({ unit, nodes, structure, today }: Context, group: MeasureGroup, residents: boolean) {
  const byKey = new Map(nodes.map((n) => [String(n.key), n]))
  const byId = new Map(nodes.map((n) => [n.id, n]))
  return (key: string): Placed | undefined => {
    if (residents) return unit === 'county' ? whole : key ? { id: key, name: key, order: key } : undefined
    if (key === '') return whole
    const found = byKey.get(key)
    const node = found && structure === 'today' ? todays(found, byId, today) : found
    const apart = node?.inside === false && group.outside !== 'counted'
    if (unit === 'county') return apart ? beyond : whole
    if (!node) return { id: '', name: '未知机构', order: '98' }
    if (unit === 'township') {
      const township = node.township?.slice(0, 9) ?? ''
      return apart ? beyond : { id: township, name: township, order: township || '98' }
    }
    return { id: node.id, name: node.name, order: orderOf(node), ...(apart ? { outside: true as const } : {}) }
  }
}

/** Hospitals first, then township centres, village clinics, and what lies outside the county (it has no township); within a kind by place. */
export const orderOf = (node: OrgNode | undefined) =>
  `${node?.township ? ['A', 'G', 'B', 'C', 'D'].indexOf(node.type?.[0] ?? '') + 1 || 6 : 9}${node?.township ?? ''}${node?.id ?? ''}`

/** Months as whole numbers, to count in. */
const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))

/** Sums by unit of the answer, taken over months as the group and the reference say. A mean is over the months in which anybody has anything. */
function summed(
  rows: readonly MonthCells[],
  unitOf: (key: string) => Placed | undefined,
  group: MeasureGroup,
  asked: { from: string; to: string; parts: number },
): Omit<Read, 'parts'> {
  const zero = numberOf(asked.from)
  const length = numberOf(asked.to) - zero + 1
  const units = new Map<string, Placed>()
  const all = new Map<string, (number | undefined)[][]>() // unit → part → month
  const anybody = Array.from({ length }, () => 0)
  const placedOf = new Map<string, Placed | undefined>()
  for (const { period, unit, parts } of rows) {
    if (!placedOf.has(unit)) placedOf.set(unit, unitOf(unit))
    const placed = placedOf.get(unit)
    if (!placed || parts.every((n) => n === null)) continue
    const month = numberOf(period) - zero
    anybody[month] = 1
    units.set(placed.id, placed)
    const known = all.get(placed.id) ?? Array.from({ length: asked.parts }, () => new Array<number | undefined>(length))
    all.set(placed.id, known)
    for (const [i, n] of parts.entries()) known[i]![month] = Number(n ?? 0) + (known[i]![month] ?? 0)
  }
  const source: Source = (part, id, from, to, taking) => {
    const months = all.get(id)?.[part]
    if (!months) return undefined
    const [start, end] = [numberOf(from) - zero, numberOf(to) - zero]
    if (taking === 'mid') return months[start + Math.ceil((end - start + 1) / 2) - 1]
    if (group.kind === 'stock' && taking !== 'avg') return months[end]
    let [sum, last, told]: [number, number | undefined, number] = [0, undefined, 0]
    for (let month = start; month <= end; month++) {
      const n = months[month]
      told += anybody[month] ?? 0
      if (n === undefined) continue
      sum += n
      last = n
    }
    if (last === undefined || taking === 'end') return last
    return taking === 'avg' ? sum / told : sum
  }
  return { source, units, size: units.size * asked.parts * length }
}
