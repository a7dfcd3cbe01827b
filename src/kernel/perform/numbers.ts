import { localDay } from '../../record/local-day.ts'
import { type Expression, evaluate, type Ref } from '../grammar/expression.ts'
import type { Indicator } from '../grammar/measure.ts'
import { type Counted, computedOf, isPrefecture, library, type Unit } from './library.ts'
import { earlier, type Grain, type Period, periodsBetween, previous, shift } from './period.ts'
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
  const key = JSON.stringify([county, counted.version, thisMonth, asked, reckonings])
  return remembered(house.record, counted.nodes, key, async () => answer(await readParts(house.record, counted, indicators, asked)))
}

/** A county whose cells are right. */
async function countedOf(house: Asked, county: number): Promise<CountedCounty & { version: string }> {
  const lib = await library(house, county)
  const today = localDay(house.clock().toISOString())
  const nodes = await house.record.organizations(county) // brings the dimension up to date that cells of persons go by
  const version = await house.record.shared.cells(county, [...lib.groups.values()], today)
  return { county, lib, nodes, today, version }
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

function cellsOf(indicator: Indicator, periods: readonly Period[], { grain }: Question, { units, of }: Values): IndicatorCell[] {
  const { numerator, denominator, formula, refs } = computedOf(indicator)
  const scale = indicator.scale ?? 1
  const told = (unit: string, period: Period) => {
    const seen = new Map<Ref, number | null>()
    let known = false
    for (const ref of refs) {
      const back = { from: shift(period.from, -ref.back), to: shift(period.to, -ref.back) }
      const value = of(ref, unit, back.from, back.to)
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
  return periods.flatMap((period) =>
    units.flatMap(({ order: _, ...unit }): IndicatorCell[] => {
      const now = told(unit.id, period)
      if (!now) return []
      return [
        {
          period: period.name,
          unit,
          ...now,
          lastYear: told(unit.id, earlier(period, 12))?.value ?? null,
          before: told(unit.id, previous(period, grain))?.value ?? null,
          ...(period.partial ? { partial: true as const } : {}),
        },
      ]
    }),
  )
}
