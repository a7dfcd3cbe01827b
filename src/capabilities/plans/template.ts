import { z } from 'zod'

/** A government plan as data: a file of `plans/`, checked when it is read; a county adopts it as a template. Words are in pairs: Chinese, English; our own, never the document's sentences, and no names of persons. */
const words = z.tuple([z.string().trim().min(1).max(2000), z.string().trim().min(1).max(2000)]).readonly()
const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '代码只用小写字母、数字和连字符 | A code has lower-case letters, digits and hyphens')
  .max(60)
export const day = z.iso.date()

/** Who carries something out (责任单位): `kinds` are the classes of WS 218 or the levels of the county's tree whose organisations it means, so that an adoption can propose them. */
const Unit = z.strictObject({ code, text: words, kinds: z.array(z.string().max(20)).optional() })

/** Clauses stand in a flat list; `parent` makes the tree. `number` is the place in the document as printed (二(二)7). `units` in order: the first leads. `indicators` and `lists` are what one click opens. */
const Clause = z.strictObject({
  id: code,
  number: z.string().max(40),
  parent: code.optional(),
  title: words,
  text: words,
  units: z.array(code).default([]),
  indicators: z.array(z.string().max(80)).default([]),
  lists: z.array(z.string().max(60)).default([]),
})

/** How far by when, between today and the deadline. */
const Point = z.strictObject({ day, value: z.number() })
export type Point = z.infer<typeof Point>

/**
 * Where a target's value comes from.
 * - an indicator of the library, in a reading (`variant`), over periods of a grain;
 * - `stated`: entered by hand with evidence, a number or a yes. `of`: who states it: the county itself (default), each of its institutions of some classes, or (in a prefecture) each of its counties.
 *   `tell`: the value as stated (county only), how many units say yes, or which share of them in percent (of those that must state it). `expires`: months after which a statement no longer holds.
 */
const Measure = z.union([
  z.strictObject({
    indicator: z.string().max(80),
    variant: z.string().max(40).optional(),
    grain: z.enum(['month', 'quarter', 'year', 'rolling']),
  }),
  z.strictObject({
    stated: z.enum(['number', 'yes']),
    of: z.union([z.enum(['county', 'counties']), z.strictObject({ kinds: z.array(z.string().max(20)).min(1) })]).default('county'),
    tell: z.enum(['value', 'count', 'share']).default('value'),
    expires: z.number().int().min(1).max(120).optional(),
  }),
])

/** `rises` and `falls` are for targets without a number: against the baseline. */
export const comparators = ['>=', '<=', '=', 'rises', 'falls'] as const

const Target = z.strictObject({
  code,
  clause: code,
  text: words,
  /** Which definition is meant where the document leaves it open, and what is left out. */
  reading: words.optional(),
  measure: Measure,
  comparator: z.enum(comparators),
  value: z.number().optional(),
  unit: z.enum(['count', 'percent', 'permille', 'ratio', 'yuan', 'minutes', 'days', 'index', 'yes', 'kilometres', 'grade']),
  /** Default: the plan's own first and last day. */
  from: day.optional(),
  deadline: day.optional(),
  baseline: Point.optional(),
  milestones: z.array(Point).default([]),
  /** `county`: a county's own target; `prefecture`: one that only a prefecture (or province) has, summed over its counties. */
  scope: z.enum(['county', 'prefecture']).default('county'),
})

/** `every` month, quarter, half-year or year from `from` to `to`: due at the end of the period plus, or, where `due` says MM-DD or DD, on that day of the year or month. `once`: due on `to`. */
const Task = z.strictObject({
  code,
  clause: code,
  text: words,
  detail: words.optional(),
  units: z.array(code).default([]),
  targets: z.array(code).default([]),
  every: z.enum(['once', 'month', 'quarter', 'half-year', 'year']).default('once'),
  due: z
    .string()
    .regex(/^((0[1-9]|1[0-2])-)?([0-2]\d|3[01])$/)
    .optional(),
  from: day.optional(),
  to: day.optional(),
  /** A report that is owed upward, as against something to be done. */
  report: z.literal(true).optional(),
})

const Phase = z.strictObject({ code, clause: code.optional(), text: words, from: day, to: day })
/** Money, people, buildings, equipment that the document promises or asks for; `amount` where it says one. */
const Resource = z.strictObject({
  code,
  clause: code,
  kind: z.enum(['money', 'people', 'building', 'equipment', 'information', 'policy']),
  text: words,
  amount: z.number().optional(),
  unit: z.string().max(20).optional(),
  units: z.array(code).default([]),
})

export const PlanTemplate = z.strictObject({
  code,
  name: words,
  /** What it is called on a narrow board. */
  short: words,
  /** Number of the document (文号). */
  document: z.string().max(80),
  issuer: words,
  level: z.enum(['county', 'prefecture', 'province']),
  place: words,
  issued: day,
  from: day,
  to: day,
  summary: words,
  units: z.array(Unit).default([]),
  phases: z.array(Phase).default([]),
  clauses: z.array(Clause).min(1),
  targets: z.array(Target).default([]),
  tasks: z.array(Task).default([]),
  resources: z.array(Resource).default([]),
})
export type PlanTemplate = z.infer<typeof PlanTemplate>
export type Target = z.infer<typeof Target>
export type TemplateTask = z.infer<typeof Task>
export type Clause = z.infer<typeof Clause>
