import { townshipNames } from '../../record/divisions.ts'
import { localDay } from '../../record/local-day.ts'
import { type Expression, evaluate, type Ref } from '../grammar/expression.ts'
import type { Indicator } from '../grammar/measure.ts'
import { earlier, type Grain, type Period, periodsBetween, previous, shift } from '../grammar/period.ts'
import { type Counted, computedOf, isPrefecture, library, type Unit } from './library.ts'
import { remembered } from './remembered.ts'
import { type CountedCounty, readParts, type UnitNamed, type Values } from './sums.ts'

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
 * sums, never average ratios. A unit has a value in a period in which any of its parts has a cell.
 */
export async function numbersOf(
  house: Asked,
  county: number,
  indicators: readonly Indicator[],
  question: Question,
): Promise<IndicatorCell[][]> {
  const thisMonth = localDay(house.clock().toISOString()).slice(0, 7)
  const asked = question.to < thisMonth ? question : { ...question, to: thisMonth }
  const answer = (values: (indicator: Indicator) => Values) => {
    const periods = periodsBetween(asked.from, asked.to, asked.grain).map((p) => (p.end < thisMonth ? p : { ...p, partial: true }))
    return indicators.map((indicator) => cellsOf(indicator, periods, asked, values(indicator)))
  }
  if (isPrefecture(county)) return answer(await ofPrefecture(house, county, indicators, asked))
  const counted = await countedOf(house, county)
  const reckonings = indicators.map(({ numerator, denominator, formula, scale, by }) => [numerator, denominator, formula, scale, by])
  const used = new Set(indicators.flatMap((one) => computedOf(one).refs.map(({ group }) => group)))
  const versions = [...used].map((group) => counted.versions[group])
  const told = await remembered(
    counted.nodes,
    JSON.stringify([county, versions, thisMonth, asked, reckonings]),
    async () => answer(await readParts(house.record, counted, indicators, asked)),
    (rows) => 6 * rows.reduce((n, row) => n + row.length, 0),
  )
  if (asked.unit !== 'township') return told
  const names = await townshipNames(house.record.db, county)
  return told.map((cells) => cells.map((cell) => ({ ...cell, unit: { ...cell.unit, name: names.get(cell.unit.id) ?? cell.unit.name } })))
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
async function ofPrefecture(house: Asked, prefecture: number, indicators: readonly Indicator[], question: Question) {
  const counties = (await house.record.counties()).filter(({ id }) => Math.floor(id / 100) * 100 === prefecture && !isPrefecture(id))
  const all = new Map<string, { name: string; values: (indicator: Indicator) => Values }>()
  for (const { id, name } of counties)
    all.set(String(id), {
      name,
      values: await readParts(house.record, await countedOf(house, id), indicators, { ...question, unit: 'county' }),
    })
  return (indicator: Indicator): Values => {
    const of = new Map([...all].map(([id, { values }]) => [id, values(indicator)]))
    if (question.unit === 'county')
      return {
        units: [...all].map(([id, { name }]) => ({ id, name, order: id })),
        of: (ref, unit, from, to) => of.get(unit)!.of(ref, 'county', from, to),
      }
    const summed: Values['of'] = (ref, _, from, to) => {
      const told = [...of.values()].flatMap((values) => values.of(ref, 'county', from, to) ?? [])
      return told.length ? told.reduce((a, b) => a + b, 0) : undefined
    }
    return { units: question.unit === 'prefecture' ? [{ id: 'prefecture', name: '全市', order: '0' }] : [], of: summed }
  }
}

type Told = Pick<IndicatorCell, 'value' | 'numerator' | 'denominator'>

function cellsOf(indicator: Indicator, periods: readonly Period[], { grain }: Question, { units, of }: Values): IndicatorCell[] {
  const tell = teller(indicator, of)
  return units
    .flatMap(({ order: _, ...unit }) => {
      const known = new Map<string, Told | undefined>() // a period is its neighbours' year before and period before, too
      const told = ({ from, to }: Period) => {
        const key = from + to
        if (!known.has(key)) known.set(key, tell(unit.id, from, to))
        return known.get(key)
      }
      return periods.flatMap((period, i): (IndicatorCell & { i: number })[] => {
        const now = told(period)
        if (!now) return []
        const lastYear = told(earlier(period, 12))?.value ?? null
        const before = told(previous(period, grain))?.value ?? null
        return [{ i, period: period.name, unit, ...now, lastYear, before, ...(period.partial ? { partial: true as const } : {}) }]
      })
    })
    .sort((a, b) => a.i - b.i)
    .map(({ i: _, ...cell }) => cell)
}

/** The value of an indicator for a unit over months; undefined where none of its parts is known there. */
function teller(indicator: Indicator, of: Values['of']) {
  const { numerator, denominator, formula, refs } = computedOf(indicator)
  const scale = indicator.scale ?? 1
  return (unit: string, from: string, to: string): Told | undefined => {
    const seen = new Map<Ref, number | null>()
    let known = false
    for (const ref of refs) {
      const value = ref.back ? of(ref, unit, shift(from, -ref.back), shift(to, -ref.back)) : of(ref, unit, from, to)
      known ||= value !== undefined
      seen.set(ref, value === undefined ? 0 : value)
    }
    if (!known) return undefined
    const value = (e: Expression) => evaluate(e, (ref) => seen.get(ref) ?? null)
    const n = value(numerator)
    const d = denominator && value(denominator)
    const raw = formula ? value(formula) : d === undefined ? n : n === null || d === null || d === 0 ? null : n / d
    return { value: raw === null ? null : raw * scale, numerator: n ?? 0, ...(d === undefined ? {} : { denominator: d ?? 0 }) }
  }
}
