import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { importFile, importRows } from '../../src/adapters/files/import.ts'
import { ImportError } from '../../src/adapters/files/import-error.ts'
import { visits as kind } from '../../src/adapters/files/kinds/visits.ts'
import { verifyAudit } from '../../src/record/audit.ts'
import { listBatches } from '../../src/record/batch.ts'
import { type Db, openDb } from '../../src/record/db.ts'
import { launchEngine } from '../../src/record/engine/launch.ts'
import type { RecordStore } from '../../src/record/record.ts'
import { openHouse } from '../../src/server/house.ts'
import { csv, folder, imported, line } from '../files.ts'
import { county, smallCounty, type TestHouse, testHouse } from '../house.ts'
import { withDatabase } from '../postgres.ts'

const files = folder()
afterAll(() => files.remove())
let house: TestHouse
let root: Db
beforeEach(async () => {
  house = await testHouse()
  root = openDb(withDatabase(house.url, 'postgres'), { max: 1 })
})
afterEach(async () => {
  await root.close()
  await house.close()
})

/** Corrections among them, so that both ways of writing meet the trouble. */
const earlier = csv(Array.from({ length: 300 }, (_, n) => line(n * 3, { 总费用: '1.00' })))
const later = csv(Array.from({ length: 1200 }, (_, n) => line(n, n % 40 ? {} : { 总费用: '-1' })))
const options = { county, kind, actor: 'tester', chunkRows: 100 }
const name = () => new URL(house.url).pathname.slice(1)
const cut = () => root.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name()])

it('a connection that breaks in the middle is made again, and nothing is lost or counted twice', async () => {
  const other = await testHouse()
  try {
    for (const [store, trouble] of [
      [other.record, 0],
      [house.record, 3],
    ] as const) {
      await importFile(files.file('earlier.csv', earlier), { ...options, record: store })
      let cuts = 0
      const progress = () => {
        if (cuts < trouble) void cut().then(() => (cuts += 1))
      }
      const result = await importFile(files.file('later.csv', later), { ...options, record: store, progress })
      expect(result).toMatchObject({ rows: 1200, refused: 30, state: 'done' })
      expect(cuts).toBeGreaterThanOrEqual(trouble)
    }
    expect(await imported(house.record.db)).toEqual(await imported(other.record.db))
    const counts = async ({ db }: RecordStore) =>
      (await listBatches(db, county)).map(({ taken, changed, skipped, refused, checkpoint }) => [
        taken,
        changed,
        skipped,
        refused,
        checkpoint,
      ])
    expect(await counts(house.record)).toEqual(await counts(other.record))
    expect((await verifyAudit(house.record.db, county)).broken).toEqual([])
  } finally {
    await other.close()
  }
}, 120_000)

it('a database that stays away ends the import with a clear word; when it is back it goes on where it was', async () => {
  const data = mkdtempSync(join(tmpdir(), 'countywide-trouble-'))
  chmodSync(data, 0o755)
  let engine = await launchEngine({ data })
  try {
    const file = files.file('later.csv', later)
    const first = await openHouse(engine.url)
    await smallCounty(first.record)
    let stopped: Promise<void> | undefined
    const progress = ({ line: at }: { line: number }) => {
      if (at > 500) stopped ??= engine.stop()
    }
    const failing = importFile(file, { ...options, record: first.record, progress, patienceMs: 300 })
    await expect(failing).rejects.toThrow(ImportError)
    await expect(failing).rejects.toThrow(/数据库连接中断.*goes on from there/)
    await stopped
    await first.record.close()
    engine = await launchEngine({ data })
    const { record } = await openHouse(engine.url)
    const [batch] = await listBatches(record.db, county)
    expect(batch).toMatchObject({ state: 'running' })
    expect(batch!.checkpoint).toBeGreaterThan(500)
    expect(await importFile(file, { ...options, record })).toMatchObject({ resumed: true, rows: 1200, state: 'done' })
    await record.close()
  } finally {
    await engine.stop()
    rmSync(data, { recursive: true, force: true })
  }
}, 120_000)

/** A store on which COPY finds the disk full once so many chunks are in. */
function filling(record: RecordStore, after: number): RecordStore {
  let copies = 0
  const full = Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' })
  const wrap = (db: Db): Db => ({
    ...db,
    transaction: (work) => db.transaction((tx) => work(wrap(tx))),
    copyIn: (target, chunks) => (target.startsWith('resource') && ++copies > after ? Promise.reject(full) : db.copyIn(target, chunks)),
  })
  return { ...record, db: wrap(record.db) }
}

it('a full disk pauses the import with a clear word; with room again it goes on where it was', async () => {
  const rows = later
    .trim()
    .split('\n')
    .map((cells) => cells.split(','))
  const failing = importRows('later.csv', 'sum', rows, { ...options, record: filling(house.record, 3) })
  await expect(failing).rejects.toThrow(/磁盘已满.*The disk is full/)
  const [batch] = await listBatches(house.record.db, county)
  expect(batch).toMatchObject({
    state: 'paused',
    checkpoint: 301,
    message: [expect.stringContaining('磁盘已满'), expect.stringContaining('full')],
  })
  expect(await importRows('later.csv', 'sum', rows, { ...options, record: house.record })).toMatchObject({ resumed: true, rows: 1200 })
  expect(await listBatches(house.record.db, county)).toMatchObject([{ state: 'done', message: ['', ''], rows: 1200, refused: 30 }])
})
