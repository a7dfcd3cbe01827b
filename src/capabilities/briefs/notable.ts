import { median } from '../../kernel/grammar/median.ts'
import type { BriefFigure } from './shape.ts'

/** An indicator's months, oldest first, the last of them the brief's; null where there is no value. */
export type Run = { figure: BriefFigure; months: readonly (number | null)[] }
/** A change to last year that is out of the ordinary: `odds` is its distance from the usual change, in usual spreads. */
export type Notable = { figure: BriefFigure; usual: number; odds: number }

/** The median absolute deviation of a normal distribution is 0.6745 of its standard deviation (Iglewicz and Hoaglin 1993, modified z-score; beyond 3.5 is an outlier). */
const perDeviation = 0.6745
const unusual = 3.5
/** So many earlier months with a value a year before are needed to say what is usual. */
const enough = 6

/** The changes of a month to the year before that are not what the months before it had: by modified z-score, the farthest first. */
export function notableOf(runs: readonly Run[], most: number): Notable[] {
  return runs
    .flatMap(({ figure, months }): Notable[] => {
      const changes = months.flatMap((value, at) => {
        const before = at >= 12 ? months[at - 12] : undefined
        return value === null || before === null || before === undefined ? [] : [{ at, by: value - before }]
      })
      const now = changes.at(-1)
      const past = changes.slice(0, -1).map(({ by }) => by)
      if (!now || now.at !== months.length - 1 || past.length < enough) return []
      const usual = median(past)
      const spread = median(past.map((by) => Math.abs(by - usual)))
      if (spread === 0) return []
      const odds = (perDeviation * (now.by - usual)) / spread
      return Math.abs(odds) > unusual ? [{ figure, usual, odds }] : []
    })
    .sort((a, b) => Math.abs(b.odds) - Math.abs(a.odds))
    .slice(0, most)
}

/** What a reader would call a difference: a point of a share, a twentieth of anything else. */
const worth = ({ figure: { unit, value, lastYear }, usual }: Notable) => {
  const beyond = Math.abs((value ?? 0) - (lastYear ?? 0) - usual)
  return beyond >= (unit === 'percent' || unit === 'permille' ? 1 : Math.abs(lastYear ?? 0) / 20)
}
/** Out of the ordinary, and large enough to be news. */
export const newsOf = (runs: readonly Run[], most: number): Notable[] =>
  notableOf(runs, Number.POSITIVE_INFINITY).filter(worth).slice(0, most)
