import type { Point } from './contract.ts'
import { dayNumber } from './path.ts'

/** A month, in days. */
const month = 365.25 / 12
const fewest = 6
/** Trends are believed for a year; each month beyond adds a tenth less than the one before. */
const damping = { after: 12, by: 0.9 }
/** Of a normal distribution: four in five lie within so many standard deviations. */
const fourInFive = 1.2816

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b)
/** Linear between the ranks. */
function quantile(values: readonly number[], q: number): number {
  const all = sorted(values)
  const at = (all.length - 1) * q
  const [low, high] = [all[Math.floor(at)] ?? 0, all[Math.ceil(at)] ?? 0]
  return low + (high - low) * (at - Math.floor(at))
}
const median = (values: readonly number[]) => quantile(values, 0.5)

/** How far a trend carries in so many months (Gardner & McKenzie 1985: trends are damped). */
const carried = (months: number) =>
  months <= damping.after ? months : damping.after + (damping.by * (1 - damping.by ** (months - damping.after))) / (1 - damping.by)

export type Bounds = { low?: number; high?: number }

/**
 * What a series comes to on a later day if it goes on as it did, with a range that four in five such forecasts keep.
 *
 * - Trend: the median of the slopes between all pairs of points (Theil 1950; Sen 1968), which a few wild months do not move; with two years of months or quarters, only
 *   pairs of the same season (Hirsch, Slack & Smith 1982), and the season of the deadline is put back.
 * - Beyond a year the trend is damped.
 * - Range: the noise around the line (80 % quantiles, widened for what was fitted) and the uncertainty of the slope (Sen's interval by Kendall's variance, widened for
 *   neighbours that resemble each other, as rolling years do: Yue & Wang 2004), added as variances.
 *
 * @param seasons periods of a year that may differ (12, 4), or 1 where none do (years, rolling years)
 * @param bounds what no value can be below or above; a series that has been beyond them has none
 * @returns undefined with fewer than six points, or where the day is not after the last
 */
export function forecast(
  points: readonly Point[],
  day: string,
  { seasons = 1, bounds = {} }: { seasons?: 1 | 4 | 12; bounds?: Bounds } = {},
): (Point & { low: number; high: number }) | undefined {
  const last = points.at(-1)
  if (points.length < fewest || !last || day <= last.day) return undefined
  const start = dayNumber(last.day)
  const known = points.map((point) => ({
    t: (dayNumber(point.day) - start) / month,
    value: point.value,
    season: seasonOf(point.day, seasons),
  }))
  const seasonal = seasons > 1 && points.length >= 2 * seasons
  const { slope, spread } = trend(known, seasonal)
  const flat = known.map(({ t, value, season }) => ({ season, value: value - slope * t }))
  const level = median(flat.map(({ value }) => value))
  const effect = (season: number) => {
    const own = flat.filter((one) => one.season === season)
    return seasonal && own.length > 1 ? median(own.map(({ value }) => value)) - level : 0
  }
  const effects = new Map(flat.map(({ season }) => [season, effect(season)]))
  const rest = flat.map(({ season, value }) => value - level - effects.get(season)!)
  const months = (dayNumber(day) - start) / month
  const value = level + slope * carried(months) + effect(seasonOf(day, seasons))
  const fitted = seasonal ? seasons + 1 : 2
  const noise = ((quantile(rest, 0.9) - quantile(rest, 0.1)) / 2) * Math.sqrt(points.length / Math.max(2, points.length - fitted))
  const alike = Math.min(0.9, Math.max(0, likeness(rest)))
  const middle = -known[0]!.t / 2
  const half = Math.hypot(noise, spread * (months + middle) * Math.sqrt((1 + alike) / (1 - alike)))
  const within = (n: number) => Math.min(limit(bounds.high, known, 1), Math.max(-limit(bounds.low, known, -1), n))
  return { day, value: within(value), low: within(value - half), high: within(value + half) }
}

const seasonOf = (day: string, seasons: number) => Math.floor(((Number(day.slice(5, 7)) - 1) * seasons) / 12)

type Known = { t: number; value: number; season: number }
/** The median slope a month, and half of its interval that holds in four of five. */
function trend(points: readonly Known[], seasonal: boolean): { slope: number; spread: number } {
  const slopes: number[] = []
  for (const [i, a] of points.entries())
    for (const b of points.slice(i + 1))
      if (b.t > a.t && (!seasonal || a.season === b.season)) slopes.push((b.value - a.value) / (b.t - a.t))
  const seasons = seasonal ? [...new Set(points.map(({ season }) => season))] : []
  const sizes = seasonal ? seasons.map((season) => points.filter((point) => point.season === season).length) : [points.length]
  const variance = sizes.reduce((sum, n) => sum + (n * (n - 1) * (2 * n + 5)) / 18, 0)
  const share = (fourInFive * Math.sqrt(variance)) / (2 * slopes.length)
  return {
    slope: median(slopes),
    spread: (quantile(slopes, Math.min(1, 0.5 + share)) - quantile(slopes, Math.max(0, 0.5 - share))) / 2,
  }
}

/** How much each of a row resembles the one before: correlation at distance one. */
function likeness(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const off = values.map((value) => value - mean)
  const all = off.reduce((sum, one) => sum + one * one, 0)
  return all === 0 ? 0 : off.slice(1).reduce((sum, one, i) => sum + one * off[i]!, 0) / all
}

const limit = (bound: number | undefined, known: readonly Known[], sign: 1 | -1) =>
  bound === undefined || known.some(({ value }) => sign * value > sign * bound) ? Number.POSITIVE_INFINITY : sign * bound
