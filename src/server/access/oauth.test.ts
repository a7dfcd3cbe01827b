import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Door } from '../../../test/door.ts'
import { assertion, basic, county, jwksOf, keyPair, oauthDoors, post, signed, token, who } from '../../../test/oauth.ts'
import { changeClient } from './clients.ts'
import { limits } from './limits.ts'

let doors: Awaited<ReturnType<typeof oauthDoors>>
let [door, other]: Door[] = []
beforeAll(async () => {
  doors = await oauthDoors()
  ;({ door, other } = doors)
})
afterAll(() => doors.close())

describe('a client with a secret', () => {
  it('gets an opaque token by header or by form, which opens the FHIR door for what its scopes say', async () => {
    const { client: id, secret } = await doors.client({ scopes: ['system/Patient.rs', 'system/Observation.cruds'] })
    const answers = [
      await token(door!, id, secret),
      await post(door!, '/oauth/token', {
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
        scope: 'system/Patient.r',
      }),
    ]
    expect(answers.map((a) => [a.statusCode, a.headers['cache-control']])).toEqual([
      [200, 'no-store'],
      [200, 'no-store'],
    ])
    const [all, some] = answers.map((a) => a.json<{ access_token: string; scope: string; expires_in: number; token_type: string }>())
    expect(all).toMatchObject({
      token_type: 'Bearer',
      expires_in: limits.token / 1000,
      scope: 'system/Patient.rs system/Observation.cruds',
    })
    expect(all!.access_token).toMatch(/^141097\.[\w-]{43}$/)
    expect((await who(door!, all!.access_token)).json()).toEqual({
      county,
      login: `client:${id}`,
      reader: { county, labels: 0 },
      sees: 'full',
      may: ['read', 'search'],
    })
    expect((await who(other!, some!.access_token)).json()).toMatchObject({ may: ['read'] })
    const [stored] = await doors.base.db.query<{ n: number }>(
      `select count(*)::int as n from oauth_token t join oauth_client c using (county_id, client_id)
       where t::text || c::text like '%' || $1 || '%' or t::text || c::text like '%' || $2 || '%'`,
      [all!.access_token, secret],
    )
    expect(stored?.n).toBe(0)
    expect(door!.trail).toContainEqual(
      expect.objectContaining({
        county,
        actor: `client:${id}`,
        action: 'token.issue',
        detail: { scope: 'system/Patient.r', from: '127.0.0.1' },
      }),
    )
  })

  it('gets no scope it does not hold', async () => {
    const { client: id, secret } = await doors.client()
    for (const scope of [
      'system/Patient.cruds',
      'system/*.rs',
      'system/Patient.rs system/Observation.r',
      'openid',
      'system/Patient.rs?x=y',
    ]) {
      const answer = await token(door!, id, secret, { scope })
      expect([scope, answer.statusCode, answer.json().error]).toEqual([scope, 400, 'invalid_scope'])
    }
    expect(door!.trail.at(-1)).toMatchObject({ action: 'token.refuse', actor: `client:${id}`, detail: { error: 'invalid_scope' } })
  })

  it('is refused with a wrong secret in the same words as an unknown one, and waits after five', async () => {
    const { client: id, secret } = await doors.client()
    const wrong = await token(door!, id, 'x'.repeat(43))
    const unknown = await token(door!, `${county}-nobody`, 'x'.repeat(43))
    expect([wrong.statusCode, wrong.json()]).toEqual([unknown.statusCode, unknown.json()])
    expect([wrong.statusCode, wrong.json().error, wrong.headers['www-authenticate']]).toEqual([
      401,
      'invalid_client',
      expect.stringMatching(/^Basic/),
    ])
    for (let i = 0; i < 4; i++) await token(door!, id, 'wrong')
    expect(door!.trail.at(-1)).toMatchObject({ action: 'token.lock' })
    const locked = await token(door!, id, secret)
    expect([locked.statusCode, Number(locked.headers['retry-after']) > 800]).toEqual([429, true])
    expect((await token(other!, id, secret)).statusCode).toBe(429) // in every process
    doors.time.ahead += limits.firstLock
    expect((await token(door!, id, secret)).statusCode).toBe(200)
    doors.time.ahead = 0
  })

  it('is told by how it asked why a narrower scope is refused', async () => {
    const { client: id, secret } = await doors.client()
    const answer = await token(door!, id, secret, { scope: 'system/Patient.rs?gender=female' })
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      {
        error: 'invalid_scope',
        error_description:
          'not offered here, or not held by this client: system/Patient.rs?gender=female; scopes with a query are not offered',
        scope: 'system/Patient.rs?gender=female',
      },
    ])
  })

  it('is refused as unknown, and not as a fault of the server, under a name that nobody can have', async () => {
    for (const id of [`${county}-a\u0000b`, `${county}-${'x'.repeat(5000)}`, `${county}-A B`, '\u0000', ''])
      for (const answer of [
        await post(door!, '/oauth/token', { grant_type: 'client_credentials', client_id: id, client_secret: 'x' }),
        await signed(door!, await assertion(id, keyPair().privateKey)),
      ])
        expect([id.slice(0, 20), answer.statusCode < 500, /^invalid_(client|request)$/.test(answer.json().error)]).toEqual([
          id.slice(0, 20),
          true,
          true,
        ])
  })

  it('gets no token that the trail does not know of', async () => {
    const { client: id, secret } = await doors.client()
    door!.trail.push = () => {
      throw new Error('the trail cannot be written')
    }
    const answer = await token(door!, id, secret)
    Reflect.deleteProperty(door!.trail, 'push')
    expect([answer.statusCode, answer.json().access_token]).toEqual([500, undefined])
  })

  it('that is disabled is refused like an unknown one, and the trail says so', async () => {
    const { client: id, secret } = await doors.client()
    await changeClient(doors.base.db, county, id, { disabled: true }, doors.now())
    expect((await token(door!, id, secret)).json()).toEqual((await token(door!, `${county}-nobody`, secret)).json())
    const why = { error: 'invalid_client', why: 'the client is disabled' }
    expect(door!.trail.at(-1)).toMatchObject({ county, actor: `client:${id}`, action: 'token.refuse', detail: why })
  })

  it('is told, when it is refused, by which address it came', async () => {
    const { client: id } = await doors.client()
    const sent = { grant_type: 'client_credentials' }
    const { headers } = await post(door!, '/oauth/token', sent, { ...basic(id, 'wrong'), host: 'fhir.example.cn:8443' })
    expect(headers['www-authenticate']).toMatch(/^Basic realm="http:\/\/fhir\.example\.cn:8443"/)
  })

  it('finds no other flow', async () => {
    const { client: id, secret } = await doors.client()
    for (const grant_type of ['password', 'authorization_code', 'refresh_token', 'implicit', ''])
      expect((await token(door!, id, secret, { grant_type })).statusCode).toBe(400)
    for (const url of ['/oauth/auth', '/oauth/authorize', '/auth', '/jwks', '/oauth/reg'])
      expect((await door!.app.inject({ url })).statusCode).toBe(404)
    const json = await door!.app.inject({ method: 'POST', url: '/oauth/token', payload: { grant_type: 'client_credentials' } })
    expect([json.statusCode, json.json().error]).toEqual([400, 'invalid_request'])
  })
})

describe('a client that signs', () => {
  it.each(['ec', 'rsa'] as const)('gets a token with an %s key', async (kind) => {
    const { privateKey, publicKey } = keyPair(kind)
    const { client: id, secret } = await doors.client({ jwks: jwksOf(publicKey) })
    expect(secret).toBeUndefined()
    const answer = await signed(door!, await assertion(id, privateKey))
    expect([answer.statusCode, answer.json().scope]).toEqual([200, 'system/Patient.rs'])
    expect((await who(door!, answer.json().access_token)).statusCode).toBe(200)
  })

  it('is refused when the assertion is replayed, even at two doors at once', async () => {
    const { privateKey, publicKey } = keyPair()
    const { client: id } = await doors.client({ jwks: jwksOf(publicKey) })
    const jwt = await assertion(id, privateKey)
    const answers = await Promise.all([door!, other!, door!, other!].map((at) => signed(at, jwt)))
    expect(answers.map((a) => a.statusCode).sort()).toEqual([200, 401, 401, 401])
    expect((await signed(door!, jwt)).statusCode).toBe(401)
  })

  it('is refused for another audience, another key, another issuer, too long or past validity, and without a jti', async () => {
    const { privateKey, publicKey } = keyPair()
    const { client: id } = await doors.client({ jwks: jwksOf(publicKey) })
    const { client: second } = await doors.client({ jwks: jwksOf(keyPair().publicKey) })
    const seconds = Math.floor(Date.now() / 1000)
    const bad = await Promise.all([
      assertion(id, privateKey, { aud: 'https://elsewhere.example/oauth/token' }),
      assertion(id, keyPair().privateKey),
      assertion(id, privateKey, { iss: second }),
      assertion(second, privateKey),
      assertion(id, privateKey, { exp: seconds - 60 }),
      assertion(id, privateKey, { exp: seconds + 3600 }),
      assertion(id, privateKey, { jti: undefined as never }),
    ])
    const secretless = await post(door!, '/oauth/token', { grant_type: 'client_credentials', client_id: id, client_secret: 'x' })
    expect(secretless.statusCode).toBe(401)
    for (const jwt of bad) {
      doors.time.ahead += limits.longestLock // so that the lock-out does not answer instead
      const answer = await signed(door!, jwt)
      expect([answer.statusCode, answer.json().error]).toEqual([401, 'invalid_client'])
    }
    doors.time.ahead = 0
  })
})
