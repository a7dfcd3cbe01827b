import type { OwnStatement } from '../capabilities/boards/contract.ts'
import type { Statement } from '../capabilities/plans/shape.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { PlanNow } from './plans/now.ts'
import { saidOf, statedOf } from './plans/stated.ts'

/** What an institution must state for the county's plans, and how its statements stand: those with something wrong first. */
export function ownStatementsOf(
  plans: readonly PlanNow[],
  statements: readonly Statement[],
  { id, name, type }: OrgNode,
  today: string,
): OwnStatement[] {
  const all = plans.flatMap(({ head, plan, targets }) =>
    targets.flatMap((target): OwnStatement[] => {
      const { measure, code, text, unit, deadline } = target
      if (target.left !== undefined || target.notOwn || !('stated' in measure) || typeof measure.of !== 'object') return []
      if (!measure.of.kinds.some((kind) => type?.startsWith(kind))) return []
      const mine = statements.filter((one) => one.plan === plan.id && one.target === code && one.unit === id)
      const [standing] = statedOf(measure, [{ id, name }], saidOf(mine, measure), today).standings
      const { value, until, problem } = standing!
      return [
        {
          ...{ plan: { id: head.id, name: head.short }, code, text, deadline, unit: measure.stated === 'yes' ? 'yes' : unit },
          ...(value === undefined ? {} : { value }),
          ...(until === undefined ? {} : { until }),
          ...(problem ? { problem } : {}),
        },
      ]
    }),
  )
  return all.toSorted((a, b) => Number(b.problem !== undefined) - Number(a.problem !== undefined))
}
