import type { Point } from './contract.ts'
import type { Plan, TargetChoice } from './shape.ts'
import type { Target } from './template.ts'

type Exact<T> = { [K in keyof T]: Exclude<T[K], undefined> }
/** What is absent is not there: an absent choice never hides the template's. */
const exact = <T extends object>(of: T) => Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Exact<T>

type Days = { from: string; deadline: string }
/** A target as a county means it: the template's, changed by the choice, with the plan's dates where neither says any. */
export type Chosen = Exact<Omit<Target, 'from' | 'deadline'> & Pick<TargetChoice, 'responsible' | 'left' | 'open'>> & Days

/** The target of a template as a county took it. */
export const chosen = (target: Target, choice: TargetChoice | undefined, { from, to }: Pick<Plan, 'from' | 'to'>): Chosen => ({
  ...{ from, deadline: to },
  ...exact(target),
  ...exact(choice ?? { code: target.code }),
})

/** What the target is to reach: its value; of `rises` and `falls`, which name none, what it started from. */
export const goalOf = ({ comparator, value }: Pick<Chosen, 'comparator' | 'value'>, baseline: Point | undefined) =>
  comparator === 'rises' || comparator === 'falls' ? baseline?.value : value

/**
 * The way a target is to go: baseline → milestones between → its value on the deadline. Of `rises` and `falls` it is level: where it started is where it must not stay.
 * @returns at least two points of rising days, or none where the target has no value or no baseline before its deadline
 */
export function pathOf(target: Pick<Chosen, 'comparator' | 'value' | 'milestones' | 'deadline'>, baseline: Point | undefined): Point[] {
  const goal = goalOf(target, baseline)
  if (!baseline || goal === undefined || baseline.day >= target.deadline) return []
  const between = new Map(
    target.milestones.filter(({ day }) => day > baseline.day && day < target.deadline).map((point) => [point.day, point] as const),
  )
  const sorted = [...between.values()].sort((a, b) => a.day.localeCompare(b.day))
  return [baseline, ...sorted, { day: target.deadline, value: goal }]
}

/** Days since 1970, to count in. */
export const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** Where a path is on a day: linear between its points; before the first as the first, after the last as the last. Undefined without a path. */
export function plannedAt(points: readonly Point[], day: string): number | undefined {
  const after = points.findIndex((point) => point.day >= day)
  const [a, b] = after < 0 ? [points.at(-1), points.at(-1)] : [points[after - 1] ?? points[after], points[after]]
  if (!a || !b) return undefined
  if (a.day === b.day) return a.value
  return a.value + ((b.value - a.value) * (dayNumber(day) - dayNumber(a.day))) / (dayNumber(b.day) - dayNumber(a.day))
}

/** The paths of before each amendment of a target, oldest first. */
export function earlierPaths(target: Target, plan: Pick<Plan, 'from' | 'to' | 'amendments'>, baseline: Point | undefined) {
  return plan.amendments
    .filter((amendment) => amendment.target === target.code)
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .map(({ at, by, reason, was }) => {
      const then = chosen(target, was, plan)
      return { until: at, by, reason, points: pathOf(then, then.baseline ?? baseline) }
    })
}
