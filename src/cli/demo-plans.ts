import { join } from 'node:path'
import { Readable } from 'node:stream'
import { keepOriginal } from '../adapters/files/originals.ts'
import { planFolders, templatesOf } from '../adapters/plans/templates.ts'
import type { Evidence, Plan } from '../capabilities/plans/shape.ts'
import type { PlanTemplate, Target } from '../capabilities/plans/template.ts'
import type { Actor } from '../kernel/grammar/operation.ts'
import { Refusal } from '../kernel/grammar/refusal.ts'
import { shiftDay } from '../kernel/perform/days.ts'
import { known } from '../kernel/perform/known.ts'
import { type Call, type House, perform } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import { pdfOf, pngOf } from './demo-evidence.ts'
import { type PlanSeed, planSeeds, type Said } from './demo-plan-seeds.ts'
import type { CountyLogin } from './liven.ts'
import { actorOf } from './morning.ts'

/** Which organisation of a demo county is meant by a responsible unit's code: the first that fits; those that only a city or a province has stay out. */
const units: readonly (readonly [code: RegExp, organization: string])[] = [
  [/tcm|chinese/, 'zyy'],
  [/maternal/, 'fby'],
  [/emergency-centre/, '120'],
  [/disease-control/, 'cdc'],
  [/insurance/, 'ybj'],
  [/county-hospital|leading-group-office|quality/, 'rmyy'],
  [/medical-group|township|community|village-clinics/, 'jt'],
  [/county-government/, ''],
  [/health-(bureau|commission)|leading-group/, 'wjj'],
]
const atOnce = 16

type Seeding = {
  county: number
  /** What the ids of its organisations begin with: qy. */
  prefix: string
  today: string
  /** Who keeps plans. */
  planner: Actor
  /** Who states and reports for the county. */
  chief: Actor
  actor: (unit: string | undefined) => Actor
  places: ReadonlyMap<string, string>
  act: (key: string, call: Omit<Call, 'county' | 'opId' | 'performedAt'>, day: string) => Promise<{ id: string; case: unknown }>
  evidence: (title: string, said: Said, unit: string) => Promise<Evidence>
}

/**
 * The plans of a demo county, carried out by its own people through the same corridor: adopted, stated with evidence, their tasks done or late, one amended in mid-term, some targets
 * open to the public. Each step has its key, so a second start changes nothing; days that are still to come are left out.
 * @param data where evidence is kept
 */
export async function demoPlans(house: House, logins: readonly CountyLogin[], data: string): Promise<void> {
  const seeding = await seedingOf(house, logins, data)
  if (!seeding) return
  const { templates } = await templatesOf(planFolders(data), await known(house, seeding.county))
  const there = await house.record.db.query<{ template: string }>('select template from flat_plan where county_id = $1', [seeding.county])
  for (const seed of planSeeds[seeding.prefix] ?? []) {
    const template = templates.find(({ code }) => code === seed.code)
    const work = template && carryOut(house, seeding, template, seed)
    await work?.catch((error: unknown) => {
      // what people did with a plan of an earlier start stands
      if (!(error instanceof Refusal) || there.every((plan) => plan.template !== seed.code)) throw error
    })
  }
}

async function seedingOf(house: House, logins: readonly CountyLogin[], data: string): Promise<Seeding | undefined> {
  const director = logins.find(({ login }) => /(^|-)director$/.test(login))
  if (!director) return undefined
  const { county } = director
  const prefix = director.organization.split('-')[0]!
  const places = new Map((await house.record.organizations(county)).map(({ id, name }) => [id, name]))
  const of = (role: string) => logins.find(({ login }) => login === role || login.endsWith(`-${role}`))
  const group = { ...actorOf(director), organization: `${prefix}-jt` }
  const actorFor = (role: string) => {
    const login = of(role)
    return login && actorOf(login)
  }
  const chief = actorFor('chief') ?? group
  const own = [actorFor('statistician'), actorFor('township-head')]
  const today = localDay(house.clock().toISOString())
  return {
    ...{ county, prefix, today, places },
    // a small county has no chief among its people: its administrator keeps the plans, the head of its group states
    ...{ chief, planner: actorFor('chief') ?? actorFor('admin') ?? group },
    actor: (unit) => own.find((one) => one?.organization === unit) ?? chief,
    act: (key, call, day) =>
      perform(house, { ...call, county, opId: `demo:plans:${key}`, performedAt: instantOf(day < today ? day : today, house.clock()) }),
    evidence: async (title, [, day, value], unit) => {
      const name = `${title}${value === 1 ? '.pdf' : `（${day}）.png`}`
      const file =
        value === 1 ? pdfOf([title, `经核查，${unit}于 ${day} 已符合要求，特此证明。`]) : pngOf(`${day}  ${value}`, `${unit}：${title}`)
      const { checksum, bytes } = await keepOriginal(join(data, 'evidence'), Readable.from([file]))
      return { checksum, bytes, name }
    },
  }
}

const instantOf = (day: string, now: Date) => {
  const at = `${day}T02:00:00.000Z`
  return at < now.toISOString() ? at : now.toISOString()
}

async function carryOut(house: House, seeding: Seeding, template: PlanTemplate, seed: PlanSeed): Promise<void> {
  const { act, planner, today, prefix } = seeding
  const { code, name, from = template.from, to = template.to, choices = [], amend, open, unproven = {} } = seed
  const key = (step: string) => `${prefix}:${code}:${step}`
  const city = template.targets
    .filter(({ scope }) => scope === 'prefecture')
    .map((t) => ({ code: t.code, left: '市级目标，由市里统一推进' }))
  const input = { template, ...(name ? { name } : {}), from, to, choices: [...choices, ...city], units: unitsOf(seeding, template) }
  const { id } = await act(key('adopt'), { kind: 'plan', verb: 'adopt', input, actor: planner }, from)
  const said = seed.said.filter(([, day]) => day <= today)
  await each(said, (one) => state(seeding, key, { id, template, unproven }, one))
  const move = { kind: 'plan', id, actor: planner }
  if (amend && amend.on <= today) {
    const { on, ...input } = amend
    await act(key('amend'), { ...move, verb: 'amend', input }, on)
  }
  if (open) await act(key('publish'), { ...move, verb: 'publish', input: { targets: open } }, today)
  await doTasks(house, seeding, id, key)
}

const unitsOf = ({ prefix, places }: Seeding, template: PlanTemplate): Plan['units'] =>
  Object.fromEntries(
    template.units.flatMap(({ code }) => {
      const found = units.find(([words]) => words.test(code))
      const id = found && [prefix, found[1]].filter(Boolean).join('-')
      const known = id === `${prefix}-wjj` && !places.has(id) ? `${prefix}-jt` : id
      return known && places.has(known) ? [[code, known]] : []
    }),
  )

type Stating = { id: string; template: PlanTemplate; unproven: Readonly<Record<string, string>> }
async function state(seeding: Seeding, key: (step: string) => string, { id, template, unproven }: Stating, said: Said): Promise<void> {
  const [code, day, value, unit = 'county'] = said
  const { act, actor, places, prefix } = seeding
  const target = template.targets.find((t) => t.code === code) as Target
  const step = `${code}:${unit}:${day}`
  const file = value ? await seeding.evidence(`${target.text[0]}证明`, said, places.get(unit) ?? places.get(prefix)!) : undefined
  const input = { plan: id, target: code, unit, day, value, ...(file ? { evidence: [file] } : {}) }
  const as = { kind: 'statement', actor: actor(unit) }
  const made = await act(key(step), { ...as, verb: 'state', input }, day)
  const reason = unproven[code]
  if (!file || !reason) return
  const withdrawal = { ...as, id: made.id, verb: 'withdrawEvidence', input: { checksum: file.checksum, reason } }
  await act(key(`${step}:unproven`), withdrawal, seeding.today)
}

/** What was due is done, but for every ninth task; of the next quarter's, some are under way. */
async function doTasks(
  { record }: House,
  { county, act, chief, today }: Seeding,
  plan: string,
  key: (step: string) => string,
): Promise<void> {
  const rows = await record.db.query<{ id: string; code: string; occurrence: string; due: string; report: boolean }>(
    `select id, code, coalesce(occurrence, '') as occurrence, due::text as due, report from flat_task
     where county_id = $1 and plan = $2 order by due, code, occurrence`,
    [county, plan],
  )
  const soon = shiftDay(today, 90)
  await each([...rows.entries()], async ([n, { id, code, occurrence, due, report }]) => {
    const late = n % 9 === 4
    const verb = due < today && !late ? 'finish' : due <= soon && n % 3 !== 0 ? 'report' : undefined
    if (!verb) return
    const text = verb === 'report' ? '正在推进' : report ? '已按时报送' : '已完成并通过检查'
    const input = { text, ...(verb === 'report' ? { percent: 20 + (n % 7) * 10 } : {}) }
    await act(key(`task:${code}:${occurrence}:${verb}`), { kind: 'task', verb, id, input, actor: chief }, due)
  })
}

/** Several at once: they share the database's commits. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const waiting = [...all]
  const run = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: atOnce }, run))
}
