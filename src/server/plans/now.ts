import type { PlanHead, StatusCount, TargetNow } from '../../capabilities/plans/contract.ts'
import type { Plan } from '../../capabilities/plans/shape.ts'
import type { Target } from '../../capabilities/plans/template.ts'
import { shift } from '../../kernel/grammar/period.ts'
import { isPrefecture, library } from '../../kernel/perform/library.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { remembered } from '../../kernel/perform/remembered.ts'
import { localDay } from '../../record/local-day.ts'
import { type Context, contextOf } from './context.ts'
import { countiesOf, statedByCounties, statedVersion } from './counties.ts'
import { type Kept, keptPlans } from './read.ts'
import { stampsOf } from './stamps.ts'
import { isMeasured, targetNow } from './target.ts'
import { seriesOf, type Wanted, wantedKey } from './values.ts'
import { weightsOf } from './weights.ts'

/** An adopted plan with all its targets as they stand today; `heaviest` has every unit, heaviest first. */
export type PlanNow = { head: PlanHead; plan: Plan; targets: readonly TargetNow[] }
/** The plans with what they were told from; `stamps`: of each indicator, `rest`: of all else. */
export type Board = { plans: readonly PlanNow[]; kept: Kept; context: Context; stamps: ReadonlyMap<string, string>; rest: string }

/** How far back values are read, in months: usually, and at most where a plan is older. */
const usual = 47
const farthest = 119

/**
 * The adopted plans of a county (or prefecture) with their targets as they stand today, closed ones left out; first the plan that began last.
 * @param shy for somebody who may not see persons: what a handful of them make is left out
 */
export const plansNow = async (house: House, county: number, { shy = false }: { shy?: boolean } = {}): Promise<readonly PlanNow[]> =>
  (await boardOf(house, county, shy)).plans

/**
 * All plans of a county, remembered as long as plans, statements, tasks, cells of the months that are over, organisations and the day are the same, and told anew only
 * where something changed; whoever asks meanwhile waits for the one answer. `weighed`: false where nobody looks at who weighs on a target.
 */
export async function boardOf(house: House, county: number, shy: boolean, weighed = true): Promise<Board> {
  const today = localDay(house.clock().toISOString())
  const [kept, counties, nodes] = await Promise.all([
    keptPlans(house.record, county),
    countiesOf(house.record, county),
    house.record.organizations(county),
  ])
  const plans = kept.plans.filter(({ state }) => state === 'adopted')
  const ids = counties.map(({ id }) => id)
  const stamps = await stampsOf(house, plans.length ? ids : [], wantedBy(plans))
  const stated = isPrefecture(county) && plans.length ? await statedVersion(house.record, ids) : ''
  const rest = JSON.stringify([kept.version, stated, today])
  const sizeOf = ({ heaviest, series }: TargetNow) =>
    100 + 2 * series.length + 6 * (heaviest.organization.length + heaviest.township.length)
  return remembered(
    nodes,
    JSON.stringify(['plans', county, shy, weighed]),
    (before: Board | undefined) => tell(house, county, { kept, plans, today, shy, weighed, stamps, rest }, before),
    (board) => board.plans.flatMap(({ targets }) => targets).reduce((sum, target) => sum + sizeOf(target), 0),
    JSON.stringify([rest, [...stamps]]),
  )
}

const wantOf = ({ measure }: Pick<Target, 'measure'>): Wanted | undefined =>
  isMeasured(measure) ? { ...measure, code: measure.indicator } : undefined
function wantedBy(plans: readonly Plan[]): Wanted[] {
  const wanted = plans.flatMap(({ template }) => template.targets.flatMap((target) => wantOf(target) ?? []))
  return [...new Map(wanted.map((want) => [wantedKey(want), want] as const)).values()]
}

/** The months that are read: since a year before the first plan began. */
function spanOf(plans: readonly Plan[], today: string) {
  const thisMonth = today.slice(0, 7)
  const earliest = plans.map(({ from }) => shift(from.slice(0, 7), -12)).sort()[0] ?? thisMonth
  const back = [shift(thisMonth, -usual), earliest].sort()[0]!
  return { from: [back, shift(thisMonth, -farthest)].sort()[1]!, thisMonth }
}

type Telling = Pick<Board, 'kept' | 'stamps' | 'rest'> & { plans: readonly Plan[]; today: string; shy: boolean; weighed: boolean }
async function tell(house: House, county: number, telling: Telling, before: Board | undefined): Promise<Board> {
  const { kept, plans, today, shy, weighed, stamps, rest } = telling
  const same = before?.rest === rest ? before : undefined
  const holds = (key: string) => same !== undefined && same.stamps.get(key) === stamps.get(key)
  const [lib, nodes, all] = await Promise.all([
    library(house, county),
    house.record.organizations(county),
    countiesOf(house.record, county),
  ])
  const changed = wantedBy(plans).filter((want) => !holds(wantedKey(want)))
  const anew = await seriesOf(house, county, lib, changed, spanOf(plans, today), shy)
  const series = new Map([...(same?.context.series ?? []), ...anew])
  const counties = isPrefecture(county) ? all.map(({ id, name }) => ({ id: String(id), name })) : []
  const ofCounties = counties.length ? await statedByCounties(house.record, counties, plans) : () => []
  const name = all.find(({ id }) => id === county)?.name ?? '全市'
  const context = same ? { ...same.context, series } : contextOf({ county, name, today, shy, kept, nodes, series, counties, ofCounties })
  const keptTargets = new Map(same?.plans.map(({ plan, targets }) => [plan.id, targets]) ?? [])
  const told = plans.map((plan) => ({
    plan,
    targets: plan.template.targets.map((target, i) => {
      const want = wantOf(target)
      return (!want || holds(wantedKey(want)) ? keptTargets.get(plan.id)?.[i] : undefined) ?? targetNow(plan, target, context)
    }),
  }))
  const fresh = told.flatMap(({ plan, targets }) => targets.filter((target) => !keptTargets.get(plan.id)?.includes(target)))
  const weights = await weightsOf(house, county, lib, weighed ? fresh : [], context)
  const whole = told.map(({ plan, targets }): PlanNow => {
    const all = targets.map((target) => {
      const heaviest = weights.get(target)
      return heaviest ? { ...target, heaviest } : target
    })
    return { head: headOf(plan, all, context), plan, targets: all }
  })
  const sorted = whole.toSorted((a, b) => b.plan.from.localeCompare(a.plan.from) || a.plan.id.localeCompare(b.plan.id))
  return { plans: sorted, kept, context, stamps, rest }
}

function headOf(plan: Plan, targets: readonly TargetNow[], { today, tasks }: Context): PlanHead {
  const { id, state, name, from, to, template } = plan
  return {
    ...{ id, state, from, to, template: template.code, document: template.document, issuer: template.issuer, short: template.short },
    name: name === template.name[0] ? template.name : [name, name],
    over: to < today,
    status: countStatus(targets),
    tasks: tasks(id),
  }
}

/** How many stand how; what was left out and what is not the county's own does not count. */
function countStatus(targets: readonly TargetNow[]): StatusCount {
  const own = targets.filter(({ left, notOwn }) => left === undefined && !notOwn)
  const count = (status: TargetNow['status']) => own.filter((target) => target.status === status).length
  return { met: count('met'), 'on-way': count('on-way'), behind: count('behind'), 'no-data': count('no-data') }
}
