import { fill } from '../../kernel/grammar/fill.ts'
import type { FieldProblem } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { type Dates, mover } from './dates.ts'
import type { TargetChoice } from './shape.ts'
import type { PlanTemplate, Point, Target } from './template.ts'
import { texts } from './texts.ts'

/** The days that hold: the choice's, else the document's, else the plan's. */
const daysOf = (target: Target, choice: Partial<TargetChoice>, own: Dates) => ({
  from: choice.from ?? target.from ?? own.from,
  deadline: choice.deadline ?? target.deadline ?? own.to,
  milestones: choice.milestones ?? target.milestones,
})

/**
 * A choice with everything said that follows from other dates than the document's: its days moved (`mover`), milestones that no longer lie before the deadline left out.
 * So a choice over its target, and over the plan's dates, always says which days hold. Absent where nothing differs from the document.
 */
function settled(target: Target, template: Dates, own: Dates, chosen: TargetChoice | undefined): TargetChoice | undefined {
  const move = mover(template, own)
  const choice: TargetChoice = { code: target.code }
  const last = chosen?.deadline ?? (target.deadline ? move(target.deadline) : own.to)
  const first = target.from && move(target.from) <= last ? move(target.from) : own.from
  if (target.from && first !== target.from) choice.from = first
  if (target.deadline && last !== target.deadline) choice.deadline = last
  Object.assign(choice, chosen)
  const { from, deadline } = daysOf(target, choice, own)
  const kept: Point[] = []
  for (const { day: printed, value } of target.milestones) {
    const day = move(printed)
    const inside = day >= from && (day < deadline || (day === deadline && printed === (target.deadline ?? template.to)))
    if (inside && day > (kept.at(-1)?.day ?? '')) kept.push({ day, value })
  }
  if (!chosen?.milestones && JSON.stringify(kept) !== JSON.stringify(target.milestones)) choice.milestones = kept
  return Object.keys(choice).length > 1 ? choice : undefined
}

/** What a county decides of each target, made whole (`settled`), in the order of the document. */
export const settle = (template: PlanTemplate, own: Dates, choices: readonly TargetChoice[]): TargetChoice[] =>
  template.targets.flatMap((target) => {
    const choice = settled(
      target,
      template,
      own,
      choices.find(({ code }) => code === target.code),
    )
    return choice ? [choice] : []
  })

/** What is wrong with what a county decides, each with its field: `choices.2.deadline`. `organizations`: those that there are, of the responsible ones named. */
export function choiceProblems(
  template: PlanTemplate,
  own: Dates,
  choices: readonly TargetChoice[],
  organizations: ReadonlyMap<string, unknown>,
): FieldProblem[] {
  return choices.flatMap((choice, i) => {
    const at = (field: string, text: Text) => ({ path: `choices.${i}.${field}`, text })
    const target = template.targets.find(({ code }) => code === choice.code)
    if (!target) return [at('code', fill(texts.noTarget, { code: choice.code }))]
    if (choices.findIndex(({ code }) => code === choice.code) < i) return [at('code', fill(texts.twice, { code: choice.code }))]
    return [
      ...dayProblems(target, template, own, choice).map(([field, text]) => at(field, text)),
      ...valueProblems(target, choice).map((text) => at('value', text)),
      ...(choice.responsible && !organizations.has(choice.responsible) ? [at('responsible', texts.noOrganization)] : []),
    ]
  })
}

function dayProblems(target: Target, template: Dates, own: Dates, choice: TargetChoice): (readonly [field: string, text: Text])[] {
  const outside = (['from', 'deadline'] as const).filter((field) => {
    const day = choice[field]
    return day !== undefined && (day < own.from || day > own.to)
  })
  if (outside.length) return outside.map((field) => [field, texts.outside])
  const { from, deadline } = daysOf(target, settled(target, template, own, choice) ?? {}, own)
  if (deadline < from) return [[choice.deadline ? 'deadline' : 'from', texts.deadlineEarly]]
  const { milestones = [] } = choice
  const wrong = (day: string, i: number) =>
    day < from || day > deadline ? texts.milestoneOutside : i > 0 && day <= milestones[i - 1]!.day ? texts.milestoneOrder : undefined
  return milestones.flatMap(({ day }, i): [string, Text][] => {
    const text = wrong(day, i)
    return text ? [[`milestones.${i}.day`, text]] : []
  })
}

function valueProblems({ unit, comparator }: Target, { value }: TargetChoice): Text[] {
  if (value === undefined) return []
  if (comparator === 'rises' || comparator === 'falls') return [texts.noValueWanted]
  return unit === 'yes' && value !== 0 && value !== 1 ? [texts.yesOrNo] : []
}
