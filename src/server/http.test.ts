import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, refusalOf, send, signIn } from '../../test/door.ts'
import { county, hypertension, type TestHouse, testHouse } from '../../test/house.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { createAccount } from './access/accounts.ts'
import { type DefaultRole, ensureRoles } from './access/roles.ts'
import { httpDoor } from './http.ts'

const now = new Date('2026-03-02T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
const cookies = new Map<string, string>()
let person: string
let visit: string
beforeAll(async () => {
  let ticks = 0 // a millisecond passes between any two looks at the clock
  house = await testHouse(() => new Date(now.getTime() + ticks++))
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  const roles: DefaultRole[] = ['township-doctor', 'statistician', 'supervisor', 'chief', 'registrar']
  for (const role of roles) {
    await createAccount(
      house.record.db,
      county,
      { login: role, name: role, grants: [{ organization: 'qy-a', role }], password, mustChange: false },
      now,
    )
    cookies.set(role, cookieOf(await signIn(door, role)))
  }
  person = await house.person(412)
  await house.do('resident.register', {
    name: '张三丰',
    idCard: makeIdCard('141099', '1956-03-08', 511),
    phone: '13800001234',
    address: '东街 1 号',
    contactName: '李四',
  })
  visit = (await house.do('visit.receive', { person })).id
  await house.do('visit.close', { diagnoses: hypertension }, { id: visit })
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})
const as = (role: string) => ({ cookie: cookies.get(role)! })
const get = (role: string, url: string) => send(door, 'GET', url, as(role))
const post = (role: string, url: string, payload: object, headers = {}) => send(door, 'POST', url, { ...as(role), payload, headers })
const audits = async () =>
  (await house.record.db.query<{ n: number }>('select count(*)::int as n from audit where county_id = $1', [county]))[0]!.n

it('has a route for every verb of every capability, and each asks who is there', async () => {
  const { paths } = (await get('township-doctor', '/api/openapi.json')).json<{ paths: Record<string, unknown> }>()
  const verbs = house.registry.capabilities.flatMap((c) =>
    c.workflows.flatMap((w) => Object.entries(w.operations).map(([verb, o]) => [w.kind.name, verb, o.from] as const)),
  )
  expect(Object.keys(paths)).toHaveLength(verbs.length)
  for (const [kind, verb, from] of verbs) {
    const url = from === 'new' ? `/api/${kind}/${verb}` : `/api/${kind}/none/${verb}`
    expect(Object.keys(paths)).toContain(from === 'new' ? url : `/api/${kind}/{id}/${verb}`)
    expect((await send(door, 'POST', url, { payload: {} })).statusCode).toBe(401)
    expect((await post('supervisor', url, {})).statusCode).toBe(403)
  }
})

it('refuses a write without the header that a foreign page cannot send', async () => {
  const naked = await door.app.inject({
    method: 'POST',
    url: '/api/visit/receive',
    payload: { person },
    headers: { cookie: as('township-doctor').cookie },
  })
  expect([naked.statusCode, naked.json()]).toMatchObject([403, { refusal: { kind: 'forbidden' } }])
})

it('performs, answers the version, honours If-Match and the idempotency key', async () => {
  const key = { 'idempotency-key': 'k1' }
  const made = await post('township-doctor', '/api/visit/receive', { person }, key)
  expect([made.statusCode, made.json()]).toMatchObject([200, { kind: 'visit', version: 1, state: 'in-progress' }])
  expect((await post('township-doctor', '/api/visit/receive', { person }, key)).json()).toEqual(made.json())
  const { id } = made.json<{ id: string }>()
  const record = (match: string) => post('township-doctor', `/api/visit/${id}/record`, { complaint: '头晕' }, { 'if-match': match })
  expect((await record('"1"')).json()).toMatchObject({ version: 2 })
  expect((await record('1')).statusCode).toBe(409)
  expect((await record('W/"2"')).json()).toMatchObject({ version: 3 })
  expect((await record('one')).statusCode).toBe(400)
})

it('names the fields that are wrong', async () => {
  const answer = await post('township-doctor', '/api/visit/receive', { class: 'IMP' })
  expect(answer.statusCode).toBe(400)
  expect(refusalOf(answer).fields.map((f) => f.path)).toEqual(['person', 'class'])
  for (const { text } of refusalOf(answer).fields)
    expect(text).toMatchObject([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)])
})

it('says why a verb is disabled, in both languages: state, right, institution', async () => {
  const verbs = async (role: string) => (await get(role, `/api/visit/${visit}`)).json<{ verbs: Record<string, true | string[]> }>().verbs
  expect(await verbs('township-doctor')).toMatchObject({
    amend: true,
    annul: true,
    close: [expect.stringContaining('已'), expect.any(String)],
    lapse: [expect.any(String), expect.any(String)],
  })
  expect(await verbs('statistician')).toMatchObject({ amend: ['您的岗位没有这项权限', 'Your post does not include this right'] })
})

it('writes every look at a person into the trail before it answers', async () => {
  for (const url of [`/api/visit/${visit}`, `/api/visit/${visit}/history`, '/api/lists/visits', '/api/persons?q=shan']) {
    const before = await audits()
    await get('township-doctor', url)
    expect([url, await audits()]).toEqual([url, before + 1])
  }
  const [last] = await house.record.db.query(
    `select actor, action, patient_id from audit where county_id = $1 and action = 'visit.read' and patient_id is not null limit 1`,
    [county],
  )
  expect(last).toMatchObject({ actor: 'township-doctor' })
})

it('shows persons as far as a role may see them: whole, masked, not at all', async () => {
  const found = async (role: string) => (await get(role, '/api/persons?q=zsf')).json<{ persons: unknown[] }>().persons
  expect(await found('registrar')).toMatchObject([
    { name: '张三丰', phone: '13800001234', idCard: expect.stringMatching(/^14109919560308511/) },
  ])
  expect(await found('statistician')).toMatchObject([
    { name: '张*丰', phone: '138****1234', idCard: expect.stringMatching(/^141099\*{8}/) },
  ])
  expect((await get('supervisor', '/api/persons?q=zsf')).statusCode).toBe(403)
  const names = async (role: string) =>
    (await get(role, '/api/lists/visits?q=sxm')).json<{ rows: { person_name: string }[] }>().rows.map((r) => r.person_name)
  expect(new Set(await names('township-doctor'))).toEqual(new Set(['单晓梅']))
  expect(new Set(await names('statistician'))).toEqual(new Set(['单*梅']))
  expect((await get('supervisor', '/api/lists/visits')).statusCode).toBe(403)
})

it('masks a person in his own record and its history too', async () => {
  const [{ id }] = (await house.record.db.query<{ id: string }>(
    `select patient_id as id from person_name where county_id = $1 and name = '张三丰' and reading = 0`,
    [county],
  )) as [{ id: string }]
  for (const url of [`/api/resident/${id}`, `/api/resident/${id}/history`]) {
    expect((await get('registrar', url)).payload).toMatch(/张三丰.*13800001234|13800001234.*张三丰/)
    const masked = (await get('statistician', url)).payload
    expect(masked).toContain('张*丰')
    for (const secret of ['张三丰', '13800001234', '08511', '东街', '李四']) expect(masked).not.toContain(secret)
  }
})

it('shows each version of a visit with the vital signs it had then', async () => {
  const { id } = await house.do('visit.receive', { person })
  for (const vitalSigns of [{ pulse: 70, weight: 60 }, { pulse: 80 }, { pulse: 80, systolic: 150, diastolic: 90 }])
    await house.do('visit.record', { vitalSigns }, { id })
  const { versions } = (await get('township-doctor', `/api/visit/${id}/history`)).json<{ versions: { case: { vitalSigns?: object } }[] }>()
  expect(versions.map((v) => v.case.vitalSigns)).toEqual([
    { pulse: 80, systolic: 150, diastolic: 90 },
    { pulse: 80 },
    { pulse: 70, weight: 60 },
    undefined,
  ])
})

it.each([
  ['/api/lists/visits?q=%00'],
  ['/api/lists/visits?state=%00'],
  ['/api/lists/admissions?state=finished'],
  ['/api/lists/visits?patient=%00'],
  ['/api/lists/visits?after=garbage'],
  ['/api/lists/visits?after=2026-99-99%7Cx'],
  ['/api/lists/visits?month=2026-13'],
  ['/api/lists/visits?from=0000-01-01'],
  ['/api/lists/visits?limit=99999'],
  ['/api/persons?q=%00'],
  ['/api/persons'],
  ['/api/visit/%00'],
  ['/api/visit/%00/history'],
  ['/api/indicators/visits?from=2026-13&to=2026-01'],
  ['/api/indicators/visits?from=0000-01&to=2026-01'],
])('answers 400 to %s', async (url) => {
  const answer = await get('township-doctor', url)
  expect([answer.statusCode, answer.json()]).toMatchObject([400, { refusal: { kind: 'invalid' } }])
})

it('opens a number onto exactly the rows it counts', async () => {
  const [cell] = (await get('township-doctor', '/api/indicators/visits?from=2026-03&to=2026-03')).json<{
    cells: { numerator: number; unit: { id: string } }[]
  }>().cells
  const { rows } = (await get('township-doctor', `/api/lists/visits?part=visits.count&month=2026-03&org=${cell!.unit.id}`)).json<{
    rows: object[]
  }>()
  expect(rows).toHaveLength(cell!.numerator)
})

it('pages a list without skipping or repeating while others write', async () => {
  for (let i = 0; i < 12; i++) await house.do('visit.receive', { person })
  const whole = (await get('township-doctor', '/api/lists/visits')).json<{ rows: { id: string }[] }>().rows.map((r) => r.id)
  const paged: string[] = []
  for (let after = ''; ; ) {
    const page = (await get('township-doctor', `/api/lists/visits?limit=5${after}`)).json<{ rows: { id: string }[]; next?: string }>()
    paged.push(...page.rows.map((r) => r.id))
    if (!page.next) break
    await house.do('visit.receive', { person })
    after = `&after=${encodeURIComponent(page.next)}`
  }
  expect(paged.filter((id) => whole.includes(id))).toEqual(whole)
  expect(new Set(paged).size).toBe(paged.length)
})
