import type { TargetChoice } from '../shape.ts'
import type { Target } from '../template.ts'

export type Milestones = NonNullable<TargetChoice['milestones']>
/** Milestones as they are typed: one a line, day and value. */
export const milestonesText = (points: Milestones | undefined): string =>
  points?.map(({ day, value }) => `${day} ${value}`).join('\n') ?? ''

/** Typed milestones, or the number of the first line that is none. Empty lines are passed over; so is the percent sign. */
export function milestonesOf(typed: string): { points: Milestones } | { wrong: number } {
  const points: Milestones = []
  for (const [at, line] of typed.split('\n').entries()) {
    if (!line.trim()) continue
    const [day = '', worth = '', ...more] = line.trim().split(/[\s,，]+/)
    const value = Number(worth.replace(/[%％]$/, ''))
    if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day)) || !worth || Number.isNaN(value) || more.length)
      return { wrong: at + 1 }
    points.push({ day, value })
  }
  return { points }
}

/** Without what was emptied. */
export const tidy = (choice: TargetChoice): TargetChoice =>
  Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined && value !== '')) as TargetChoice

/** Whether a choice says anything of its own. */
export const says = (choice: TargetChoice | undefined): boolean => choice !== undefined && Object.keys(tidy(choice)).length > 1

/** What still lacks in a choice before it can be sent: a reason, or the other half of the baseline. */
export function lacking(choice: TargetChoice): 'left' | 'baseline' | undefined {
  if (choice.left !== undefined && !choice.left.trim()) return 'left'
  const { baseline } = choice
  return baseline && (!baseline.day || !Number.isFinite(baseline.value)) ? 'baseline' : undefined
}

/** The organisations a unit of a plan can mean: those of its classes (WS 218) or levels; one that is meant alone is proposed. */
export function proposed(
  kinds: readonly string[] | undefined,
  organizations: readonly { id: string; level: string; type?: string | null }[],
): string | undefined {
  const meant = organizations.filter(({ level, type }) => kinds?.some((kind) => kind === level || (type ?? '') === kind))
  return meant.length === 1 ? meant[0]!.id : undefined
}

/** Whether a target has a number that a county can set. */
export const hasValue = ({ unit, value }: Pick<Target, 'unit' | 'value'>): boolean => unit !== 'yes' && value !== undefined
