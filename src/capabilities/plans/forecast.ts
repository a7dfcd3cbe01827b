import { median } from '../../kernel/grammar/median.ts'
import type { Point } from './contract.ts'
import { dayNumber } from './path.ts'

/** A month, in days. */
const month = 365.25 / 12
const fewest = 6
/** Trends are believed for a year; each month beyond adds a tenth less than the one before. */
const damping = { after: 12, by: 0.9 }
/** Of a normal distribution: four in five lie within so many standard deviations. */
const fourInFive = 1.2816

export type Bounds = { low?: number; high?: number }
export type Rhythm = {
  /** Periods of a year that may differ (12, 4), or 1 where none do. */
  seasons: 1 | 4 | 12
  /** How many of its neighbours a point shares its rows with: twelve in rolling years. */
  overlap: 1 | 12
}
/**
 * `slope` a month, and as much again as `doubt` where a season may have made it; `error`: variance of one value around the line; `drift`: n times that of a mean of n;
 * `freedom`: points beyond what was fitted; `years` behind each season.
 */
type Line = {
  slope: number
  doubt: number
  level: number
  effects: ReadonlyMap<number, number>
  error: number
  drift: number
  freedom: number
  years: number
}

/**
 * What a series comes to on a later day if it goes on as it did, with a range that four in five such forecasts keep.
 *
 * - Trend: the median of the slopes between all pairs of points (Theil 1950; Sen 1968), which a few wild months do not move; with a year and a half of months or
 *   quarters only between pairs of the same season (Hirsch, Slack & Smith 1982), and the season of the deadline is put back. With less a trend cannot be told from a
 *   season: half of it is believed, the other half is doubt.
 * - Beyond a year the trend is damped (Gardner & McKenzie 1985: × 0.9 each month); the range then reaches to where it would be undamped.
 * - Range: the error of a single value around the line, of the season, and of the line at that distance, where neighbours that resemble each other count as fewer points
 *   (long-run variance; for rolling years from their month-to-month steps, as each step exchanges one month for that of a year before), times Student's quantile.
 *
 * @param bounds what no value can be below or above; a series that has been beyond them has none
 * @returns undefined with fewer than six points, or where the day is not after the last
 */
export function forecast(
  points: readonly Point[],
  day: string,
  { seasons, overlap }: Rhythm,
  bounds: Bounds = {},
): (Point & { low: number; high: number }) | undefined {
  const last = points.at(-1)
  if (points.length < fewest || !last || day <= last.day) return undefined
  const start = dayNumber(last.day)
  const known = points.map((point) => ({
    t: (dayNumber(point.day) - start) / month,
    value: point.value,
    season: seasonOf(point.day, seasons),
  }))
  const line = lineOf(known, seasons, overlap)
  const months = (dayNumber(day) - start) / month
  const ahead = carried(months)
  const value = line.level + line.slope * ahead + (line.effects.get(seasonOf(day, seasons)) ?? 0)
  const n = points.length
  const reach = ((months - known[0]!.t / 2) * (n - 1)) / -known[0]!.t
  const variance = line.error * (1 + 1 / line.years) + line.drift * (1 / n + (12 * reach ** 2) / n ** 3)
  const half = Math.hypot(
    student(line.freedom) * Math.sqrt(variance),
    line.slope * (months - ahead),
    line.doubt * (months - known[0]!.t / 2),
  )
  const within = (n: number) => Math.min(limit(bounds.high, known, 1), Math.max(-limit(bounds.low, known, -1), n))
  return { day, value: within(value), low: within(value - half), high: within(value + half) }
}

/** How far a trend carries in so many months. */
const carried = (months: number) =>
  months <= damping.after ? months : damping.after + (damping.by * (1 - damping.by ** (months - damping.after))) / (1 - damping.by)

/** Student's quantile for four in five, from the normal one (Cornish & Fisher 1937). */
const student = (freedom: number) => fourInFive + (fourInFive ** 3 + fourInFive) / (4 * freedom)

const seasonOf = (day: string, seasons: number) => Math.floor(((Number(day.slice(5, 7)) - 1) * seasons) / 12)

type Known = { t: number; value: number; season: number }
function lineOf(points: readonly Known[], seasons: number, overlap: number): Line {
  const n = points.length
  const years = seasons > 1 ? n / seasons : Number.POSITIVE_INFINITY
  const seasonal = seasons > 1 && years >= 1.5
  const steepness = medianSlope(points, seasonal)
  const doubt = seasons > 1 && !seasonal ? steepness / 2 : 0
  const slope = steepness - doubt
  const flat = points.map(({ t, value, season }) => ({ season, value: value - slope * t }))
  const level = seasonal ? mean(flat.map(({ value }) => value)) : median(flat.map(({ value }) => value))
  const own = (season: number) => flat.filter((one) => one.season === season).map(({ value }) => value)
  const effects = new Map(seasonal ? flat.map(({ season }) => [season, mean(own(season)) - level] as const) : [])
  const rest = flat.map(({ season, value }) => value - level - (effects.get(season) ?? 0))
  const freedom = n - (seasonal ? seasons + 1 : 2)
  const around = rest.reduce((sum, one) => sum + one * one, 0) / freedom
  const spread = { slope, doubt, level, effects, freedom, years: seasonal ? years : Number.POSITIVE_INFINITY }
  if (overlap === 1) return { ...spread, error: around, drift: around * longRun(rest) }
  const steps = points.slice(1).map(({ value }, i) => value - points[i]!.value)
  const typical = mean(steps)
  const single = (overlap ** 2 / 2) * (steps.reduce((sum, step) => sum + (step - typical) ** 2, 0) / (steps.length - 1))
  return { ...spread, error: Math.max(around, single / overlap), drift: single }
}

function medianSlope(points: readonly Known[], seasonal: boolean): number {
  const slopes: number[] = []
  for (const [i, a] of points.entries())
    for (const b of points.slice(i + 1)) if (!seasonal || a.season === b.season) slopes.push((b.value - a.value) / (b.t - a.t))
  return median(slopes)
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

/** How many times the variance of a mean of many exceeds that of as many strangers: from how much each resembles the one before. */
function longRun(rest: readonly number[]): number {
  const all = rest.reduce((sum, one) => sum + one * one, 0)
  const beside = rest.slice(1).reduce((sum, one, i) => sum + one * rest[i]!, 0)
  const alike = all === 0 ? 0 : Math.min(0.9, Math.max(0, beside / all + 1 / rest.length))
  return (1 + alike) / (1 - alike)
}

const limit = (bound: number | undefined, known: readonly Known[], sign: 1 | -1) =>
  bound === undefined || known.some(({ value }) => sign * value > sign * bound) ? Number.POSITIVE_INFINITY : sign * bound
