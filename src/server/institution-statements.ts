import type { OwnStatement } from '../capabilities/boards/contract.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { Board } from './plans/now.ts'
import { saidOf, statedOf } from './plans/stated.ts'

/** What an institution must state for the county's plans, and how its statements stand: those with something wrong first. */
export function ownStatementsOf(
  { plans, kept: { statements }, context }: Board,
  { id, name }: Pick<OrgNode, 'id' | 'name'>,
): OwnStatement[] {
  const all = plans.flatMap(({ head, plan, targets }) =>
    targets.flatMap((target): OwnStatement[] => {
      const { measure, code, text, unit, deadline } = target
      if (target.left !== undefined || target.notOwn || !('stated' in measure)) return []
      if (!context.statingUnits(target).some((unit) => unit.id === id)) return []
      const mine = statements.filter((one) => one.plan === plan.id && one.target === code && one.unit === id)
      const [standing] = statedOf(measure, [{ id, name }], saidOf(mine, measure), context.today).standings
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
