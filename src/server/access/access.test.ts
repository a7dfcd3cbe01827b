import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, type Door, openDoor, password, refusalOf, send, signIn, testClock } from '../../../test/door.ts'
import { testDb } from '../../../test/postgres.ts'
import { createAccount } from './accounts.ts'
import type { Session } from './actor.ts'
import { ensureCounty } from './setup.ts'

const county = 141097
const clock = testClock()
let base: Awaited<ReturnType<typeof testDb>>
let door: Door

beforeAll(async () => {
  base = await testDb()
  door = await openDoor(base.db, clock.now, (app) => {
    app.get('/api/who', async ({ actor }) => actor)
    app.get('/page', async () => 'static')
    app.get('/api/bug', { config: { access: 'open' } }, async () => {
      throw new Error('王小明 141097199001011234')
    })
  })
  expect((await send(door, 'GET', '/api/setup')).json()).toEqual({ needed: true, counties: [] })
  const first = { code: '141097', name: '云岭县', nameEn: 'Yunling', personName: '管理员', password }
  const answers = await Promise.all(['Admin', 'Boss'].map((login) => send(door, 'POST', '/api/setup', { payload: { ...first, login } })))
  expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 409])
  const grants = [{ organization: 'bureau', role: 'chief' }]
  for (const login of ['li', 'zhao', 'sun', 'wu', 'zhou'])
    await createAccount(base.db, county, { login, name: login, grants, password, mustChange: false }, clock.now())
})
afterAll(async () => {
  await door.app.close()
  await base.close()
})

describe('setup', () => {
  it('is refused once a county exists, however it is asked', async () => {
    expect((await send(door, 'GET', '/api/setup')).json()).toMatchObject({ needed: false })
    const again = await send(door, 'POST', '/api/setup', {
      payload: { code: '141099', name: '乙县', login: 'boss', personName: '乙', password: password },
    })
    expect([again.statusCode, refusalOf(again).kind]).toEqual([409, 'conflict'])
    expect(await base.db.query('select county_id from county')).toHaveLength(1)
  })
})

describe('sign-in', () => {
  it('answers the session and a cookie no script can read', async () => {
    const answer = await signIn(door, 'LI ')
    expect(answer.statusCode).toBe(200)
    expect(answer.json<Session>()).toMatchObject({
      login: 'li',
      county: { id: county, name: '云岭县', nameEn: 'Yunling' },
      mustChange: false,
      idleMinutes: 30,
      sees: 'masked',
    })
    expect(answer.cookies[0]).toMatchObject({ name: 'cw', httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(answer.cookies[0]?.secure).toBeUndefined()
    const token = answer.cookies[0]!.value
    expect(token).toMatch(/^141097\.[\w-]{43}$/)
    const [stored] = await base.db.query<{ n: number }>(
      'select count(*)::int as n from session where position($1::bytea in token_hash) > 0',
      [Buffer.from(token)],
    )
    expect(stored?.n).toBe(0)
    expect((await send(door, 'GET', '/api/session', { cookie: cookieOf(answer) })).json()).toEqual(answer.json())
    expect(door.trail).toContainEqual({ county, actor: 'li', organization: 'bureau', action: 'session.open', detail: {} })
  })

  it('locks after five wrong passwords, unlocks with time, and locks longer the next time', async () => {
    for (const left of [4, 3, 2, 1])
      expect(refusalOf(await signIn(door, 'zhao', 'wrong')).text[1]).toBe(`Wrong login or password; ${left} tries left`)
    const fifth = await signIn(door, 'zhao', 'wrong')
    expect([fifth.statusCode, refusalOf(fifth).text[1]]).toEqual([
      401,
      'Too many wrong passwords: the account is locked, try again in 15 minutes',
    ])
    expect((await signIn(door, 'zhao')).statusCode).toBe(401)
    clock.pass(15 - 1 / 60_000)
    expect((await signIn(door, 'zhao')).statusCode).toBe(401)
    clock.pass(1 / 60_000)
    for (let i = 0; i < 4; i++) await signIn(door, 'zhao', 'wrong')
    expect(refusalOf(await signIn(door, 'zhao', 'wrong')).text[1]).toContain('30 minutes')
    clock.pass(30)
    expect((await signIn(door, 'zhao')).statusCode).toBe(200)
    expect(refusalOf(await signIn(door, 'zhao', 'wrong')).text[1]).toContain('4 tries')
    expect(door.trail.filter((e) => e.actor === 'zhao').map((e) => e.action)).toEqual([
      ...Array(4).fill('session.fail'),
      'session.lock',
      ...Array(4).fill('session.fail'),
      'session.lock',
      'session.open',
      'session.fail',
    ])
  })

  it('treats an unknown login word for word like a known one', async () => {
    const said = async (login: string) => {
      const words: string[] = []
      for (let i = 0; i < 6; i++) words.push((await signIn(door, login, 'wrong')).body)
      return words
    }
    const began = performance.now()
    const stranger = await said('nobody')
    expect(performance.now() - began).toBeGreaterThan(20) // five passwords were really hashed
    expect(stranger).toEqual(await said('sun'))
    const written = door.trail.filter(({ detail }) => detail.unknown)
    expect(written.map(({ actor, action }) => [actor, action])).toEqual([...Array(4).fill(['', 'session.fail']), ['', 'session.lock']])
    expect(JSON.stringify(door.trail)).not.toContain('nobody')
  })

  it('counts guesses sent at once one by one, and lets right passwords sent at once all in', async () => {
    const guesses = await Promise.all(Array.from({ length: 12 }, () => signIn(door, 'wu', 'wrong')))
    expect(guesses.filter((g) => refusalOf(g).text[1].includes('tries left'))).toHaveLength(4)
    const right = await Promise.all(Array.from({ length: 8 }, () => signIn(door, 'zhou')))
    expect(right.map((r) => r.statusCode)).toEqual(Array(8).fill(200))
  })

  it('refuses NUL and other impossible input with the field named', async () => {
    for (const login of ['a\u0000b', '', 'x'.repeat(65), '../etc']) {
      const answer = await signIn(door, login)
      expect(answer.statusCode).toBe(400)
      expect(refusalOf(answer).fields?.[0]?.path).toBe('login')
    }
    expect((await signIn(door, 'li', 'a\u0000b')).statusCode).toBe(401)
    const broken = await send(door, 'POST', '/api/session', { payload: '{"login":', headers: { 'content-type': 'application/json' } })
    expect([broken.statusCode, refusalOf(broken).text[1]]).toEqual([400, 'The request body is not valid JSON'])
    const huge = await send(door, 'POST', '/api/session', { payload: { login: 'li', password: 'x'.repeat(2_000_000) } })
    expect(huge.statusCode).toBe(413)
  })

  it('asks for the county when several know the login', async () => {
    await base.db.transaction((tx) => ensureCounty(tx, { id: 141099, name: '丙县', nameEn: '' }, clock.now()))
    await createAccount(
      base.db,
      141099,
      { login: 'li', name: '另一位', grants: [], password: 'other-Stone-42', mustChange: false },
      clock.now(),
    )
    const unclear = await signIn(door, 'li')
    expect([unclear.statusCode, refusalOf(unclear).fields?.[0]?.path]).toEqual([400, 'county'])
    const other = await send(door, 'POST', '/api/session', { payload: { login: 'li', password: 'other-Stone-42', county: '141099' } })
    expect(other.json()).toMatchObject({ county: { id: 141099 }, post: null, posts: [], verbs: [], sees: 'none' })
    await base.db.query('delete from account where county_id = 141099')
    await base.db.query('delete from county where county_id = 141099')
  })
})

describe('the guard', () => {
  it('stops writes without the header, requests without a session, and encoded ways around', async () => {
    const bare = await door.app.inject({ method: 'POST', url: '/api/session', payload: { login: 'li', password: password } })
    expect([bare.statusCode, bare.cookies]).toEqual([403, []])
    for (const url of ['/api/who', '/%61pi/who', '/api/%77ho']) expect((await send(door, 'GET', url)).statusCode).toBe(401)
    for (const cookie of ['cw=', 'cw=141097.x', `cw=141097.${'A'.repeat(43)}`, `cw=999999.${'A'.repeat(43)}`])
      expect((await send(door, 'GET', '/api/who', { cookie })).statusCode).toBe(401)
    expect((await send(door, 'GET', '/page')).body).toBe('static')
    expect((await send(door, 'GET', '/api/nowhere')).statusCode).toBe(404)
  })

  it('marks the cookie secure behind https', async () => {
    const behind = await openDoor(base.db, clock.now, undefined, true)
    const answer = await send(behind, 'POST', '/api/session', {
      payload: { login: 'li', password: password },
      headers: { 'x-forwarded-proto': 'https' },
    })
    expect(answer.cookies[0]?.secure).toBe(true)
    await behind.app.close()
  })

  it('answers a bug with a number and without its words', async () => {
    const answer = await send(door, 'GET', '/api/bug')
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toMatch(/王小明|1410/)
  })
})

describe('preferences', () => {
  it('keep any JSON for the account', async () => {
    const cookie = cookieOf(await signIn(door, 'li'))
    expect((await send(door, 'GET', '/api/preferences/columns', { cookie })).json()).toBeNull()
    for (const payload of [{ a: ['\u0000', '县'] }, [1], 'zh']) {
      const put = await send(door, 'PUT', '/api/preferences/columns', {
        cookie,
        payload: JSON.stringify(payload),
        headers: { 'content-type': 'application/json' },
      })
      expect(put.statusCode).toBe(200)
      expect((await send(door, 'GET', '/api/preferences/columns', { cookie })).json()).toEqual(payload)
    }
    expect((await send(door, 'PUT', '/api/preferences/columns', { cookie, payload: ['x'.repeat(70_000)] })).statusCode).toBe(400)
    expect((await send(door, 'GET', '/api/preferences/..%2fx', { cookie })).statusCode).toBe(400)
  })
})
