import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Problem } from './compile.ts'
import type { Library } from './library.ts'

/** GET /api/definitions/library: what a definition may speak of. */
export type DefinitionLibrary = Library
/** GET /api/definitions/values?view=&column=: the values of a column, the most frequent first; none where there are too many to choose from. */
export type ColumnValues = { values: readonly string[] }

/** One of the last full year and this year's full months, of a unit: its value and that of the same months a year before. */
export type PreviewValue = {
  value: number | null
  numerator: number | null
  denominator?: number | null | undefined
  lastYear: number | null
}
export type PreviewUnit = { id: string; name: string; outside?: true; values: readonly (PreviewValue | null)[] }
export type PreviewRow = Readonly<Record<string, unknown>> & { id: string }
/** What a part finds in the months of the preview; its rows are shown where the reader may see the list. */
export type PreviewPart = {
  name: string
  rows: number
  list: string
  shown?: { columns: readonly Omit<ListColumn, 'sql'>[]; rows: readonly PreviewRow[] }
}
export type Preview = {
  /** Years, the months that count of each: the last full year, and this year until the last full month. */
  periods: readonly { name: string; from: string; to: string }[]
  county: PreviewUnit | null
  /** Institutions, or townships where it goes by residence. */
  unit: 'organization' | 'township'
  units: readonly PreviewUnit[]
  parts: readonly PreviewPart[]
}
/** POST /api/definitions/preview { content }: what is written, not saved. */
export type PreviewAnswer = { problems: readonly Problem[] } | { preview: Preview }
