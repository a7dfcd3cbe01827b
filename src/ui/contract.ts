import type { Indicator } from '../kernel/grammar/measure.ts'
import type { FieldProblem, RefusalKind } from '../kernel/grammar/refusal.ts'
import type { Text } from '../kernel/grammar/texts.ts'

/** What the HTTP door answers, as the browser reads it. */
export type Named = { id: string; name: string }
export type Post = { organization: Named; roles: readonly string[] }
export type Session = {
  login: string
  name: string
  mustChange: boolean
  county: { id: number; name: string; nameEn?: string | null }
  post: Post | null
  posts: readonly Post[]
  verbs: readonly string[]
  sees: 'full' | 'masked' | 'none'
  idleMinutes: number
  practitioner?: string
}
export type RefusalBody = { refusal: { kind: RefusalKind; text: Text; fields?: readonly FieldProblem[] } }
export type Performed = { kind: string; id: string; version: number; state: string; case: unknown }
export type OpenedCase<S = unknown> = {
  kind: string
  id: string
  version: number
  state: string
  case: S
  verbs: Readonly<Record<string, true | Text>>
}
export type CaseVersion<S = unknown> = { version: number; updated: string; author: string | Named | null; case: S }
export type Person = {
  person: string
  patients: readonly string[]
  name: string
  sex: string
  birthDate?: string | null
  idCard?: string | null
  phone?: string | null
  township?: string | null
}
export type Row = Readonly<Record<string, unknown>> & { id: string }
export type Rows = { rows: readonly Row[]; next?: string; total?: number }
export type OrganizationRow = {
  id: string
  name: string
  nameEn?: string | null
  level: string
  type?: string | null
  parent?: string | null
  institution?: string | null
  township?: string | null
}
export type Cell = { period: string; unit: Named & { outside?: true }; value: number | null; numerator: number; denominator?: number }
export type IndicatorAnswer = { cells: readonly Cell[]; coverage: readonly { unit: string | Named; lastDay: string | null }[] }
export type IndicatorList = { indicators: readonly Indicator[] }
