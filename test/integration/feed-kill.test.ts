import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Feed } from '../../src/adapters/database/feed.ts'
import { runFeed } from '../../src/adapters/database/run.ts'
import { readFeeds, syncFeeds } from '../../src/adapters/database/store.ts'
import { verifyAudit } from '../../src/record/audit.ts'
import { type Hospital, numbers, postgresHospital, putVisits } from '../feeds.ts'
import { imported } from '../files.ts'
import { county, type TestHouse, testHouse } from '../house.ts'
import { bundled } from './killing.ts'

/** Lets a process poll until it has said so many times how far it is, and kills it some milliseconds later, wherever it then is. */
async function killed(
  program: string,
  house: TestHouse,
  feed: Feed,
  password: string,
  after: number,
  later: number,
): Promise<string | null> {
  const polling = spawn(process.execPath, [program, house.url, JSON.stringify(feed), password], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<string | null>((resolve) => polling.on('exit', (_, signal) => resolve(signal)))
  let said = 0
  await new Promise<void>((resolve) => createInterface(polling.stdout!).on('line', () => ++said === after && resolve()))
  await sleep(later)
  polling.kill('SIGKILL')
  return ended
}

const poll = ({ record }: TestHouse, feed: Feed, { password }: Hospital) =>
  runFeed(feed, { record, secret: () => password, now: () => new Date(), chunkRows: 50 })

it('polls that were killed lose nothing and double nothing', async () => {
  const program = await bundled('feed-child')
  const hospital = await postgresHospital()
  const [whole, broken] = await Promise.all([testHouse(), testHouse()])
  try {
    const feed = hospital.feed({ batch: 20, watermark: { column: 'updated', type: 'time', overlap: 60 } })
    for (const n of numbers(0, 60)) await putVisits(hospital.db, numbers(n * 50, 50), `2026-03-02 09:${String(n).padStart(2, '0')}:00+08`)
    await putVisits(hospital.db, [4000], '2026-03-02 08:00:00+08', { org: 'NOWHERE' })
    for (const house of [whole, broken]) await syncFeeds(house.record.db, [feed], new Date())
    await poll(whole, feed, hospital)
    const marks: string[] = []
    for (const [after, later] of [
      [2, 0],
      [6, 5],
      [7, 17],
    ] as const) {
      expect(await killed(program, broken, feed, hospital.password, after, later)).toBe('SIGKILL')
      marks.push((await readFeeds(broken.record.db, county))[0]!.watermark!)
    }
    expect(new Set(marks).size).toBe(3)
    await poll(broken, feed, hospital)
    const { refused: _, ...expected } = await imported(whole.record.db)
    const { refused, ...found } = await imported(broken.record.db)
    expect(found).toEqual(expected)
    expect(refused.length).toBeGreaterThan(0)
    expect((await verifyAudit(broken.record.db, county)).broken).toEqual([])
    expect(await broken.record.db.query('select distinct state from batch where county_id = $1 order by 1', [county])).toEqual([
      { state: 'done' },
      { state: 'failed' },
    ])
    expect((await poll(broken, feed, hospital))!.rows).toBe(0)
  } finally {
    await Promise.all([whole.close(), broken.close(), hospital.close()])
    rmSync(program)
  }
}, 300_000)
