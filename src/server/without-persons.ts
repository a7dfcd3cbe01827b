import type { Indicator } from '../kernel/grammar/measure.ts'
import { earlier, type Period, periodOf, previous, shift } from '../kernel/grammar/period.ts'
import { computedOf, isPrefecture, library } from '../kernel/perform/library.ts'
import { type IndicatorCell, numbersOf, type Question } from '../kernel/perform/numbers.ts'
import { localDay } from '../record/local-day.ts'
import type { Asking } from './built-on.ts'
import { judge } from './judged.ts'
import { linesOf } from './told-lines.ts'

/** A cell as it is shown to somebody: to who may not see persons, what is hidden is null. */
export type Shown = Omit<IndicatorCell, 'numerator' | 'denominator'> & {
  numerator: number | null
  denominator?: number | null
  suppressed?: true
}

/**
 * Cells of several indicators. This is the one place where numbers leave: to who may not see persons (`shy`) what is built on fewer than five of them has no value, numerator or denominator,
 * nor has what would give it away (`hide`), whatever else of the library is asked. The answer is cut out of whole calendar years, so that several answers add up to no more than one:
 * institutions are those of the period, and a period is never cut short by the last month asked for.
 */
export async function numbersFor(
  house: Asking,
  county: number,
  indicators: readonly Indicator[],
  question: Question,
  shy: boolean,
): Promise<readonly (readonly Shown[])[]> {
  if (!shy) return numbersOf(house, county, indicators, question)
  const { from, to, grain, unit } = question
  const all = await numbersOf(house, county, indicators, { from: `${from.slice(0, 4)}-01`, to: `${to.slice(0, 4)}-12`, grain, unit })
  const lib = await library(house, county)
  const thisMonth = localDay(house.clock().toISOString()).slice(0, 7)
  const back = Math.max(0, ...indicators.flatMap((one) => computedOf(one).refs.map((ref) => ref.back)))
  const earliest = Number(shift(from, -back - 12 - (grain === 'month' ? 0 : 11)).slice(0, 4))
  const years = Array.from({ length: Number(to.slice(0, 4)) - earliest + 1 }, (_, i) => String(earliest + i))
  const lines = indicators.map((one) => linesOf(one, lib))
  const { shows } = await judge(house, county, new Set(lines.flat().map(({ pool }) => pool)), years)
  const keyOf = unitKey(unit, isPrefecture(county))
  return indicators.map((_, i) => {
    const mayShow = (period: Period, of: string, now = false) => lines[i]!.every((line) => shows(line, period, keyOf(of), now))
    const asked = all[i]!.filter(({ period }) => overlaps(period, question))
    const periodAt = (name: string) => periodOf(name, grain, thisMonth)!
    const told = asked.map((cell): Shown => {
      const [period, of] = [periodAt(cell.period), cell.unit.id]
      const shown = {
        ...cell,
        ...(mayShow(earlier(period, 12), of) ? {} : { lastYear: null }),
        ...(mayShow(previous(period, grain), of) ? {} : { before: null }),
      }
      if (mayShow(period, of, period.end >= thisMonth)) return shown
      return { ...shown, value: null, numerator: null, ...(cell.denominator === undefined ? {} : { denominator: null }), suppressed: true }
    })
    // where nothing happened there is no cell: among hidden ones that would say so
    const units = [...new Map(asked.map(({ unit }) => [unit.id, unit])).values()]
    const known = new Set(asked.map((cell) => `${cell.period}|${cell.unit.id}`))
    const empty = [...new Set(asked.map(({ period }) => period))].flatMap((period) =>
      units.flatMap((at): Shown[] =>
        known.has(`${period}|${at.id}`) || mayShow(periodAt(period), at.id, periodAt(period).end >= thisMonth)
          ? []
          : [{ period, unit: at, value: null, numerator: null, suppressed: true }],
      ),
    )
    return [...told, ...empty].sort((a, b) => a.period.localeCompare(b.period))
  })
}

/** A unit of an answer as it is judged. */
const unitKey = (unit: Question['unit'], prefecture: boolean) => (id: string) =>
  id === 'outside' ? 'c:outside' : prefecture ? (unit === 'prefecture' ? 'p:' : `c:${id}`) : `${unit[0]}:${id}`

function overlaps(name: string, { from, to, grain }: Question): boolean {
  const period = periodOf(name, grain, '9999-12')!
  return grain === 'rolling' ? name >= from && name <= to : period.end >= from && period.from <= to
}
