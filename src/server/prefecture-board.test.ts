import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { county, hypertension, type TestHouse, testHouse } from '../../test/house.ts'
import type { PrefectureBoard } from '../capabilities/boards/contract.ts'
import { createAccount, rootOf } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { prepareCounty } from './county.ts'
import { httpDoor } from './http.ts'

const prefecture = 141000
const now = new Date('2026-03-02T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
let cookie: string
let chief: string
const names = ['单晓梅', '张三丰', '翟平', '仇生', '查文', '解兰']

let ticks = 0

beforeAll(async () => {
  house = await testHouse(() => new Date(now.getTime() + ticks++))
  door = { app: await httpDoor(house) }
  await prepareCounty(house.record, { id: prefecture, name: '岚川市', nameEn: 'Lanchuan City' }, now)
  await ensureRoles(house.record.db, prefecture)
  await ensureRoles(house.record.db, county)
  const make = (of: number, login: string, organization: string, roles: readonly string[]) =>
    createAccount(
      house.record.db,
      of,
      { login, name: login, grants: roles.map((role) => ({ organization, role })), password, mustChange: false },
      now,
    )
  await make(prefecture, 'city', rootOf(prefecture), ['supervisor', 'prefecture-planner'])
  await make(county, 'chief', 'qy-a', ['chief'])
  cookie = cookieOf(await signIn(door, 'city'))
  chief = cookieOf(await signIn(door, 'chief'))
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})
/** A resident is seen and sent home. */
async function seen(n: number, name: string) {
  const { id } = await house.do('visit.receive', { person: await house.person(n, name) })
  await house.do('visit.close', { diagnoses: hypertension }, { id })
}
const get = (url: string, as = cookie) => send(door, 'GET', url, { cookie: as })
const board = async (query = '') => (await get(`/api/prefecture/board${query}`)).json<PrefectureBoard>()

it('a value that fewer than five persons make is hidden', async () => {
  for (const [i, name] of names.slice(0, 3).entries()) await seen(500 + i, name)
  const [visits] = (await board('?indicators=visits')).indicators
  expect(visits).toMatchObject({ whole: null, values: [{ value: null, few: true }] })
  for (const [i, name] of names.slice(3).entries()) await seen(503 + i, name)
})

it('shows each county by its cells, and follows a write within minutes', async () => {
  const before = await board('?indicators=visits,cost-per-visit')
  expect(before.counties).toEqual([{ id: String(county), name: '清源县' }])
  expect(before.indicators[0]).toMatchObject({
    code: 'visits',
    whole: names.length,
    values: [{ county: String(county), value: names.length }],
  })
  expect((await board('?indicators=visits')).indicators[0]!.whole).toBe(null)
  await seen(601, '缪辉')
  ticks += 2 * 60_000 // who looks now starts the next board, and has the old one
  const stale = await board('?indicators=visits,cost-per-visit')
  expect(stale).toMatchObject({ at: before.at, indicators: [{ whole: names.length }, {}] })
  await expect.poll(async () => (await board('?indicators=visits,cost-per-visit')).indicators[0]!.whole).toBe(names.length + 1)
  ticks += 16 * 60_000 // nobody has looked for a quarter of an hour
  expect((await board('?indicators=visits')).indicators[0]!.whole).toBe(names.length + 1)
})

it('the same look again is the same answer, put together once', async () => {
  const [one, other] = [await board(), await board()]
  expect(one.at).toBe(other.at)
  expect(one).toEqual(other)
})

it('there is no way from a prefecture to rows of persons: no list, no person, no case, no board of an institution, and no name in the answer', async () => {
  const lists = house.registry.capabilities.flatMap((c) => c.lists)
  const ofPersons = lists.filter(({ columns }) => columns.some(({ kind }) => kind === 'person'))
  expect(ofPersons.length).toBeGreaterThan(4)
  for (const { name } of ofPersons) expect(`${name} ${(await get(`/api/lists/${name}`)).statusCode}`).toBe(`${name} 403`)
  expect((await get('/api/persons?q=单')).statusCode).toBe(403)
  expect((await get('/api/institutions/qy-a/board')).statusCode).toBe(404)
  const [visit] = await house.record.db.query<{ id: string }>('select id from flat_visit where county_id = $1 limit 1', [county])
  expect([403, 404]).toContain((await get(`/api/visit/${visit!.id}`)).statusCode)
  const text = (await get('/api/prefecture/board')).body
  for (const name of names) expect(text).not.toContain(name)
  expect(text).not.toMatch(/141099\d{12}/)
  // what it may read of lists (its own plans) lies under its own number, where there are no persons
  const [rows] = await house.record.db.query<{ n: number }>(
    `select count(*)::int as n from resource where county_id = $1 and type = 'Patient'`,
    [prefecture],
  )
  expect(rows!.n).toBe(0)
})

it('a county has no board of counties, and who may not read plans has none', async () => {
  expect((await get('/api/prefecture/board', chief)).statusCode).toBe(404)
  expect((await send(door, 'GET', '/api/prefecture/board', {})).statusCode).toBe(401)
})
