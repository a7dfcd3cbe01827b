import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'
import { perform } from '../../src/kernel/perform/perform.ts'
import { verifyAudit } from '../../src/record/audit.ts'
import { launchEngine } from '../../src/record/engine/launch.ts'
import { openHouse } from '../../src/server/house.ts'
import { a, county, smallCounty } from '../house.ts'
import { bundled, killServer, settled } from './killing.ts'

const rounds = 20
/** A slow machine plays fewer rounds. Milliseconds. */
const patience = 55_000
type House = Awaited<ReturnType<typeof openHouse>>
type Ask = { opId: string; verb: string; input: object; id?: string }
type Done = { opId: string; id: string; version: number }

/** Starts a process that waits for its address, so that the next one loads while this one works. */
const load = (program: string) => spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'ignore'] })

/** Lets the process work until `kill` has struck at a random moment; answers what it asked and what it was told. */
async function work(child: ChildProcess, address: string, kill: () => void) {
  const asked = new Map<string, Ask>()
  const done: Done[] = []
  const over = new Promise((resolve) => child.once('close', resolve))
  createInterface(child.stdout!).on('line', (text) => {
    if (!text.endsWith('}')) return // cut in the middle by the kill
    const said = JSON.parse(text) as { ask?: Ask; done?: Done }
    if (said.ask) asked.set(said.ask.opId, said.ask)
    else if (said.done && done.push(said.done) === 1) setTimeout(kill, 30 + Math.random() * 300)
  })
  child.stdin!.write(`${address}\n`)
  await over
  return { asked, done }
}

/** What stands half in the record: each query answers the cases it found. */
const halves = {
  'an operation without its audit entry, or two of them': `select o.op_id from idempotency o left join audit t on t.county_id = o.county_id and t.action = o.operation
    and t.detail::jsonb->>'id' = o.answer::jsonb->>'id' and t.detail::jsonb->>'version' = o.answer::jsonb->>'version'
    where o.county_id = $1 and o.op_id like '%-%' group by o.op_id having count(t.seq) <> 1`,
  'an audit entry without its operation': `select t.seq from audit t where t.county_id = $1 and t.action like 'visit.%' and not exists (select 1 from idempotency o
    where o.county_id = $1 and o.operation = t.action and t.detail::jsonb->>'id' = o.answer::jsonb->>'id' and t.detail::jsonb->>'version' = o.answer::jsonb->>'version')`,
  'a visit whose versions, history, measurements or flat row do not fit': `select r.id from resource r where r.county_id = $1 and r.type = 'Encounter' and (
    r.version <> (select count(*) from idempotency o where o.county_id = $1 and o.answer::jsonb->>'id' = r.id)
    or r.version - 1 <> (select count(*) from history h where h.county_id = $1 and h.type = 'Encounter' and h.id = r.id)
    or case when r.version > 1 then 2 else 0 end <> (select count(*) from resource o where o.county_id = $1 and o.type = 'Observation' and o.id in (r.id || '-pulse', r.id || '-pressure'))
    or r.doc::jsonb->>'status' is distinct from (select f.state from flat_visit f where f.county_id = $1 and f.id = r.id)
    or 1 <> (select count(*) from compartment c where c.county_id = $1 and c.type = 'Encounter' and c.id = r.id))`,
  'an event too few or too many': `select 1 where (select count(*) from outbox where county_id = $1 and event like 'visit.%')
    <> (select count(*) from idempotency where county_id = $1 and operation in ('visit.receive', 'visit.close'))`,
}

async function check({ record }: House, done: readonly Done[]) {
  const rows = await record.db.query<{ op_id: string; answer: string }>('select op_id, answer from idempotency where county_id = $1', [
    county,
  ])
  const answers = new Map(rows.map((r) => [r.op_id, JSON.parse(r.answer) as Done]))
  expect(done.filter(({ opId, id, version }) => answers.get(opId)?.id !== id || answers.get(opId)?.version !== version)).toEqual([])
  for (const [what, sql] of Object.entries(halves)) expect([what, await record.db.query(sql, [county])]).toEqual([what, []])
  expect((await verifyAudit(record.db, county)).broken).toEqual([])
}

it(`loses nothing that was acknowledged and keeps nothing by halves, killed up to ${rounds} times under load`, async () => {
  const data = mkdtempSync(join(tmpdir(), 'countywide-crash-'))
  chmodSync(data, 0o755) // as root the server's own account must reach it
  let engine = await launchEngine({ data })
  const program = await bundled('crash-child')
  let next = load(program)
  try {
    let house = await openHouse(engine.url)
    await smallCounty(house.record)
    const { id: person } = await perform(house, { county, kind: 'resident', verb: 'register', input: { name: '单晓梅' }, actor: a })
    const acknowledged: Done[] = []
    let lost = 0
    const began = performance.now()
    let played = 0
    for (let round = 0; round < rounds && performance.now() - began < patience; round++) {
      played++
      const child = next
      const server = round % 2 === 1
      const run = work(child, `${engine.url} ${person} ${round}`, () => (server ? killServer(data) : child.kill('SIGKILL')))
      next = load(program)
      const { asked, done } = await run
      if (server) {
        await Promise.all([house.record.close().catch(() => {}), engine.stop().catch(() => {})])
        engine = await launchEngine({ data })
        house = await openHouse(engine.url)
      } else await settled(house.record.db, 2)
      acknowledged.push(...done)
      for (const { opId } of done) asked.delete(opId)
      lost += asked.size
      for (const { id, ...ask } of asked.values())
        acknowledged.push({ opId: ask.opId, ...(await perform(house, { county, kind: 'visit', actor: a, ...ask, ...(id ? { id } : {}) })) })
      await check(house, acknowledged)
    }
    expect(acknowledged.length).toBeGreaterThan(played * 4)
    expect(lost).toBeGreaterThan(0) // the kills did strike in the middle of work
    await house.record.close()
  } finally {
    next.kill('SIGKILL')
    await engine.stop()
    rmSync(data, { recursive: true, force: true })
    rmSync(program)
  }
}, 180_000)
