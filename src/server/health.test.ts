import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cookieOf, password, signIn } from '../../test/door.ts'
import { county, smallCounty } from '../../test/house.ts'
import type { House } from '../kernel/perform/perform.ts'
import { openDb } from '../record/db.ts'
import { type Engine, launchEngine } from '../record/engine/launch.ts'
import { readPostmaster } from '../record/engine/postmaster.ts'
import { createAccount } from './access/accounts.ts'
import { ensureRoles } from './access/roles.ts'
import { openHouse } from './house.ts'
import { httpDoor } from './http.ts'

const data = mkdtempSync(join(tmpdir(), 'health-'))
let engine: Engine
let house: House
let app: FastifyInstance
let cookie: string
beforeAll(async () => {
  chmodSync(data, 0o755)
  engine = await launchEngine({ data, settings: { fsync: 'off', shared_buffers: '32MB' } })
  house = await openHouse(engine.url)
  await smallCounty(house.record)
  app = await httpDoor(house, { pulse: () => openDb(engine.url, { max: 1 }) })
  app.get('/api/slow', { config: { access: 'open' } }, async () => house.record.db.query('select pg_sleep(6)'))
  await ensureRoles(house.record.db, county)
  const grants = [{ organization: 'qy-a', role: 'township-doctor' as const }]
  await createAccount(house.record.db, county, { login: 'doctor', name: '测试', grants, password, mustChange: false }, new Date())
  cookie = cookieOf(await signIn({ app }, 'doctor'))
}, 120_000)
afterAll(async () => {
  await app.close()
  await house.record.close()
  await engine.stop()
  rmSync(data, { recursive: true })
}, 60_000)

const timed = async (url: string, method: 'GET' | 'POST' = 'GET', payload?: object) => {
  const began = performance.now()
  const answer = await app.inject({ method, url, headers: { cookie, 'x-countywide': '1' }, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, seconds: (performance.now() - began) / 1000, retry: answer.headers['retry-after'], answer }
}
const register = (n: number) => timed('/api/resident/register', 'POST', { name: `测试${n}` })
const until = async (status: number) => {
  const began = performance.now()
  while ((await timed('/healthz')).status !== status) {
    if (performance.now() - began > 20_000) throw new Error(`/healthz did not become ${status}`)
    await sleep(100)
  }
}
/** The server and all its children: a stopped parent alone would leave the connections answering. */
async function backends(): Promise<number[]> {
  const db = openDb(engine.url, { max: 1 })
  const rows = await db.query<{ pid: number }>('select pid from pg_stat_activity')
  await db.close()
  return [readPostmaster(join(data, 'pgdata'))!.pid, ...rows.map(({ pid }) => pid)]
}
const signal = (pids: readonly number[], name: 'SIGSTOP' | 'SIGCONT') => {
  for (const pid of pids)
    try {
      process.kill(pid, name)
    } catch {} // it has ended
}

it('is open to everybody and tells nothing but whether the server serves', async () => {
  const { answer } = await timed('/healthz')
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }])
  expect((await timed('/readyz')).answer.json()).toEqual({ status: 'ok', database: true, draining: false })
})

it('a database that hangs: health says so within a second, requests are answered 503 within five, and all is well again by itself', async () => {
  const pids = await backends()
  signal(pids, 'SIGSTOP')
  try {
    const health = timed('/healthz')
    const requests = [...Array.from({ length: 4 }, (_, n) => register(n)), timed('/api/persons?q=zs'), timed('/fhir/Patient?name=zs')]
    expect(await health).toMatchObject({ status: 503, seconds: expect.closeTo(0.95, 0) })
    expect((await health).seconds).toBeLessThan(1.5)
    for (const answered of await Promise.all(requests)) {
      expect(answered).toMatchObject({ status: 503, retry: '2' })
      expect(answered.seconds).toBeLessThan(5)
    }
    const next = await register(9)
    expect(next.status).toBe(503)
    expect(next.seconds).toBeLessThan(0.5)
    expect((await timed('/fhir/Patient?name=zs')).answer.json()).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'transient' }],
    })
  } finally {
    signal(pids, 'SIGCONT')
  }
  await until(200)
  await sleep(1200)
  expect((await register(10)).status).toBe(200)
}, 60_000)

it('a database that is killed: 503, and after its restart everything that was acknowledged is there', async () => {
  let acknowledged = 0
  let stop = false
  const before = await count()
  const seen = new Set<number>()
  const callers = Array.from({ length: 4 }, async (_, caller) => {
    for (let n = 0; !stop; n++) {
      const { status, seconds } = await register(caller * 1000 + n)
      seen.add(status)
      expect(seconds).toBeLessThan(5)
      if (status === 200) acknowledged += 1
      else await sleep(50)
    }
  })
  await sleep(500)
  process.kill(readPostmaster(join(data, 'pgdata'))!.pid, 'SIGKILL')
  await sleep(1000)
  while (!(await engine.revive())) await sleep(100)
  await until(200)
  await sleep(2500)
  stop = true
  await Promise.all(callers)
  expect([...seen].sort()).toEqual([200, 503])
  expect((await count()) - before).toBeGreaterThanOrEqual(acknowledged)
}, 90_000)
const count = async () => (await house.record.db.query<{ n: number }>(`select count(*) as n from resource where type = 'Patient'`))[0]!.n

it('work that merely takes long is left alone', async () => {
  expect(await timed('/api/slow')).toMatchObject({ status: 200 })
}, 20_000)
