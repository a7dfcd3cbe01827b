import { z } from 'zod'
import { Member } from '../team/shape.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** A shift of the week; `to` at or before `from` ends on the next day. Times are HH:mm, Asia/Shanghai. */
export const Shift = z.object({
  code: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .max(20),
  name: z.string().trim().min(1).max(50),
  nameEn: z.string().trim().max(80).optional(),
  from: time,
  to: time,
})
export type Shift = z.infer<typeof Shift>

/** Who stands where: day 1 is Monday. */
export const Entry = z.object({ day: z.number().int().min(1).max(7), shift: z.string().min(1), practitioner: Member })
export type Entry = z.infer<typeof Entry>

/** The duty roster (值班表) of a department, or of an institution as a whole, for one week, which is named by its Monday. */
export const Roster = z.object({
  id: z.string(),
  state: z.enum(['draft', 'published', 'closed']),
  organization: z.string(),
  department: z.string().min(1),
  week: z.iso.date(),
  shifts: z.array(Shift).min(1).max(8),
  entries: z.array(Entry).max(500),
  reason: z.string().trim().max(1000).optional(),
})
export type Roster = z.infer<typeof Roster>
