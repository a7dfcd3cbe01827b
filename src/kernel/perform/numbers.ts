import { townshipNames } from '../../record/divisions.ts'
import { localDay } from '../../record/local-day.ts'
import { evaluate, type Ref } from '../grammar/expression.ts'
import type { Indicator } from '../grammar/measure.ts'
import { earlier, type Grain, type Period, periodsBetween, previous, shift } from '../grammar/period.ts'
import { type Counted, computedOf, isPrefecture, library, type Unit } from './library.ts'
import { remembered } from './remembered.ts'
import { serialOf } from './serial.ts'
import type { UnitNamed } from './series.ts'
import { type CountedCounty, readParts, type Values } from './sums.ts'

/** What is asked of indicators: months `from` … `to` (2026-02), by period and unit. `structure`: institutions as they were, or under their successors of today. */
export type Question = { from: string; to: string; grain: Grain; unit: Unit; structure?: 'period' | 'today' }
export type IndicatorCell = {
  period: string
  unit: UnitNamed
  value: number | null
  numerator: number
  denominator?: number
  /** The value of the same months a year before, and of the period before. */
  lastYear?: number | null
  before?: number | null
  /** The period is not over. */
  partial?: true
}

/** The values of one indicator. See `numbersOf`. */
export const numbers = async (house: Asked, county: number, indicator: Indicator, question: Question): Promise<IndicatorCell[]> =>
  (await numbersOf(house, county, [indicator], question))[0]!

/** The part of a house that counting needs. */
export type Asked = Counted & { clock: () => Date }

/**
 * The values of indicators: cells made right first, then summed over the months of each period and over units, then put into the expressions. Ratios divide
 * sums, never average ratios. A unit has a value in a period in which any of its parts has a cell. What was told before is kept as long as the cells are the same, and after that
 * told anew only of the indicators, and of these only of the units, whose parts changed: so it may be called as often as somebody looks.
 */
export async function numbersOf(
  house: Asked,
  county: number,
  indicators: readonly Indicator[],
  question: Question,
): Promise<IndicatorCell[][]> {
  const thisMonth = localDay(house.clock().toISOString()).slice(0, 7)
  const asked = question.to < thisMonth ? question : { ...question, to: thisMonth }
  const periods = periodsBetween(asked.from, asked.to, asked.grain).map((p) => (p.end < thisMonth ? p : { ...p, partial: true }))
  const { stamp, read } = await (isPrefecture(county) ? ofPrefecture : ofCounty)(house, county, asked)
  let reading: ReturnType<typeof read> | undefined
  const { from, to, grain, unit, structure } = asked
  const key = JSON.stringify([county, from, to, grain, unit, structure === 'today', thisMonth, setOf(indicators)])
  const tables = indicators.map((indicator) =>
    remembered<Table>(
      house.registry,
      key + reckoningOf(indicator),
      async (before) => {
        reading ??= read(indicators)
        return tableOf(indicator, periods, grain, (await reading)(indicator), before)
      },
      ({ cells }) => 6 * cells.length,
      stamp(indicator),
    ),
  )
  return (await Promise.all(tables)).map(({ cells }) => cells)
}

let made = 0
const sets = new Map<string, number>()
/** A number for indicators that are asked together, the same for all that compute the same: in which months a unit has anything, they say in common. */
export function setOf(indicators: readonly Indicator[]): number {
  const set = indicators.map(reckoningOf).join()
  const known = sets.get(set) ?? ++made
  if (sets.size > 5000) sets.clear()
  sets.set(set, known)
  return known
}

const reckonings = new WeakMap<Indicator, string>()
/** What an indicator computes, whatever it is called. */
function reckoningOf(indicator: Indicator): string {
  const { numerator, denominator, formula, scale, by } = indicator
  const known = reckonings.get(indicator) ?? JSON.stringify([numerator, denominator, formula, scale, by])
  reckonings.set(indicator, known)
  return known
}

/** Where numbers come from: the version of all that an indicator is computed from, and the values of several. */
type Origin = {
  stamp: (indicator: Indicator) => string
  read: (indicators: readonly Indicator[]) => Promise<(indicator: Indicator) => Values>
}

const groupsOf = (indicator: Indicator) => new Set(computedOf(indicator).refs.map(({ group }) => group))
const versionOf = ({ versions, nodes, lib }: CountedCounty, indicator: Indicator) =>
  [serialOf(nodes), ...[...groupsOf(indicator)].flatMap((name) => [versions[name] ?? '', serialOf(lib.groups.get(name)!)])].join(' ')

async function ofCounty(house: Asked, county: number, asked: Question): Promise<Origin> {
  const [counted, names] = await Promise.all([
    countedOf(house, county),
    asked.unit === 'township' ? townshipNames(house.record.db, county) : undefined,
  ])
  const named = names ? JSON.stringify([...names]) : ''
  return {
    stamp: (indicator) => versionOf(counted, indicator) + named,
    read: async (indicators) => {
      const valuesOf = await readParts(house.record, counted, indicators, asked)
      if (!names) return valuesOf
      return (indicator) => {
        const { units, of, state } = valuesOf(indicator)
        const nameOf = (id: string) => names.get(id)
        return {
          units: units.map((unit) => ({ ...unit, name: nameOf(unit.id) ?? unit.name })),
          of,
          state: (id) => [...state(id), nameOf(id)],
        }
      }
    },
  }
}

/** A county whose cells are right. */
async function countedOf(house: Asked, county: number): Promise<CountedCounty> {
  const lib = await library(house, county)
  const today = localDay(house.clock().toISOString())
  const nodes = await house.record.organizations(county) // brings the dimension up to date that cells of persons go by
  const versions = await house.record.shared.cells(county, [...lib.groups.values()], today)
  return { county, lib, nodes, today, versions }
}

/** The counties of a prefecture side by side, or their sum. */
async function ofPrefecture(house: Asked, prefecture: number, asked: Question): Promise<Origin> {
  const inside = (await house.record.counties()).filter(({ id }) => Math.floor(id / 100) * 100 === prefecture && !isPrefecture(id))
  const counties = await Promise.all(
    inside.map(async ({ id, name }) => ({ id: String(id), name, order: String(id), counted: await countedOf(house, id) })),
  )
  return {
    stamp: (indicator) => counties.map(({ id, name, counted }) => `${id} ${name} ${versionOf(counted, indicator)}`).join(),
    read: async (indicators) => {
      const all = await Promise.all(
        counties.map(({ counted }) => readParts(house.record, counted, indicators, { ...asked, unit: 'county' })),
      )
      return (indicator) => {
        const of = new Map(counties.map(({ id }, i) => [id, all[i]!(indicator)]))
        if (asked.unit === 'county')
          return {
            units: counties.map(({ id, name, order }) => ({ id, name, order })),
            of: (ref, unit, from, to) => of.get(unit)!.of(ref, 'county', from, to),
            state: (unit) => of.get(unit)!.state('county'),
          }
        return {
          units: asked.unit === 'prefecture' ? [{ id: 'prefecture', name: '全市', order: '0' }] : [],
          of: (ref, _, from, to) => {
            const told = [...of.values()].flatMap((values) => values.of(ref, 'county', from, to) ?? [])
            return told.length ? told.reduce((a, b) => a + b, 0) : undefined
          },
          state: () => [...of.values()].flatMap((values) => values.state('county')),
        }
      }
    },
  }
}

type Told = Pick<IndicatorCell, 'value' | 'numerator' | 'denominator'>
/** An indicator told of all units, and by unit: its cells by period, and the state of the values they came from. */
type Table = { cells: IndicatorCell[]; rows: ReadonlyMap<string, Row> }
type Row = { state: readonly unknown[]; cells: readonly (IndicatorCell | undefined)[] }

/** A unit whose values came from the same state as before is taken over. */
function tableOf(indicator: Indicator, periods: readonly Period[], grain: Grain, { units, of, state }: Values, before?: Table): Table {
  const tell = teller(indicator, of)
  const spans = periods.map((period): Span => ({ period, lastYear: earlier(period, 12), before: previous(period, grain) }))
  const rows = new Map(
    units.map(({ order: _, ...unit }): [string, Row] => {
      const [now, known] = [state(unit.id), before?.rows.get(unit.id)]
      const same = known?.state.length === now.length && known.state.every((part, i) => part === now[i])
      return [unit.id, known && same ? known : { state: now, cells: cellsOf(unit, spans, tell) }]
    }),
  )
  const all = [...rows.values()]
  return { rows, cells: periods.flatMap((_, i) => all.flatMap(({ cells }) => cells[i] ?? [])) }
}

type Span = { period: Period; lastYear: Period; before: Period }
function cellsOf(unit: UnitNamed, spans: readonly Span[], tell: ReturnType<typeof teller>): (IndicatorCell | undefined)[] {
  const known = new Map<string, Told | undefined>() // a period is its neighbours' year before and period before, too
  return spans.map(({ period, lastYear, before }) => {
    const now = toldOnce(known, unit, period, tell)
    if (!now) return undefined
    const cell: IndicatorCell = {
      period: period.name,
      unit,
      ...now,
      lastYear: toldOnce(known, unit, lastYear, tell)?.value ?? null,
      before: toldOnce(known, unit, before, tell)?.value ?? null,
    }
    return period.partial ? { ...cell, partial: true } : cell
  })
}
function toldOnce(known: Map<string, Told | undefined>, unit: UnitNamed, { from, to }: Period, tell: ReturnType<typeof teller>) {
  const key = from + to
  if (!known.has(key)) known.set(key, tell(unit.id, from, to))
  return known.get(key)
}

/** The value of an indicator for a unit over months; undefined where none of its parts is known there. */
function teller(indicator: Indicator, of: Values['of']) {
  const { numerator, denominator, formula, refs } = computedOf(indicator)
  const scale = indicator.scale ?? 1
  const seen = new Map<Ref, number>()
  const partOf = (ref: Ref) => seen.get(ref) ?? null
  return (unit: string, from: string, to: string): Told | undefined => {
    let known = false
    for (const ref of refs) {
      const value = ref.back ? of(ref, unit, shift(from, -ref.back), shift(to, -ref.back)) : of(ref, unit, from, to)
      known ||= value !== undefined
      if (value === null) seen.delete(ref)
      else seen.set(ref, value ?? 0)
    }
    if (!known) return undefined
    const n = evaluate(numerator, partOf)
    const d = denominator && evaluate(denominator, partOf)
    const raw = formula ? evaluate(formula, partOf) : d === undefined ? n : n === null || d === null || d === 0 ? null : n / d
    return { value: raw === null ? null : raw * scale, numerator: n ?? 0, ...(d === undefined ? {} : { denominator: d ?? 0 }) }
  }
}
