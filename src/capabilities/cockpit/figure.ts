import type { Signal } from './judge.ts'
import type { Range } from './usual.ts'

/** What an indicator came to over days: its value in its unit, and the counts it is made of. */
export type DayValue = { value: number | null; numerator: number; denominator?: number }
/** The institution that makes most of a difference, and by how much (in the counts of the numerator). */
export type Heaviest = { id: string; name: string; by: number }
/** A number before it is judged. */
export type Figure = {
  from: string
  to: string
  value: number | null
  suppressed?: true
  usual?: Range
  toDate?: { value: number | null; lastYear: number | null }
  lastYear?: number | null
  before?: number | null
  series: readonly (number | null)[]
  signal?: Signal
  heaviest?: Heaviest
}
