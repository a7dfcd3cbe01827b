import { z } from 'zod'

const words = (most: number) => z.string().trim().max(most)
const needed = (most: number) => words(most).min(1)

/** The code of a local indicator, under which it stands beside those of the house. */
export const Code = z
  .string()
  .regex(
    /^local-[a-z0-9][a-z0-9-]{0,39}$/,
    '编码应以 local- 开头，后面是小写字母、数字和短横 | A code begins with local-, then small letters, digits, hyphens',
  )

export const kinds = ['count', 'sum', 'persons'] as const
/** One own part: how many rows of a view, the sum of a column over them, or how many persons have such a row. */
export const Part = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9]{0,11}$/, '用小写字母和数字，字母开头，最长 12 | Small letters and digits, a letter first, at most 12'),
  label: words(40).optional(),
  kind: z.enum(kinds),
  view: needed(40),
  column: words(60).optional(),
  where: words(2000),
})
export type Part = z.infer<typeof Part>

/** What an indicator means. Expressions speak of own parts as `local.a` and of the house's as `visits.count@primary`. */
export const Content = z.object({
  name: needed(60),
  nameEn: words(100).optional(),
  definition: needed(1000),
  definitionEn: words(1000).optional(),
  source: needed(300),
  unit: z.enum(['count', 'percent', 'permille', 'ratio', 'yuan', 'minutes', 'days', 'index']),
  better: z.enum(['higher', 'lower', 'neither']),
  scale: z.number().positive().max(1_000_000).optional(),
  from: z.iso.date(),
  to: z.iso.date().optional(),
  by: z.enum(['institution', 'residence']),
  parts: z.array(Part).max(12),
  numerator: needed(500),
  denominator: needed(500).optional(),
  formula: needed(500).optional(),
})
export type Content = z.infer<typeof Content>

/** A local indicator: what is being written, and what is in force. Every version that was saved stays in the history of its document. */
export const Definition = z.object({
  id: Code,
  state: z.enum(['draft', 'active', 'retired']),
  /** In whose name it was first written. */
  organization: z.string().min(1),
  draft: Content.optional(),
  active: Content.optional(),
  /** How often it was activated: the number of the version in force. */
  version: z.number().int().min(0).max(100_000),
  editedAt: z.iso.datetime(),
  editedBy: z.string().max(100),
  activatedAt: z.iso.datetime().optional(),
  activatedBy: z.string().max(100).optional(),
  /** What was changed, or why it is no longer used. */
  reason: words(1000).optional(),
})
export type Definition = z.infer<typeof Definition>
