import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Door } from '../../../test/door.ts'
import { assertion, jwksOf, keyPair, oauthDoors, signed } from '../../../test/oauth.ts'
import { limits } from './limits.ts'

/** A hospital's own web server, which answers what the test tells it to. */
let site: Server
let answer: (response: ServerResponse) => void
let asked = 0
let doors: Awaited<ReturnType<typeof oauthDoors>>
let door: Door
beforeAll(async () => {
  doors = await oauthDoors()
  door = doors.door
  site = createServer((_, response) => {
    asked++
    answer(response)
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  site.closeAllConnections()
  site.close()
  await doors.close()
})

const [first, second] = [keyPair('rsa'), keyPair('ec')]
const says =
  (body: unknown, headers = {}, status = 200) =>
  (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
/** A client whose keys are at an address that nobody asked yet. */
const client = async () => {
  const { port } = site.address() as AddressInfo
  return (await doors.client({ jwksUri: `http://127.0.0.1:${port}/${crypto.randomUUID()}` })).client
}
const comes = async (id: string, key = first.privateKey, kid = 'k0') => {
  const { statusCode, body } = await signed(door, await assertion(id, key, {}, kid))
  return [statusCode, (JSON.parse(body) as { error?: string }).error]
}

it('keys are fetched from the address of their client, once for many sign-ins', async () => {
  const id = await client()
  answer = says(jwksOf(first.publicKey))
  const before = asked
  expect(await Promise.all([1, 2, 3].map(() => comes(id)))).toEqual(Array(3).fill([200, undefined]))
  expect(await comes(id)).toEqual([200, undefined])
  expect(asked - before).toBe(1)
})

it('a new key is known as soon as it is used; one taken away is void within a minute, however long the answer says it may be kept', async () => {
  const id = await client()
  answer = says(jwksOf(first.publicKey), { 'cache-control': 'max-age=31536000' })
  expect(await comes(id)).toEqual([200, undefined])
  answer = says({ keys: [{ ...second.publicKey.export({ format: 'jwk' }), kid: 'new' }] })
  doors.time.ahead = limits.keysAgain
  expect(await comes(id, second.privateKey, 'new')).toEqual([200, undefined])
  const other = await client()
  answer = says(jwksOf(first.publicKey), { 'cache-control': 'max-age=31536000' })
  expect(await comes(other)).toEqual([200, undefined])
  answer = says(jwksOf(second.publicKey))
  doors.time.ahead += limits.keys
  expect(await comes(other)).toEqual([401, 'invalid_client'])
  doors.time.ahead = 0
})

it('keys are kept no longer than their answer says', async () => {
  for (const cache of ['no-store', 'no-cache', 'max-age=0']) {
    const id = await client()
    answer = says(jwksOf(first.publicKey), { 'cache-control': cache })
    expect([cache, ...(await comes(id))]).toEqual([cache, 200, undefined])
    answer = says(jwksOf(second.publicKey))
    expect([cache, ...(await comes(id))]).toEqual([cache, 401, 'invalid_client'])
  }
})

it('an address that fails, hangs, redirects, sends too much or no keys is the answer 503 within seconds; the client is not locked, and comes in when it is back', async () => {
  const endless = Buffer.alloc(64 * 1024, ' ')
  const bad: Record<string, typeof answer> = {
    fails: says({}, {}, 500),
    hangs: () => {},
    drips: (response) => void response.write('{'),
    redirects: says(jwksOf(first.publicKey), { location: '/elsewhere' }, 302),
    'sends a page': (response) => void response.end('<html>'),
    'sends no list': says({ keys: 'none' }),
    'never ends': (response) => {
      const more = () => {
        while (response.write(endless));
        response.once('drain', more)
      }
      response.on('error', () => {})
      more()
    },
  }
  for (const [what, how] of Object.entries(bad)) {
    const id = await client()
    answer = how
    const began = performance.now()
    for (let i = 0; i < 6; i++) expect([what, ...(await comes(id))]).toEqual([what, 503, 'temporarily_unavailable'])
    expect(performance.now() - began).toBeLessThan(5000)
    answer = says(jwksOf(first.publicKey))
    doors.time.ahead += limits.keysAgain
    expect([what, ...(await comes(id))]).toEqual([what, 200, undefined])
  }
  expect(door.trail).toContainEqual(
    expect.objectContaining({ action: 'token.refuse', detail: expect.objectContaining({ error: 'temporarily_unavailable' }) }),
  )
  doors.time.ahead = 0
}, 60_000)

it('of what stands there, only keys that could be entered by hand count', async () => {
  const id = await client()
  const key = first.publicKey.export({ format: 'jwk' })
  answer = says({ keys: [{ ...first.privateKey.export({ format: 'jwk' }), kid: 'k0' }] })
  expect(await comes(id)).toEqual([401, 'invalid_client'])
  doors.time.ahead += limits.keys
  answer = says({
    keys: ['x', null, { ...key, use: 'enc', kid: 'k0' }, { kty: 'oct', k: 'AAAA', kid: 'k0' }, { ...key, kid: 7 }, { ...key, kid: 'k0' }],
  })
  expect(await comes(id)).toEqual([200, undefined])
  doors.time.ahead = 0
})
