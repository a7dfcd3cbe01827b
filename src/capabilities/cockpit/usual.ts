import { median } from '../../kernel/grammar/median.ts'

/** What is usual of a few values of the same kind of day: their median, their spread (one robust standard deviation), and the range within which nineteen in twenty would lie. */
export type Range = { middle: number; spread: number; low: number; high: number }

/**
 * The usual range of values: median ± 2 robust standard deviations (1.4826 × the median of absolute deviations), which one odd day does not move. Counts (`counted`) spread at least
 * as chance alone would (√ of the median, Poisson) and never fall below zero. Undefined with fewer than four values: that says nothing yet.
 */
export function usualOf(values: readonly number[], counted: boolean): Range | undefined {
  if (values.length < 4) return undefined
  const middle = median(values)
  const deviation = 1.4826 * median(values.map((value) => Math.abs(value - middle)))
  const spread = Math.max(deviation, counted ? Math.sqrt(Math.max(middle, 1)) : Math.abs(middle) * 0.02)
  const low = middle - 2 * spread
  return { middle, spread, low: counted ? Math.max(0, low) : low, high: middle + 2 * spread }
}

/** How many spreads a value lies from what is usual, with its sign; 0 where everything is always the same. */
export const distance = (value: number, { middle, spread }: Range): number => (spread > 0 ? (value - middle) / spread : 0)

/** How far two counts of equal time lie apart, in standard deviations of their difference by chance (Poisson). */
export const apart = (now: number, before: number): number => (now + before > 0 ? (now - before) / Math.sqrt(now + before) : 0)
