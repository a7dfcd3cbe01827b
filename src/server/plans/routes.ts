import type { FastifyInstance } from 'fastify'
import type { BoardAnswer, PlanHead, PlansAnswer, TargetAnswer, TargetNow } from '../../capabilities/plans/contract.ts'
import { mover } from '../../capabilities/plans/dates.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { mustMay } from '../access/guard.ts'
import { type Board, boardOf, type PlanNow } from './now.ts'
import { registerProgress } from './progress.ts'
import { statedOf } from './stated.ts'

/** Units that a target on the board names; the answer for one target has all. */
const named = 3
const nextShown = 12
type Templates = Pick<PlansAnswer, 'templates' | 'problems'>

/**
 * The plans of the session's county: GET /api/plans (all), /api/plans/:id (the board), /api/plans/:id/targets/:target (one target with all that is known of it); and
 * what it shows to everybody. `templates`: those that can be adopted.
 */
export function registerPlans(app: FastifyInstance, house: House, templates: (county: number) => Promise<Templates>) {
  app.get('/api/plans', async (request): Promise<PlansAnswer> => {
    mustMay(request, 'plan', 'read')
    const { session } = request
    const [board, shelf] = await Promise.all([boardOf(house, session.county.id, session.sees === 'none'), templates(session.county.id)])
    return { today: board.context.today, plans: board.plans.map(({ head }) => head), ...shelf }
  })
  app.get<{ Params: { id: string } }>('/api/plans/:id', async (request): Promise<BoardAnswer> => {
    mustMay(request, 'plan', 'read')
    const { session } = request
    const board = await boardOf(house, session.county.id, session.sees === 'none')
    return boardAnswer(board, mustFindPlan(board, request.params.id))
  })
  app.get<{ Params: { id: string; target: string } }>('/api/plans/:id/targets/:target', async (request): Promise<TargetAnswer> => {
    mustMay(request, 'plan', 'read')
    const { session, params } = request
    const board = await boardOf(house, session.county.id, session.sees === 'none')
    return targetAnswer(board, mustFindPlan(board, params.id), params.target)
  })
  registerProgress(app, house)
}

function mustFindPlan({ plans }: Board, id: string): PlanNow {
  const found = plans.find(({ plan }) => plan.id === id)
  if (!found) throw refuse('missing', ['没有这个方案', 'No such plan'])
  return found
}

const short = ({ heaviest, ...target }: TargetNow): TargetNow => ({
  ...target,
  heaviest: { organization: heaviest.organization.slice(0, named), township: heaviest.township.slice(0, named) },
})

function boardAnswer({ context, kept }: Board, { head, plan, targets }: PlanNow): BoardAnswer {
  const { template, units, amendments } = plan
  const { summary, resources } = template
  const moved = mover(template, plan)
  const phases = template.phases.map((phase) => ({ ...phase, from: moved(phase.from), to: moved(phase.to) }))
  const own = kept.tasks.filter((task) => task.plan === plan.id)
  const next = own.filter(({ state }) => state === 'open').toSorted((a, b) => a.due.localeCompare(b.due) || a.id.localeCompare(b.id))
  return {
    today: context.today,
    plan: {
      ...head,
      units,
      amendments,
      summary,
      phases,
      resources,
      unitNames: Object.fromEntries(template.units.map(({ code, text }) => [code, text])),
    },
    clauses: template.clauses.map((clause) => ({
      ...clause,
      targets: template.targets.filter((target) => target.clause === clause.id).map(({ code }) => code),
      tasks: context.tasks(plan.id, (task) => task.clause === clause.id),
    })),
    targets: targets.map(short),
    next: next.slice(0, nextShown).map(({ id, text, textEn, due, report, units }) => ({
      ...{ id, text: [text, textEn] as const, due, report, late: due < context.today },
      units: units.map(context.unit),
    })),
  }
}

function targetAnswer({ context, kept }: Board, { head, plan, targets }: PlanNow, code: string): TargetAnswer {
  const target = targets.find((one) => one.code === code)
  const clause = target && plan.template.clauses.find(({ id }) => id === target.clause)
  if (!target || !clause) throw refuse('missing', ['没有这个目标', 'No such target'])
  const late = ({ state, due }: { state: string; due: string }) => state === 'open' && due < context.today
  return {
    ...{ today: context.today, plan: head satisfies PlanHead, clause, target },
    choice: plan.choices.find((choice) => choice.code === code) ?? { code },
    statements: kept.statements
      .filter((one) => one.plan === plan.id && one.target === code)
      .toSorted((a, b) => b.day.localeCompare(a.day) || b.statedAt.localeCompare(a.statedAt)),
    tasks: kept.tasks
      .filter((task) => task.plan === plan.id && task.targets.includes(code))
      .toSorted((a, b) => a.due.localeCompare(b.due))
      .map((task) => ({ id: task.id, text: [task.text, task.textEn], due: task.due, state: task.state, late: late(task) })),
    units: unitsOf({ context, kept, plan, target }),
  }
}

function unitsOf({
  context,
  plan,
  target,
}: Pick<Board, 'context' | 'kept'> & { plan: PlanNow['plan']; target: TargetNow }): TargetAnswer['units'] {
  const { measure } = target
  if (!('stated' in measure) || target.notOwn) return []
  const { standings } = statedOf(measure, context.statingUnits(target), context.said(plan, target), context.today)
  return standings.map(({ unit, lapsed: _, ...standing }) => ({ ...unit, ...standing }))
}
