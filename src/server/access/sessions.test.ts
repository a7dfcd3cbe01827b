import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, type Door, openDoor, password, refusalOf, send, signIn, testClock } from '../../../test/door.ts'
import { testDb } from '../../../test/postgres.ts'
import { createAccount, setDisabled } from './accounts.ts'
import type { Session } from './actor.ts'
import { mustMay } from './guard.ts'
import { ensureCounty } from './setup.ts'

const county = 141097
const clock = testClock()
let base: Awaited<ReturnType<typeof testDb>>
let door: Door
const doors: Door[] = []

/** One server process: a second one on the same database hears of changes only through PostgreSQL. */
async function start(): Promise<Door> {
  const opened = await openDoor(base.db, clock.now, (app) => {
    app.get('/api/who', async ({ actor }) => actor)
    app.post('/api/visit/start', async (request) => {
      mustMay(request, 'visit', 'start')
      return { done: true }
    })
  })
  doors.push(opened)
  return opened
}

beforeAll(async () => {
  base = await testDb()
  door = await start()
  await ensureCounty(base.db, { id: county, name: '云岭县', nameEn: 'Yunling' }, clock.now())
  const grants = [
    { organization: 'hospital', role: 'county-doctor' },
    { organization: 'bureau', role: 'chief' },
  ]
  for (const login of ['li', 'zhou', 'late'])
    await createAccount(base.db, county, { login, name: login, grants, password, mustChange: false }, clock.now())
  await createAccount(
    base.db,
    county,
    { login: 'new', name: '新人', practitioner: 'p-1', grants: [{ organization: 'hospital', role: 'nurse' }], password },
    clock.now(),
  )
})
afterAll(async () => {
  await Promise.all(doors.map(({ app }) => app.close()))
  await base.close()
})

describe('a session', () => {
  it('ends when unused for half an hour, and not while it is used, in whatever process', async () => {
    const other = await start()
    const cookie = cookieOf(await signIn(door, 'li'))
    for (const [wait, where] of [
      [29, door],
      [29, other],
      [29, door],
      [0.5, door],
      [29.9, door],
    ] as const) {
      clock.pass(wait)
      expect((await send(where, 'GET', '/api/who', { cookie })).statusCode).toBe(200)
    }
    clock.pass(30)
    expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(401)
    expect((await send(other, 'GET', '/api/who', { cookie })).statusCode).toBe(401)
  })

  it('ends after twelve hours, however busy', async () => {
    const cookie = cookieOf(await signIn(door, 'li'))
    for (let spent = 20; spent < 720; spent += 20) {
      clock.pass(20)
      expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(200)
    }
    clock.pass(19.5)
    expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(200)
    clock.pass(0.5)
    expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(401)
  })

  it('costs no statement on the hot path', async () => {
    const cookie = cookieOf(await signIn(door, 'li'))
    const count = async () =>
      (await base.db.query<{ n: string }>("select md5(string_agg(xmin::text, ',' order by token_hash)) as n from session"))[0]!.n
    const before = await count()
    for (let i = 0; i < 50; i++) await send(door, 'GET', '/api/who', { cookie })
    expect(await count()).toBe(before)
    clock.pass(1)
    await send(door, 'GET', '/api/who', { cookie })
    expect(await count()).not.toBe(before)
  })

  it('changes its post, and the verbs and the sight with it', async () => {
    const cookie = cookieOf(await signIn(door, 'li'))
    expect((await send(door, 'POST', '/api/visit/start', { cookie })).statusCode).toBe(403)
    const moved = await send(door, 'POST', '/api/session/post', { cookie, payload: { organization: 'hospital' } })
    expect(moved.json()).toMatchObject({ post: { organization: { id: 'hospital' }, roles: ['county-doctor'] }, sees: 'full' })
    expect((await send(door, 'POST', '/api/visit/start', { cookie })).json()).toEqual({ done: true })
    expect((await send(door, 'GET', '/api/who', { cookie })).json()).toMatchObject({
      login: 'li',
      organization: 'hospital',
      roles: ['county-doctor'],
    })
    expect((await send(door, 'POST', '/api/session/post', { cookie, payload: { organization: 'county-141097' } })).statusCode).toBe(403)
    expect((await signIn(door, 'li')).json<Session>().post?.organization.id).toBe('hospital')
  })

  it('is over at once in every process when the account is disabled or signs out', async () => {
    const other = await start()
    const cookie = cookieOf(await signIn(door, 'zhou'))
    for (const each of [door, other]) expect((await send(each, 'GET', '/api/who', { cookie })).statusCode).toBe(200)
    await setDisabled(base.db, county, 'zhou', true)
    await door.sessions.forget(county, 'zhou')
    expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(401)
    await expect.poll(async () => (await send(other, 'GET', '/api/who', { cookie })).statusCode, { timeout: 2000, interval: 20 }).toBe(401)
    expect(refusalOf(await signIn(door, 'zhou')).text[1]).toContain('disabled')
    const late = cookieOf(await signIn(door, 'late'))
    await base.db.query("update account set disabled = true where login = 'late'")
    clock.pass(1)
    expect((await send(door, 'GET', '/api/who', { cookie: late })).statusCode).toBe(401)
    const mine = cookieOf(await signIn(door, 'li'))
    expect((await send(door, 'DELETE', '/api/session', { cookie: mine })).statusCode).toBe(204)
    expect((await send(door, 'GET', '/api/who', { cookie: mine })).statusCode).toBe(401)
  })

  it('with an initial password may only change it', async () => {
    const cookie = cookieOf(await signIn(door, 'new'))
    expect((await send(door, 'GET', '/api/session', { cookie })).json()).toMatchObject({ mustChange: true, practitioner: 'p-1' })
    expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(403)
    const change = (payload: { old: string; new: string }) => send(door, 'POST', '/api/session/password', { cookie, payload })
    expect(refusalOf(await change({ old: 'wrong', new: 'mountain-Lake-7' })).fields?.[0]).toMatchObject({ path: 'old' })
    expect(refusalOf(await change({ old: password, new: 'short' })).fields?.[0]).toMatchObject({
      path: 'new',
      text: ['密码至少 10 个字符，现有 5 个', expect.any(String)],
    })
    expect((await change({ old: password, new: password })).statusCode).toBe(400)
    const done = await change({ old: password, new: 'mountain-Lake-7' })
    expect(done.json()).toMatchObject({ mustChange: false })
    expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(401)
    expect((await send(door, 'GET', '/api/who', { cookie: cookieOf(done) })).statusCode).toBe(200)
  })
})
