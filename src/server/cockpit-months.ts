import { yearDistance } from '../capabilities/cockpit/compare.ts'
import type { Figure } from '../capabilities/cockpit/figure.ts'
import { bounds, signalOf } from '../capabilities/cockpit/judge.ts'
import type { Indicator } from '../kernel/grammar/measure.ts'
import { shift } from '../kernel/grammar/period.ts'
import { isPrefecture } from '../kernel/perform/library.ts'
import type { Asked } from '../kernel/perform/numbers.ts'
import { numbersFor, numbersLately, type Shown } from './without-persons.ts'

type MonthGrain = 'month' | 'rolling'

/** The newest of the last thirteen months up to `to` that has a value, for each indicator, beside a year before. `shy`: nothing built on fewer than five persons. */
export async function monthFigures(
  house: Asked,
  county: number,
  indicators: readonly Indicator[],
  { to, grain, shy }: { to: string; grain: MonthGrain; shy: boolean },
): Promise<Figure[]> {
  const unit = isPrefecture(county) ? ('prefecture' as const) : ('county' as const)
  const question = { from: shift(to, -12), to, grain, unit }
  // a county's tiles are kept under the version of its cells
  const ask = isPrefecture(county) ? numbersLately : numbersFor
  const all = await ask(house, county, indicators, question, shy)
  return all.map((cells, i) =>
    figureOf(
      cells.filter((cell) => cell.unit.id === unit),
      indicators[i]!,
      { to, grain },
    ),
  )
}

function figureOf(cells: readonly Shown[], { unit, better }: Indicator, { to, grain }: { to: string; grain: MonthGrain }): Figure {
  const months = Array.from({ length: 13 }, (_, i) => shift(to, i - 12))
  const byMonth = new Map(cells.map((cell) => [cell.period, cell]))
  const series = months.map((month) => byMonth.get(month)?.value ?? null)
  const newest = months.toReversed().find((month) => byMonth.get(month)?.value != null || byMonth.get(month)?.suppressed)
  const cell = newest === undefined ? undefined : byMonth.get(newest)
  if (!cell || newest === undefined) return { from: to, to, value: null, series }
  const from = grain === 'rolling' ? shift(newest, -11) : newest
  if (cell.suppressed) return { from, to: newest, value: null, suppressed: true, series }
  const { value, lastYear = null, before = null } = cell
  const then = byMonth.get(shift(newest, -12))
  const counts = (of: Shown) => ({ numerator: of.numerator ?? 0, ...(of.denominator == null ? {} : { denominator: of.denominator }) })
  // what a year ago was made of is known only where the thirteen months reach it; without it chance is not asked
  const far =
    then && then.value !== null
      ? yearDistance({ value, ...counts(cell) }, { value: then.value, ...counts(then) }, unit)
      : yearDistance({ value, numerator: 0 }, { value: lastYear, numerator: 0 }, 'ratio')
  const signal = signalOf(far, better, 'last-year')
  return {
    ...{ from, to: newest, value, series, lastYear, before },
    // a month that is long over asks for a look, not for acting this morning
    ...(lastYear === null ? {} : { signal: { ...signal, size: Math.min(signal.size, bounds.act - 0.01) } }),
  }
}
