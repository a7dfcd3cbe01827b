import { z } from 'zod'

const Moved = z.object({ patient: z.string(), from: z.string(), person: z.string() })
/**
 * What somebody decided about two patients: that they are one person, or two. `moved` are the patients that changed hands by it, `numbers` the ID numbers (each by the id of the person
 * it founds), so that it can be taken back: then who came with one of the numbers since goes back with it. `stood`: who has one of them and was there before.
 */
export const Identity = z.object({
  id: z.string(),
  state: z.enum(['same', 'different', 'undone']),
  /** The two patients that were looked at side by side. */
  a: z.string(),
  b: z.string(),
  moved: z.array(Moved).max(500),
  numbers: z.array(Moved).max(500).default([]),
  stood: z.array(z.string()).max(500).default([]),
  organization: z.string(),
  decidedAt: z.iso.datetime(),
  decidedBy: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(1000),
  /** Why it was taken back. */
  undone: z.string().trim().min(1).max(1000).optional(),
})
export type Identity = z.infer<typeof Identity>
