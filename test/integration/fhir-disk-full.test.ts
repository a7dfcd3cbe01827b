import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { verifyAudit } from '../../src/record/audit.ts'
import { openDb } from '../../src/record/db.ts'
import { machine } from '../bench/machine.ts'
import { county } from '../house.ts'
import { bundled } from './killing.ts'
import { onSmallDisk } from './small-disk.ts'

const system = 'urn:disk'
/** Big enough that the disk is full soon. */
const filler = 'x'.repeat(8000)
type Answered = { values: readonly string[]; status: number; text: string; retry: string | null; ms: number }

const observation = (value: string) => ({
  resourceType: 'Observation',
  identifier: [{ system, value }],
  status: 'final',
  code: { text: filler },
})
/** One resource, or a transaction of five. */
function body(key: string, many: boolean): { path: string; values: string[]; json: string } {
  if (!many) return { path: '/fhir/Observation', values: [key], json: JSON.stringify(observation(key)) }
  const values = Array.from({ length: 5 }, (_, i) => `${key}/${i}`)
  const entry = values.map((value) => ({ resource: observation(value), request: { method: 'POST', url: 'Observation' } }))
  return { path: '/fhir', values, json: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }) }
}

/** Uses up what PostgreSQL has put by for its log, until it finds no room for more: that ends it. Answers whether it did end. */
async function withoutLog(url: string): Promise<boolean> {
  const db = openDb(url, { max: 1 })
  try {
    for (let i = 0; i < 200; i++) {
      await db.query('select pg_switch_wal()')
      await sleep(20)
    }
    return false
  } catch {
    return true
  } finally {
    await db.close()
  }
}

it('a full disk: nothing is acknowledged that is not stored, each refusal says why, and with room again all is well', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'small-disk-'))
  const program = await bundled('fhir-disk-child')
  const child = onSmallDisk(folder, 256, [process.execPath, program, folder])
  try {
    const lines = createInterface(child.stdout!)
    const said = async (): Promise<string> =>
      String((await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => ['ended'])]))[0])
    const [url, address] = (await said()).split(' ') as [string, string]
    const token = await (await machine(url, address))()
    const authorization = `Bearer ${token}`
    let over = false
    const lanes = (name: string, enough: (answers: Answered[]) => boolean) => {
      const answers: Answered[] = []
      over = false
      const work = Array.from({ length: 6 }, async (_, lane) => {
        for (let i = 0; !over && !enough(answers); i++) {
          const { path, values, json } = body(`${name}-${lane}-${i}`, i % 3 === 2)
          const began = performance.now()
          const headers = { authorization, 'content-type': 'application/fhir+json' }
          const answer = await fetch(address + path, { method: 'POST', body: json, headers })
          const text = await answer.text()
          answers.push({ values, status: answer.status, text, retry: answer.headers.get('retry-after'), ms: performance.now() - began })
          if (answer.status >= 400) await sleep(50)
        }
      })
      return Promise.all(work).then(() => answers)
    }
    const refused = (answers: readonly Answered[]) => answers.filter(({ status }) => status >= 400)

    const before = await lanes('before', (answers) => answers.length >= 60)
    expect(refused(before)).toEqual([])

    child.stdin!.write('fill\n')
    expect(await said()).toBe('fill')
    const tired = setTimeout(() => (over = true), 20_000)
    const full = await lanes('full', (answers) => refused(answers).length >= 120)
    clearTimeout(tired)
    expect(refused(full).length).toBeGreaterThan(10)
    expect(refused(full).filter(({ text }) => /disk of the server is full/.test(text)).length).toBeGreaterThan(0)
    for (const { status, text, retry, ms } of refused(full)) {
      expect([status, JSON.parse(text)]).toMatchObject([503, { resourceType: 'OperationOutcome' }])
      expect(Number(retry)).toBeGreaterThan(0)
      expect(ms).toBeLessThan(5000)
    }

    const ending = withoutLog(url)
    setTimeout(() => (over = true), 6000)
    const dead = await lanes('dead', () => false)
    expect(await ending).toBe(true) // PostgreSQL itself has gone
    for (const { status, retry, ms } of refused(dead)) {
      expect([status, Number(retry) > 0]).toEqual([503, true])
      expect(ms).toBeLessThan(5000)
    }

    child.stdin!.write('free\n')
    expect(await said()).toBe('free')
    const free = performance.now()
    const after: Answered[] = []
    for (let n = 0; ; n++) {
      const some = await lanes(`after${n}`, (answers) => answers.length >= 40)
      after.push(...some)
      if (!refused(some).length) break
      expect(performance.now() - free).toBeLessThan(20_000)
    }

    const db = openDb(url, { max: 1 })
    const rows = await db.query<{ value: string }>(
      `select doc::jsonb->'identifier'->0->>'value' as value from resource where county_id = $1 and type = 'Observation' and not deleted`,
      [county],
    )
    const stored = rows.map(({ value }) => value).sort()
    expect(new Set(stored).size).toBe(stored.length)
    const there = new Set(stored)
    const all = [...before, ...full, ...dead, ...after]
    const acknowledged = all.filter(({ status }) => status < 300).flatMap(({ values }) => values)
    expect(acknowledged.filter((value) => !there.has(value))).toEqual([])
    for (const { values } of refused(all)) expect([0, values.length]).toContain(values.filter((value) => there.has(value)).length) // no half transaction
    const denied = refused(all).filter(({ text }) => /nothing was saved/.test(text))
    expect(denied.flatMap(({ values }) => values.filter((value) => there.has(value)))).toEqual([])
    expect((await verifyAudit(db, county)).broken).toEqual([])
    await db.close()
  } finally {
    child.stdin!.end()
    if (child.exitCode === null) await Promise.race([once(child, 'exit'), sleep(10_000)])
    child.kill('SIGKILL')
    rmSync(program)
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
