import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { House } from '../../src/kernel/perform/perform.ts'
import { openDb } from '../../src/record/db.ts'
import { type Engine, launchEngine } from '../../src/record/engine/launch.ts'
import { readPostmaster } from '../../src/record/engine/postmaster.ts'
import { createClient } from '../../src/server/access/clients.ts'
import { openHouse } from '../../src/server/house.ts'
import { httpDoor } from '../../src/server/http.ts'
import { county, smallCounty } from '../house.ts'
import { basic } from '../oauth.ts'
import { killServer } from './killing.ts'

const places = { running: 4, waiting: 12 }
const data = mkdtempSync(join(tmpdir(), 'fhir-overload-'))
let engine: Engine
let house: House
let app: FastifyInstance
let at: string
const machines: Record<string, string>[] = []
beforeAll(async () => {
  chmodSync(data, 0o755)
  engine = await launchEngine({ data, settings: { fsync: 'off', shared_buffers: '32MB' } })
  house = await openHouse(engine.url)
  await smallCounty(house.record)
  app = await httpDoor(house, { pulse: () => openDb(engine.url, { max: 1 }), bounds: { ...places, waitingEach: 6, patience: 2000 } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  at = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  for (const name of ['a', 'b', 'c']) {
    const wanted = { name, organization: 'qy-a', scopes: ['system/*.cruds'], sees: 'full', labels: 0, relations: false } as const
    const made = await createClient(house.record.db, county, { ...wanted, scopes: [...wanted.scopes] }, new Date())
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    const granted = await fetch(`${at}/oauth/token`, { method: 'POST', body, headers: basic(made.client, made.secret ?? '') })
    const { access_token } = (await granted.json()) as { access_token: string }
    machines.push({ authorization: `Bearer ${access_token}`, 'content-type': 'application/fhir+json' })
  }
}, 120_000)
afterAll(async () => {
  await app.close()
  await house.record.close()
  await engine.stop()
  rmSync(data, { recursive: true })
}, 60_000)

type Answered = { status: number; retry: string | null; ms: number; text: string; kept?: string }
async function ask(path: string, headers: Record<string, string>, body?: object): Promise<Answered> {
  const began = performance.now()
  const answer = await fetch(at + path, { headers, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) })
  const text = await answer.text()
  const location = answer.headers.get('location')
  const kept = location ? { kept: new URL(location).pathname.replace(/\/_history.*/, '') } : {}
  return { status: answer.status, retry: answer.headers.get('retry-after'), ms: performance.now() - began, text, ...kept }
}
const questions = [
  (headers: Record<string, string>) => ask('/fhir/Patient', headers, { resourceType: 'Patient', name: [{ text: '张三' }] }),
  (headers: Record<string, string>) => ask('/fhir/Patient?name=zs&_count=5', headers),
  (headers: Record<string, string>) => ask('/fhir/Organization/qy-a', headers),
]

/** So many callers, each asking one question after another until it is over. */
function load(callers: number) {
  const answers: Answered[] = []
  let over = false
  const work = Array.from({ length: callers }, async (_, n) => {
    for (let i = n; !over; i++) {
      const answer = await questions[i % 3]!(machines[n % machines.length]!)
      answers.push(answer)
      if (answer.status >= 400) await sleep(20)
    }
  })
  return {
    answers,
    end: async () => {
      over = true
      await Promise.all(work)
    },
  }
}

/** Every question is answered well again, and what was acknowledged is there. */
async function allIsWell(answers: readonly Answered[]) {
  for (const headers of machines) for (const question of questions) expect((await question(headers)).status).toBeLessThan(300)
  const kept = answers.flatMap((one) => one.kept ?? [])
  expect(kept.length).toBeGreaterThan(10)
  for (const path of kept.slice(-100)) expect((await ask(path, machines[0]!)).status).toBe(200)
}

it('five times as many callers as there are places: some are told to come again, nothing else breaks, health answers, and afterwards all is well', async () => {
  const { answers, end } = load(5 * (places.running + places.waiting))
  const health: Answered[] = []
  for (let i = 0; i < 20; i++) {
    await sleep(100)
    health.push(await ask('/healthz', {}))
  }
  await end()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201, 429, 503]))
  const refused = answers.filter(({ status }) => status >= 400)
  expect(refused.filter(({ retry, text }) => retry !== '1' || !text.includes('Too many requests'))).toEqual([])
  expect(new Set(health.map(({ status }) => status))).toEqual(new Set([200]))
  expect(Math.max(...health.map(({ ms }) => ms))).toBeLessThan(1000)
  await allIsWell(answers)
}, 60_000)

/** Trouble for three seconds, under load: whoever asks hears 503 within five seconds and when to come again, and all is well by itself when it is over. */
async function lives(trouble: () => Promise<() => Promise<unknown>>) {
  const { answers, end } = load(12)
  await sleep(500)
  const over = await trouble()
  await sleep(3000).finally(over)
  const began = performance.now()
  while ((await ask('/fhir/Patient?name=zs', machines[0]!)).status !== 200 && performance.now() - began < 30_000) await sleep(100)
  expect(performance.now() - began).toBeLessThan(20_000) // a second or two; others may keep the machine busy
  await end()
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 201, 503]))
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(5000)
  const refused = answers.filter(({ status }) => status === 503)
  expect(refused.filter(({ retry, text }) => !(Number(retry) > 0) || !text.includes('"OperationOutcome"'))).toEqual([])
  await allIsWell(answers)
}

it('a database that hangs for three seconds: 503 within five, and well again when it goes on', async () => {
  await lives(async () => {
    const db = openDb(engine.url, { max: 1 })
    const rows = await db.query<{ pid: number }>('select pid from pg_stat_activity')
    await db.close()
    const pids = [readPostmaster(join(data, 'pgdata'))!.pid, ...rows.map(({ pid }) => pid)]
    const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
      for (const pid of pids)
        try {
          process.kill(pid, name)
        } catch {} // it has ended
    }
    signal('SIGSTOP')
    return async () => signal('SIGCONT')
  })
}, 60_000)

it('a database that is killed and gone for three seconds: 503 within five, and well again when it is back', async () => {
  await lives(async () => {
    killServer(data)
    return async () => expect(await engine.revive()).toBe(true)
  })
}, 60_000)
