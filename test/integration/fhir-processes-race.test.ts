/** Twenty callers at once at two processes behind one port: whatever they race for, one gets it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../src/record/engine/server.ts'
import { openHouse } from '../../src/server/house.ts'
import { machine } from '../bench/machine.ts'
import { smallCounty } from '../house.ts'
import { testDb } from '../postgres.ts'

const data = mkdtempSync(join(tmpdir(), 'fhir-processes-'))
let database: Awaited<ReturnType<typeof testDb>>
let server: ChildProcess
let at: string
let authorization: string
let said = ''
const ended = () => server.exitCode !== null || server.signalCode !== null

beforeAll(async () => {
  database = await testDb()
  const { record } = await openHouse(database.url)
  await smallCounty(record)
  await record.close()
  const port = await freePort(0)
  at = `http://127.0.0.1:${port}`
  server = spawn(process.execPath, ['bin/countywide.mjs', '--data', data, '--port', String(port), 'start', '--processes', '2'], {
    env: { ...process.env, DATABASE_URL: database.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [server.stdout, server.stderr]) stream!.setEncoding('utf8').on('data', (text: string) => (said += text))
  while (!said.includes('is running')) {
    if (ended()) throw new Error(said)
    await sleep(100)
  }
  authorization = `Bearer ${await (await machine(database.url, at))()}`
}, 180_000)
afterAll(async () => {
  if (!ended()) server.kill('SIGKILL')
  await database.close()
  rmSync(data, { recursive: true, force: true })
})

type Said = { status: number; json: Record<string, unknown>; location: string; etag: string | null }
const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Said> => {
  const type = method === 'PATCH' ? 'application/json-patch+json' : 'application/fhir+json'
  const answer = await fetch(`${at}/fhir${path}`, {
    method,
    headers: { authorization, connection: 'close', ...(body === undefined ? {} : { 'content-type': type }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  const place = /\/fhir\/(\w+\/[\w.-]+)/.exec(answer.headers.get('location') ?? '')?.[1] ?? ''
  return { status: answer.status, json: text ? JSON.parse(text) : {}, location: place, etag: answer.headers.get('etag') }
}
const twenty = <T>(work: (i: number) => Promise<T>) => Promise.all(Array.from({ length: 20 }, (_, i) => work(i)))
const tally = (all: readonly Said[]) => {
  const counts: Record<number, number> = {}
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1
  return counts
}
const system = 'urn:race'
const numbered = (value: string, more: object = {}) => ({ resourceType: 'Patient', identifier: [{ system, value }], ...more })
const transaction = (...entry: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry })
const responses = ({ json }: Said) =>
  (json['entry'] as { response: { status: string; location: string } }[]).map(({ response }) => response)
const versionOf = async (path: string) => (await ask('GET', path)).etag
const standing = async (value: string) => (await ask('GET', `/Patient?identifier=${system}|${value}&_summary=count`)).json['total']

it('is answered by both of them', () => {
  expect(new Set([...said.matchAll(/"pid":(\d+)/g)].map(([, pid]) => pid)).size).toBe(2)
})

const ways: Readonly<Record<string, (id: string, i: number) => Promise<Said>>> = {
  'a PUT': (id, i) => ask('PUT', `/Patient/${id}`, numbered(id, { id, language: `x-${i}` }), { 'if-match': 'W/"1"' }),
  'a PATCH': (id, i) => ask('PATCH', `/Patient/${id}`, [{ op: 'add', path: '/language', value: `x-${i}` }], { 'if-match': 'W/"1"' }),
  'a conditional PUT': (id, i) =>
    ask('PUT', `/Patient?identifier=${system}|${id}`, numbered(id, { language: `x-${i}` }), { 'if-match': 'W/"1"' }),
  'a DELETE': (id) => ask('DELETE', `/Patient/${id}`, undefined, { 'if-match': 'W/"1"' }),
  'a transaction': (id, i) =>
    ask(
      'POST',
      '',
      transaction(
        { resource: numbered(`${id}-${i}`), request: { method: 'POST', url: 'Patient' } },
        { resource: numbered(id, { id, language: `x-${i}` }), request: { method: 'PUT', url: `Patient/${id}`, ifMatch: 'W/"1"' } },
      ),
    ),
}
for (const [way, change] of Object.entries(ways))
  it(`${way} with If-Match: one of twenty wins, the others hear 412 and leave nothing`, async () => {
    for (let round = 0; round < 5; round++) {
      const id = `m-${way.replaceAll(' ', '-')}-${round}`
      await ask('PUT', `/Patient/${id}`, numbered(id, { id }))
      const all = await twenty((i) => change(id, i))
      const won = all.filter(({ status }) => status < 300)
      expect([way, tally(all)]).toEqual([way, { [won[0]?.status ?? 0]: 1, 412: 19 }])
      if (way !== 'a DELETE') expect(await versionOf(`/Patient/${id}`)).toBe('W/"2"')
      if (way !== 'a transaction') continue
      const kept = await Promise.all(Array.from({ length: 20 }, (_, i) => standing(`${id}-${i}`)))
      expect(kept.sort()).toEqual([...Array.from({ length: 19 }, () => 0), 1])
    }
  })

it('a conditional create: one resource, alone, in transactions, and when both ways race', async () => {
  for (let round = 0; round < 9; round++) {
    const value = `c-${round}`
    const alone = () => ask('POST', '/Patient', numbered(value), { 'if-none-exist': `identifier=${system}|${value}` })
    const entry = { resource: numbered(value), request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=${system}|${value}` } }
    const together = () => ask('POST', '', transaction(entry))
    const ways = [() => alone(), () => together(), (i: number) => (i % 2 ? alone() : together())]
    const all = await twenty(ways[round % 3]!)
    expect(all.every(({ status }) => status === 200 || status === 201)).toBe(true)
    const ids = new Set(all.map((one) => one.location || responses(one)[0]!.location.split('/').slice(0, 2).join('/')))
    expect([value, ids.size, await standing(value)]).toEqual([value, 1, 1])
    const made = all.filter((one) => (one.location ? one.status === 201 : responses(one)[0]!.status.startsWith('201')))
    expect(made).toHaveLength(1)
  }
})

it('a conditional update of what is not there: one is made, and the others change it', async () => {
  for (let round = 0; round < 5; round++) {
    const value = `u-${round}`
    const all = await twenty((i) => ask('PUT', `/Patient?identifier=${system}|${value}`, numbered(value, { language: `x-${i}` })))
    expect(tally(all)).toEqual({ 200: 19, 201: 1 })
    expect(await standing(value)).toBe(1)
  }
})

it('one Idempotency-Key: one resource, and all hear the same', async () => {
  for (let round = 0; round < 5; round++) {
    const value = `k-${round}`
    const all = await twenty(() => ask('POST', '/Patient', numbered(value), { 'idempotency-key': value }))
    expect(tally(all)).toEqual({ 201: 20 })
    expect([new Set(all.map(({ location }) => location)).size, await standing(value)]).toEqual([1, 1])
  }
})

it('updates without If-Match all come to pass, one after the other', async () => {
  await ask('PUT', '/Patient/crowd', numbered('crowd', { id: 'crowd' }))
  const all = await twenty((i) => ask('PUT', '/Patient/crowd', numbered('crowd', { id: 'crowd', language: `x-${i}` })))
  expect(tally(all)).toEqual({ 200: 20 })
  expect(new Set(all.map(({ etag }) => etag)).size).toBe(20)
  expect(await versionOf('/Patient/crowd')).toBe('W/"21"')
})
