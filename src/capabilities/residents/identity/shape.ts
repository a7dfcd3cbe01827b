import { z } from 'zod'

/** What somebody decided about two patients: that they are one person, or two. `moved` are the patients that changed hands by it, so that it can be taken back. */
export const Identity = z.object({
  id: z.string(),
  state: z.enum(['same', 'different', 'undone']),
  /** The two patients that were looked at side by side. */
  a: z.string(),
  b: z.string(),
  moved: z.array(z.object({ patient: z.string(), from: z.string(), person: z.string() })).max(500),
  organization: z.string(),
  decidedAt: z.iso.datetime(),
  decidedBy: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(1000),
  /** Why it was taken back. */
  undone: z.string().trim().min(1).max(1000).optional(),
})
export type Identity = z.infer<typeof Identity>
