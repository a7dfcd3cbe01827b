import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { furtherCounties } from '../../county/demo/prefecture.ts'
import { cookieOf, password, send, signIn } from '../../test/door.ts'
import { actorAt, hypertension, type TestHouse, testHouse } from '../../test/house.ts'
import { rowsAddress } from '../capabilities/boards/addresses.ts'
import type { InstitutionBoard } from '../capabilities/boards/contract.ts'
import { storyTemplate } from '../capabilities/plans/stories.ts'
import { seedCounty } from '../cli/seed.ts'
import { makeIdCard } from '../fhir/china/id-card.ts'
import { perform } from '../kernel/perform/perform.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { ensureCodes } from './codes.ts'
import { httpDoor } from './http.ts'

/** A county with nine township centres; five of them saw one to five patients in March. */
const demo = furtherCounties().find(({ county }) => county.name === '安岵县')!
const county = Number(demo.county.code)
const centres = demo.organizations.filter(({ type }) => type?.startsWith('C2')).map(({ id }) => id)
const busiest = centres[4]!
let now = new Date('2026-03-10T02:00:00Z')
let house: TestHouse
let door: { app: FastifyInstance }
const cookies = new Map<string, string>()
const act = (kind: string, verb: string, input: unknown, at: string, id?: string) =>
  perform(house, { county, kind, verb, input, actor: actorAt(at), ...(id ? { id } : {}) })
const plan = (kind: string, verb: string, input: unknown) => act(kind, verb, input, 'al')

beforeAll(async () => {
  let ticks = 0
  house = await testHouse(() => new Date(now.getTime() + ticks++))
  await seedCounty(house.record, demo, now)
  await ensureCodes(house.record, county)
  door = { app: await httpDoor(house) }
  await ensureRoles(house.record.db, county)
  let n = 0
  for (const [i, centre] of centres.slice(0, 5).entries())
    for (let visit = 0; visit <= i; visit++) {
      const idCard = makeIdCard('141093', '1956-03-08', 300 + ++n)
      const { id: patient } = await act('resident', 'register', { name: '单晓梅', idCard }, centre)
      const [{ person }] = (await house.record.db.query<{ person: string }>(
        'select person_id as person from person where county_id = $1 and patient_id = $2',
        [county, patient],
      )) as [{ person: string }]
      const { id } = await act('visit', 'receive', { person }, centre)
      await act('visit', 'close', { diagnoses: hypertension }, centre, id)
    }
  now = new Date('2026-04-05T02:00:00Z')
  for (const [login, organization, role] of [
    ['head', busiest, 'director'],
    ['chief', 'al', 'chief'],
    ['watcher', 'al', 'supervisor'],
  ] as const) {
    await createAccount(house.record.db, county, { login, name: login, grants: [{ organization, role }], password, mustChange: false }, now)
    cookies.set(login, cookieOf(await signIn(door, login)))
  }
  const standard = { ...storyTemplate.targets[2], measure: { stated: 'yes', of: { kinds: ['C2'] }, tell: 'count' } }
  const template = { ...storyTemplate, targets: [...storyTemplate.targets.slice(0, 2), standard] }
  await plan('plan', 'adopt', { template, units: { hospital: busiest } })
})
afterAll(async () => {
  await door.app.close()
  await house.close()
})
const get = (url: string, as: string) => send(door, 'GET', url, { cookie: cookies.get(as)! })
const board = async (id: string, as = 'chief') => (await get(`/api/institutions/${id}/board`, as)).json<InstitutionBoard>()

it('tells the numbers of its class in the month that is over, with its place among peers that have data', async () => {
  const one = await board(busiest)
  expect(one).toMatchObject({ month: '2026-03', peers: 9, institution: { id: busiest, kind: 'centre' } })
  expect(one.numbers[0]).toMatchObject({ value: 5, opens: { code: 'visits' }, rank: { rank: 1, of: 5, quartile: 1 } })
  expect((await board(centres[0]!)).numbers[0]).toMatchObject({ value: 1, rank: { rank: 5, of: 5, quartile: 4 } })
  expect((await board(centres[8]!)).numbers).toEqual([])
})

it('a number opens onto exactly its rows', async () => {
  const { numbers, institution } = await board(busiest)
  const rows = rowsAddress(numbers[0]!.opens, institution)!
  const listed = (await get(`/api${rows}`, 'chief')).json<{ rows: unknown[] }>()
  expect(listed.rows).toHaveLength(numbers[0]!.value!)
})

it('says what it must state until it is stated, and which tasks are late that it leads', async () => {
  const before = await board(busiest)
  expect(before.statements).toMatchObject([{ code: 'standard', unit: 'yes', problem: expect.any(Array) }])
  expect(before.tasks).toMatchObject([{ due: '2026-03-31', days: 5, leads: true }])
  const { id } = before.statements[0]!.plan
  await plan('statement', 'state', { plan: id, target: 'standard', unit: busiest, day: '2026-04-01', value: 1 })
  const [stated] = (await board(busiest)).statements
  expect(stated).toMatchObject({ value: 1 })
  expect(stated).not.toHaveProperty('problem')
  expect((await board('al-rmyy')).statements).toEqual([])
  expect((await board('al-rmyy')).tasks).toEqual([])
})

it('a head sees its own institution and those below it; the county sees any of its own', async () => {
  const clinic = demo.organizations.find(({ parent, type }) => parent === busiest && type === 'D600')!.id
  expect((await get(`/api/institutions/${busiest}/board`, 'head')).statusCode).toBe(200)
  expect((await get(`/api/institutions/${clinic}/board`, 'head')).statusCode).toBe(200)
  expect((await get(`/api/institutions/${centres[0]}/board`, 'head')).statusCode).toBe(403)
  expect((await get('/api/institutions/lc-rmyy/board', 'chief')).statusCode).toBe(404)
  expect((await get('/api/institutions/none/board', 'chief')).statusCode).toBe(404)
})

it('who may not see persons sees no number of fewer than five', async () => {
  const few = (await board(centres[3]!, 'watcher')).numbers.find(({ opens }) => opens.code === 'visits')
  expect(few?.value ?? null).toBeNull()
  expect((await board(centres[3]!)).numbers.find(({ opens }) => opens.code === 'visits')?.value).toBe(4)
})
