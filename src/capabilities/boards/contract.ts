import type { Indicator, MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { Grain } from '../../kernel/grammar/period.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Comparator, Gap } from './gap.ts'
import type { InstitutionClass } from './key-numbers.ts'
import type { Rank } from './rank.ts'

/** As plans have them (capabilities/plans/contract.ts). */
export type Status = 'met' | 'on-way' | 'behind' | 'no-data'
export type TargetUnit = MeasureUnit | 'yes' | 'kilometres' | 'grade'
type Aim = { code: string; text: Text; comparator: Comparator; value?: number; unit: TargetUnit; deadline: string }
type Named = { id: string; name: string }
/** Where a number opens: its code, reading, grain and period; `rows`: the rows of its numerator, where that is one part. */
export type Opens = {
  code: string
  variant?: string
  grain: Grain
  period: string
  rows?: { list: string; ref: string; back?: number; residents?: true }
}
type About = Pick<Indicator, 'unit' | 'better'> & { text: Text }

/** A number of an institution in its newest month that is over, beside the year before, with thirteen months and its place among its peers. `null`: no data, or too few persons to be shown. */
export type KeyNumber = About & {
  opens: Opens
  value: number | null
  lastYear: number | null
  series: readonly (number | null)[]
  rank?: Rank
}

/** A target of a plan that can be told for one institution: its own value against the county's target, on the path of the day. */
export type OwnTarget = Aim & {
  reading?: Text
  planned?: number
  plan: { id: string; name: Text }
  better: Indicator['better']
  measure: MeasureUnit
  opens?: Opens
  own: number | null
  lastYear: number | null
  county: number | null
  status: Status
  gap?: Gap
  rank?: Rank
}
/** A target that the institution itself must state: what it stated, until when that holds, and what is wrong with it. */
export type OwnStatement = Pick<Aim, 'code' | 'text' | 'unit' | 'deadline'> & {
  plan: { id: string; name: Text }
  value?: number
  until?: string
  problem?: Text
}
/** `chase`: who chased it last, when (an instant), and how often it was. */
export type LateReport = { month: string; due: string; state: string; days: number; chase?: { name: string; at: string; n: number } }
export type LateTask = { id: string; plan: string; text: Text; due: string; days: number; leads: boolean; report: boolean }

/** GET /api/institutions/:id/board */
export type InstitutionBoard = {
  today: string
  /** The newest month that is over. */
  month: string
  institution: Named & { type: string | null; kind: InstitutionClass; above?: Named; township?: string }
  /** Open institutions of its class in the county, itself among them. */
  peers: number
  numbers: readonly KeyNumber[]
  targets: readonly OwnTarget[]
  statements: readonly OwnStatement[]
  reports: readonly LateReport[]
  tasks: readonly LateTask[]
}

/** A county's value in the year to date, and in the same months of the year before; `few`: built on fewer than five persons, or would give such a number away. */
export type CountyValue = {
  county: string
  value: number | null
  lastYear: number | null
  few?: true
  rank?: number
  /** Places won (positive) or lost against last year. */
  moved?: number
  /** By quarter, the oldest first. */
  series: readonly (number | null)[]
}
export type CountiesCompared = About & {
  code: string
  /** Its place in the monitoring set: M24-07. */
  key?: string
  whole: number | null
  values: readonly CountyValue[]
}
export type MatrixCell = { county: string; status: Status; value?: number; why: Text; adopted: boolean }
export type MatrixRow = Aim & { template: string; plan: Text; cells: readonly MatrixCell[] }
/** A target that the prefecture itself answers for; `missing`: the counties that have not what it counts. */
export type PrefectureTarget = Aim & {
  plan: { id: string; name: Text }
  status: Status
  why: Text
  now?: number
  stated?: { wanted: number; known: number; lapsed: number }
  /** `lacks`: how many of its institutions, where those are counted. */
  missing: readonly (Named & { lacks?: number })[]
}

/** GET /api/prefecture/board?indicators=a,b */
export type PrefectureBoard = {
  today: string
  /** When the numbers were put together: they are kept until any county's change. */
  at: string
  year: string
  /** The newest month that is over: the year is told so far. */
  month: string
  quarters: readonly string[]
  counties: readonly Named[]
  indicators: readonly CountiesCompared[]
  /** What else can be compared. */
  others: readonly { code: string; text: Text; key?: string }[]
  matrix: readonly MatrixRow[]
  targets: readonly PrefectureTarget[]
}
