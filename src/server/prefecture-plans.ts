import type { MatrixCell, MatrixRow, PrefectureTarget } from '../capabilities/boards/contract.ts'
import type { TargetNow } from '../capabilities/plans/contract.ts'
import type { House } from '../kernel/perform/perform.ts'
import { type PlanNow, plansNow } from './plans/now.ts'

type Named = { id: string; name: string }
type OfCounty = { county: Named; plans: readonly PlanNow[] }

/** What counties and their prefecture have adopted, as it stands today: values that a handful of persons make are left out. */
export async function prefecturePlans(house: House, prefecture: number, counties: readonly Named[]) {
  const all: OfCounty[] = []
  for (const county of counties) all.push({ county, plans: await plansNow(house, Number(county.id), { shy: true }) })
  const own = await plansNow(house, prefecture, { shy: true })
  return { matrix: matrixOf(all), targets: own.flatMap((plan) => targetsOf(plan, all)) }
}

const aimOf = ({ code, text, comparator, value, unit, deadline }: TargetNow) => ({
  ...{ code, text, comparator, unit, deadline },
  ...(value === undefined ? {} : { value }),
})
const find = (plans: readonly PlanNow[], template: string, code: string) =>
  plans.find(({ head }) => head.template === template)?.targets.find((target) => target.code === code && !target.notOwn && !target.left)

/** Counties × targets, of every plan that half of the counties carry out; words and value as in the first county that does. */
function matrixOf(all: readonly OfCounty[]): MatrixRow[] {
  const carried = all.flatMap(({ plans }) => plans.map(({ head }) => head.template))
  const templates = [...new Set(carried)].filter((one) => 2 * carried.filter((other) => other === one).length >= all.length)
  return templates.flatMap((template) => {
    const first = all.flatMap(({ plans }) => plans.filter(({ head }) => head.template === template))
    const targets = new Map(
      first.flatMap(({ targets }) => targets.filter((one) => !one.notOwn && !one.left).map((one) => [one.code, one] as const)),
    )
    return [...targets.values()].map((target) => ({
      ...aimOf(target),
      template,
      plan: first[0]!.head.short,
      cells: all.map(({ county, plans }): MatrixCell => {
        const told = find(plans, template, target.code)
        if (!told) return { county: county.id, status: 'no-data', why: nothing, adopted: false }
        return {
          ...{ county: county.id, status: told.status, why: told.why, adopted: true },
          ...(told.now ? { value: told.now.value } : {}),
        }
      }),
    }))
  })
}
const nothing = ['没有采用这个方案', 'Has not adopted this plan'] as const

/** What the prefecture itself answers for. Of what it counts over its counties: which of them have it not, by their own target, whose code is the same without `-counties`. */
function targetsOf({ head, targets }: PlanNow, all: readonly OfCounty[]): PrefectureTarget[] {
  return targets
    .filter(({ scope, left }) => scope === 'prefecture' && left === undefined)
    .map((target) => {
      const { status, why, now, stated, measure } = target
      const counted = 'stated' in measure && measure.of === 'counties'
      return {
        ...aimOf(target),
        plan: { id: head.id, name: head.short },
        ...{ status, why },
        ...(now ? { now: now.value } : {}),
        ...(stated ? { stated } : {}),
        missing: counted
          ? all.flatMap(({ county, plans }) => lacking(county, plans, head.template, target.code.replace(/-counties$/, '')))
          : [],
      }
    })
}

function lacking(county: Named, plans: readonly PlanNow[], template: string, code: string): PrefectureTarget['missing'] {
  const own = plans.find(({ head }) => head.template === template)?.targets.find((target) => target.code === code)
  if (!own) return [county]
  if (own.left !== undefined) return []
  const { measure, stated, now, status } = own
  if (!('stated' in measure) || measure.tell !== 'count' || !stated) return status === 'met' ? [] : [county]
  const lacks = stated.wanted - (now?.value ?? 0)
  return lacks > 0 ? [{ ...county, lacks }] : []
}
