import { z } from 'zod'

const instant = z.iso.datetime()
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 | Write the month as 2026-01')

/** A section as it is printed: its head and its text; an empty line begins a new paragraph. */
export const Section = z.object({ key: z.string().max(40), heading: z.string().trim().max(100), text: z.string().trim().max(6000) })
export type Section = z.infer<typeof Section>

/** A figure of the brief as it was when it was drafted or refreshed, in the indicator's own unit. */
export const BriefFigure = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.enum(['count', 'percent', 'permille', 'ratio', 'yuan', 'minutes', 'days', 'index']),
  better: z.enum(['higher', 'lower', 'neither']),
  value: z.number().nullable(),
  before: z.number().nullable(),
  lastYear: z.number().nullable(),
})
export type BriefFigure = z.infer<typeof BriefFigure>

/** The monthly brief (月度简报): text that people edit, above figures that only the record gives. */
export const Brief = z.object({
  id: z.string(),
  state: z.enum(['draft', 'issued', 'withdrawn']),
  month: Month,
  title: z.string().trim().min(1).max(100),
  /** Who puts it out. */
  issuer: z.string().trim().max(100),
  sections: z.array(Section).min(1).max(20),
  figures: z.array(BriefFigure).max(60),
  figuresAt: instant,
  organization: z.string(),
  editedAt: instant,
  editedBy: z.string().max(100),
  issuedAt: instant.optional(),
  issuedBy: z.string().max(100).optional(),
  reason: z.string().trim().max(1000).optional(),
})
export type Brief = z.infer<typeof Brief>

/** One brief a month at a time: the claim that a brief holds until it is withdrawn. */
export const briefClaim = (month: string) => `brief/${month}`
