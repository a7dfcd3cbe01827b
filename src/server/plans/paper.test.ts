import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, type Door, openDoor, password, refusalOf, send, signIn } from '../../../test/door.ts'
import { actorAt, county, type TestHouse, testHouse } from '../../../test/house.ts'
import { paperDocuments, paperOrganizations, paperTargets as targets, paperTemplate as template } from '../../../test/paper-plan.ts'
import { importRows } from '../../adapters/files/import.ts'
import { visits } from '../../adapters/files/kinds/visits.ts'
import type { BoardAnswer, PlansAnswer, PublicAnswer, TargetAnswer } from '../../capabilities/plans/contract.ts'
import { makeIdCard } from '../../fhir/china/id-card.ts'
import { perform } from '../../kernel/perform/perform.ts'
import { ensureDivisions } from '../../record/divisions.ts'
import { createAccount } from '../access/accounts.ts'
import { ensureRoles } from '../access/roles.ts'
import { plansNow } from './now.ts'
import { registerPlans } from './routes.ts'

// A county small enough to count on paper: a hospital and two township centres. The share of visits that are primary: October 4 of 10, December 4 of 12, January 4 of 10.
let now = new Date('2026-02-20T04:00:00Z')
let house: TestHouse
let door: Door
const cookies: Record<string, string> = {}
const prefecture = 141000
const neighbour = 141098
const chief = actorAt('xian')

async function organise(of: number, list: Parameters<typeof paperDocuments>[0]) {
  const audit = { at: '2026-01-01T00:00:00Z', actor: 'system', organization: '', action: 'test.seed', detail: {} }
  await house.record.write({ county: of, origin: 'import', audit, documents: paperDocuments(list) })
}

let made = 0
async function visited(where: string, day: string, times: number) {
  const header = ['就诊号', '机构代码', '证件号码', '姓名', '就诊时间', '就诊类别', '科室', '诊断编码', '总费用']
  const rows = Array.from({ length: times }, () => {
    made++
    const card = makeIdCard('141099', '1956-03-08', made * 2 + 1)
    return [`V${made}`, where, card, `单${made}`, `${day} 09:00`, '门诊', '全科', 'I10.x00', '100.00']
  })
  await importRows(`${made}`, `${made}`, [header, ...rows], { record: house.record, county, kind: visits, actor: 'tester' })
}

const act = (what: string, input: unknown, more: { id?: string; of?: number } = {}) => {
  const [kind, verb] = what.split('.') as [string, string]
  const { id, of = county } = more
  return perform(house, { county: of, kind, verb, input, actor: chief, ...(id ? { id } : {}) })
}
let plan = ''
const state = (code: string, day: string, value: number, more: { unit?: string; of?: number; evidence?: unknown[] } = {}) => {
  const { unit = 'county', of = county, evidence } = more
  return act('statement.state', { plan, target: code, unit, day, value, ...(evidence ? { evidence } : {}) }, { of })
}
const of = async (code: string, tenant = county) => (await plansNow(house, tenant))[0]!.targets.find((one) => one.code === code)!

beforeAll(async () => {
  house = await testHouse(() => now)
  await ensureDivisions(house.record.db, county, [
    { code: '141099100', name: '清河镇' },
    { code: '141099101', name: '南岭镇' },
  ])
  await organise(county, paperOrganizations)
  await ensureRoles(house.record.db, county)
  door = await openDoor(
    house.record.db,
    () => now,
    (app) => registerPlans(app, house, async () => ({ templates: [], problems: [] })),
  )
  for (const role of ['chief', 'supervisor', 'nurse']) {
    const account = { login: role, name: role, grants: [{ organization: 'xian', role }], password, mustChange: false }
    await createAccount(house.record.db, county, account, now)
    cookies[role] = cookieOf(await signIn(door, role))
  }
  const choices = [{ code: 'left', left: '县里没有这类机构' }]
  plan = (await act('plan.adopt', { template, choices, units: { hospital: 'h' } })).id
  for (const [where, times] of [
    ['QY000H', 6],
    ['QY000T1', 3],
    ['QY000T2', 1],
  ] as const)
    await visited(where, '2025-10-10', times)
  await visited('QY000H', '2025-12-10', 8)
  await visited('QY000T1', '2025-12-10', 3)
  await visited('QY000T2', '2025-12-11', 1)
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})

describe('a county counted on paper', () => {
  it('a month that one of three has reported is not over yet', async () => {
    await visited('QY000H', '2026-01-10', 6)
    expect((await of('visits')).now).toMatchObject({ period: '2025-12', value: 12 })
    await visited('QY000T1', '2026-01-12', 2)
    await visited('QY000T2', '2026-01-12', 2)
    await visited('QY000H', '2026-02-10', 1)
    expect((await of('visits')).now).toEqual({ period: '2026-01', day: '2026-01-31', value: 10 })
  })
  it('met; and behind, with the hospital heaviest: it lacks 60 % of its six visits, the centres have more than theirs', async () => {
    expect(await of('visits')).toMatchObject({ status: 'met', before: 12, heaviest: { organization: [], township: [] } })
    const share = await of('share')
    expect(share).toMatchObject({ status: 'behind', baseline: { day: '2025-10-31', value: 40 }, responsible: { id: 'h', name: '县医院' } })
    expect(share.path).toEqual([
      { day: '2025-10-31', value: 40 },
      { day: '2026-12-31', value: 60 },
    ])
    expect(share.planned).toBeCloseTo(40 + (20 * 92) / 426, 9)
    expect(share.heaviest.organization.map(({ unit, lacks, share }) => [unit.id, Number(lacks.toFixed(6)), share])).toEqual([
      ['h', 3.6, 1],
      ['t1', -0.8, 0],
      ['t2', -0.8, 0],
    ])
    expect(share.heaviest.township.map(({ unit, lacks }) => [unit.name, Number(lacks.toFixed(6))])).toEqual([
      ['清河镇', 2.8],
      ['南岭镇', -0.8],
    ])
    expect(share.why[0]).toBe('现为 40%，距 60% 还差 20 个百分点，此时应到 44.3%，落后 4.32 个百分点，起点取最早有的数 40%（2025-10-31）。')
    expect(share.tasks).toEqual({ open: 1, done: 0, late: 1 })
  })
  it('over: how it stood on the day, whatever it is now; and nothing where nobody knew', async () => {
    expect(await of('was-met')).toMatchObject({ status: 'behind', over: { on: '2025-12-31', met: true, value: 12 } })
    expect(await of('was-missed')).toMatchObject({ status: 'behind', over: { on: '2025-12-31', met: false, value: 12 } })
    expect((await of('unknown-then')).over).toEqual({ on: '2024-12-31', met: null })
    expect((await of('was-met')).forecast).toBeUndefined()
  })
  it('no data, and why; a count of part of a year is no year', async () => {
    const { status, why, series } = await of('whole-year')
    expect({ status, series, why: why[0] }).toEqual({ status: 'no-data', series: [], why: '还没有一个完整报来数据的时期。' })
  })
  it('what is to fall is compared with where it started', async () => {
    expect(await of('falling')).toMatchObject({ status: 'behind', baseline: { value: 40 }, path: [{ value: 40 }, { value: 40 }] })
  })
  it('what happens this month leaves the board as it is; what comes late for an earlier one does not', async () => {
    const before = await plansNow(house, county)
    await visited('QY000H', '2026-02-11', 1)
    expect(await plansNow(house, county)).toBe(before)
    await visited('QY000H', '2025-11-11', 5)
    const [after] = (await plansNow(house, county)).map(({ targets }) => targets)
    expect(after!.find(({ code }) => code === 'visits')!.series.map(({ value }) => value)).toEqual([10, 5, 12, 10])
    const [then] = before.map(({ targets }) => targets)
    expect(
      after!.find(({ code }) => code === 'centre'),
      'told anew only where something changed',
    ).toBe(then!.find(({ code }) => code === 'centre'))
  })
  it('left out and not its own do not count', async () => {
    expect((await of('left')).why[0]).toContain('县里没有这类机构')
    expect(await of('centre-counties')).toMatchObject({ notOwn: true, status: 'no-data' })
    const [{ head }] = (await plansNow(house, county)) as [Awaited<ReturnType<typeof plansNow>>[number]]
    expect(Object.values(head.status).reduce((a, b) => a + b, 0)).toBe(targets.length - 3)
    expect(head).toMatchObject({ over: false, tasks: { open: 2, done: 0, late: 1 } })
  })
})

describe('what is entered by hand', () => {
  it('holds until it lapses, and says so', async () => {
    expect((await of('centre')).why[0]).toBe('还没有人填报。')
    await state('centre', '2025-01-10', 1)
    expect(await of('centre')).toMatchObject({ status: 'no-data', stated: { wanted: 1, known: 0, lapsed: 1 } })
    expect((await of('centre')).why[0]).toContain('已过期（2026-01-09）')
    await state('centre', '2026-02-01', 1)
    expect(await of('centre')).toMatchObject({ status: 'met', now: { day: '2026-02-20', value: 1 } })
  })
  it('counts no more when all its evidence was withdrawn', async () => {
    const checksum = 'b'.repeat(64)
    const { id } = await state('proven', '2025-12-01', 1, { evidence: [{ checksum, name: '批文.pdf', bytes: 10 }] })
    expect((await of('proven')).status).toBe('met')
    await act('statement.withdrawEvidence', { checksum, reason: '批文有误' }, { id })
    expect((await of('proven')).status).toBe('no-data')
    expect((await of('proven')).why[0]).toContain('证明材料已被撤回')
  })
  it('a yes or no has no half way: before its deadline a no is on its way', async () => {
    await state('proven', '2026-02-02', 0)
    expect(await of('proven')).toMatchObject({ status: 'on-way', planned: 0, path: [{ value: 0 }, { day: '2026-12-31', value: 1 }] })
  })
  it('of several institutions: the share that says yes, and who does not', async () => {
    await state('standard', '2025-06-01', 1, { unit: 'h' })
    await state('standard', '2025-12-01', 1, { unit: 't1' })
    await state('standard', '2026-01-01', 0, { unit: 't2' })
    const standard = await of('standard')
    expect(standard.now?.value).toBeCloseTo(200 / 3, 9)
    expect(standard).toMatchObject({ status: 'on-way', stated: { wanted: 3, known: 3, lapsed: 0 } })
    expect(standard.heaviest.organization[0]).toMatchObject({ unit: { id: 't2', name: '南岭卫生院' }, lacks: 1, share: 1 })
    expect(standard.series.map(({ day, value }) => [day, Math.round(value)])).toEqual([
      ['2025-06-01', 33],
      ['2025-12-01', 67],
      ['2026-01-01', 67],
    ])
  })
})

describe('amended in mid-term', () => {
  it('the new path stands beside the old one', async () => {
    await act('plan.amend', { reason: '上级调整', choices: [{ code: 'share', value: 45 }] }, { id: plan })
    const share = await of('share')
    expect(share.path.at(-1)).toEqual({ day: '2026-12-31', value: 45 })
    expect(share.earlierPaths).toMatchObject([{ reason: '上级调整', points: [{ value: 40 }, { day: '2026-12-31', value: 60 }] }])
  })
})

describe('over HTTP', () => {
  const get = (url: string, who?: string) => send(door, 'GET', url, who ? { cookie: cookies[who]! } : {})
  it('the plans, a board with three heaviest, one target with everything', async () => {
    const { plans, today } = (await get('/api/plans', 'chief')).json<PlansAnswer>()
    expect([today, plans.map(({ id }) => id)]).toEqual(['2026-02-20', [plan]])
    const board = (await get(`/api/plans/${plan}`, 'chief')).json<BoardAnswer>()
    expect(board.clauses[0]).toMatchObject({ targets: targets.map(({ code }) => code), tasks: { open: 2 } })
    expect(board.next.map(({ due, late, units }) => [due, late, units.map(({ name }) => name)])).toEqual([
      ['2026-01-31', true, ['县医院']],
      ['2026-06-30', false, ['县医院']],
    ])
    const one = (await get(`/api/plans/${plan}/targets/standard`, 'chief')).json<TargetAnswer>()
    expect(one.statements.map(({ unit }) => unit)).toEqual(['t2', 't1', 'h'])
    expect(one.units.map(({ id, value }) => [id, value])).toEqual(expect.arrayContaining([['t2', 0]]))
    expect(one.clause.id).toBe('one')
  })
  it('refuses who may not read plans, and what is not there', async () => {
    expect((await get('/api/plans', 'nurse')).statusCode).toBe(403)
    expect((await get('/api/plans')).statusCode).toBe(401)
    expect((await get('/api/plans/none', 'chief')).statusCode).toBe(404)
    expect((await get(`/api/plans/${plan}/targets/none`, 'chief')).statusCode).toBe(404)
  })
  it('who may not see persons is told nothing that fewer than five make', async () => {
    const seen = (await get(`/api/plans/${plan}/targets/share`, 'supervisor')).json<TargetAnswer>()
    expect(seen.target.now, 'four of ten visits').toBeUndefined()
    expect(seen.target.series, 'nor an older value in its place: November had none').toEqual([{ day: '2025-11-30', value: 0 }])
    expect(seen.target).toMatchObject({ status: 'no-data', heaviest: { organization: [] } })
    const visits = (await get(`/api/plans/${plan}/targets/visits`, 'supervisor')).json<TargetAnswer>()
    expect(visits.target.now, 'the hospital has six of ten, which its own indicators show: the four would be the rest').toBeUndefined()
    expect(
      visits.target.series.map(({ value }) => value),
      'of the year before the hospital is left out instead',
    ).toEqual([10, 5, 12])
    expect(visits.target.before).toBeUndefined()
    const namedFor = async (who: string) =>
      (await get(`/api/plans/${plan}/targets/more-visits`, who)).json<TargetAnswer>().target.heaviest.organization.length
    expect(await namedFor('chief')).toBe(3)
    expect(await namedFor('supervisor'), 'two visits at each centre, and the hospital would give one of them away').toBe(0)
  })
  it('to everybody: nothing until something is open, then that alone', async () => {
    const closed = await get(`/api/public/${county}/progress`)
    expect([closed.statusCode, refusalOf(closed).kind]).toEqual([404, 'missing'])
    expect((await get('/api/public/999999/progress')).statusCode).toBe(404)
    expect((await get('/api/public/abc/progress')).statusCode).toBe(404)
    await act('plan.publish', { targets: ['visits', 'share', 'centre'] }, { id: plan })
    const fresh = await openDoor(
      house.record.db,
      () => now,
      (app) => registerPlans(app, house, async () => ({ templates: [], problems: [] })),
    )
    const answer = await send(fresh, 'GET', `/api/public/${county}/progress`)
    expect(answer.headers['cache-control']).toBe('public, max-age=300')
    const { plans } = answer.json<PublicAnswer>()
    const told = new Map(plans[0]!.targets.map((one) => [one.code, one]))
    expect([...told.keys()]).toEqual(['share', 'visits', 'centre'])
    expect([told.get('visits')!.now, told.get('share')!.now]).toEqual([undefined, undefined])
    expect(answer.body).not.toMatch(/heaviest|statements|县医院|测试/)
    await fresh.app.close()
  })
})

describe('a prefecture of two counties', () => {
  beforeAll(async () => {
    await house.record.addCounty({ id: prefecture, name: '岚川市', nameEn: 'Lanchuan' })
    await house.record.addCounty({ id: neighbour, name: '丰山县', nameEn: 'Fengshan' })
    await organise(neighbour, [{ id: 'xian', code: 'FS0000999', name: '丰山县', level: 'county' }])
    await organise(prefecture, [{ id: 'xian', code: 'LC0000999', name: '岚川市', level: 'county' }])
    await act('plan.adopt', { template, units: {} }, { of: prefecture })
    await act('plan.adopt', { template, units: {} }, { of: neighbour })
  })
  it('counts the counties that say yes, and sums what they count, from their own statements', async () => {
    expect(await of('centre-counties', prefecture)).toMatchObject({ status: 'behind', now: { value: 1 }, stated: { wanted: 2, known: 1 } })
    await state('centre', '2026-02-10', 1, { of: neighbour })
    expect(await of('centre-counties', prefecture)).toMatchObject({ status: 'met', now: { value: 2 } })
    await state('upgraded', '2026-01-15', 1, { unit: 't1' })
    expect((await of('upgraded-counties', prefecture)).now?.value).toBe(1)
    await state('upgraded', '2026-01-16', 1, { unit: 't2' })
    expect(await of('upgraded-counties', prefecture)).toMatchObject({
      status: 'on-way',
      now: { value: 2 },
      stated: { wanted: 2, known: 1 },
    })
  })
  it('and its indicators from the cells of its counties, the heaviest by county', async () => {
    const share = await of('share', prefecture)
    expect(share.now).toMatchObject({ period: '2026-01', value: 40 })
    expect(share.heaviest).toMatchObject({
      organization: [{ unit: { id: String(county), name: '清源县' }, lacks: 2, share: 1 }],
      township: [],
    })
  })
  it('a lapsed yes of a county is none', async () => {
    const before = now
    now = new Date('2027-02-05T00:00:00Z')
    expect(await of('centre-counties', prefecture)).toMatchObject({ now: { value: 1 }, stated: { lapsed: 1 } })
    now = before
  })
})
