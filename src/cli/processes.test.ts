import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { password } from '../../test/door.ts'
import { county, smallCounty } from '../../test/house.ts'
import { testDb } from '../../test/postgres.ts'
import { freePort } from '../record/engine/server.ts'
import { createAccount } from '../server/access/accounts.ts'
import { ensureRoles } from '../server/access/roles.ts'
import { openHouse } from '../server/house.ts'

const data = mkdtempSync(join(tmpdir(), 'processes-'))
let database: Awaited<ReturnType<typeof testDb>>
let server: ChildProcess
let at: string
let cookie: string
let said = ''
const ended = () => server.exitCode !== null || server.signalCode !== null

beforeAll(async () => {
  database = await testDb()
  const { record } = await openHouse(database.url)
  await smallCounty(record)
  await ensureRoles(record.db, county)
  const grants = [{ organization: 'qy-a', role: 'township-doctor' as const }]
  await createAccount(record.db, county, { login: 'doctor', name: '测试', grants, password, mustChange: false }, new Date())
  await record.close()
  const port = await freePort(0)
  at = `http://127.0.0.1:${port}`
  server = spawn(process.execPath, ['bin/countywide.mjs', '--data', data, '--port', String(port), 'start', '--processes', '2'], {
    env: { ...process.env, DATABASE_URL: database.url, METRICS_TOKEN: 'token' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [server.stdout, server.stderr]) stream!.setEncoding('utf8').on('data', (text: string) => (said += text))
  while (!said.includes('is running')) {
    if (ended()) throw new Error(said)
    await sleep(100)
  }
  const answer = await send('POST', '/api/session', { login: 'doctor', password })
  cookie = answer.headers.get('set-cookie')!.split(';')[0]!
}, 180_000)
afterAll(async () => {
  if (!ended()) server.kill('SIGKILL')
  await database.close()
  rmSync(data, { recursive: true, force: true })
})

const send = (method: string, path: string, body?: object, headers = {}) =>
  fetch(`${at}${path}`, {
    method,
    headers: { 'x-countywide': '1', 'content-type': 'application/json', connection: 'close', ...(cookie ? { cookie } : {}), ...headers },
    signal: AbortSignal.timeout(15_000),
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
/** Processes that have said a line of their own. */
const workers = () => [...new Set([...said.matchAll(/"pid":(\d+)/g)].map((found) => Number(found[1])))]
const living = () =>
  workers().filter((pid) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  })
const register = async () => {
  const id = randomUUID()
  const answer = await send('POST', '/api/resident/register', { name: `测试${id.slice(0, 4)}` }, { 'idempotency-key': id }).catch(
    () => undefined,
  )
  return answer?.ok ? ((await answer.json().catch(() => undefined)) as { id: string } | undefined)?.id : undefined
}

it('two processes answer on one port, and their figures are told as one', async () => {
  for (let n = 0; n < 20; n++) expect((await send('GET', '/healthz')).status).toBe(200)
  await expect.poll(() => living().length, { timeout: 5000 }).toBe(2)
  const figures = async () => (await send('GET', '/metrics', undefined, { authorization: 'Bearer token' })).text()
  const texts: string[] = []
  while (texts.length < 12) texts.push(await figures()) // so that each of them has read the database once
  const text = texts.at(-1)!
  expect(text).toContain('countywide_counties 1\n')
  expect(text).toContain('countywide_database_up 1\n')
  expect(text).toMatch(/countywide_info\{version="[^"]+"\} 1\n/)
  expect(text).toMatch(/countywide_processes 2\n/)
  const counted = /countywide_request_seconds_count\{class="\/healthz",method="GET",status="200"\} (\d+)/.exec(text)
  expect(Number(counted?.[1])).toBe(20)
  // the first process too, which answers nobody
  const resident = (pid: number) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024
  const told = Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1])
  const [first, ...others] = [server.pid!, ...living()].map(resident)
  expect(told).toBeGreaterThan(others.reduce((all, one) => all + one, 0) + first! / 2)
})

it('one that is killed under requests is replaced, and everything that was acknowledged is there', async () => {
  const acknowledged: string[] = []
  let stop = false
  const callers = Array.from({ length: 4 }, async () => {
    while (!stop) {
      const id = await register()
      if (id) acknowledged.push(id)
    }
  })
  await sleep(1000)
  const [victim] = living()
  process.kill(victim!, 'SIGKILL')
  await expect.poll(() => living().filter((pid) => pid !== victim).length, { timeout: 90_000 }).toBe(2)
  await sleep(500)
  stop = true
  await Promise.all(callers)
  expect(living()).not.toContain(victim)
  expect(said).toMatch(/has ended \(SIGKILL\), another one is started/)
  const rows = await database.db.query<{ id: string }>('select id from resource where county_id = $1', [county])
  const there = new Set(rows.map(({ id }) => id))
  expect(acknowledged.length).toBeGreaterThan(5)
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
  expect((await send('GET', '/api/session')).status).toBe(200)
}, 120_000)

it('stops on SIGTERM: requests under way are answered, then all processes end', async () => {
  const pids = living()
  const underway = Array.from({ length: 8 }, register)
  await sleep(30)
  server.kill('SIGTERM')
  const answered = await Promise.all(underway)
  await expect.poll(ended, { timeout: 30_000 }).toBe(true)
  expect(server.exitCode).toBe(0)
  expect(pids.length).toBe(2)
  expect(living()).toEqual([])
  const rows = await database.db.query<{ id: string }>('select id from resource where county_id = $1', [county])
  const there = new Set(rows.map(({ id }) => id))
  for (const id of answered) if (id) expect(there.has(id)).toBe(true)
}, 60_000)
