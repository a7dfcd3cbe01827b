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
  /** Settlements of visits and admissions in the month, and how many of them found theirs. */
  settled: number
  matched: number
}
/** Identities in doubt in the whole county: one number under several names, one person under several numbers. */
export type QualityMonth = { month: string; rows: readonly QualityRow[]; conflicts: { number: number; person: number } }
export type Doubted = {
  name?: string | undefined
  sex: string | null
  birth: string | null
  idCard?: string | undefined
  organization: string
}
/** GET /api/quality/conflicts: the people of each doubt side by side, masked for those who see persons masked. */
export type Conflicts = { conflicts: readonly { why: 'number' | 'person'; people: readonly Doubted[] }[] }
