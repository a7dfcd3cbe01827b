import type { PlanHead, StatusCount, TargetNow } from '../../capabilities/plans/contract.ts'
import type { Plan } from '../../capabilities/plans/shape.ts'
import { shift } from '../../kernel/grammar/period.ts'
import { computedOf, isPrefecture, library } from '../../kernel/perform/library.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { remembered } from '../../kernel/perform/remembered.ts'
import { localDay } from '../../record/local-day.ts'
import { type Context, contextOf } from './context.ts'
import { countiesOf, statedByCounties, statedVersion } from './counties.ts'
import { type Kept, keptPlans } from './read.ts'
import { isMeasured, targetNow } from './target.ts'
import { seriesOf, wantedKey } from './values.ts'
import { weightsOf } from './weights.ts'

/** An adopted plan with all its targets as they stand today; `heaviest` has every unit, heaviest first. */
export type PlanNow = { head: PlanHead; plan: Plan; targets: readonly TargetNow[] }
/** The plans with what they were told from. */
export type Board = { plans: readonly PlanNow[]; kept: Kept; context: Context }

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
 * All plans of a county, remembered as long as plans, statements, tasks, cells, organisations and the day are the same; whoever asks meanwhile waits for the one answer.
 */
export async function boardOf(house: House, county: number, shy: boolean): Promise<Board> {
  const today = localDay(house.clock().toISOString())
  const [kept, counties, nodes] = await Promise.all([
    keptPlans(house.record, county),
    countiesOf(house.record, county),
    house.record.organizations(county),
  ])
  const plans = kept.plans.filter(({ state }) => state === 'adopted')
  const ids = counties.map(({ id }) => id)
  const versions = plans.length ? await Promise.all(ids.map((id) => cellsVersion(house, id, plans, today))) : []
  const stated = isPrefecture(county) && plans.length ? await statedVersion(house.record, ids) : ''
  const sizeOf = ({ heaviest, series }: TargetNow) =>
    100 + 2 * series.length + 6 * (heaviest.organization.length + heaviest.township.length)
  return remembered(
    nodes,
    JSON.stringify(['plans', county, shy]),
    () => tell(house, county, { kept, plans, today, shy }),
    (board) => board.plans.flatMap(({ targets }) => targets).reduce((sum, target) => sum + sizeOf(target), 0),
    JSON.stringify([kept.version, versions, stated, today]),
  )
}

const wantedBy = (plans: readonly Plan[]) => {
  const measures = plans.flatMap(({ template }) => template.targets.map(({ measure }) => measure))
  const wanted = measures.flatMap((measure) => (isMeasured(measure) ? [{ ...measure, code: measure.indicator }] : []))
  return [...new Map(wanted.map((want) => [wantedKey(want), want] as const)).values()]
}

/** The versions of a county's cells that the plans' indicators are counted from. */
async function cellsVersion(house: House, county: number, plans: readonly Plan[], today: string): Promise<string> {
  const lib = await library(house, county)
  const versions = await house.record.shared.cells(county, [...lib.groups.values()], today)
  const indicators = wantedBy(plans).flatMap(({ code }) => lib.indicators.get(code) ?? [])
  const groups = new Set(indicators.flatMap((one) => computedOf(one).refs.map(({ group }) => group)))
  return [...groups].map((group) => versions[group]).join()
}

type Telling = { kept: Kept; plans: readonly Plan[]; today: string; shy: boolean }
async function tell(house: House, county: number, { kept, plans, today, shy }: Telling): Promise<Board> {
  const thisMonth = today.slice(0, 7)
  const earliest = plans.map(({ from }) => shift(from.slice(0, 7), -12)).sort()[0] ?? thisMonth
  const back = [shift(thisMonth, -usual), earliest].sort()[0]!
  const from = [back, shift(thisMonth, -farthest)].sort()[1]!
  const [lib, nodes, own] = await Promise.all([library(house, county), house.record.organizations(county), house.record.counties()])
  const series = await seriesOf(house, county, lib, wantedBy(plans), { from, thisMonth })
  const counties = isPrefecture(county) ? (await countiesOf(house.record, county)).map(({ id, name }) => ({ id: String(id), name })) : []
  const ofCounties = counties.length ? await statedByCounties(house.record, counties, plans) : () => []
  const name = own.find(({ id }) => id === county)?.name ?? ''
  const context = contextOf({ county, name, today, shy, kept, nodes, series, counties, ofCounties })
  const told = plans.map((plan) => ({ plan, targets: plan.template.targets.map((target) => targetNow(plan, target, context)) }))
  const weights = await weightsOf(
    house,
    county,
    lib,
    told.flatMap(({ targets }) => targets),
    context,
  )
  const whole = told.map(({ plan, targets }): PlanNow => {
    const all = targets.map((target) => ({ ...target, heaviest: weights.get(target) ?? target.heaviest }))
    return { head: headOf(plan, all, context), plan, targets: all }
  })
  return { plans: whole.toSorted((a, b) => b.plan.from.localeCompare(a.plan.from) || a.plan.id.localeCompare(b.plan.id)), kept, context }
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
