import type { PlanHead, StatusCount, TargetNow } from '../../capabilities/plans/contract.ts'
import type { Plan } from '../../capabilities/plans/shape.ts'
import { shift } from '../../kernel/grammar/period.ts'
import { computedOf, isPrefecture, library } from '../../kernel/perform/library.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { remembered } from '../../kernel/perform/remembered.ts'
import { localDay } from '../../record/local-day.ts'
import { type Context, contextOf } from './context.ts'
import { type Kept, keptPlans } from './read.ts'
import { isMeasured, targetNow } from './target.ts'
import { seriesOf, wantedKey } from './values.ts'
import { weightsOf } from './weights.ts'

/** An adopted plan with all its targets as they stand today; `heaviest` has every unit, heaviest first. */
export type PlanNow = { head: PlanHead; plan: Plan; targets: readonly TargetNow[] }

/** Series go back so many months at most, a deadline that is past included. */
const farthest = 119
const usual = 47

/**
 * The adopted plans of a county (or prefecture) with their targets as they stand today, closed ones left out; first the plan that began last. Remembered as long as
 * plans, statements, tasks, cells and the day are the same; whoever asks meanwhile waits for the one answer.
 * @param shy for somebody who may not see persons: what a handful of them make is left out
 */
export async function plansNow(house: House, county: number, { shy = false }: { shy?: boolean } = {}): Promise<readonly PlanNow[]> {
  const kept = await keptPlans(house.record, county)
  const plans = kept.plans.filter(({ state }) => state === 'adopted')
  if (!plans.length) return []
  const today = localDay(house.clock().toISOString())
  const version = await cellsVersion(house, county, plans, today)
  const nodes = await house.record.organizations(county)
  const key = JSON.stringify(['plans', county, kept.version, version, today, shy])
  return remembered(
    nodes,
    key,
    () => work(house, county, { kept, plans, today, shy }),
    (all) => all.reduce((sum, { targets }) => sum + targets.reduce((n, target) => n + 200 + 6 * target.heaviest.organization.length, 0), 0),
  )
}

const wantedBy = (plans: readonly Plan[]) => [
  ...new Map(
    plans
      .flatMap(({ template }) => template.targets)
      .flatMap(({ measure }) => (isMeasured(measure) ? [{ ...measure, code: measure.indicator }] : []))
      .map((want) => [wantedKey(want), want] as const),
  ).values(),
]

/** The versions of the cells that the plans' indicators are counted from. */
async function cellsVersion(house: House, county: number, plans: readonly Plan[], today: string): Promise<string> {
  const all = await Promise.all(
    (await countiesOf(house, county)).map(async ({ id }) => {
      const lib = await library(house, id)
      const versions = await house.record.shared.cells(id, [...lib.groups.values()], today)
      const groups = wantedBy(plans)
        .flatMap(({ code }) => lib.indicators.get(code) ?? [])
        .flatMap((one) => computedOf(one).refs.map((ref) => ref.group))
      return [...new Set(groups)].sort().map((group) => versions[group])
    }),
  )
  return all.flat().join()
}

/** The counties of a prefecture; a county is its own. */
export async function countiesOf({ record }: House, county: number) {
  const all = await record.counties()
  return all.filter(({ id }) => (isPrefecture(county) ? Math.floor(id / 100) === county / 100 && !isPrefecture(id) : id === county))
}

type Work = { kept: Kept; plans: readonly Plan[]; today: string; shy: boolean }
async function work(house: House, county: number, { kept, plans, today, shy }: Work): Promise<PlanNow[]> {
  const lib = await library(house, county)
  const thisMonth = today.slice(0, 7)
  const starts = plans.map(({ from }) => from.slice(0, 7)).sort()
  const back = [shift(thisMonth, -usual), shift(starts[0]!, -12)].sort()[0]!
  const from = [back, shift(thisMonth, -farthest)].sort()[1]!
  const series = await seriesOf(house, county, lib, wantedBy(plans), { from, thisMonth })
  const nodes = await house.record.organizations(county)
  const counties = isPrefecture(county) ? (await countiesOf(house, county)).map(({ id, name }) => ({ id: String(id), name })) : []
  const name = (await house.record.counties()).find(({ id }) => id === county)?.name ?? ''
  const context = contextOf({ county, name, today, shy, kept, nodes, series, counties, ofCounties: () => [] })
  const told = plans.map((plan) => ({ plan, targets: plan.template.targets.map((target) => targetNow(plan, target, context)) }))
  const weights = await weightsOf(
    house,
    county,
    lib,
    told.flatMap(({ targets }) => targets),
    context,
  )
  return told
    .map(({ plan, targets }) => {
      const all = targets.map((target) => ({ ...target, heaviest: weights.get(target) ?? target.heaviest }))
      return { head: headOf(plan, all, context), plan, targets: all }
    })
    .toSorted((a, b) => b.plan.from.localeCompare(a.plan.from) || a.plan.id.localeCompare(b.plan.id))
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
export function countStatus(targets: readonly TargetNow[]): StatusCount {
  const own = targets.filter(({ left, notOwn }) => left === undefined && !notOwn)
  const count = (status: TargetNow['status']) => own.filter((target) => target.status === status).length
  return { met: count('met'), 'on-way': count('on-way'), behind: count('behind'), 'no-data': count('no-data') }
}
