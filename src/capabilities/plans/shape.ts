import { z } from 'zod'
import { day, PlanTemplate } from './template.ts'

const instant = z.iso.datetime()
const reason = z.string().trim().min(1).max(1000)
const Point = z.object({ day, value: z.number() })

/** What a county decides of a target: its own value, dates, way and who answers for it. What is absent is as in the template. */
export const TargetChoice = z.object({
  code: z.string(),
  value: z.number().optional(),
  from: day.optional(),
  deadline: day.optional(),
  baseline: Point.optional(),
  milestones: z.array(Point).max(40).optional(),
  /** The organisation that answers for it. */
  responsible: z.string().max(64).optional(),
  /** Not a target here, and why. */
  left: reason.optional(),
  /** Shown on the public page. */
  open: z.boolean().optional(),
})
export type TargetChoice = z.infer<typeof TargetChoice>

/** An amendment: what a target was until then, so that the old path stays visible. */
const Amendment = z.object({ at: instant, by: z.string().max(100), reason, target: z.string(), was: TargetChoice })

/** A plan that a county (or prefecture) has adopted: the whole template as it was then, and its own choices. */
export const Plan = z.object({
  id: z.string(),
  state: z.enum(['adopted', 'closed']),
  /** Its own name and dates; by default the template's. */
  name: z.string().trim().min(1).max(200),
  from: day,
  to: day,
  template: PlanTemplate,
  choices: z.array(TargetChoice).max(200),
  /** Responsible units of the template → organisations of the county. */
  units: z.record(z.string(), z.string()),
  amendments: z.array(Amendment).max(1000),
  organization: z.string(),
  adoptedAt: instant,
  adoptedBy: z.string().max(100),
  closedAt: instant.optional(),
  closedReason: reason.optional(),
})
export type Plan = z.infer<typeof Plan>

/** A file that proves something: kept under its checksum (POST /api/evidence). */
export const Evidence = z.object({
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string().trim().min(1).max(200),
  bytes: z.number().int().min(1),
  withdrawn: z.object({ at: instant, by: z.string().max(100), reason }).optional(),
})
export type Evidence = z.infer<typeof Evidence>

/** Something to be done, or a report owed, by a day. What recurs is one task each time (`occurrence`: 2026-03, 2026). */
export const Task = z.object({
  id: z.string(),
  state: z.enum(['open', 'done', 'dropped']),
  plan: z.string(),
  planName: z.string().max(200),
  code: z.string(),
  occurrence: z.string().max(10).optional(),
  clause: z.string(),
  /** As printed: 二(二)7. */
  number: z.string().max(40),
  text: z.string().max(2000),
  textEn: z.string().max(2000),
  report: z.boolean(),
  targets: z.array(z.string()),
  /** Organisations in order: the first leads. */
  units: z.array(z.string().max(64)).max(30),
  from: day,
  due: day,
  notes: z
    .array(
      z.object({
        at: instant,
        by: z.string().max(100),
        organization: z.string(),
        text: reason,
        percent: z.number().int().min(0).max(100).optional(),
        evidence: z.array(Evidence).max(10),
      }),
    )
    .max(200),
  doneAt: instant.optional(),
  doneBy: z.string().max(100).optional(),
})
export type Task = z.infer<typeof Task>

/** A value entered by hand for a target, as of a day: a number, or yes/no, with what proves it. `unit`: the organisation it is true of, or `county`. */
export const Statement = z.object({
  id: z.string(),
  state: z.enum(['stated', 'withdrawn']),
  plan: z.string(),
  planName: z.string().max(200),
  /** Code of the template, so that a prefecture finds what its counties stated of the same target. */
  template: z.string(),
  target: z.string(),
  targetName: z.string().max(300),
  unit: z.string().max(64),
  unitName: z.string().max(200),
  day,
  /** 1 and 0 stand for yes and no. */
  value: z.number(),
  note: z.string().trim().max(1000).optional(),
  evidence: z.array(Evidence).max(10),
  /** The last day on which it holds. */
  until: day.optional(),
  organization: z.string(),
  statedAt: instant,
  statedBy: z.string().max(100),
  withdrawnAt: instant.optional(),
  withdrawnBy: z.string().max(100).optional(),
  reason: reason.optional(),
})
export type Statement = z.infer<typeof Statement>

/** One statement a target, unit and day: a second person's is refused with the first one's name and value. */
export const statementClaim = ({ plan, target, unit, day }: Pick<Statement, 'plan' | 'target' | 'unit' | 'day'>) =>
  `statement/${plan}/${target}/${unit}/${day}`
