import type { DayValue } from './figure.ts'
import { apart } from './usual.ts'

/**
 * How far the month so far lies from the same days of last year, signed, as about standard deviations: a twentieth more or less counts as one (of a share, one and a half points), but never more
 * than chance allows where there are few. 0 where there is nothing to compare.
 */
export function yearDistance(now: DayValue, before: DayValue, unit: string): number {
  if (now.value === null || before.value === null || before.value === 0) return 0
  const share = unit === 'percent' || unit === 'permille'
  const size = share
    ? (now.value - before.value) / (unit === 'percent' ? 1.5 : 15)
    : ((now.value - before.value) / Math.abs(before.value)) * 20
  const chance =
    unit === 'count'
      ? Math.abs(apart(now.numerator, before.numerator))
      : share
        ? Math.abs(sharesApart(now, before))
        : Number.POSITIVE_INFINITY
  return Math.sign(size) * Math.min(Math.abs(size), chance)
}

/** Two shares apart in standard deviations of their difference (pooled two-proportion z). */
function sharesApart(a: DayValue, b: DayValue): number {
  const [n, m] = [a.denominator ?? 0, b.denominator ?? 0]
  if (n === 0 || m === 0) return 0
  const pooled = (a.numerator + b.numerator) / (n + m)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  return error > 0 ? (a.numerator / n - b.numerator / m) / error : 0
}

/** Whether a figure would tell of fewer than five persons: itself, its whole, or what is left of it. Nobody at all is nobody's secret. */
export function isSmall({ numerator, denominator }: DayValue, rows: number | undefined): boolean {
  const few = (n: number) => n > 0 && n < 5
  if (rows !== undefined) return few(rows)
  return few(numerator) || (denominator !== undefined && (few(denominator) || few(denominator - numerator)))
}
