import type { Indicator } from '../kernel/grammar/measure.ts'
import { earlier, type Period, periodOf, previous, shift } from '../kernel/grammar/period.ts'
import { lately } from '../kernel/perform/lately.ts'
import { computedOf, isPrefecture, library } from '../kernel/perform/library.ts'
import { type IndicatorCell, numbersOf, type Question, setOf } from '../kernel/perform/numbers.ts'
import { remembered } from '../kernel/perform/remembered.ts'
import { serialOf } from '../kernel/perform/serial.ts'
import { localDay } from '../record/local-day.ts'
import { type Asking, cellsNow } from './cells-now.ts'
import { type Judgement, judge } from './judged.ts'
import { linesOf, type ToldLine } from './told-lines.ts'

/** A cell as it is shown to somebody: to who may not see persons, what is hidden is null. */
export type Shown = Omit<IndicatorCell, 'numerator' | 'denominator'> & {
  numerator: number | null
  denominator?: number | null
  suppressed?: true
}

/**
 * Cells of several indicators. This is the one place where numbers leave: to who may not see persons (`shy`) what is built on fewer than five of them has no value, numerator or denominator,
 * nor has what would give it away (`hide`), whatever else of the library is asked. The answer is cut out of whole calendar years, so that several answers add up to no more than one:
 * institutions are those of the period, and a period is never cut short by the last month asked for. It is kept as long as nothing of the county changes.
 */
export async function numbersFor(
  house: Asking,
  county: number,
  indicators: readonly Indicator[],
  question: Question,
  shy: boolean,
): Promise<readonly (readonly Shown[])[]> {
  if (!shy) return numbersOf(house, county, indicators, question)
  const { stamp } = await cellsNow(house, county)
  return remembered(
    house.registry,
    keyOf(county, indicators, question),
    () => judgedNumbers(house, county, indicators, question),
    (all) => all.length,
    stamp,
  )
}

const fresh = { county: 5000, prefecture: 60_000 }
/**
 * The same to look at, not to reckon with: numbers and judgement of one moment, to who may not see persons up to five seconds old, of a prefecture a minute (then a little more while the
 * next are judged). So rows that come in every moment do not let him wait.
 */
export async function numbersLately(
  ...[house, county, indicators, question, shy]: Parameters<typeof numbersFor>
): ReturnType<typeof numbersFor> {
  const ask = () => numbersFor(house, county, indicators, question, shy)
  if (!shy) return ask()
  const age = fresh[isPrefecture(county) ? 'prefecture' : 'county']
  const now = house.clock()
  const times = { now: now.getTime(), stamp: localDay(now.toISOString()), fresh: age, old: 5 * age }
  return lately(await library(house, county), keyOf(county, indicators, question), times, ask)
}

const keyOf = (county: number, indicators: readonly Indicator[], { from, to, grain, unit }: Question) =>
  JSON.stringify(['judged', county, from, to, grain, unit, setOf(indicators)])

/** Judged before and after the numbers are read: what may be shown both times may be, whatever was written meanwhile. */
async function judgedNumbers(house: Asking, county: number, indicators: readonly Indicator[], question: Question) {
  const { from, to, grain, unit } = question
  const lib = await library(house, county)
  const back = Math.max(0, ...indicators.flatMap((one) => computedOf(one).refs.map((ref) => ref.back)))
  const earliest = Number(shift(from, -back - 12 - (grain === 'month' ? 0 : 11)).slice(0, 4))
  const years = Array.from({ length: Number(to.slice(0, 4)) - earliest + 1 }, (_, i) => String(earliest + i))
  const lines = indicators.map((one) => linesOf(one, lib))
  const pools = new Set(lines.flat().map(({ pool }) => pool))
  const before = await judge(house, county, pools, years)
  const all = await numbersOf(house, county, indicators, { from: `${from.slice(0, 4)}-01`, to: `${to.slice(0, 4)}-12`, grain, unit })
  const after = await judge(house, county, pools, years)
  const thisMonth = localDay(house.clock().toISOString()).slice(0, 7)
  const key = `${thisMonth} ${keyOf(county, indicators, question)}`
  return Promise.all(
    indicators.map((indicator, i) => {
      const mine = [...new Set(lines[i]!.map(({ pool }) => pool))]
      const stamps = [before, after].map(({ stamp }) => mine.map(stamp).join())
      const judgements = stamps[0] === stamps[1] ? [after] : [before, after]
      const shows: Judgement['shows'] = (...asked) => judgements.every((one) => one.shows(...asked))
      return remembered<readonly Shown[]>(
        house.registry,
        `${key} ${setOf([indicator])}`,
        async () => shownOf(all[i]!, lines[i]!, shows, { question, thisMonth, prefecture: isPrefecture(county) }),
        (cells) => 6 * cells.length,
        `${serialOf(all[i]!)} ${stamps.join()}`,
      )
    }),
  )
}

type About = { question: Question; thisMonth: string; prefecture: boolean }
function shownOf(
  cells: readonly IndicatorCell[],
  lines: readonly ToldLine[],
  shows: Judgement['shows'],
  { question, thisMonth, prefecture }: About,
): readonly Shown[] {
  const { unit, grain } = question
  const keyOf = unitKey(unit, prefecture)
  const mayShow = (period: Period, of: string, now = false) => lines.every((line) => shows(line, period, keyOf(of), now))
  const periods = new Map<string, Period>()
  const periodAt = (name: string) => {
    const known = periods.get(name) ?? periodOf(name, grain, thisMonth)!
    periods.set(name, known)
    return known
  }
  const asked = cells.filter(({ period }) => overlaps(period, question))
  const told = asked.map((cell): Shown => {
    const [period, of] = [periodAt(cell.period), cell.unit.id]
    const hidden = {
      ...(mayShow(earlier(period, 12), of) ? {} : { lastYear: null }),
      ...(mayShow(previous(period, grain), of) ? {} : { before: null }),
    }
    if (!mayShow(period, of, period.end >= thisMonth))
      return {
        ...cell,
        ...hidden,
        value: null,
        numerator: null,
        ...(cell.denominator === undefined ? {} : { denominator: null }),
        suppressed: true,
      }
    return Object.keys(hidden).length ? { ...cell, ...hidden } : cell
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
}

/** A unit of an answer as it is judged. */
const unitKey = (unit: Question['unit'], prefecture: boolean) => (id: string) =>
  id === 'outside' ? 'c:outside' : prefecture ? (unit === 'prefecture' ? 'p:' : `c:${id}`) : `${unit[0]}:${id}`

function overlaps(name: string, { from, to, grain }: Question): boolean {
  const period = periodOf(name, grain, '9999-12')!
  return grain === 'rolling' ? name >= from && name <= to : period.end >= from && period.from <= to
}
