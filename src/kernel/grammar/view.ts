import type { ViewDefinition } from '../../fhir/view-definition.ts'
import type { Text } from './texts.ts'

/**
 * The flat rows that lists and indicators both read: a SQL on FHIR v2 ViewDefinition whose columns `patient_id`, `org` and `at`, where they exist, become
 * the row's patient, integer organisation key and local day and month (Asia/Shanghai). A column tagged `fen` holds money as integer fen. The table is `flat_<name>`.
 */
export type View = {
  definition: ViewDefinition & { name: string }
  /** Further indexes of the flat table: what follows `on <table>`, with county_id first. */
  index?: readonly string[]
}

export type ColumnKind = 'text' | 'code' | 'date' | 'instant' | 'number' | 'fen' | 'person' | 'organization' | 'state'
/** One column of a work list: `sql` defaults to `f.<name>`; `codes` gives the words of a coded value. */
export type ListColumn = {
  name: string
  text: Text
  kind: ColumnKind
  sql?: string
  codes?: Readonly<Record<string, Text>>
  width?: number
  /** A number whose every digit tells: its column never becomes narrower than `width`. */
  whole?: true
  /** In the rows, for pages that need it, but not shown in the table. */
  hidden?: true
}

/** A work list over a flat view: what the desk shows and what a number opens onto. Rows are those of the reader's institution and below unless he asks otherwise; `verb` says who may read it (default `<view>.read`). */
export type List = {
  name: string
  text: Text
  view: string
  columns: readonly ListColumn[]
  sort: { column: string; descending?: boolean }
  verb?: string
  /** Where a row opens. */
  opens?: (id: string) => string
}

/** The columns a list asks of its view; the person's and the organisation's names are joined by the server. */
export const listColumns = (list: List) => list.columns.filter((column) => column.kind !== 'person' && column.kind !== 'organization')
