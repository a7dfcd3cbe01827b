import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { derivedId } from './ids.ts'
import { incoming } from './incoming.ts'
import { type Load, loadChunk } from './load.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

const now = '2026-11-01T00:00:00Z'
const load: Load = {
  county,
  batch: 'b',
  since: now,
  audit: { at: now, actor: 'tester', organization: 'system', action: 'import.fhir', detail: {} },
}
const patient = (n: number) =>
  incoming({ resourceType: 'Patient', id: derivedId('', county, 'load', 'Patient', String(n)), name: [{ text: '张三' }] })
const chunk = (from: number) => ({
  documents: Array.from({ length: 2000 }, (_, i) => patient(from + i)),
  refusals: [],
  checkpoint: from,
})

/** Enough for the key's index to be one level higher than the other, which then seems cheaper. */
const many = 16_000

it('looks documents up by their key alone, also in a table that nobody has analysed', async () => {
  const { db } = house.record
  await db.script('alter table resource set (autovacuum_enabled = off)')
  for (let from = 0; from < many; from += 2000) expect(await loadChunk(house.record, load, chunk(from))).toMatchObject({ taken: 2000 })
  await setTimeout(1100) // a connection tells what it has read once a second
  await Promise.all(Array.from({ length: 8 }, () => db.query('select pg_stat_force_next_flush()')))
  const [row] = await db.query<{ read: number }>(
    `select sum(idx_tup_read)::bigint as read from pg_stat_user_indexes where relname = 'resource' and indexrelname <> 'resource_pkey'`,
  )
  expect(row!.read).toBeLessThan(many)
}, 60_000)
