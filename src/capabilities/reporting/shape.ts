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
  chasedBy: z.string().max(100).optional(),
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

/** Day of the following month by which a month is submitted; no later than every month has. */
export const DueDay = z.number().int().min(1, '1–28 日 | 1 to 28').max(28, '1–28 日 | 1 to 28')
/** The county's due days, each from a month on; reports that are open keep theirs. */
export const DueDays = z.object({
  id: z.string(),
  state: z.enum(['set']),
  rules: z.array(z.object({ from: Month, day: DueDay })).max(240),
})
export type DueDays = z.infer<typeof DueDays>
export const dueDaysId = 'due-days'
/** [U] where a county has set none: the 5th, as in most counties' own rules. */
export const usualDueDay = 5

/** The month (Asia/Shanghai) of an instant, as YYYY-MM. */
export const localMonth = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 7)
/** Last day for submitting a month. */
export function dueOf(month: string, rules: DueDays['rules']): string {
  const day = rules.filter(({ from }) => from <= month).at(-1)?.day ?? usualDueDay
  const after = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day))
  return after.toISOString().slice(0, 10)
}
