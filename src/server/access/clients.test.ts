import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cookieOf, password, refusalOf, send, signIn } from '../../../test/door.ts'
import { county, oauthDoors, token, who } from '../../../test/oauth.ts'
import { createAccount, rootOf } from './accounts.ts'
import { listRoles } from './administration.ts'
import type { ClientRow } from './clients.ts'
import { updateRoles } from './role-updates.ts'
import { defaultRoles } from './roles.ts'
import type { AuditEntry } from './sign-in.ts'

let doors: Awaited<ReturnType<typeof oauthDoors>>
let admin: string
let doctor: string
let nurse: string
beforeAll(async () => {
  doors = await oauthDoors()
  const post = (login: string, role: string) =>
    createAccount(
      doors.base.db,
      county,
      { login, name: login, grants: [{ organization: rootOf(county), role }], password, mustChange: false },
      doors.now(),
    )
  await Promise.all([post('admin', 'administrator'), post('doctor', 'county-doctor'), post('nurse', 'nurse')])
  ;[admin, doctor, nurse] = (await Promise.all(['admin', 'doctor', 'nurse'].map((login) => signIn(doors.door, login)))).map(cookieOf) as [
    string,
    string,
    string,
  ]
})
afterAll(() => doors.close())

const valid = { name: '医院信息系统', organization: rootOf(county), scopes: ['system/*.rs'], sees: 'masked' }
const as = (cookie: string) => ({
  get: (url: string) => send(doors.door, 'GET', url, { cookie }),
  post: (url: string, payload: object = {}) => send(doors.door, 'POST', url, { cookie, payload }),
  put: (url: string, payload: object) => send(doors.door, 'PUT', url, { cookie, payload }),
})

describe('clients', () => {
  it('are kept by administrators only', async () => {
    for (const cookie of [doctor, nurse]) {
      const { get, post, put } = as(cookie)
      const answers = [
        await get('/api/admin/clients'),
        await post('/api/admin/clients', valid),
        await put('/api/admin/clients/141097-his', {}),
        await post('/api/admin/clients/141097-his/rotate'),
      ]
      expect(answers.map((a) => a.statusCode)).toEqual([403, 403, 403, 403])
    }
  })

  it('are made, told their secret once, changed, given another secret and disabled; all of it in the trail, no secret anywhere', async () => {
    const made = await as(admin).post('/api/admin/clients', { ...valid, short: 'his' })
    const issued = { client: '141097-his', secret: expect.stringMatching(/^[\w-]{43}$/), address: 'http://localhost:80' }
    expect([made.statusCode, made.json()]).toEqual([201, issued])
    const { client, secret } = made.json<{ client: string; secret: string }>()
    const url = `/api/admin/clients/${client}`
    expect((await as(admin).put(url, { sees: 'full', relations: false })).statusCode).toBe(200)
    const rotated = (await as(admin).post(`${url}/rotate`)).json<{ secret: string }>()
    expect(rotated).toEqual(issued)
    expect((await token(doors.other, client, secret)).statusCode).toBe(401)
    expect((await token(doors.other, client, rotated.secret)).statusCode).toBe(200)
    expect((await as(admin).put(url, { disabled: true })).statusCode).toBe(200)
    expect((await token(doors.other, client, rotated.secret)).statusCode).toBe(401)
    const { clients } = (await as(admin).get('/api/admin/clients')).json<{ clients: ClientRow[] }>()
    expect(clients).toEqual([
      expect.objectContaining({ client, name: '医院信息系统', proof: 'secret', scopes: ['system/*.rs'], sees: 'full', disabled: true }),
    ])
    const said = doors.door.trail.filter(({ action }) => action.startsWith('client.'))
    expect(said.map(({ action, actor }) => [action, actor])).toEqual([
      ['client.create', 'admin'],
      ['client.change', 'admin'],
      ['client.rotate', 'admin'],
      ['client.change', 'admin'],
    ])
    const [row] = await doors.base.db.query<{ text: string }>('select c::text as text from oauth_client c where client_id = $1', [client])
    for (const one of [secret, rotated.secret]) expect(JSON.stringify([clients, said, row])).not.toContain(one)
    const again = await as(admin).post('/api/admin/clients', { ...valid, short: 'his' })
    expect([again.statusCode, refusalOf(again).fields?.[0]?.path]).toEqual([409, 'short'])
  })

  it('are refused with the field that is wrong', async () => {
    const jwk = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) => key.export({ format: 'jwk' })
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const cases: readonly (readonly [field: string, more: object])[] = [
      ['scopes.0', { scopes: ['system/Patient.sr'] }],
      ['scopes', { scopes: ['system/Patient.cruds'], sees: 'masked' }],
      ['organization', { organization: 'nowhere' }],
      ['name', { name: '' }],
      ['short', { short: 'HIS' }],
      ['jwks.keys.0', { jwks: { keys: [jwk(privateKey)] } }],
      ['jwks.keys.0', { jwks: { keys: [jwk(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)] } }],
      ['jwks.keys.0', { jwks: { keys: [jwk(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)] } }],
      ['jwks.keys.0', { jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }],
      ['jwksUri', { jwksUri: 'http://keys.example/jwks' }],
      ['jwksUri', { jwksUri: 'https://user:word@keys.example/jwks' }],
      ['jwksUri', { jwks: { keys: [jwk(publicKey)] }, jwksUri: 'https://keys.example/jwks' }],
    ]
    for (const [field, more] of cases) {
      const answer = await as(admin).post('/api/admin/clients', { ...valid, ...more })
      expect([field, answer.statusCode, refusalOf(answer).fields?.[0]?.path]).toEqual([field, 400, field])
    }
    const said = async (...keys: unknown[]) =>
      refusalOf(await as(admin).post('/api/admin/clients', { ...valid, jwks: { keys } })).fields?.map(
        ({ path, text }) => `${path} ${text[1]}`,
      )
    const good = { ...publicKey.export({ format: 'jwk' }), kid: 'a' }
    expect(await said(good, { ...jwk(privateKey), kid: 'b' })).toEqual([
      expect.stringMatching(/^jwks\.keys\.1 Key 2 b: it holds the private half/),
    ])
    expect(await said({ ...good, use: 'enc' })).toEqual([expect.stringMatching(/^jwks\.keys\.0 Key 1 a: use should be sig/)])
    expect(await said({ ...good, alg: 'PS256' }, { ...good, kid: 7 })).toEqual([
      expect.stringContaining('alg should be'),
      expect.stringContaining('kid should be'),
    ])
    expect(await said(good, good)).toEqual([expect.stringContaining('two keys have the same kid: a')])
    expect(await said({ kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }, 'key', null)).toEqual([
      expect.stringContaining('cut short'),
      expect.stringContaining('not a JSON object'),
      expect.stringContaining('not a JSON object'),
    ])
    const { client } = (await as(admin).post('/api/admin/clients', valid)).json<{ client: string }>()
    const change = await as(admin).put(`/api/admin/clients/${client}`, { scopes: ['system/*.cruds'] })
    expect([change.statusCode, refusalOf(change).fields?.[0]?.path]).toEqual([400, 'scopes'])
    expect((await as(admin).put('/api/admin/clients/141097-nobody', { name: 'x' })).statusCode).toBe(404)
    expect((await as(admin).post('/api/admin/clients/141098-his/rotate')).statusCode).toBe(404)
  })
})

describe('the FHIR door', () => {
  it('lets a post in by its verbs, changes only with the header of the house', async () => {
    const at = (cookie: string, method: 'GET' | 'POST' = 'GET', headers = {}) =>
      doors.door.app.inject({ method, url: '/fhir/Patient', headers: { cookie, ...headers } })
    expect((await at(doctor)).json()).toMatchObject({ county, login: 'doctor', sees: 'full', may: ['read', 'search'] })
    expect((await at(nurse)).json()).toMatchObject({ may: [] })
    expect((await at(admin)).json()).toMatchObject({ may: [] })
    const bare = await at(doctor, 'POST')
    expect([bare.statusCode, bare.json().resourceType]).toEqual([403, 'OperationOutcome'])
    expect((await at(doctor, 'POST', { 'x-countywide': '1' })).statusCode).toBe(200)
    expect((await at('cw=141097.x')).statusCode).toBe(401)
    await as(admin).put('/api/admin/roles/nurse', { verbs: ['fhir.*'], sees: 'masked' })
    expect((await at(nurse)).json()).toMatchObject({ sees: 'masked', may: ['read', 'search'] })
    await as(admin).put('/api/admin/roles/nurse', { verbs: ['fhir.*'], sees: 'none' })
    expect((await at(nurse)).json()).toMatchObject({ may: [] })
  })

  it('needs no header of a machine, which may not change what it sees masked', async () => {
    const full = await doors.client({ scopes: ['system/*.cruds'] })
    const masked = await doors.client({ scopes: ['system/*.cruds'], sees: 'masked' })
    const may = async ({ client, secret }: { client: string; secret: string }) =>
      (await who(doors.door, (await token(doors.door, client, secret)).json().access_token)).json().may
    expect(await may(full)).toEqual(['read', 'search', 'create', 'update', 'delete'])
    expect(await may(masked)).toEqual(['read', 'search'])
    const { access_token } = (await token(doors.door, full.client, full.secret)).json()
    const answer = await doors.door.app.inject({
      method: 'POST',
      url: '/fhir/Patient',
      headers: { authorization: `bearer ${access_token}`, cookie: nurse },
    })
    expect([answer.statusCode, answer.json().login]).toEqual([200, `client:${full.client}`])
  })
})

describe('roles of older data', () => {
  const verbsOf = async (role: string) =>
    (await doors.base.db.query<{ verbs: string[] }>('select verbs from role where county_id = 141098 and role = $1', [role]))[0]!.verbs
  const set = (role: string, verbs: readonly string[], given: readonly string[] | null) =>
    doors.base.db.query('update role set verbs = $2, given = $3 where county_id = 141098 and role = $1', [role, verbs, given])

  it('follow the house where no administrator changed them; else they keep his changes and get only what is wholly new', async () => {
    const { administrator, nurse: nurseRole } = defaultRoles
    const later = ['client.*', 'due_days.*', 'reports.supervise']
    const before = administrator.verbs.filter((verb) => !later.includes(verb))
    await set('administrator', [...before].reverse(), null)
    await set('county-doctor', ['visit.read'], null)
    await set('nurse', ['visit.read'], ['visit.read'])
    await set('chief', ['report.read', 'brief.read'], ['report.*', 'month.*'])
    const deps = { db: doors.base.db, now: doors.now, audit: async (entry: AuditEntry) => void doors.door.trail.push(entry) }
    await updateRoles(deps)
    expect(await verbsOf('administrator')).toEqual(administrator.verbs)
    expect(await verbsOf('county-doctor')).toEqual(['visit.read', 'fhir.read'])
    expect(await verbsOf('nurse')).toEqual(nurseRole.verbs)
    const chief = await verbsOf('chief')
    expect(chief.slice(0, 2)).toEqual(['report.read', 'brief.read'])
    expect(chief).toContain('due_days.*') // wholly new
    expect(chief.filter((verb) => /^(report|month)\.\*/.test(verb))).toEqual([]) // taken away on purpose
    const told = doors.door.trail.filter(({ action }) => action === 'roles.upgrade')
    expect(told).toContainEqual(
      expect.objectContaining({ county: 141098, detail: { role: 'county-doctor', added: ['fhir.read'], gone: [] } }),
    )
    const roles = await listRoles(doors.base.db, 141098)
    expect(roles.find(({ role }) => role === 'administrator')!.updates).toEqual([{ at: expect.any(String), added: later, gone: [] }])

    await set('administrator', before, administrator.verbs)
    await updateRoles(deps)
    expect(await verbsOf('administrator')).toEqual(before)
    expect(doors.door.trail.filter(({ action }) => action === 'roles.upgrade')).toHaveLength(told.length)
  })
})
