import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { verifyAudit } from '../../src/record/audit.ts'
import type { Db } from '../../src/record/db.ts'
import { launchEngine } from '../../src/record/engine/launch.ts'
import { openHouse } from '../../src/server/house.ts'
import { machine } from '../bench/machine.ts'
import { type SocketCaller, socketCaller } from '../bench/socket-caller.ts'
import { county, smallCounty } from '../house.ts'
import { bundled, killServer, settled } from './killing.ts'

const rounds = 20
/** A slow machine plays fewer rounds. Milliseconds. */
const patience = 40_000
/** Entries of a transaction, besides the patient. */
const size = 4
const system = 'urn:crash'

type Ask = { key: string; body: string; path: string }
const observation = (key: string, subject: string) => ({
  resourceType: 'Observation',
  identifier: [{ system, value: key }],
  status: 'final',
  code: { text: '脉搏' },
  subject: { reference: subject },
})
const creation = (key: string, patient: string): Ask => ({
  key,
  path: '/fhir/Observation',
  body: JSON.stringify(observation(key, `Patient/${patient}`)),
})
function transaction(key: string): Ask {
  const patient = `urn:uuid:${randomUUID()}`
  const request = (url: string) => ({ method: 'POST', url })
  const entry = [
    { fullUrl: patient, resource: { resourceType: 'Patient', identifier: [{ system, value: `${key}/p` }] }, request: request('Patient') },
    ...Array.from({ length: size }, (_, i) => ({ resource: observation(`${key}/${i}`, patient), request: request('Observation') })),
  ]
  return { key, path: '/fhir', body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }) }
}

const send = (caller: SocketCaller, { key, path, body }: Ask) =>
  caller.ask('POST', path, body, { 'idempotency-key': key, prefer: 'return=minimal' })

/** Eight machines write without a pause until the server is gone; answers what was asked and what was acknowledged. */
async function work(address: string, token: string, patient: string, round: number, kill: () => void) {
  const asked = new Map<string, Ask>()
  const done = new Set<string>()
  await Promise.allSettled(
    Array.from({ length: 8 }, async (_, lane) => {
      const caller = socketCaller(address, { authorization: `Bearer ${token}` })
      for (let i = 0; ; i++) {
        const key = `${round}-${lane}-${i}`
        const ask = i % 4 === 3 ? transaction(key) : creation(key, patient)
        asked.set(key, ask)
        const said = await send(caller, ask)
        if (said.status >= 500) throw new Error('the server is going')
        expect([key, said.status]).toEqual([key, i % 4 === 3 ? 200 : 201])
        if (done.add(key).size === 1) setTimeout(kill, 30 + Math.random() * 300)
      }
    }),
  )
  return { asked, done }
}

/** Everything that was asked is there once: all of it, with its search rows and its audit entry. */
async function check(db: Db, keys: readonly string[]) {
  const rows = await db.query<{ value: string; n: number }>(
    `select doc::jsonb->'identifier'->0->>'value' as value, count(*)::int as n from resource
     where county_id = $1 and not deleted and doc like '%urn:crash%' group by 1`,
    [county],
  )
  const counts = new Map(rows.map(({ value, n }) => [value, n]))
  const wanted = keys.flatMap((key) =>
    Number(key.split('-')[2]) % 4 === 3 ? [`${key}/p`, ...Array.from({ length: size }, (_, i) => `${key}/${i}`)] : [key],
  )
  expect(wanted.filter((value) => counts.get(value) !== 1)).toEqual([])
  expect(rows.length).toBe(wanted.length)
  const [halves] = await db.query<{ tokens: number; documents: number; versions: number }>(
    `select (select count(*) from token where county_id = $1 and type = 'Observation') as tokens,
       (select count(*) from resource where county_id = $1 and type = 'Observation') as documents,
       (select count(*) from resource where county_id = $1 and type = 'Observation' and version > 1) as versions`,
    [county],
  )
  expect(halves).toMatchObject({ tokens: halves!.documents, versions: 0 })
  expect((await verifyAudit(db, county)).broken).toEqual([])
}

it(`the FHIR door loses nothing that was acknowledged, doubles nothing and keeps no half transaction, killed up to ${rounds} times under load`, async () => {
  const data = mkdtempSync(join(tmpdir(), 'countywide-fhir-crash-'))
  chmodSync(data, 0o755) // as root the server's own account must reach it
  let engine = await launchEngine({ data })
  const program = await bundled('fhir-crash-child')
  const load = () => spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'] })
  const began = (child: ChildProcess) =>
    new Promise<string>((resolve, reject) => {
      createInterface(child.stdout!).once('line', resolve)
      child.once('exit', () => reject(new Error('the server ended before it answered')))
      child.stdin!.write(`${engine.url}\n`)
    })
  let child = load()
  try {
    let house = await openHouse(engine.url)
    await smallCounty(house.record)
    let address = await began(child)
    const token = await (await machine(engine.url, address))()
    const first = await socketCaller(address, { authorization: `Bearer ${token}` }).ask(
      'POST',
      '/fhir/Patient',
      '{"resourceType":"Patient"}',
    )
    const patient = (JSON.parse(first.body) as { id: string }).id
    const keys: string[] = []
    let lost = 0
    const start = performance.now()
    let played = 0
    for (let round = 0; round < rounds && performance.now() - start < patience; round++) {
      played++
      const database = round % 2 === 1
      const current = child
      const { asked, done } = await work(address, token, patient, round, () => (database ? killServer(data) : current.kill('SIGKILL')))
      const back = performance.now()
      if (database) {
        current.kill('SIGKILL')
        await Promise.all([house.record.close().catch(() => {}), engine.stop().catch(() => {})])
        engine = await launchEngine({ data })
        house = await openHouse(engine.url)
      }
      child = load()
      address = await began(child)
      const caller = socketCaller(address, { authorization: `Bearer ${token}` })
      expect((await caller.ask('GET', `/fhir/Patient/${patient}`)).status).toBe(200)
      expect(performance.now() - back).toBeLessThan(15_000) // five seconds are asked of a quiet machine; tests share theirs
      if (!database) await settled(house.record.db, 4)
      for (const key of done) asked.delete(key)
      lost += asked.size
      for (const ask of asked.values()) expect((await send(caller, ask)).status).toBeLessThan(300)
      caller.close()
      keys.push(...done, ...asked.keys())
      await check(house.record.db, keys)
    }
    expect(keys.length).toBeGreaterThan(played * 4)
    expect(lost).toBeGreaterThan(0) // the kills did strike in the middle of work
    await house.record.close()
  } finally {
    child.kill('SIGKILL')
    await engine.stop()
    rmSync(data, { recursive: true, force: true })
    rmSync(program)
  }
}, 200_000)
