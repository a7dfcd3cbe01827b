import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { type JWTPayload, SignJWT } from 'jose'
import type { NewClient } from '../src/server/access/client-shapes.ts'
import { createClient } from '../src/server/access/clients.ts'
import { ensureCounty } from '../src/server/access/setup.ts'
import { failure } from '../src/server/fhir/failure.ts'
import { type Door, openDoor } from './door.ts'
import { testDb } from './postgres.ts'

export const county = 141097
export type Fields = Readonly<Record<string, string>>

/** A page at the FHIR door that says who asks and what he may. */
function sayWho(app: FastifyInstance) {
  app.register(async (scope) => {
    scope.setErrorHandler((error, _, reply) => {
      const { status, body, headers } = failure(error, () => {})
      return reply
        .code(status)
        .headers(headers ?? {})
        .type('application/fhir+json')
        .send(body)
    })
    scope.route({
      method: ['GET', 'POST'],
      url: '/fhir/*',
      handler: async ({ caller }) => ({
        county: caller.county,
        login: caller.actor.login,
        reader: caller.reader,
        sees: caller.sees,
        may: (['read', 'search', 'create', 'update', 'delete'] as const).filter((access) => caller.may(access, 'Patient')),
      }),
    })
  })
}

/** Two server processes on one database with two counties, and machines that come to them. The clock is the real one, put forward by `ahead` ms. */
export async function oauthDoors() {
  const time = { ahead: 0 }
  const now = () => new Date(Date.now() + time.ahead)
  const base = await testDb({ max: 8 })
  for (const id of [county, 141098]) await base.db.transaction((tx) => ensureCounty(tx, { id, name: `县${id}`, nameEn: '' }, now()))
  const [door, other] = [await openDoor(base.db, now, sayWho), await openDoor(base.db, now, sayWho)] as const
  const client = (more: Partial<NewClient> = {}, at = county) =>
    createClient(
      base.db,
      at,
      {
        name: '医院信息系统',
        organization: `county-${at}`,
        scopes: ['system/Patient.rs'],
        sees: 'full',
        labels: 0,
        relations: false,
        ...more,
      },
      now(),
    ) as Promise<{ client: string; secret: string }>
  const close = async () => {
    await door.app.close()
    await other.app.close()
    await base.close()
  }
  return { base, now, time, door, other, client, close }
}

export const post = ({ app }: Pick<Door, 'app'>, url: string, fields: Fields, headers: Fields = {}) =>
  app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
export const basic = (id: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` })
export const token = (at: Pick<Door, 'app'>, id: string, secret: string, fields: Fields = {}) =>
  post(at, '/oauth/token', { grant_type: 'client_credentials', ...fields }, basic(id, secret))
export const who = ({ app }: Pick<Door, 'app'>, value: string, url = '/fhir/Patient') =>
  app.inject({ url, headers: { authorization: `Bearer ${value}` } })

/** A key pair of a machine that signs: on P-384, or RSA of 2048 bits. */
export const keyPair = (kind: 'ec' | 'rsa' = 'ec') =>
  kind === 'ec' ? generateKeyPairSync('ec', { namedCurve: 'P-384' }) : generateKeyPairSync('rsa', { modulusLength: 2048 })
export const jwksOf = (...keys: KeyObject[]) => ({ keys: keys.map((key, i) => ({ ...key.export({ format: 'jwk' }), kid: `k${i}` })) })

/** What a machine signs to prove who it is; `claims` and `kid` in place of the right ones. */
export const assertion = (id: string, key: KeyObject, claims: JWTPayload = {}, kid = 'k0') =>
  new SignJWT({
    iss: id,
    sub: id,
    aud: 'http://localhost/oauth/token',
    jti: crypto.randomUUID(),
    exp: Math.floor(Date.now() / 1000) + 240,
    ...claims,
  })
    .setProtectedHeader({ alg: key.asymmetricKeyType === 'ec' ? 'ES384' : 'RS384', kid, typ: 'JWT' })
    .sign(key)
export const signed = (at: Pick<Door, 'app'>, jwt: string, fields: Fields = {}) =>
  post(
    at,
    '/oauth/token',
    {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jwt,
      ...fields,
    },
    { host: 'localhost' },
  )
