import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Door, openDoor } from '../../../test/door.ts'
import { basic, county, oauthDoors, post, token, who } from '../../../test/oauth.ts'
import type { NewClient } from './client-shapes.ts'
import { changeClient, rotateSecret } from './clients.ts'
import { limits } from './limits.ts'

let doors: Awaited<ReturnType<typeof oauthDoors>>
let [door, other]: Door[] = []
beforeAll(async () => {
  doors = await oauthDoors()
  ;({ door, other } = doors)
})
afterAll(() => doors.close())

/** Until a notice has come to the other process. */
async function soon(holds: () => Promise<boolean>) {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect.fail('did not come about within a second')
}

describe('a token', () => {
  const issued = async (more: Partial<NewClient> = {}, at = county) => {
    const made = await doors.client(more, at)
    return { ...made, value: (await token(door!, made.client, made.secret)).json().access_token as string }
  }
  const good = async (value: string) => (await Promise.all([door!, other!].map((at) => who(at, value)))).map((a) => a.statusCode)

  it('ends in its time', async () => {
    const { value } = await issued()
    expect(await good(value)).toEqual([200, 200])
    doors.time.ahead = limits.token - 1000
    expect(await good(value)).toEqual([200, 200])
    doors.time.ahead = limits.token
    const answer = await who(door!, value)
    expect([answer.statusCode, answer.json().resourceType]).toEqual([401, 'OperationOutcome'])
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm=.*error="invalid_token"/)
    doors.time.ahead = 0
  })

  it.each([
    ['its client is disabled', (id: string) => changeClient(doors.base.db, county, id, { disabled: true }, doors.now())],
    ['its client gets a new secret', (id: string) => rotateSecret(doors.base.db, county, id, doors.now())],
    [
      'its client loses a scope',
      (id: string) => changeClient(doors.base.db, county, id, { scopes: ['system/Observation.r'] }, doors.now()),
    ],
  ])('is void at every door at once when %s', async (_, change) => {
    const { client: id, value } = await issued()
    expect(await good(value)).toEqual([200, 200])
    await change(id)
    await soon(async () => (await good(value)).every((status) => status === 401))
  })

  it('is void within half a minute where the notice was lost', async () => {
    const { client: id, value } = await issued()
    expect(await good(value)).toEqual([200, 200])
    await doors.base.db.query('update oauth_client set disabled = true where client_id = $1', [id])
    expect(await good(value)).toEqual([200, 200])
    doors.time.ahead = limits.tokenRefresh
    expect(await good(value)).toEqual([401, 401])
    doors.time.ahead = 0
  })

  it('is revoked by its client and by nobody else', async () => {
    const { client: id, secret, value } = await issued()
    const stranger = await doors.client()
    expect((await post(other!, '/oauth/revoke', { token: value }, basic(stranger.client, stranger.secret))).statusCode).toBe(200)
    expect(await good(value)).toEqual([200, 200])
    expect((await post(other!, '/oauth/revoke', { token: value }, basic(id, secret))).statusCode).toBe(200)
    await soon(async () => (await good(value)).every((status) => status === 401))
    expect(other!.trail.at(-1)).toMatchObject({ actor: `client:${id}`, action: 'token.revoke' })
  })

  it('belongs to one county and cannot be turned to another', async () => {
    const here = await issued()
    const there = await issued({}, 141098)
    expect((await who(door!, there.value)).json()).toMatchObject({ county: 141098, reader: { county: 141098 } })
    expect((await who(door!, here.value.replace('141097', '141098'))).statusCode).toBe(401)
    expect((await token(door!, here.client.replace('141097', '141098'), here.secret)).statusCode).toBe(401)
  })

  it('of a client that reads by relations carries the keys of its organisation, or none', async () => {
    await doors.base.db.query(
      `insert into org_dim (county_id, org_key, valid_from, org_id, name, level, institution_key, inside) values
       ($1, 7, '2020-01-01', 'hospital', '医院', 'institution', 7, true), ($1, 8, '2020-01-01', 'ward', '内科', 'department', 7, true), ($1, 9, '2020-01-01', 'clinic', '诊所', 'institution', 9, true)`,
      [county],
    )
    const keys = async (organization: string) =>
      (await who(door!, (await issued({ organization, relations: true })).value)).json().reader.organizations.sort()
    expect([await keys('hospital'), await keys('ward'), await keys('clinic'), await keys('closed')]).toEqual([[7, 8], [8], [9], []])
  })

  it('that is none is refused, whatever is sent in its place', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Bearer x',
      `Bearer ${county}.${'A'.repeat(43)}`,
      'Basic eDp5',
      'Bearer a b',
      `Bearer ${'x'.repeat(5000)}`,
    ]) {
      const answer = await door!.app.inject({ url: '/fhir/Patient', headers: { authorization } })
      expect([authorization, answer.statusCode, answer.json().resourceType]).toEqual([authorization, 401, 'OperationOutcome'])
    }
    const bare = await door!.app.inject({ url: '/fhir/Patient' })
    expect([bare.statusCode, bare.headers['www-authenticate']]).toEqual([401, 'Bearer realm="Countywide FHIR"'])
  })
})

describe('where the door says how to come in', () => {
  it('everybody may read it, and it names the address that was asked', async () => {
    const headers = { host: 'fhir.county.example', 'x-forwarded-proto': 'https' }
    const behind = await openDoor(doors.base.db, doors.now, undefined, true)
    for (const at of ['/fhir/.well-known/smart-configuration', '/.well-known/oauth-authorization-server'])
      expect((await behind.app.inject({ url: at, headers })).json()).toMatchObject({
        token_endpoint: 'https://fhir.county.example/oauth/token',
        revocation_endpoint: 'https://fhir.county.example/oauth/revoke',
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      })
    await behind.app.close()
    expect((await door!.app.inject({ url: '/fhir/metadata' })).json()).toMatchObject({ county: 0, may: [] })
    for (const url of ['/fhir/metadata/x', '/fhir/%6detadata', '/fhir//metadata'])
      expect((await door!.app.inject({ url })).statusCode).toBe(401)
  })
})
