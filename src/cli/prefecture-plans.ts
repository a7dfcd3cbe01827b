import { planFolders, templatesOf } from '../adapters/plans/templates.ts'
import type { PlanTemplate } from '../capabilities/plans/template.ts'
import type { Actor } from '../kernel/grammar/operation.ts'
import { shiftDay } from '../kernel/perform/days.ts'
import { system } from '../kernel/perform/deadlines.ts'
import { known } from '../kernel/perform/known.ts'
import { type House, perform } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import type { OrgNode } from '../record/organizations.ts'
import { keptPlans } from '../server/plans/read.ts'

/** The plan that a prefecture and its counties carry out together. */
const shared = 'strong-medicine-2020'
/** Of the 14 counties beside the demo counties so many say yes; the others say no, one of them nothing. The demo counties' own seeds say what they state. */
const others = 14
const yes: Readonly<Record<string, number>> = {
  'chest-pain-centre': 11,
  'stroke-centre': 11,
  'trauma-centre': 9,
  'maternal-centre': 13,
  'newborn-centre': 12,
  'infectious-centre': 10,
  'tcm-prevention': 12,
  'tcm-geriatrics': 10,
  'tcm-rehabilitation': 12,
  'general-prevention': 7,
}
/** Lowest and highest number that a county states. */
const numbers: Readonly<Record<string, readonly [number, number]>> = {
  'county-backbones': [18, 62],
  'infectious-beds': [6, 32],
  'clinic-cover': [82, 99],
}
/** What the prefecture states of itself. */
const ofPrefecture: Readonly<Record<string, number>> = {
  'key-disciplines': 9,
  'discipline-candidates': 12,
  'discipline-leaders': 86,
  'technical-backbones': 912,
  'backbones-county-level': 81,
  'chest-pain-centre-prefecture': 1,
  'stroke-centre-prefecture': 1,
  'trauma-centre-prefecture': 2,
  'maternal-centre-prefecture': 2,
  'newborn-centre-prefecture': 1,
  'infection-zones': 3,
}

/**
 * The shared plan in the prefecture and in each of its counties, with what they state of it: most centres stand, some are missing, some statements have lapsed. Counties
 * that carry it out already, or have stated something, keep what they have.
 */
export async function adoptInPrefecture(house: House, prefecture: number, data: string, signal?: AbortSignal): Promise<void> {
  const { templates } = await templatesOf(planFolders(data), await known(house, prefecture))
  const template = templates.find(({ code }) => code === shared)
  if (!template) return
  const counties = (await house.record.counties()).map(({ id }) => id).filter((id) => Math.floor(id / 100) * 100 === prefecture)
  for (const [at, county] of counties.sort().entries()) {
    if (signal?.aborted) return
    const nodes = await house.record.organizations(county)
    const root = nodes.find(({ level }) => level === 'county' || level === 'prefecture')
    if (!root) continue
    const actor: Actor = { ...system, organization: root.id, name: '统计员' }
    await adopted(house, county, template, actor, at, nodes)
  }
}

type Said = { target: string; unit: string; value: number; day: string }
async function adopted(house: House, county: number, template: PlanTemplate, actor: Actor, at: number, nodes: readonly OrgNode[]) {
  const before = await keptPlans(house.record, county)
  const known = before.plans.find((plan) => plan.template.code === shared)
  if (known && before.statements.some(({ plan }) => plan === known.id)) return
  const input = { template, choices: [], units: {} }
  const plan = known?.id ?? (await perform(house, { county, kind: 'plan', verb: 'adopt', input, actor, opId: `demo:${shared}` })).id
  const today = localDay(house.clock().toISOString())
  const said = county % 100 === 0 ? ofItself(today) : ofCounty(template, nodes, at, today)
  for (const { target, unit, value, day } of said)
    await perform(house, {
      ...{ county, kind: 'statement', verb: 'state', actor },
      input: { plan, target, unit, value, day },
      opId: `demo:${shared}:${target}:${unit}`,
    })
}

const ofItself = (today: string): Said[] =>
  Object.entries(ofPrefecture).map(([target, value]) => ({ target, unit: 'county', value, day: shiftDay(today, -40) }))

/** What the county of a place among the others states: for itself, and for each of its institutions that a target means. */
function ofCounty({ targets }: PlanTemplate, nodes: readonly OrgNode[], at: number, today: string): Said[] {
  return targets.flatMap(({ code, measure, scope }, n): Said[] => {
    if (scope === 'prefecture' || !('stated' in measure)) return []
    const place = (at * 5 + n * 3) % others
    if (measure.of === 'county') return one(code, place, today)
    if (measure.of === 'counties') return []
    const { kinds } = measure.of
    const units = nodes.filter(({ inside, type, to }) => inside && to >= today && kinds.some((kind) => type?.startsWith(kind)))
    const most = yes[code]
    // of centres nearly all reach the standard, in every third county all of them
    const fails = (i: number) => (most === undefined ? at % 3 !== 0 && (i + at) % 7 === 3 : place >= most)
    return units.map(({ id }, i) => ({
      target: code,
      unit: id,
      value: fails(i) ? 0 : 1,
      day: shiftDay(today, -60 - ((at * 37 + i * 11) % 500)),
    }))
  })
}

function one(target: string, place: number, today: string): Said[] {
  const day = shiftDay(today, -90 - place * 60)
  const range = numbers[target]
  if (range) {
    const recent = shiftDay(today, place % 6 === 5 ? -420 : -20 - place * 9) // one in six has lapsed
    return [{ target, unit: 'county', value: range[0] + Math.round(((range[1] - range[0]) * place) / (others - 1)), day: recent }]
  }
  if (place === others - 1) return []
  return [{ target, unit: 'county', value: place < (yes[target] ?? 12) ? 1 : 0, day }]
}
