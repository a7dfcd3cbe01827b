import type { Text } from '../../kernel/grammar/texts.ts'
import type { DueDays, Report } from './shape.ts'

/**
 * GET /api/reporting/:month: who owes the month, what he filed and what is counted now (`group.part` → whole number).
 * `may`: whether the caller may submit it, and approve, return and chase it; else why not.
 */
export type ReportRow = {
  organization: { id: string; name: string }
  report: Report | null
  now: Readonly<Record<string, number>>
  may: { submit: true | Text; decide: true | Text }
}
export type ReportingMonth = {
  month: string
  due: string
  /** By which day months are due, each from a month on; none where the county has decided nothing. */
  dueRules: DueDays['rules']
  locked: boolean
  /** The case that locks the month, once it was locked for the first time. */
  lock: string | null
  /** Whether the caller may lock months and set due days; else why not. */
  supervises: true | Text
  rows: readonly ReportRow[]
}

/**
 * GET /api/reporting/:month/:organization/since: the lists whose rows of the month were written after the report was signed, with how many; rows that were moved out of the month or
 * removed are not among them. `listOf`: the list that a counted group opens onto.
 */
export type WrittenSince = {
  since: string | null
  lists: readonly { list: string; text: Text; rows: number }[]
  listOf: Readonly<Record<string, string>>
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
export type QualityMonth = {
  month: string
  rows: readonly QualityRow[]
  conflicts: { number: number; person: number; length: number; none: number }
}
