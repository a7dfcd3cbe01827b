import { z } from 'zod'
import { type Actor, type Moment, need, type Organization, verbsOf } from '../../kernel/grammar/operation.ts'
import { localDayOf } from '../../kernel/grammar/period.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { planFromFhir, planType } from './fhir.ts'
import { Evidence, type Task } from './shape.ts'
import { day } from './template.ts'
import { texts } from './texts.ts'
import { around, institutionOf, isAbove } from './who.ts'

const task = verbsOf<Task>()
const words = z.string().trim().min(1).max(1000)
const evidence = z.array(Evidence.omit({ withdrawn: true })).max(10)
type Home = { home: Organization | undefined }

const home = (_: Task, __: unknown, actor: Actor) => around(actor)
const own = (actor: Actor, { units }: Pick<Task, 'units'>, needs: Home) =>
  isAbove(needs) || units.includes(institutionOf(actor, needs)) || texts.notYourTask
type Said = { text: string; percent?: number | undefined; evidence?: Evidence[] | undefined }
/** The last two hundred notes stay; earlier ones stay in the history of the record. */
const noted = (t: Task, { text, percent, evidence = [] }: Said, { now, actor }: Moment): Task => ({
  ...t,
  notes: [
    ...t.notes.slice(-199),
    { at: now, by: actor.name, organization: actor.organization, text, ...(percent === undefined ? {} : { percent }), evidence },
  ],
})

export const taskOperations = {
  /** A task of one's own beside those of the document. */
  add: task.start({
    text: texts.add,
    to: 'open',
    input: z.object({
      plan: z.string().max(100),
      clause: z.string().max(60),
      text: words,
      textEn: words.optional(),
      from: day.optional(),
      due: day,
      units: z.array(z.string().max(64)).min(1).max(30),
      targets: z.array(z.string().max(60)).max(50).default([]),
      report: z.boolean().default(false),
    }),
    needs: ({ plan, units }, actor) => ({
      ...around(actor),
      plan: need.document(planType, plan),
      places: need.organizations(units),
    }),
    may: (actor, { units }, needs) => isAbove(needs) || units.every((unit) => unit === institutionOf(actor, needs)) || texts.onlyOwnUnits,
    decide: ({ textEn, ...input }, needs, { now, newId }) => {
      if (!needs.plan) return refuse('invalid', texts.noPlan, [{ path: 'plan', text: texts.noPlan }])
      const plan = planFromFhir([needs.plan])
      if (plan.state === 'closed') return refuse('conflict', texts.planClosed)
      const clause = plan.template.clauses.find(({ id }) => id === input.clause)
      const today = localDayOf(now)
      const from = input.from ?? (today < input.due ? today : input.due)
      const fields = [
        ...(clause ? [] : [{ path: 'clause', text: texts.noClause }]),
        ...(from > input.due ? [{ path: 'due', text: texts.deadlineEarly }] : []),
        ...input.units.flatMap((id, i) => (needs.places.has(id) ? [] : [{ path: `units.${i}`, text: texts.noOrganization }])),
      ]
      if (fields.length) return refuse('invalid', texts.choicesWrong, fields)
      const id = newId()
      const made: Task = {
        ...input,
        id,
        state: 'open',
        planName: plan.name,
        code: `own-${id.slice(-12)}`,
        number: clause?.number ?? '',
        textEn: textEn ?? input.text,
        from,
        notes: [],
      }
      return { case: made, emit: [{ name: 'task.added' }] }
    },
  }),
  report: task.move({
    text: texts.report,
    from: ['open'],
    to: 'same',
    input: z.object({ text: words, percent: z.number().int().min(0).max(100).optional(), evidence: evidence.optional() }),
    needs: home,
    may: own,
    decide: (t, input, _, moment) => ({ case: noted(t, input, moment) }),
  }),
  finish: task.move({
    text: texts.finish,
    from: ['open'],
    to: 'done',
    input: z.object({ text: words, evidence: evidence.optional() }),
    needs: home,
    may: own,
    decide: (t, input, _, moment) => ({
      case: { ...noted(t, { ...input, percent: 100 }, moment), doneAt: moment.now, doneBy: moment.actor.name },
      emit: [{ name: 'task.finished' }],
    }),
  }),
  reopen: task.move({
    text: texts.reopen,
    from: ['done'],
    to: 'open',
    input: z.object({ reason: words }),
    needs: home,
    may: own,
    decide: ({ doneAt: _, doneBy: __, ...t }, { reason }, ___, moment) => ({ case: noted(t, { text: reason }, moment) }),
  }),
  drop: task.move({
    text: texts.drop,
    from: ['open'],
    to: 'dropped',
    input: z.object({ reason: words }),
    needs: home,
    may: own,
    decide: (t, { reason }, _, moment) => ({ case: noted(t, { text: reason }, moment) }),
  }),
}
