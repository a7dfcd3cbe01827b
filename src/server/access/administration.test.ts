import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { type Answer, cookieOf, type Door, openDoor, password, refusalOf, send, signIn, testClock } from '../../../test/door.ts'
import { testDb } from '../../../test/postgres.ts'
import type { Account, AuditEntry, Role } from '../../capabilities/access/contract.ts'
import { createAccount, keepingAnAdministrator, setGrants } from './accounts.ts'
import type { AccountRow, RoleRow } from './administration.ts'
import type { AuditRow } from './audit-list.ts'
import { defaultRoles } from './roles.ts'
import { ensureCounty } from './setup.ts'
import type { VerbRow } from './verbs.ts'

const county = 141097
const clock = testClock()
let base: Awaited<ReturnType<typeof testDb>>
let door: Door
let admin: string

const as = (cookie: string) => ({
  get: (url: string) => send(door, 'GET', url, { cookie }),
  put: (url: string, payload: object) => send(door, 'PUT', url, { cookie, payload }),
  post: (url: string, payload: object = {}) => send(door, 'POST', url, { cookie, payload }),
})
const account = async (login: string) => {
  const { accounts } = (await as(admin).get(`/api/admin/accounts?q=${encodeURIComponent(login)}`)).json<{ accounts: AccountRow[] }>()
  return accounts.find((a) => a.login === login)
}
const root = { organization: 'county-141097', role: 'administrator' }

beforeAll(async () => {
  base = await testDb()
  door = await openDoor(base.db, clock.now, (app) => void app.get('/api/who', async ({ actor }) => actor))
  await ensureCounty(base.db, { id: county, name: '云岭县', nameEn: 'Yunling' }, clock.now())
  await ensureCounty(base.db, { id: 141098, name: '乙县', nameEn: '' }, clock.now())
  await base.db.query(
    `insert into org_dim (county_id, org_key, valid_from, org_id, name, level, inside) values (141097, 1, '2000-01-01', 'hospital', '云岭县人民医院', 'institution', true)`,
  )
  await createAccount(base.db, county, { login: 'admin', name: '管理员', grants: [root], password, mustChange: false }, clock.now())
  await createAccount(
    base.db,
    county,
    { login: 'doctor', name: '李医生', grants: [{ organization: 'hospital', role: 'county-doctor' }], password, mustChange: false },
    clock.now(),
  )
  await createAccount(base.db, 141098, { login: 'other', name: '别县的人', grants: [], password }, clock.now())
})
beforeEach(async () => {
  admin = cookieOf(await signIn(door, 'admin'))
  door.trail.length = 0
})
afterAll(async () => {
  await door.app.close()
  await base.close()
})

type Sent<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Sent<T[K]> } : T
it('answers what the pages read', () => {
  expectTypeOf<Sent<AccountRow>>().toExtend<Account>()
  expectTypeOf<RoleRow>().toExtend<Role>()
  expectTypeOf<Sent<AuditRow>>().toExtend<AuditEntry>()
})

describe('accounts', () => {
  it('are refused to those without the verb, route by route', async () => {
    const doctor = as(cookieOf(await signIn(door, 'doctor')))
    const refused: Answer[] = [
      await doctor.get('/api/admin/accounts'),
      await doctor.post('/api/admin/accounts', { login: 'x1', name: 'x', grants: [root] }),
      await doctor.put('/api/admin/accounts/doctor', { grants: [root] }),
      await doctor.post('/api/admin/accounts/admin/reset'),
      await doctor.get('/api/admin/roles'),
      await doctor.put('/api/admin/roles/county-doctor', { verbs: ['*'], sees: 'full' }),
      await doctor.get('/api/admin/audit'),
    ]
    expect(refused.map((r) => r.statusCode)).toEqual(Array(7).fill(403))
    expect(refusalOf(refused[0]!).text[0]).toBe('当前岗位没有此项权限（accounts.read）')
  })

  it('are made with a password for one use, which must be changed', async () => {
    const made = await as(admin).post('/api/admin/accounts', {
      login: 'Nurse-Wang',
      name: '王护士',
      practitioner: 'p-7',
      grants: [{ organization: 'hospital', role: 'nurse' }],
    })
    expect(made.statusCode).toBe(201)
    const { login, password: once } = made.json<{ login: string; password: string }>()
    expect((await signIn(door, login, once)).json()).toMatchObject({
      login: 'nurse-wang',
      mustChange: true,
      practitioner: 'p-7',
      post: { organization: { id: 'hospital', name: '云岭县人民医院' }, roles: ['nurse'] },
    })
    expect(door.trail[0]).toMatchObject({
      county,
      actor: 'admin',
      organization: 'county-141097',
      action: 'accounts.create',
      detail: { login: 'nurse-wang' },
    })
    expect(JSON.stringify(door.trail)).not.toContain(once)
    const again = await as(admin).post('/api/admin/accounts', { login: 'nurse-wang', name: '王护士', grants: [] })
    expect([again.statusCode, refusalOf(again).fields?.[0]?.path]).toEqual([409, 'login'])
    const wrong = await as(admin).post('/api/admin/accounts', {
      login: 'x1',
      name: '',
      grants: [{ organization: 'nowhere', role: 'nurse' }],
    })
    expect(refusalOf(wrong).fields?.map((f) => f.path)).toEqual(['name'])
    const nowhere = await as(admin).post('/api/admin/accounts', {
      login: 'x1',
      name: 'x',
      grants: [
        { organization: 'hospital', role: 'nurse' },
        { organization: 'nowhere', role: 'nurse' },
      ],
    })
    expect(refusalOf(nowhere).fields?.map((f) => f.path)).toEqual(['grants.1.organization'])
    const nobody = await as(admin).post('/api/admin/accounts', {
      login: 'x1',
      name: 'x',
      grants: [{ organization: 'hospital', role: 'wizard' }],
    })
    expect(refusalOf(nobody).fields?.map((f) => f.path)).toEqual(['grants.0.role'])
    expect(await account('x1')).toBeUndefined()
  })

  it('are listed page by page, found by login or name, never those of another county', async () => {
    for (let i = 0; i < 5; i++) await createAccount(base.db, county, { login: `list${i}`, name: `名单${i}`, grants: [] }, clock.now())
    type Page = { accounts: AccountRow[]; next?: string }
    const pages: string[][] = []
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: Page = (await as(admin).get(`/api/admin/accounts?q=list&limit=2&after=${after}`)).json()
      pages.push(page.accounts.map((a) => a.login))
      after = page.next
    }
    expect(pages).toEqual([['list0', 'list1'], ['list2', 'list3'], ['list4']])
    const found = async (q: string) =>
      (await as(admin).get(`/api/admin/accounts?q=${encodeURIComponent(q)}`))
        .json<{ accounts: AccountRow[] }>()
        .accounts.map((a) => a.login)
    expect([await found('李医'), await found('other'), await found('%'), await found('%00').then(() => 'ok')]).toEqual([
      ['doctor'],
      [],
      [],
      'ok',
    ])
    expect((await as(admin).get('/api/admin/accounts?q=%00')).statusCode).toBe(400)
    for (const change of [{ disabled: true }, { name: 'x' }])
      expect((await as(admin).put('/api/admin/accounts/other', change)).statusCode).toBe(404)
    expect((await as(admin).post('/api/admin/accounts/other/reset')).statusCode).toBe(404)
  })

  it('change with the very next request: grants, disabling, reset', async () => {
    await createAccount(
      base.db,
      county,
      { login: 'zhou', name: '周', grants: [{ organization: 'hospital', role: 'nurse' }], password, mustChange: false },
      clock.now(),
    )
    const zhou = as(cookieOf(await signIn(door, 'zhou')))
    expect((await zhou.get('/api/who')).json()).toMatchObject({ roles: ['nurse'] })
    await as(admin).put('/api/admin/accounts/zhou', {
      name: '周医生',
      grants: [
        { organization: 'hospital', role: 'director' },
        { organization: 'hospital', role: 'county-doctor' },
      ],
    })
    expect((await zhou.get('/api/who')).json()).toMatchObject({ name: '周医生', roles: ['county-doctor', 'director'] })
    const past = await base.db.query<{ role: string }>(`select role from access_grant where login = 'zhou' and valid_to <= $1`, [
      clock.now(),
    ])
    expect(past).toEqual([{ role: 'nurse' }])
    await as(admin).put('/api/admin/accounts/zhou', { grants: [{ organization: 'hospital', role: 'nurse' }] })
    expect((await account('zhou'))?.grants).toEqual([{ organization: { id: 'hospital', name: '云岭县人民医院' }, role: 'nurse' }])
    await as(admin).put('/api/admin/accounts/zhou', { disabled: true })
    expect((await zhou.get('/api/who')).statusCode).toBe(401)
    await as(admin).put('/api/admin/accounts/zhou', { disabled: false })
    for (let i = 0; i < 5; i++) await signIn(door, 'zhou', 'wrong')
    expect((await account('zhou'))?.lockedUntil).not.toBeNull()
    const { password: once } = (await as(admin).post('/api/admin/accounts/zhou/reset')).json<{ password: string }>()
    expect((await signIn(door, 'zhou', once)).json()).toMatchObject({ mustChange: true })
    expect((await signIn(door, 'zhou')).statusCode).toBe(401)
  })

  it('never lose the last administrator, not even two at once', async () => {
    const lone = [
      await as(admin).put('/api/admin/accounts/admin', { disabled: true }),
      await as(admin).put('/api/admin/accounts/admin', { grants: [] }),
      await as(admin).put('/api/admin/roles/administrator', { verbs: ['audit.read'], sees: 'masked' }),
    ]
    expect(lone.map((r) => r.statusCode)).toEqual([409, 409, 409])
    await createAccount(base.db, county, { login: 'admin2', name: '副管理员', grants: [root], password, mustChange: false }, clock.now())
    const steps: string[] = []
    const remove = (login: string) =>
      keepingAnAdministrator(base.db, county, clock.now(), async (tx) => {
        steps.push('begin')
        await setGrants(tx, county, login, [], clock.now())
        await new Promise((done) => setTimeout(done, 50))
        steps.push('end')
      })
    const both = await Promise.allSettled([remove('admin'), remove('admin2')])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(steps).toEqual(['begin', 'end', 'begin', 'end'])
    await base.db.query(`update access_grant set valid_to = 'infinity' where login = 'admin'`)
    await door.sessions.forget(county)
  })
})

describe('roles', () => {
  it('start from the defaults, change for everybody at once, and may be added', async () => {
    const doctor = as(cookieOf(await signIn(door, 'doctor')))
    const { roles, verbs } = (await as(admin).get('/api/admin/roles')).json<{ roles: RoleRow[]; verbs: VerbRow[] }>()
    expect(verbs).toContainEqual({ verb: 'audit.read', text: ['查看审计记录', 'Read the audit trail'] })
    expect(roles.map((r) => r.role)).toEqual(Object.keys(defaultRoles).sort())
    expect((await as(admin).put('/api/admin/roles/county-doctor', { verbs: ['visit.close'], sees: 'masked' })).statusCode).toBe(200)
    expect((await doctor.get('/api/session')).json()).toMatchObject({ verbs: ['visit.close'], sees: 'masked' })
    await ensureCounty(base.db, { id: county, name: '云岭县', nameEn: '' }, clock.now())
    expect((await doctor.get('/api/session')).json()).toMatchObject({ verbs: ['visit.close'] })
    expect((await as(admin).put('/api/admin/roles/midwife', { verbs: ['visit.*'], sees: 'full' })).statusCode).toBe(404)
    expect(
      (await as(admin).put('/api/admin/roles/midwife', { name: ['助产士', 'Midwife'], verbs: ['visit.*'], sees: 'full' })).statusCode,
    ).toBe(200)
    expect((await as(admin).get('/api/admin/roles')).json<{ roles: RoleRow[] }>().roles).toContainEqual({
      role: 'midwife',
      name: ['助产士', 'Midwife'],
      verbs: ['visit.*'],
      sees: 'full',
      builtIn: false,
      updates: [],
    })
    expect((await as(admin).put('/api/admin/roles/midwife', { verbs: ['visit'], sees: 'full' })).statusCode).toBe(400)
  })
})

describe('the audit trail', () => {
  it('is read newest first, by day, actor and patient, page by page, and the reading is itself audited', async () => {
    await base.db.query(
      `insert into audit (county_id, chain, seq, at, actor, organization, action, patient_id, detail, hash)
       select 141097, 1 + i % 2, i, '2026-02-28 15:59:00+00'::timestamptz + (i / 2) * interval '30 seconds', case when i % 3 = 0 then 'admin' else 'doctor' end, 'hospital',
         'visit.close', case when i % 5 = 0 then 'pat-' || i end, '{"n":' || i || '}', '' from generate_series(1, 9) as i`,
    )
    const read = async (query: string) =>
      (await as(admin).get(`/api/admin/audit?${query}`)).json<{
        entries: { detail: { n: number }; actorName: string | null; organizationName: string | null }[]
        next?: string
      }>()
    const seen: number[] = []
    for (let after = ''; ; ) {
      const page = await read(`limit=2&after=${after}`)
      seen.push(...page.entries.map((e) => e.detail.n))
      if (!page.next) break
      after = page.next
    }
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1].sort((a, b) => Math.floor(b / 2) - Math.floor(a / 2) || (b % 2) - (a % 2)))
    const numbers = async (query: string) => (await read(query)).entries.map((e) => e.detail.n).sort()
    expect(await numbers('to=2026-02-28')).toEqual([1, 2, 3])
    expect(await numbers('from=2026-03-01&to=2026-03-01&actor=Admin')).toEqual([6, 9])
    expect(await numbers('patient=pat-5')).toEqual([5])
    expect((await read('actor=doctor')).entries[0]).toMatchObject({ actorName: '李医生', organizationName: '云岭县人民医院' })
    expect(door.trail).toContainEqual({
      county,
      actor: 'admin',
      organization: 'county-141097',
      action: 'audit.read',
      patient: 'pat-5',
      detail: {},
    })
    for (const query of [
      'after=x',
      'from=2026-13-01',
      `after=${Buffer.from('["2026-01-01 00:00:00+00",1]').toString('base64url')}`,
      'limit=0',
    ])
      expect((await as(admin).get(`/api/admin/audit?${query}`)).statusCode).toBe(400)
  })
})
