import { z } from 'zod'

export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 | Write the month as 2026-01')
const instant = z.iso.datetime()
const words = z.string().trim().max(1000)

/** What an institution owes for a month (月报). `figures` are every counted part at the moment of signing, so that what was filed stays comparable with what is counted later. */
export const Report = z.object({
  id: z.string(),
  state: z.enum(['due', 'late', 'submitted', 'returned', 'approved']),
  organization: z.string().min(1),
  month: Month,
  /** Last day for submitting (Asia/Shanghai). */
  due: z.iso.date(),
  figures: z.record(z.string().max(120), z.number().int()).optional(),
  note: words.optional(),
  submittedAt: instant.optional(),
  submittedBy: z.string().max(100).optional(),
  decidedAt: instant.optional(),
  decidedBy: z.string().max(100).optional(),
  /** Why it was sent back. */
  reason: words.optional(),
  chased: z.number().int().min(0).max(1000),
  chasedAt: instant.optional(),
})
export type Report = z.infer<typeof Report>

/** A month of the county: locked, its rows no longer change by import and its reports not at all. */
export const MonthLock = z.object({
  id: z.string(),
  state: z.enum(['locked', 'unlocked']),
  month: Month,
  reason: words.optional(),
})
export type MonthLock = z.infer<typeof MonthLock>

export const reportId = (organization: string, month: string) => `report-${organization}-${month}`
export const monthId = (month: string) => `month-${month}`
/** The claim that a locked month holds; bulk loading looks at it too. */
export const monthClaim = (month: string) => `month-lock/${month}-01`
