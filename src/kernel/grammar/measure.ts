import type { Text } from './texts.ts'

/** How many rows of the view meet `where`, or the sum of `add` over them. SQL over the flat view's columns, alias f; the group says which other aliases there are. */
export type Part = {
  /** What it counts, in words: the formula is told with them. */
  text?: Text
  where?: string
  add?: string
  /** Of a stock: SQL of the first day on which a row counts (default `f.day`), and of the first on which it counts no more (default the group's `until`; null: for ever). */
  from?: string
  until?: string
}

/** A view whose rows change what a group counts, though it does not count them: one of month m touches a stock of the months m … m + `reach`; `at`: of the row's own institution alone. */
export type Beside = { view: string; reach?: number; at?: 'institution' }

/**
 * Parts that are computed together, one pass over a view, and kept in cells by month and organisation (and township).
 *
 * - `flow` (default): rows that happened in the month. Longer periods and larger units are sums.
 * - `stock`: rows that hold on the last day of the month (`t.last`), from their day until the day before `until`. A longer period takes its last month, unless an indicator asks for a mean.
 * - `distinct`: persons who have such a row; each counts once in whatever period and unit is asked. Parts have no `add`.
 */
export type MeasureGroup = {
  name: string
  kind?: 'flow' | 'stock' | 'distinct'
  view: string
  list: string
  /** Rows that count at all: SQL over f. */
  where?: string
  parts: Readonly<Record<string, Part>>
  /**
   * Cells are also kept by the township (nine digits) where the row's person lived on its day (stock: on the last day of the month), and alias d is his row of resident_dim then, null where nobody knows. SQL instead of true: the row
   * itself says the township; there is no d.
   */
  residence?: true | string
  /** The rows belong to no institution: there are only townships and the county. */
  nowhere?: true
  /** Of a stock: SQL of the first day on which the row holds no more (null: it still holds). Default `f.until`. */
  until?: string
  also?: readonly Beside[]
  /** Further joins of the pass; p is the row's person where the group goes by persons. */
  join?: string
  /** Of a stock: joins that are made anew for each month (t.last), after `join`. */
  each?: string
  /** By what a change can be explained and rows can be filtered, beside institution and township: SQL of a short code. `disease` is an ICD-10 category. */
  dims?: Readonly<Record<string, string>>
  /** Organisations outside the county count in the figures of the county too (what its insured cost, wherever they went); otherwise they stand beside it. */
  outside?: 'counted'
}

export type MeasureUnit = 'count' | 'percent' | 'permille' | 'ratio' | 'yuan' | 'minutes' | 'days' | 'index'
/** What the explorer sorts by. */
export type Theme = 'access' | 'service' | 'quality' | 'cost' | 'fund' | 'resources' | 'staff' | 'chronic' | 'health' | 'finance' | 'local'

/** How a value is made: expressions (expression.ts) over parts, as `visits.count@primary / visits.count`. */
export type Reckoning = {
  /** The value is numerator ÷ denominator × scale, or numerator × scale. Both open onto their rows. */
  numerator: string
  denominator?: string
  scale?: number
  /** Where the value is neither (a growth, a probability): its own expression, × scale. Numerator and denominator then only say what to open. */
  formula?: string
}

/** A named reading of an indicator that its documents leave open. What it does not say is as in the indicator. */
export type Variant = {
  name: string
  text: Text
  definition?: Text
  source?: string
  from?: string
  to?: string
  by?: 'institution' | 'residence'
} & Partial<Reckoning>

/** An indicator as data. */
export type Indicator = Reckoning & {
  code: string
  text: Text
  /** The definition in plain words, as shown beside the number. */
  definition: Text
  theme: Theme
  /** The sets that have it, with its place there: `M24-07`, `M20-03`, `L2-13`. */
  sets?: readonly string[]
  unit: MeasureUnit
  better: 'higher' | 'lower' | 'neither'
  /** Document and clause. */
  source: string
  from: string
  to?: string
  /**
   * Townships and the county by where institutions lie (default), or by where people live: then only rows of persons count whose township is known, wherever
   * they went, and `@inside` says "in the county".
   */
  by?: 'institution' | 'residence'
  /** What this reading is called, where there are others. */
  reading?: Text
  variants?: readonly Variant[]
  /** Entered by hand each month. */
  manual?: true
  /** What no file can show. */
  unseen?: Text
}

/** The indicator in a named reading. */
export function readingOf(indicator: Indicator, name: string | undefined): Indicator | undefined {
  if (!name || name === 'default') return indicator
  const variant = indicator.variants?.find((v) => v.name === name)
  if (!variant) return undefined
  const { name: _, text, ...rest } = variant
  // a reading with its own numerator has its own denominator and formula, or none
  const { denominator: __, formula: ___, ...common } = indicator
  return { ...(rest.numerator ? common : indicator), ...rest, reading: text }
}
