import { number, rounded } from './amount.ts'
import type { Indicator, MeasureUnit } from './measure.ts'

/** A difference as people say it: in points of a share, in percent of everything else; and whether it is for the better. */
export type Change = { points: boolean; amount: number; way: 'up' | 'down' | 'same'; verdict: 'good' | 'bad' | 'neutral' }

const isShare = (unit: MeasureUnit) => unit === 'percent' || unit === 'permille'

/** From one value to another; undefined where either is missing, or where there is no percentage (from nothing, or over zero). What rounds away is no change. */
export function changeOf(
  now: number | null | undefined,
  before: number | null | undefined,
  { unit, better }: Pick<Indicator, 'unit' | 'better'>,
): Change | undefined {
  if (now == null || before == null) return undefined
  const points = isShare(unit)
  if (!points && (before === 0 || before < 0 !== now < 0)) return now === before ? same(points) : undefined
  const exact = points ? rounded(now, unit) - rounded(before, unit) : ((now - before) / Math.abs(before)) * 100
  const amount = Number(exact.toFixed(1))
  if (amount === 0) return same(points)
  const way = amount > 0 ? 'up' : 'down'
  const verdict = better === 'neither' ? 'neutral' : (way === 'up') === (better === 'higher') ? 'good' : 'bad'
  return { points, amount, way, verdict }
}
const same = (points: boolean): Change => ({ points, amount: 0, way: 'same', verdict: 'neutral' })

/** `+2.1` of a change, always with one decimal, without its unit. */
export const signed = (amount: number): string => {
  const [whole = '', part = '0'] = number(Math.abs(amount), 1).split('.')
  return `${amount > 0 ? '+' : amount < 0 ? '−' : ''}${whole}.${part}`
}
