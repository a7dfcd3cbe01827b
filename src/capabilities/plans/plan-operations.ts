import { z } from 'zod'
import { fill } from '../../kernel/grammar/fill.ts'
import { need, verbsOf } from '../../kernel/grammar/operation.ts'
import { type FieldProblem, refuse } from '../../kernel/grammar/refusal.ts'
import { checkTemplate } from './check.ts'
import { choiceProblems, settle } from './choices.ts'
import { tasksOf } from './make-tasks.ts'
import { type Plan, TargetChoice } from './shape.ts'
import { day, PlanTemplate } from './template.ts'
import { texts } from './texts.ts'

const plan = verbsOf<Plan>()
const reason = z.string().trim().min(1).max(1000)
const choices = z.array(TargetChoice).max(200)
/** What one guarded write takes besides the plan itself (architecture §4). */
const mostTasks = 199
const inForce = (template: string) => `plan/${template}`
/** Numbers the adoptions of a template, which are never given back: the first is `<code>-1`. */
const counter = (template: string) => `plan-number/${template}`

const responsible = (list: readonly TargetChoice[]) => list.flatMap(({ responsible }) => responsible ?? [])
const wrong = (problems: readonly FieldProblem[]) => (problems.length ? refuse('invalid', texts.choicesWrong, problems) : undefined)

export const planOperations = {
  /**
   * Takes a template as it stands, with the county's own dates, values and units, and makes its tasks. Where the dates differ from the document's, its days move
   * (`mover`) and each choice then says its days. A template is in force once at a time.
   */
  adopt: plan.start({
    text: texts.adopt,
    to: 'adopted',
    input: z.object({
      template: PlanTemplate,
      name: z.string().trim().min(1).max(200).optional(),
      from: day.optional(),
      to: day.optional(),
      choices: choices.default([]),
      units: z.record(z.string().max(60), z.string().max(64)).default({}),
    }),
    needs: ({ template, choices, units }) => ({
      force: need.slots(inForce(template.code), 1),
      number: need.slots(counter(template.code), 50),
      known: need.known(),
      places: need.organizations([...Object.values(units), ...responsible(choices)]),
    }),
    decide: ({ template, choices, units, ...own }, { force, number, known, places }, { now, actor, newId }) => {
      const [n] = number.free
      if (!force.free.length || n === undefined) return refuse('conflict', texts.adoptedAlready)
      const problems = checkTemplate(template, known).map(({ path, text }) => ({ path: ['template', ...path].join('.'), text }))
      if (problems.length) return refuse('invalid', texts.templateWrong, problems)
      const { name = template.name[0].slice(0, 200), from = template.from, to = template.to } = own
      if (to < from) return wrong([{ path: 'from', text: texts.fromAfterTo }])!
      const bad = wrong([...unitProblems(template, units, places), ...choiceProblems(template, { from, to }, choices, places)])
      if (bad) return bad
      const id = `${template.code}-${n}`
      const adopted: Plan = {
        id,
        state: 'adopted',
        name,
        from,
        to,
        template,
        choices: settle(template, { from, to }, choices),
        units,
        amendments: [],
        organization: actor.organization,
        adoptedAt: now,
        adoptedBy: actor.name,
      }
      const tasks = tasksOf(adopted, newId)
      if (tasks.length > mostTasks) return refuse('invalid', fill(texts.tooManyTasks, { n: tasks.length, most: mostTasks }))
      return {
        case: adopted,
        change: tasks.map((task) => ({ kind: 'task', id: task.id, expect: 'new' as const, to: 'open', doc: task })),
        claim: [
          { resource: inForce(template.code), slot: 1, holder: id },
          { resource: counter(template.code), slot: n, holder: id },
        ],
        emit: [{ name: 'plan.adopted' }],
      }
    },
  }),
  /** Changes targets in mid-term. A choice is given whole and takes the former one's place, which stays among the amendments; whether a target is open to the public is `publish`'s. */
  amend: plan.move({
    text: texts.amend,
    confirm: texts.amendConfirm,
    from: ['adopted'],
    to: 'same',
    input: z.object({ reason, choices: choices.min(1) }),
    needs: (_, { choices }) => ({ places: need.organizations(responsible(choices)) }),
    decide: (p, { reason, choices }, { places }, { now, actor }) => {
      const bad = wrong(choiceProblems(p.template, p, choices, places))
      if (bad) return bad
      const former = (code: string) => p.choices.find((c) => c.code === code)
      const next = settle(p.template, p, [
        ...choices.map(({ open: _, ...choice }) => ({ ...choice, ...(former(choice.code)?.open ? { open: true } : {}) })),
        ...p.choices.filter(({ code }) => !choices.some((c) => c.code === code)),
      ])
      const sorted = (choice: TargetChoice | undefined) => JSON.stringify(Object.entries(choice ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
      const changed = choices.filter(({ code }) => sorted(former(code)) !== sorted(next.find((c) => c.code === code)))
      if (!changed.length) return refuse('conflict', texts.unchanged)
      const amendments = changed.map(({ code }) => ({ at: now, by: actor.name, reason, target: code, was: former(code) ?? { code } }))
      return { case: { ...p, choices: next, amendments: [...p.amendments, ...amendments] }, emit: [{ name: 'plan.amended' }] }
    },
  }),
  /** These targets are open to the public, and no others. */
  publish: plan.move({
    text: texts.publish,
    confirm: texts.publishConfirm,
    from: ['adopted'],
    to: 'same',
    input: z.object({ targets: z.array(z.string().max(60)).max(200) }),
    decide: (p, { targets }) => {
      const of = (code: string) => p.choices.find((c) => c.code === code)
      const problems = targets.flatMap((code, i) => {
        const text = p.template.targets.every((t) => t.code !== code) ? texts.noTarget : of(code)?.left ? texts.leftOpen : undefined
        return text ? [{ path: `targets.${i}`, text: fill(text, { code }) }] : []
      })
      if (problems.length) return wrong(problems)!
      const choices = p.template.targets.flatMap(({ code }) => {
        const { open: _, ...choice } = of(code) ?? { code }
        const next = targets.includes(code) ? { ...choice, open: true } : choice
        return Object.keys(next).length > 1 ? [next] : []
      })
      return { case: { ...p, choices }, emit: [{ name: 'plan.published' }] }
    },
  }),
  /** It takes no more values and amendments; what it was stays readable, and its template can be adopted anew. */
  close: plan.move({
    text: texts.close,
    confirm: texts.closeConfirm,
    from: ['adopted'],
    to: 'closed',
    input: z.object({ reason }),
    decide: (p, { reason }, _, { now }) => ({
      case: { ...p, closedAt: now, closedReason: reason },
      release: [{ resource: inForce(p.template.code), slot: 1 }],
      emit: [{ name: 'plan.closed' }],
    }),
  }),
}

function unitProblems(
  template: PlanTemplate,
  units: Readonly<Record<string, string>>,
  places: ReadonlyMap<string, unknown>,
): FieldProblem[] {
  return Object.entries(units).flatMap(([code, id]) => {
    const text = template.units.every((u) => u.code !== code)
      ? fill(texts.noUnitCode, { code })
      : places.has(id)
        ? undefined
        : texts.noOrganization
    return text ? [{ path: `units.${code}`, text }] : []
  })
}
