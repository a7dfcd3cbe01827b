import type { Text } from './texts.ts'

/** One additive part: how many rows of the view meet `where`, or the sum of `add` over them. SQL over the flat view's columns, alias f. */
export type Part = { where?: string; add?: string }
/** Parts that are computed together, one pass over a view. Cells are kept by month and organisation; longer periods and larger units are sums. */
export type MeasureGroup = {
  name: string
  view: string
  list: string
  parts: Readonly<Record<string, Part>>
  /** Organisations outside the county count in the figures of the county too (what its insured cost, wherever they went); otherwise they stand beside it. */
  outside?: 'counted'
}

/** An indicator as data. `value` divides one part by another (times `scale`) or is the part itself. */
export type Indicator = {
  code: string
  text: Text
  /** The definition in plain words, as shown beside the number. */
  definition: Text
  group: string
  numerator: string
  denominator?: string
  scale?: number
  unit: 'count' | 'percent' | 'yuan' | 'minutes' | 'days'
  better: 'higher' | 'lower' | 'neither'
  /** Document and clause. */
  source: string
  from: string
  to?: string
}
