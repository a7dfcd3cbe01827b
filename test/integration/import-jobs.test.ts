import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { batchId, importFile } from '../../src/adapters/files/import.ts'
import { visits as kind } from '../../src/adapters/files/kinds/visits.ts'
import { keepOriginal } from '../../src/adapters/files/originals.ts'
import { addBatch, readBatch, turnBatch } from '../../src/record/batch.ts'
import { undoBatch } from '../../src/record/undo.ts'
import { type ImportJobs, startImportJobs } from '../../src/server/import-jobs.ts'
import { csv, folder, imported, line, lines } from '../files.ts'
import { county, type TestHouse, testHouse } from '../house.ts'

const entry = fileURLToPath(new URL('../../bin/countywide.mjs', import.meta.url))
const files = folder()
const data = files.file('data', '').replace(/data$/, 'kept')
mkdirSync(data)
afterAll(() => files.remove())
let house: TestHouse
let jobs: ImportJobs | undefined
beforeEach(async () => {
  house = await testHouse()
  process.env['DATABASE_URL'] = house.url // what the server's own process was started with
})
afterEach(async () => {
  await jobs?.stop()
  jobs = undefined
  delete process.env['DATABASE_URL']
  await house.close()
})
const start = () => {
  jobs = startImportJobs(house.record, { command: [process.execPath, entry, '--data', data, 'import-work'], everyMs: 300 })
}
const queue = async (name: string, content: string) => {
  const sum = await keepOriginal(join(data, 'files'), files.file(name, content))
  const id = batchId(county, kind, sum.checksum)
  await addBatch(house.record.db, county, { ...sum, id, kind: kind.name, fileName: name, actor: 'tester', original: true }, 'queued')
  return id
}
const stateOf = async (id: string) => (await readBatch(house.record.db, county, id))!
/** Looks until it is so; the answer is the batch then. */
async function until(id: string, so: (batch: Awaited<ReturnType<typeof stateOf>>) => boolean) {
  for (let i = 0; i < 600; i++) {
    const batch = await stateOf(id)
    if (so(batch)) return batch
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`it never came: ${JSON.stringify(await stateOf(id))}`)
}

it('works on what waits, one after the other, and says why a file cannot be taken', async () => {
  const ids = [await queue('a.csv', csv(lines(50))), await queue('b.csv', 'x,y\n1,2\n'), await queue('c.csv', csv(lines(50, 50)))]
  start()
  const [a, b, c] = await Promise.all(ids.map((id) => until(id, ({ state }) => state === 'done' || state === 'failed')))
  expect([a, c]).toMatchObject([
    { state: 'done', rows: 50, refused: 0 },
    { state: 'done', rows: 50, refused: 0 },
  ])
  expect(a!.endedAt! <= c!.firstStartedAt!).toBe(true)
  expect(a!.mapping).toMatchObject({ 就诊号: '就诊号', 总费用: '总费用' })
  expect(b).toMatchObject({ state: 'failed', message: [expect.stringContaining('就诊号'), expect.stringContaining('lacks')] })
}, 120_000)

it('pauses, goes on, is interrupted by a stop and taken up again, and ends like an import that was not; then it can be undone', async () => {
  const other = await testHouse()
  try {
    const content = csv(Array.from({ length: 16_000 }, (_, n) => line(n, n % 500 ? {} : { 总费用: '-1' })))
    const id = await queue('big.csv', content)
    start()
    await until(id, ({ checkpoint }) => checkpoint > 0)
    expect(await turnBatch(house.record.db, county, id, 'pause')).toBe('paused')
    const paused = await until(id, ({ state }) => state === 'paused')
    expect(paused.checkpoint).toBeLessThan(16_001)
    expect(await turnBatch(house.record.db, county, id, 'queue')).toBe('queued')
    await until(id, ({ state, checkpoint }) => state === 'done' || (state === 'running' && checkpoint > paused.checkpoint))
    await jobs!.stop()
    expect(['running', 'done']).toContain((await stateOf(id)).state) // done when the chunk in hand was the last
    start()
    const done = await until(id, ({ state }) => state === 'done')
    expect(done).toMatchObject({ rows: 16_000, refused: 32, checkpoint: 16_001 })
    await importFile(files.file('again.csv', content), { record: other.record, county, kind, actor: 'tester' })
    expect(await imported(house.record.db)).toEqual(await imported(other.record.db))
    expect(await undoBatch(house.record, county, id, { actor: 'tester', now: new Date().toISOString() })).toMatchObject({
      removed: done.taken,
    })
  } finally {
    await other.close()
  }
}, 240_000)

it('a cancelled batch keeps what is in, and starts over when it is asked for again', async () => {
  const id = await queue('cancelled.csv', csv(lines(9000)))
  start()
  await until(id, ({ checkpoint }) => checkpoint > 0)
  expect(await turnBatch(house.record.db, county, id, 'cancel')).toBe('cancelled')
  await turnBatch(house.record.db, county, id, 'queue')
  const done = await until(id, ({ state }) => state === 'done')
  expect(done).toMatchObject({ rows: 9000 })
  const [there] = await house.record.db.query('select count(*) as n from resource where county_id = $1 and batch_id = $2', [county, id])
  expect(done.taken + done.skipped).toBe(there!['n'])
}, 120_000)
