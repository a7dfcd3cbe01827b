import type { Text } from '../../kernel/grammar/texts.ts'
import type { Plan, Statement, TargetChoice } from './shape.ts'
import type { Clause, PlanTemplate, Target } from './template.ts'

/** A day and what a target was (or should be) worth on it. */
export type Point = { day: string; value: number }
/** `met`: the value reaches the target now; `on-way`: it is where its path wants it today, or better; `behind`: it is not; `no-data`: nobody knows, and `why` says why. */
export type Status = 'met' | 'on-way' | 'behind' | 'no-data'
/** A unit's weight in what is missing: its own value, what it lacks to the target (or has beyond it, negative) in the units of the numerator, and its share of all that is lacking (0…1). */
export type Weight = {
  unit: { id: string; name: string }
  value: number | null
  numerator?: number
  denominator?: number
  lacks: number
  share: number
}
export type TaskCount = { open: number; done: number; late: number }

/** A target as it stands today. Values are in the target's own unit. */
export type TargetNow = {
  code: string
  clause: string
  text: Text
  reading?: Text
  measure: Target['measure']
  comparator: Target['comparator']
  /** Absent where the document says none (rises, falls). */
  value?: number
  unit: Target['unit']
  from: string
  deadline: string
  responsible?: { id: string; name: string }
  open: boolean
  scope: Target['scope']
  /** A target of the prefecture in a county's plan: shown, not told, and not counted. */
  notOwn?: true
  /** Not a target here, and why. Not counted either. */
  left?: string
  baseline?: Point
  /** The newest value: of an indicator the newest period that is over, at its last day; of statements today's. `period`: for the link to the number. */
  now?: Point & { period?: string }
  /** A year before, and the period before. */
  lastYear?: number
  before?: number
  /** At most the last 36 points, oldest first. */
  series: readonly Point[]
  /** From the baseline over the milestones to the deadline; two points at least, or none. */
  path: readonly Point[]
  /** Paths of before an amendment, oldest first. */
  earlierPaths: readonly { until: string; by: string; reason: string; points: readonly Point[] }[]
  /** Where the path is on the day of `now` (today where nothing is known): a year's value is judged by that year's end, not by today. */
  planned?: number
  /** What lies ahead if it goes on as it did: at the deadline, with a range that four in five such forecasts keep. Absent with fewer than six points, when met by statement, or when the deadline is past. */
  forecast?: Point & { low: number; high: number }
  status: Status
  /** One sentence: why it stands so. */
  why: Text
  /** The deadline is past: how it stood on that day. `met` null: no value was known then. */
  over?: { on: string; met: boolean | null; value?: number }
  /** Who weighs most, of targets behind or on the way: three on the board, all in the answer for one target. Empty where met, unknown, or counted by a formula. In a prefecture `organization` are its counties. */
  heaviest: { organization: readonly Weight[]; township: readonly Weight[] }
  tasks: TaskCount
  /** Of a stated target: units that must state, that have, and whose statement has lapsed or lost its evidence. */
  stated?: { wanted: number; known: number; lapsed: number }
}
export type StatusCount = Readonly<Record<Status, number>>
export type PlanHead = {
  id: string
  state: Plan['state']
  name: Text
  short: Text
  template: string
  document: string
  issuer: Text
  from: string
  to: string
  /** The plan's last day is past. */
  over: boolean
  status: StatusCount
  tasks: TaskCount
}

/** GET /api/plans: adopted plans, and the templates that can be adopted (shipped, and DATA/plans/*.yaml). */
export type PlansAnswer = {
  today: string
  plans: readonly PlanHead[]
  templates: readonly TemplateHead[]
  problems: readonly TemplateProblem[]
}
export type TemplateHead = Pick<PlanTemplate, 'code' | 'name' | 'short' | 'document' | 'issuer' | 'level' | 'from' | 'to'> & {
  targets: number
  tasks: number
  clauses: number
}
/** What is wrong in a plan file: which line, what, how to mend it. */
export type TemplateProblem = { file: string; line: number; text: Text }
/** GET /api/plans/templates/:code; POST /api/plans/check (a YAML file as octet-stream) answers the same, or 400 with problems. */
export type TemplateAnswer = { template: PlanTemplate }

/** GET /api/plans/:id */
export type BoardAnswer = {
  today: string
  plan: PlanHead &
    Pick<Plan, 'units' | 'amendments'> &
    Pick<PlanTemplate, 'summary' | 'phases' | 'resources'> & { unitNames: Readonly<Record<string, Text>> }
  clauses: readonly (Clause & { targets: readonly string[]; tasks: TaskCount })[]
  targets: readonly TargetNow[]
  /** Next things due: at most twelve, by day. */
  next: readonly { id: string; text: Text; due: string; report: boolean; late: boolean; units: readonly { id: string; name: string }[] }[]
}
/** GET /api/plans/:id/targets/:target: everything of one target, all weights and its statements, newest first. */
export type TargetAnswer = {
  today: string
  plan: PlanHead
  clause: Clause
  target: TargetNow
  choice: TargetChoice
  statements: readonly Statement[]
  tasks: readonly { id: string; text: Text; due: string; state: string; late: boolean }[]
  /** Who may state: the units of a stated target. */
  units: readonly { id: string; name: string; value?: number; until?: string; problem?: Text }[]
}
/** GET /api/public/:county/progress: no session; only targets whose choice says `open`, no person data. 404 where a county opens none. */
export type PublicAnswer = {
  county: { id: number; name: string }
  today: string
  plans: readonly {
    name: Text
    document: string
    targets: readonly Pick<
      TargetNow,
      'code' | 'text' | 'unit' | 'comparator' | 'value' | 'deadline' | 'now' | 'series' | 'path' | 'status' | 'over'
    >[]
  }[]
}
