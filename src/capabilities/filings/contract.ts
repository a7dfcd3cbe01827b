import type { Text } from '../../kernel/grammar/texts.ts'
import type { Filing } from './shape.ts'

/** What became of a part since: its value then and now, and how many rows came, went or have another amount. `list`: where they open. */
export type PartSince = {
  ref: string
  sides: Filing['parts'][number]['sides']
  text: Text
  list: string
  then: number
  now: number
  rows: Rows
  /** Of a prefecture's figure: by county. Its rows are the county's to open. */
  counties?: readonly { name: string; then: number; now: number; rows: Rows }[]
}
type Rows = { added: number; gone: number; changed: number }
/** Why a figure is another one today. `definition`: whether the indicator still means what it meant; `lost`: it cannot be counted as it was any more. */
export type Since = { parts: readonly PartSince[]; definition: 'same' | 'changed'; lost?: true }
export type FilingRow = {
  /** Without the text of the definition, unless one figure was asked for. */
  filing: Omit<Filing, 'definition'> & { definition?: string }
  /** Today's value by the definition of then; absent for what was withdrawn. */
  now?: number | null
  why?: Since
}
/** GET /api/filings: newest first, 500 at most; with `why` where one figure is asked for (code, grain, period, unit, of). */
export type FilingsAnswer = { filings: readonly FilingRow[] }
