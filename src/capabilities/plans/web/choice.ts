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

type Organization = { id: string; level: string; name: string; type?: string | null; parent?: string | null }
/** The county with what is in it, and the authorities it belongs to: not the hospitals outside. */
export function within<T extends Organization>(organizations: readonly T[]): T[] {
  const known = new Map(organizations.map((one) => [one.id, one]))
  const up = (one: T | undefined): T[] => (one ? [one, ...up(known.get(one.parent ?? ''))] : [])
  const above = new Set(up(organizations.find(({ level }) => level === 'county')))
  return organizations.filter((one) => above.has(one) || up(one).some(({ level }) => level === 'county'))
}

/** So many letters in a row that two names have in common mean the same body: 县卫生健康和体育局, 青原县卫生健康局. */
const alike = 4
const shares = (a: string, b: string) => [...a].some((_, at) => at + alike <= a.length && b.includes(a.slice(at, at + alike)))

/** The organisation a unit of a plan means: of its classes (the beginning of a WS 218 type) or levels, without any of a like name; proposed where it is one alone. */
export function proposed(
  unit: { kinds?: readonly string[] | undefined; text: readonly [string, string] },
  organizations: readonly Organization[],
): string | undefined {
  const meant = organizations.filter(({ level, type, name }) =>
    unit.kinds ? unit.kinds.some((kind) => kind === level || type?.startsWith(kind)) : shares(unit.text[0], name),
  )
  return meant.length === 1 ? meant[0]!.id : undefined
}

/** Whether a target has a number that a county can set. */
export const hasValue = ({ unit, value }: Pick<Target, 'unit' | 'value'>): boolean => unit !== 'yes' && value !== undefined
