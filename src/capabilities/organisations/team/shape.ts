import { z } from 'zod'

const day = z.iso.date()
export const Member = z.object({ id: z.string().min(1), name: z.string() })
/** A village by its 12-digit division code (GB/T 10114). */
export const Village = z.object({ code: z.string().regex(/^\d{12}$/), name: z.string().trim().max(50) })
export type Village = z.infer<typeof Village>

/** A family-doctor team (家庭医生团队) of a township: every village is served by one team at a time. */
export const Team = z.object({
  id: z.string(),
  state: z.enum(['active', 'dissolved']),
  name: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().max(150).optional(),
  organization: z.string().min(1),
  /** One of the members. */
  leader: z.string().min(1),
  members: z.array(Member).min(1).max(50),
  villages: z.array(Village).max(100),
  from: day,
  to: day.optional(),
  reason: z.string().trim().max(1000).optional(),
})
export type Team = z.infer<typeof Team>
