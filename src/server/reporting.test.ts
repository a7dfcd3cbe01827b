import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { actorAt, county, type TestHouse, testHouse } from '../../test/house.ts'
import type { ReportingMonth, WrittenSince } from '../capabilities/reporting/contract.ts'
import { dueOf, monthClaim, reportId } from '../capabilities/reporting/shape.ts'
import { texts } from '../capabilities/reporting/texts.ts'
import type { Actor } from '../kernel/grammar/operation.ts'
import { perform } from '../kernel/perform/perform.ts'
import type { Notice } from '../ui/contract.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'
import { openReports } from './reporting.ts'

let house: TestHouse
let door: { app: FastifyInstance } | undefined
beforeAll(async () => {
  house = await testHouse()
  const create = (input: object) =>
    perform(house, {
      county,
      kind: 'organization',
      verb: 'create',
      input: { from: '2020-01-01', ...input },
      actor: actorAt('county-141099'),
    })
  const group = await create({ level: 'county', code: '141099', name: '清源县' })
  const inside = { level: 'institution', parent: group.id }
  await create({ ...inside, code: 'H1', type: 'A100', name: '县医院', township: '141099100' })
  await create({ ...inside, code: 'C1', type: 'C220', name: '山前乡卫生院', township: '141099200' })
  const closed = await create({ ...inside, code: 'C9', type: 'C220', name: '撤并的卫生院', township: '141099200' })
  const input = { to: '2025-12-31', reason: '撤并' }
  await perform(house, { county, kind: 'organization', verb: 'close', id: closed.id, input, actor: actorAt('county-141099') })
  await create({ ...inside, code: 'V1', type: 'D600', name: '山前村卫生室', township: '141099200' })
})
afterAll(async () => {
  await door?.app.close()
  await house.close()
})

const reports = () =>
  house.record.db.query<{ org: string; state: string; id: string }>(
    `select d.value as org, f.state, f.id from flat_report f join dictionary d on d.county_id = f.county_id and d.key = f.org_key where f.county_id = $1 order by 1`,
    [county],
  )

it('opens a report for each institution that owes one, once, and marks it overdue when the day has passed', async () => {
  await openReports(house, county, '2026-01')
  await openReports(house, county, '2026-01')
  const found = await reports()
  expect(found.map((r) => r.state)).toEqual(['late', 'late'])
})

it('keeps the numbers of the moment it was signed', async () => {
  const [first] = await reports()
  const out = await perform(house, {
    county,
    kind: 'report',
    verb: 'submit',
    id: first!.id,
    input: {},
    actor: actorAt(first!.id.slice(7, -8)),
  })
  expect(out.case).toMatchObject({ state: 'submitted', figures: {} })
})

it('a locked month takes neither reports nor returns, until it is unlocked', async () => {
  const [, second] = await reports()
  const boss = actorAt('qy-a')
  const lock = await perform(house, { county, kind: 'month', verb: 'lock', input: { month: '2026-01' }, actor: boss })
  const [claim] = await house.record.db.query('select resource from claim where county_id = $1 and holder = $2', [county, lock.id])
  expect(claim).toEqual({ resource: monthClaim('2026-01') })
  const submit = () =>
    perform(house, { county, kind: 'report', verb: 'submit', id: second!.id, input: {}, actor: actorAt(second!.id.slice(7, -8)) })
  await expect(submit()).rejects.toMatchObject({ kind: 'conflict' })
  await perform(house, { county, kind: 'month', verb: 'unlock', id: lock.id, input: { reason: '补报' }, actor: boss })
  await expect(submit()).resolves.toMatchObject({ state: 'submitted' })
})

const month = '2026-01'
const verbs = ['report.*', 'month.*', 'due_days.*']
/** The two institutions that report, the first of them that of the account `statistician`. */
const both = async () => (await reports()).map(({ id }) => id.slice(7, -8)) as [string, string]
async function ask<T>(login: string, url: string): Promise<T> {
  const { db } = house.record
  if (!door) {
    door = { app: await httpDoor(house) }
    await ensureRoles(db, county)
    const account = (name: string, organization: string) => ({
      login: name,
      name,
      grants: [{ organization, role: 'statistician' }],
      password,
      mustChange: false,
    })
    const [home] = await both()
    for (const [name, at] of [
      ['statistician', home],
      ['bureau', `county-${county}`],
    ] as const)
      await createAccount(db, county, account(name, at), new Date())
  }
  return (await send(door, 'GET', url, { cookie: cookieOf(await signIn(door, login)) })).json<T>()
}
const decide = async (verb: string, actor: Actor, input = {}) => {
  const [home] = await both()
  return perform(house, { county, kind: 'report', verb, id: reportId(home, month), input, actor })
}

it('rows written after an institution signed are counted, and are the rows of the list', async () => {
  const [home] = await both()
  const visit = (id: string, day: string) => ({
    ...{ type: 'Encounter', id, before: 'new' as const },
    doc: JSON.stringify({
      ...{ resourceType: 'Encounter', id, status: 'finished' },
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      serviceProvider: { reference: `Organization/${home}` },
      period: { start: `${day}T02:00:00Z` },
    }),
  })
  const audit = { at: new Date().toISOString(), actor: 'system', organization: '', action: 'test.seed', detail: {} }
  await house.record.write({ county, origin: 'performed', audit, documents: [visit('later', '2026-01-20'), visit('other', '2026-02-20')] })
  const { since, lists, listOf } = await ask<WrittenSince>('bureau', `/api/reporting/${month}/${home}/since`)
  expect(lists).toEqual([expect.objectContaining({ list: 'visits', rows: 1 })])
  expect(listOf['visits']).toBe('visits')
  const rows = (at: string | null) => ask<{ rows: { id: string }[] }>('bureau', `/api/lists/visits?month=${month}&org=${home}&since=${at}`)
  expect((await rows(since)).rows.map(({ id }) => id)).toEqual(['later'])
  expect((await rows('2100-01-01T00:00:00Z')).rows).toEqual([])
})

it('a post at an institution neither decides for another nor locks a month, unless its role was granted it; the page says why', async () => {
  const [home, second] = await both()
  const neighbour = actorAt(second, verbs)
  for (const verb of ['approve', 'chase']) await expect(decide(verb, neighbour)).rejects.toMatchObject({ kind: 'forbidden' })
  const back = { reason: '再看' }
  await expect(decide('return', neighbour, back)).rejects.toMatchObject({ text: texts.notAbove })
  await expect(decide('return', actorAt(home, [...verbs, 'reports.supervise']), back)).rejects.toMatchObject({ text: texts.notOwn })
  const lock = { county, kind: 'month', verb: 'lock', input: { month: '2025-12' } }
  await expect(perform(house, { ...lock, actor: neighbour })).rejects.toMatchObject({ text: texts.notAbove })
  await expect(decide('return', actorAt(`county-${county}`, verbs), back)).resolves.toMatchObject({ state: 'returned' })
  await expect(decide('chase', actorAt(second, [...verbs, 'reports.supervise']))).resolves.toMatchObject({ state: 'returned' })
  const { supervises, rows } = await ask<ReportingMonth>('statistician', `/api/reporting/${month}`)
  expect(supervises).toEqual(texts.notAbove)
  expect(new Map(rows.map(({ organization, may }) => [organization.id, may]))).toEqual(
    new Map([
      [home, { submit: true, decide: texts.notOwn }],
      [second, { submit: texts.notYours, decide: texts.notAbove }],
    ]),
  )
})

it('who is chased sees it on the start page and beside the menu, with who did it, until the report is submitted', async () => {
  const noticed = async (login: string) => (await ask<{ notices: Notice[] }>(login, '/api/notices')).notices
  const chased = expect.stringMatching(/^2026-01 月报：已退回，截止 2026-02-05；再看；测试 20\d\d-\d\d-\d\d \d\d:\d\d 催报（第 1 次）$/)
  expect(await noticed('statistician')).toEqual([{ path: '/reporting', query: 'month=2026-01', text: [chased, expect.any(String)] }])
  expect(await noticed('bureau')).toEqual([])
  await decide('submit', actorAt((await both())[0]))
  expect(await noticed('statistician')).toEqual([])
})

it('the county decides by which day a month is due, from a month on; what is open keeps its day', async () => {
  const next = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 7)
  const set = (verb: string, input: object, actor = actorAt(`county-${county}`, verbs)) =>
    perform(house, { county, kind: 'due_days', verb, input, actor, ...(verb === 'change' ? { id: 'due-days' } : {}) })
  await expect(set('set', { from: next, day: 8 }, actorAt((await both())[0], verbs))).rejects.toMatchObject({ kind: 'forbidden' })
  await expect(set('set', { from: month, day: 8 })).rejects.toMatchObject({ text: texts.dueFromPast })
  await set('set', { from: next, day: 8 })
  await expect(set('change', { from: next, day: 29 })).rejects.toMatchObject({ kind: 'invalid' })
  await set('change', { from: next, day: 12 })
  const { due, dueRules } = await ask<ReportingMonth>('bureau', `/api/reporting/${month}`)
  expect([due, dueRules]).toEqual(['2026-02-05', [{ from: next, day: 12 }]])
  expect([dueOf(next, dueRules).slice(8), dueOf('2026-12', dueRules.slice(1))]).toEqual(['12', '2027-01-05'])
})
