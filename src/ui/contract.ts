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
/** `post`: in whose name and as what he wrote it. */
export type CaseVersion<S = unknown> = { version: number; updated: string; author: string | (Named & { post?: string }) | null; case: S }
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

/** Numbers: `rolling` are the twelve months that end in the period's month. */
export type Unit = 'organization' | 'township' | 'county' | 'prefecture'
/** A part of an indicator's numerator or denominator, `group.part@selectors`, so many months `back`, and the list its rows stand in. */
export type IndicatorPart = { ref: string; side: 'numerator' | 'denominator'; list: string; text?: Text; back?: number }
export type ListedIndicator = Indicator & { units: readonly Unit[]; formulaText: Text; parts: readonly IndicatorPart[] }
export type IndicatorList = { indicators: readonly ListedIndicator[] }
/** The value of a unit in a period (2026-02, 2026-Q1, 2026), beside that of the same period a year before and of the period before. */
export type Cell = {
  period: string
  unit: Named & { outside?: true }
  value: number | null
  numerator: number | null
  denominator?: number | null
  lastYear?: number | null
  before?: number | null
  /** The period is not over yet, or counted only to the last month asked for. */
  partial?: true
  /** Fewer than five persons, and the reader may not see persons: there is no value. */
  suppressed?: true
}
export type CoveredUnit = { unit: string; name?: string; lastDay: string | null; reports?: string }
/** What the number rests on: who has reported until when, which share of rows nobody knows the residence of, how many lie in the future, what no file can show. */
export type Coverage = { units: readonly CoveredUnit[]; unknownResidence?: number; future?: number; unseen?: Text }
export type IndicatorAnswer = { indicator: ListedIndicator; cells: readonly Cell[]; coverage: Coverage }
/** The newest value of every indicator for the county, with the thirteen months that end in `period`. */
export type Glance = { code: string; value: number | null; lastYear: number | null; series: readonly (number | null)[]; suppressed?: true }
export type IndicatorOverview = { period: string; values: readonly Glance[] }
type Fraction = { n: number; d: number }
export type Share = { id: string; name: string; before: Fraction; now: Fraction; contribution: number }
/** Why a value changed: how much of it each institution, disease or township brought. Contributions are in the value's own unit. */
export type Explanation = {
  from: { value: number | null }
  to: { value: number | null }
  change: number | null
  dims: readonly { dim: string; members: readonly Share[] }[]
  /** What its parts came to, where it cannot be taken apart. */
  parts?: readonly { text: Text; before: number; now: number }[]
  sentence: Text
}
/** Township outlines (GeoJSON, WGS 84) with the division's nine digits. */
export type Position = readonly [number, number]
export type Boundary = {
  properties: { division: string; name?: string }
  geometry:
    | { type: 'Polygon'; coordinates: readonly (readonly Position[])[] }
    | { type: 'MultiPolygon'; coordinates: readonly (readonly (readonly Position[])[])[] }
}
export type Boundaries = { features: readonly Boundary[] }
/** GET /api/notices: something that waits for the caller on a page of the menu (`path`), with the query that opens onto it. */
export type Notice = { path: string; query?: string; text: Text }
