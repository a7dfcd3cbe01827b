import type { Report } from './shape.ts'

/** GET /api/reporting/:month: who owes the month, what he filed and what is counted now (`group.part` → whole number). */
export type ReportRow = { organization: { id: string; name: string }; report: Report | null; now: Readonly<Record<string, number>> }
export type ReportingMonth = {
  month: string
  due: string
  locked: boolean
  /** The case that locks the month, once it was locked for the first time. */
  lock: string | null
  rows: readonly ReportRow[]
}

/** GET /api/quality/:month: failing counts come from cells (`figures`), linkage and matching from the rows themselves. */
export type QualityRow = {
  organization: { id: string; name: string }
  figures: Readonly<Record<string, number>>
  /** Patients seen in the month, and how many of them are bound to a person by an ID number. */
  patients: number
  linked: number
}
export type QualityMonth = { month: string; rows: readonly QualityRow[] }
