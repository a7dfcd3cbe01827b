import { personsIn, reach } from '../../record/cell-distinct.ts'
import { monthVersions } from '../../record/cell-months.ts'
import { type CellsAsked, type MonthCells, readPersons, readSums } from '../../record/cell-read.ts'
import { monthsBetween, shiftMonth } from '../../record/cell-sql.ts'
import type { Versions } from '../../record/cells.ts'
import type { OrgNode } from '../../record/organizations.ts'
import type { RecordStore } from '../../record/record.ts'
import type { Ref } from '../grammar/expression.ts'
import { type Indicator, type MeasureGroup, readingOf } from '../grammar/measure.ts'
import { type Grain, shift } from '../grammar/period.ts'
import { computedOf, type Library, type Unit, unitsOf } from './library.ts'
import { remembered } from './remembered.ts'
import { counts, todays } from './selectors.ts'
import { type MonthRows, type Placed, type Placing, placing } from './series.ts'

/**
 * What parts come to for one indicator: its units, and the value of a reference in a unit over months; undefined where nothing is known of it there. `state` is all that
 * the values of a unit are computed from: they are the same as long as it holds the same objects.
 */
export type Values = {
  units: readonly Placed[]
  of: (ref: Ref, unit: string, from: string, to: string) => number | null | undefined
  state: (unit: string) => readonly unknown[]
}

/** A county, its library and its organisations on a local day, and the versions of its cells. */
export type CountedCounty = { county: number; lib: Library; nodes: readonly OrgNode[]; today: string; versions: Versions }
type Asked = { from: string; to: string; grain: Grain; unit: Unit; structure?: 'period' | 'today' }
type Refs = ReadonlyMap<string, Ref>
type Read = { group: MeasureGroup; at: ReadonlyMap<string, number>; placing: Placing }
/** `asked`: the parts that the question wants of it, by their places: a unit has something in a month where any of these has. */
type AskedRead = Read & { asked: readonly number[] }
type Context = Asked & { record: RecordStore; county: number; nodes: readonly OrgNode[]; today: string; versions: Versions }

const keyOf = (ref: Ref) => `${ref.group}.${ref.part}@${ref.selectors.join('.')}`
const first = (month: string) => `${month}-01`

/** Which groups, and summed which way, indicators speak of, and the parts they want there. */
function wantedBy(indicators: Iterable<Indicator>, lib: Library): Map<string, Map<string, Ref>> {
  const wanted = new Map<string, Map<string, Ref>>()
  for (const indicator of indicators)
    for (const ref of computedOf(indicator).refs) {
      const id = wayOf(ref, indicator, lib)
      wanted.set(id, (wanted.get(id) ?? new Map<string, Ref>()).set(keyOf(ref), ref))
    }
  return wanted
}
/** What belongs to no institution is told by where people live, in whatever indicator it stands. */
const wayOf = (ref: Ref, { by }: Indicator, lib: Library) =>
  `${ref.group}|${lib.groups.get(ref.group)!.nowhere === true || by === 'residence' ? 'residents' : 'institutions'}`

const wholes = new WeakMap<Library, { wanted: ReadonlyMap<string, Refs>; deepest: number }>()
const deepestOf = (indicators: readonly Indicator[]) => Math.max(0, ...indicators.flatMap((i) => computedOf(i).refs.map((ref) => ref.back)))
/** All that the indicators of a library want in all their readings: read together, so that whoever asks for some of it shares what is kept. */
function wholeOf(lib: Library) {
  const known = wholes.get(lib)
  if (known) return known
  const all = [...lib.indicators.values()].flatMap((one) => [one, ...(one.variants ?? []).map(({ name }) => readingOf(one, name)!)])
  const whole = { wanted: wantedBy(all, lib), deepest: deepestOf(all) }
  wholes.set(lib, whole)
  return whole
}

/** Months that are read and kept together for all questions that lie within them. */
const usual = 60

/** Reads, once a group and way of summing, all parts that the indicators speak of, as far back as a year before they are asked. */
export async function readParts(
  record: RecordStore,
  { county, lib, nodes, today, versions }: CountedCounty,
  indicators: readonly Indicator[],
  asked: Asked,
): Promise<(indicator: Indicator) => Values> {
  const whole = wholeOf(lib)
  // a year before the first period, a whole one where it is rolling
  const back = Math.max(whole.deepest, deepestOf(indicators)) + 12 + (asked.grain === 'month' ? 0 : 11)
  const [earliest, thisMonth] = [shift(asked.from, -back), today.slice(0, 7)]
  const kept = shift(thisMonth, 1 - usual)
  const context: Context = {
    ...asked,
    from: earliest < kept ? `${earliest.slice(0, 4)}-01` : kept,
    to: asked.to > thisMonth ? asked.to : thisMonth,
    ...{ record, county, nodes, today, versions },
  }
  const wanted = wantedBy(indicators, lib)
  const reads = new Map(
    await Promise.all(
      [...wanted].map(async ([id, refs]) => {
        const common = whole.wanted.get(id)
        const shared = common && [...refs.keys()].every((key) => common.has(key)) ? common : refs
        const [name = '', way] = id.split('|')
        const read = await readGroup(context, lib.groups.get(name)!, way === 'residents', shared)
        return [id, { ...read, asked: [...refs.keys()].map((key) => read.at.get(key)!) }] as const
      }),
    ),
  )
  return (indicator) => valuesOf(indicator, asked.unit, lib, reads)
}

function valuesOf(indicator: Indicator, unit: Unit, lib: Library, reads: ReadonlyMap<string, AskedRead>): Values {
  const { refs } = computedOf(indicator)
  const sources = new Map(refs.map((ref) => [ref, reads.get(wayOf(ref, indicator, lib))!]))
  const mine = [...new Set(sources.values())]
  const readers = new Map(
    refs.map((ref) => {
      const read = sources.get(ref)!
      return [ref, read.group.kind === 'distinct' ? persons(read, ref) : sums(read, read.at.get(keyOf(ref))!, ref.taking)] as const
    }),
  )
  const told = unitsOf(indicator, lib.groups).includes(unit)
  const units = new Map(told ? mine.flatMap((read) => [...read.placing.units].map(([id, { placed }]) => [id, placed] as const)) : [])
  return {
    units: [...units.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0)),
    of: (ref, id, from, to) => readers.get(ref)!(id, from, to),
    state: (id) => mine.flatMap(({ placing: { units, anybody } }) => [units.get(id), anybody]),
  }
}

/** A group is read once for all who ask the same of it while its cells are the same; of its months, only those that changed. */
async function readGroup(context: Context, group: MeasureGroup, residents: boolean, refs: Refs): Promise<Read> {
  const { record, county, from, to, unit, structure, today, nodes, versions } = context
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
  const key = JSON.stringify([county, group.name, from, to, asked.unit, residents, [...refs.keys()]])
  const version = versions[group.name] ?? ''
  const rows = await remembered<MonthRows>(
    nodes,
    key,
    (before) => readMonths(record, county, asked, before),
    (months) => [...months.values()].reduce((n, { rows }) => n + rows.length * (rows[0]?.parts.length ?? 0), 0),
    version,
  )
  const placed = await remembered<Placing>(
    nodes,
    `${unit} ${structure === 'today' ? today : ''} ${key}`,
    async (before) => placing(rows, unitsBy(context, group, residents), before),
    ({ units }) => units.size,
    version,
  )
  return { group, at: new Map([...refs.keys()].map((ref, i) => [ref, i])), placing: placed }
}

/** The rows of months; those of a month that is the same are taken over. */
async function readMonths({ db }: RecordStore, county: number, asked: CellsAsked, before?: MonthRows): Promise<MonthRows> {
  const versions = await monthVersions(db, county, asked.group.name, asked.from, asked.to)
  const changed = [...versions].filter(([month, version]) => before?.get(month)?.version !== version).map(([month]) => month)
  const read = asked.group.kind === 'distinct' ? readPersons : readSums
  const rows = changed.length ? await read(db, county, { ...asked, ...(before ? { only: changed } : {}) }) : []
  const anew = new Map(changed.map((month) => [month, { version: versions.get(month)!, rows: [] as MonthCells[] }]))
  for (const row of rows) anew.get(row.period)?.rows.push(row)
  return new Map([...versions.keys()].map((month) => [month, anew.get(month) ?? before!.get(month)!]))
}

const whole: Placed = { id: 'county', name: '全县', order: '0' }
/** What the county's figures leave out, in one. */
const beyond: Placed = { id: 'outside', name: '县外', outside: true, order: '99' }

/** Which unit of the answer a unit of the cells belongs to. */
function unitsBy({ unit, nodes, structure, today }: Context, group: MeasureGroup, residents: boolean) {
  const byKey = new Map(nodes.map((n) => [String(n.key), n]))
  const byId = new Map(nodes.map((n) => [n.id, n]))
  const known = new Map<string, Placed | undefined>()
  const place = (key: string): Placed | undefined => {
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
  return (key: string) => {
    if (!known.has(key)) known.set(key, place(key))
    return known.get(key)
  }
}

/** Hospitals first, then township centres, village clinics, and what lies outside the county (it has no township); within a kind by place. */
export const orderOf = (node: OrgNode | undefined) =>
  `${node?.township ? ['A', 'G', 'B', 'C', 'D'].indexOf(node.type?.[0] ?? '') + 1 || 6 : 9}${node?.township ?? ''}${node?.id ?? ''}`

const spans = new Map<string, readonly string[]>()
/** The months of a period, which is asked for again and again. */
function monthsOf(from: string, to: string): readonly string[] {
  const key = from + to
  const known = spans.get(key) ?? monthsBetween(first(from), first(to))
  if (spans.size < 5000) spans.set(key, known)
  return known
}

/** A part in a month: where nothing is known of it but of another that is asked, it is 0. */
function valueAt(vector: readonly (number | null)[] | undefined, part: number, asked: readonly number[]): number | undefined {
  if (vector === undefined) return undefined
  const n = vector[part] ?? undefined
  if (n !== undefined) return n
  for (const i of asked) if (vector[i] !== null) return 0
  return undefined
}

/** A part of a flow or stock over months, as the group and the reference say. A mean is over the months in which anybody has anything. */
function sums({ group, asked, placing: { units, anybody } }: AskedRead, part: number, taking: Ref['taking']) {
  return (unit: string, from: string, to: string): number | undefined => {
    const known = units.get(unit)?.months
    if (!known) return undefined
    if (taking === 'mid') return valueAt(known.get(middleOf(from, to)), part, asked)
    if (taking !== 'avg' && (from === to || group.kind === 'stock')) return valueAt(known.get(first(to)), part, asked)
    let [sum, last, told]: [number, number | undefined, number] = [0, undefined, 0]
    for (const month of monthsOf(from, to)) {
      if (taking === 'avg' && asked.some((i) => anybody.get(month)?.[i])) told++
      const n = valueAt(known.get(month), part, asked)
      if (n === undefined) continue
      sum += n
      last = n
    }
    if (last === undefined || taking === 'end') return last
    return taking === 'avg' ? sum / told : sum
  }
}
const middleOf = (from: string, to: string) => {
  const months = monthsOf(from, to)
  return months[Math.ceil(months.length / 2) - 1]!
}

/** How many persons, each once, in a period of up to a year; null for longer ones. */
function persons({ group, placing: { units } }: Read, { part }: Ref) {
  const index = Object.keys(group.parts).indexOf(part)
  return (unit: string, from: string, to: string): number | null | undefined => {
    if (first(to) > shiftMonth(first(from), reach - 1)) return units.has(unit) ? null : undefined
    const known = units.get(unit)?.months
    if (!known || !monthsOf(from, to).some((month) => known.has(month))) return undefined
    return personsIn(known as ReadonlyMap<string, readonly number[]>, index, first(from), first(to))
  }
}
