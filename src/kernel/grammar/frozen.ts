import type { Indicator, MeasureGroup, MeasureUnit } from './measure.ts'
import type { Text } from './texts.ts'

export const figureGrains = ['month', 'quarter', 'year', 'rolling'] as const
export const figureUnits = ['organization', 'township', 'county', 'prefecture'] as const
/** One figure: an indicator (or a named reading of it) in a period (`2026-02`, `2026-Q1`, `2026`) of a unit; `of` is the unit's id. */
export type FigureKey = {
  code: string
  variant?: string | undefined
  grain: (typeof figureGrains)[number]
  period: string
  unit: (typeof figureUnits)[number]
  of: string
}

/** What a number meant: the indicator with its expressions and texts, and the groups whose parts it speaks of, with their SQL. */
export type Definition = { indicator: Indicator; groups: readonly MeasureGroup[] }

/** A part of a frozen figure: `ref` as in the expression, with what was taken of it; how many rows it was counted from and what they came to. */
export type FrozenPart = {
  ref: string
  sides: readonly ('numerator' | 'denominator' | 'formula')[]
  /** First and last month. */
  from: string
  to: string
  rows: number
  value: number
  /** Of a prefecture's figure: what each of its counties had. */
  counties?: readonly { id: number; name: string; rows: number; value: number }[]
}

/** A figure as of one snapshot of the record. Its rows lie in the record under `id`; `definition` is the JSON text of `Definition`, `hash` the SHA-256 of it. */
export type Frozen = {
  id: string
  name: Text
  measure: MeasureUnit
  unitName: string
  value: number | null
  numerator: number
  denominator?: number
  /** The period was not over. */
  partial?: true
  parts: readonly FrozenPart[]
  definition: string
  hash: string
}
