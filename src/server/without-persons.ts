import type { Indicator } from '../kernel/grammar/measure.ts'
import { earlier, type Period, periodOf, previous, shift } from '../kernel/grammar/period.ts'
import { isPrefecture } from '../kernel/perform/library.ts'
import { type IndicatorCell, numbers, numbersOf, type Question } from '../kernel/perform/numbers.ts'
import type { House } from '../kernel/perform/perform.ts'
import { builtOn } from './built-on.ts'
import { type Above, cellKey, hide } from './suppression.ts'

/** A cell as it is shown to somebody: to who may not see persons, what is hidden is null. */
export type Shown = Omit<IndicatorCell, 'numerator' | 'denominator'> & {
  numerator: number | null
  denominator?: number | null
  suppressed?: true
}
type Asking = Pick<House, 'record' | 'registry' | 'clock'>

/**
 * The cells of an indicator for somebody who may not see persons: what is built on fewer than five of them has no value, numerator or denominator, nor has what would
 * give it away (`hide`). The answer is cut out of whole calendar years, of all grains and levels of units, so that several answers add up to no more than one:
 * institutions are those of the period, and a period is never cut short by the last month asked for.
 */
export async function numbersWithoutPersons(house: Asking, county: number, indicator: Indicator, question: Question): Promise<Shown[]> {
  const { from, to, grain, unit } = question
  const years = { from: `${from.slice(0, 4)}-01`, to: `${to.slice(0, 4)}-12` }
  const cells = await numbers(house, county, indicator, { ...years, grain, unit })
  const asked = cells.filter(({ period }) => overlaps(period, question))
  const earliest = `${Number(from.slice(0, 4)) - (grain === 'rolling' ? 2 : 1)}-01`
  const { counted, unitAbove, unitKey } = isPrefecture(county)
    ? await ofCounties(house, county, indicator, { from: earliest, to: years.to })
    : await builtOn(house, county, indicator, { from: earliest, to: years.to })
  const gone = hide(counted, timeAbove, unitAbove)
  const isGone = (name: string, of: string) => (grain === 'rolling' ? rollingGone(gone, name, of) : gone.has(cellKey(name, of)))
  const units = [...new Map(asked.map(({ unit }) => [unit.id, unit])).values()]
  const known = new Set(asked.map((cell) => cellKey(cell.period, cell.unit.id)))
  // where nothing happened there is no cell: among hidden ones that would say so
  const empty = [...new Set(asked.map(({ period }) => period))].flatMap((period) =>
    units.flatMap((at): Shown[] =>
      !known.has(cellKey(period, at.id)) && isGone(period, unitKey(unit, at.id))
        ? [{ period, unit: at, value: null, numerator: null, suppressed: true }]
        : [],
    ),
  )
  const told = asked.map((cell): Shown => {
    const of = unitKey(unit, cell.unit.id)
    const period = periodOf(cell.period, grain, '9999-12')!
    const shown = {
      ...cell,
      ...(isGone(nameOf(earlier(period, 12), grain), of) ? { lastYear: null } : {}),
      ...(isGone(nameOf(previous(period, grain), grain), of) ? { before: null } : {}),
    }
    if (!isGone(cell.period, of)) return shown
    return { ...shown, value: null, numerator: null, ...(cell.denominator === undefined ? {} : { denominator: null }), suppressed: true }
  })
  return [...told, ...empty].sort((a, b) => a.period.localeCompare(b.period))
}

/** Cells of several indicators, to who may not see persons (`shy`) without those that are built on fewer than five. */
export const numbersFor = async (
  house: Asking,
  county: number,
  indicators: readonly Indicator[],
  question: Question,
  shy: boolean,
): Promise<readonly (readonly Shown[])[]> =>
  shy
    ? Promise.all(indicators.map((indicator) => numbersWithoutPersons(house, county, indicator, question)))
    : numbersOf(house, county, indicators, question)

/** 2026-02 → 2026-Q1 → 2026. */
export const timeAbove: Above = (time) =>
  time.length === 4 ? undefined : time.includes('Q') ? time.slice(0, 4) : `${time.slice(0, 4)}-Q${Math.ceil(Number(time.slice(5)) / 3)}`

const nameOf = ({ from, end }: Pick<Period, 'from' | 'end'>, grain: Question['grain']) =>
  grain === 'year' ? from.slice(0, 4) : grain === 'quarter' ? timeAbove(from)! : grain === 'rolling' ? end : from

function overlaps(name: string, { from, to, grain }: Question): boolean {
  const period = periodOf(name, grain, '9999-12')!
  return grain === 'rolling' ? name >= from && name <= to : period.end >= from && period.from <= to
}

/** Twelve months that end in December are the year; any others are shown only where each of them is: then they say nothing new. */
function rollingGone(gone: ReadonlySet<string>, last: string, unit: string): boolean {
  const whole = last.endsWith('-12') && !gone.has(cellKey(last.slice(0, 4), unit))
  return !whole && Array.from({ length: 12 }, (_, back) => shift(last, -back)).some((month) => gone.has(cellKey(month, unit)))
}

/** How many persons stand behind a cell at most: a count of rows stands for them, who are never more. Money is divided by them. */
export function mostPersons({ unit }: Indicator, { numerator, denominator = 0 }: Pick<IndicatorCell, 'numerator' | 'denominator'>): number {
  const counts = (unit === 'yuan' ? [denominator] : [numerator, denominator]).filter((n) => n > 0)
  return counts.length ? Math.min(...counts) : 0
}
/** Counties add up to their prefecture. */
export const partOfPrefecture: Above = (unit) => (unit === 'prefecture' ? undefined : 'prefecture')

/** A prefecture has cells only. */
async function ofCounties(house: Asking, county: number, indicator: Indicator, span: { from: string; to: string }) {
  const counted = []
  for (const unit of ['prefecture', 'county'] as const)
    for (const grain of ['year', 'quarter', 'month'] as const)
      for (const cell of await numbers(house, county, indicator, { ...span, grain, unit }))
        counted.push({ time: cell.period, unit: cell.unit.id, persons: mostPersons(indicator, cell) })
  return {
    counted,
    unitAbove: partOfPrefecture,
    unitKey: (_: Question['unit'], id: string) => id,
  }
}
