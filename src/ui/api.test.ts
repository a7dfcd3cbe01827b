import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ApiFailure, ApiRefusal, addressOf, makeApi, textOf } from './api.ts'
import { makePerformer } from './performer.ts'
import { texts } from './texts.ts'

type Asked = { method: string; url: string; headers: IncomingMessage['headers']; body: string }
let door: Server
let asked: Asked[]
let answer: (asked: Asked, response: ServerResponse) => void
let base: string

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
const refusal = (kind: string, fields: unknown[] = []) => ({ refusal: { kind, text: ['不行', 'No'], fields } })

beforeEach(async () => {
  asked = []
  door = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body }
    asked.push(one)
    answer(one, response)
  })
  await new Promise<void>((ready) => door.listen(0, '127.0.0.1', ready))
  base = `http://127.0.0.1:${(door.address() as AddressInfo).port}/api`
})
afterEach(() => new Promise((done) => door.close(done)))

test('writes carry the guard header and JSON, reads neither; empty parameters are left out', async () => {
  answer = (_, response) => json(response, 200, { ok: true })
  const api = makeApi(base)
  expect(await api.get('/persons', { q: '王 玉', limit: 20, after: undefined, org: '' })).toEqual({ ok: true })
  await api.post('/visit/open', { a: 1 }, { 'Idempotency-Key': 'k' })
  expect(asked[0]).toMatchObject({ method: 'GET', url: `/api/persons?q=${encodeURIComponent('王')}+${encodeURIComponent('玉')}&limit=20` })
  expect(asked[0]?.headers['x-countywide']).toBeUndefined()
  expect(asked[1]).toMatchObject({
    body: '{"a":1}',
    headers: { 'x-countywide': '1', 'idempotency-key': 'k', 'content-type': 'application/json' },
  })
  expect(addressOf('/x')).toBe('/x')
})
test('a refusal is thrown with its kind, words and fields', async () => {
  answer = (_, response) => json(response, 400, refusal('invalid', [{ path: 'a.b', text: ['错', 'wrong'] }]))
  const error = await makeApi(base)
    .post('/x')
    .catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiRefusal)
  expect(error).toMatchObject({ kind: 'invalid', status: 400, text: ['不行', 'No'], fields: [{ path: 'a.b', text: ['错', 'wrong'] }] })
  expect(textOf(error)).toEqual(['不行', 'No'])
})
test('no answer is offline, a page instead of JSON is broken, a gateway that cannot reach the server is offline', async () => {
  answer = (_, response) => response.writeHead(500).end('<html>')
  await expect(makeApi(base).get('/x')).rejects.toMatchObject({ reason: 'broken' })
  answer = (_, response) => json(response, 500, refusal('busy'))
  await expect(makeApi(base).get('/x')).rejects.toMatchObject({ reason: 'broken', text: ['不行', 'No'] })
  answer = (_, response) => response.writeHead(502).end('<html>')
  await expect(makeApi(base).get('/x')).rejects.toMatchObject({ reason: 'offline' })
  answer = (_, response) => response.destroy()
  await expect(makeApi(base).get('/x')).rejects.toBeInstanceOf(ApiFailure)
  expect(textOf(new Error('bug'))).toBe(texts.broken)
})
test('an ended session is renewed once for all waiting requests, which then go out again; a wrong password is not an ended session', async () => {
  let signed = false
  let renewals = 0
  answer = (one, response) => (signed ? json(response, 200, one.url) : json(response, 401, refusal('forbidden')))
  const api = makeApi(base)
  const stop = api.whenSessionEnds(async () => {
    renewals++
    signed = true
  })
  expect(await Promise.all([api.get('/a'), api.post('/b')])).toEqual(['/api/a', '/api/b'])
  expect(renewals).toBe(1)
  signed = false
  await expect(api.post('/session', {})).rejects.toMatchObject({ status: 401 })
  stop()
  await expect(api.get('/a')).rejects.toMatchObject({ status: 401 })
  expect(renewals).toBe(1)
})
test('the same words after a broken line carry the same key, other words and later ones a new one', async () => {
  const performer = makePerformer(makeApi(base), 'visit')
  const keys = () => asked.map(({ headers }) => headers['idempotency-key'])
  answer = (_, response) => response.destroy()
  await performer.perform('close', { a: 1 }, { id: 'v/1', version: 3 }).catch(() => {})
  await performer.perform('close', { a: 2 }, { id: 'v/1', version: 3 }).catch(() => {})
  answer = (_, response) => json(response, 200, { kind: 'visit', id: 'v/1', version: 4, state: 'finished', case: {} })
  await performer.perform('close', { a: 1 }, { id: 'v/1', version: 3 })
  await performer.retry()
  await performer.perform('close', { a: 1 }, { id: 'v/1', version: 3 })
  expect(performer.retry()).toBeUndefined()
  const [first, second, third, fourth, fifth] = keys()
  expect(third).toBe(first)
  expect(fourth).toBe(second)
  expect(new Set([first, second, fifth]).size).toBe(3)
  expect(asked[0]).toMatchObject({ url: '/api/visit/v%2F1/close', headers: { 'if-match': '3' } })
})
test('a refused attempt is answered: trying again is a new one', async () => {
  const performer = makePerformer(makeApi(base), 'visit')
  answer = (_, response) => json(response, 409, refusal('conflict'))
  await performer.perform('open', {}).catch(() => {})
  expect(performer.retry()).toBeUndefined()
  expect(asked[0]).toMatchObject({ url: '/api/visit/open' })
  expect(asked[0]?.headers['if-match']).toBeUndefined()
})
