import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Hospital, numbers, postgresHospital, putVisits } from '../../../test/feeds.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import type { Feed } from './feed.ts'
import { type FeedOptions, openFeed, runFeed } from './run.ts'
import { readFeeds, rewind, syncFeeds } from './store.ts'

let house: TestHouse
let hospital: Hospital
let now: Date
beforeEach(async () => {
  now = new Date('2026-03-02T02:00:00Z') // 10:00 in Shanghai
  house = await testHouse()
  hospital = await postgresHospital()
})
afterEach(async () => {
  await house.close()
  await hospital.close()
})

const secret = () => hospital.password
async function polled(feed: Feed, more: Partial<FeedOptions> = {}) {
  await syncFeeds(house.record.db, [feed], now)
  return runFeed(feed, { record: house.record, secret, now: () => now, ...more })
}
const ask = <R extends object>(sql: string) => house.record.db.query<R>(sql, [county])
const visits = async () =>
  (
    await ask<{ n: number; fen: number }>(
      'select count(*)::int as n, coalesce(sum(total_fen), 0)::int as fen from flat_visit where county_id = $1',
    )
  )[0]!
const batches = () => ask<{ state: string; taken: number }>('select state, taken from batch where county_id = $1 order by started_at')
const known = async () => (await readFeeds(house.record.db, county))[0]!

it('reads what is there, then what is new, and makes no batch when nothing is', async () => {
  const feed = hospital.feed({ batch: 10 })
  await putVisits(hospital.db, numbers(0, 25), '2026-03-02 09:00:00.123456+08')
  expect(await polled(feed)).toEqual({ rows: 25, refused: 0, more: false })
  expect((await visits()).n).toBe(25)
  expect(await polled(feed)).toEqual({ rows: 0, refused: 0, more: false })
  expect(await batches()).toHaveLength(1)
  await putVisits(hospital.db, numbers(25, 3), '2026-03-02 09:30:00+08')
  expect(await polled(feed)).toEqual({ rows: 3, refused: 0, more: false })
  expect((await visits()).n).toBe(28)
  expect(await batches()).toMatchObject([{ state: 'done' }, { state: 'done' }])
  expect(await known()).toMatchObject({ watermark: '2026-03-02 09:30:00', rows: 28, failures: 0, refused: 0 })
})

it('a row whose transaction ended late is read within the overlap, and lost without one', async () => {
  const [wide, narrow] = [hospital.feed(), hospital.feed({ watermark: { column: 'updated', type: 'time', overlap: 0 } })]
  for (const feed of [narrow, wide]) {
    await hospital.db.query('delete from visits')
    await putVisits(hospital.db, numbers(0, 3), '2026-03-02 09:55:00+08')
    await polled(feed)
    await putVisits(hospital.db, [3], '2026-03-02 09:50:00+08')
    expect((await polled(feed))!.rows).toBe(feed === wide ? 1 : 0)
  }
  expect((await visits()).n).toBe(4)
})

it('a corrected row makes a new version, also while nothing but its content changed', async () => {
  const feed = hospital.feed()
  await putVisits(hospital.db, numbers(0, 3), '2026-03-02 09:00:00+08')
  await polled(feed)
  const before = await visits()
  await putVisits(hospital.db, [1], '2026-03-02 09:40:00+08', { total: '90.00' })
  expect((await polled(feed))!.rows).toBe(1)
  await putVisits(hospital.db, [1], '2026-03-02 09:40:00+08', { total: '91.00' })
  expect((await polled(feed))!.rows).toBe(1)
  expect(await visits()).toEqual({ n: 3, fen: before.fen - 150 + 9100 })
  expect(await ask(`select version from resource where county_id = $1 and type = 'Encounter' order by version desc`)).toMatchObject([
    { version: 3 },
    { version: 1 },
    { version: 1 },
  ])
})

it('a watermark in the future holds nothing up', async () => {
  const feed = hospital.feed()
  await putVisits(hospital.db, [0], '2099-01-01 00:00:00+08')
  await putVisits(hospital.db, [1], '2026-03-02 09:00:00+08')
  expect((await polled(feed))!.rows).toBe(2)
  expect((await known()).watermark).toBe('2026-03-02 10:00:00')
  now = new Date('2026-03-02T02:05:00Z')
  await putVisits(hospital.db, [2], '2026-03-02 10:04:00+08')
  expect((await polled(feed))!.rows).toBe(1)
})

it('rows of one watermark are told apart by their keys, to the microsecond', async () => {
  const feed = hospital.feed({ batch: 10, key: ['org', 'id'] })
  await putVisits(hospital.db, numbers(0, 35), '2026-03-02 09:00:00.123456+08')
  await putVisits(hospital.db, numbers(35, 5), '2026-03-02 09:00:00.123457+08')
  expect((await polled(feed))!.rows).toBe(40)
  expect((await visits()).n).toBe(40)
})

it('rows without a watermark or a key are left out, an empty cell is an empty cell', async () => {
  await putVisits(hospital.db, [0], '2026-03-02 09:00:00+08')
  await hospital.db.script('alter table visits drop constraint visits_pkey; alter table visits alter id drop not null')
  await hospital.db.query('update visits set dept = null, diagnosis = null')
  await hospital.db.query('insert into visits (id, updated) values (7, null), (null, now())')
  expect(await polled(hospital.feed())).toMatchObject({ rows: 1, refused: 0 })
})

it('a key that names two rows has the second refused, once', async () => {
  await putVisits(hospital.db, [1], '2026-03-02 09:00:00+08')
  await hospital.db.script('alter table visits drop constraint visits_pkey')
  await hospital.db.query(
    `insert into visits (id, visit_no, org, id_card, name, at, class, total, updated)
     select id, visit_no, org, id_card, name, at, class, total + 1, updated from visits`,
  )
  const feed = hospital.feed()
  expect(await polled(feed)).toEqual({ rows: 2, refused: 1, more: false })
  expect(await polled(feed)).toEqual({ rows: 0, refused: 0, more: false })
})

it('a bad row is refused with its reason, and the others go in', async () => {
  await putVisits(hospital.db, numbers(0, 5), '2026-03-02 09:00:00+08')
  await putVisits(hospital.db, [5], '2026-03-02 09:00:00+08', { org: 'NOWHERE' })
  const feed = hospital.feed()
  expect(await polled(feed)).toEqual({ rows: 6, refused: 1, more: false })
  expect(await ask('select column_name, value, rule from batch_refusal where county_id = $1')).toEqual([
    { column_name: '机构代码', value: 'NOWHERE', rule: 'institution' },
  ])
  expect((await known()).refused).toBe(1)
})

it('a row that changes while a poll reads belongs to the next poll with its new state', async () => {
  const feed = hospital.feed({ batch: 10 })
  await putVisits(hospital.db, numbers(0, 60), '2026-03-02 09:00:00+08')
  let changed: Promise<void> | undefined
  const progress = () => {
    changed ??= putVisits(hospital.db, [0], '2026-03-02 09:30:00+08', { total: '77.00' })
  }
  const first = await polled(feed, { chunkRows: 10, progress })
  await changed
  const rest = await polled(feed)
  expect(first!.rows + rest!.rows).toBe(61)
  expect(await ask(`select total_fen as fen from flat_visit where county_id = $1 order by total_fen desc limit 1`)).toEqual([{ fen: 7700 }])
})

it('another definition reads the view from its beginning; so does a rewind', async () => {
  await putVisits(hospital.db, numbers(0, 3), '2026-03-02 08:00:00+08')
  await putVisits(hospital.db, [3], '2026-03-02 09:00:00+08')
  await polled(hospital.feed())
  expect((await polled(hospital.feed({ every: 30 })))!.rows).toBe(0)
  expect((await polled(hospital.feed({ key: ['visit_no'] })))!.rows).toBe(4)
  await rewind(house.record.db, hospital.feed(), '2026-03-02 09:00:00')
  expect((await polled(hospital.feed({ key: ['visit_no'] })))!.rows).toBe(1)
  expect((await visits()).n).toBe(4)
})

it('a batch that somebody cancels keeps the watermark where the record is', async () => {
  const feed = hospital.feed({ batch: 10 })
  await putVisits(hospital.db, numbers(0, 60), '2026-03-02 09:00:00+08')
  const cancelled = polled(feed, {
    chunkRows: 10,
    progress: () => void house.record.db.query(`update batch set state = 'cancelled' where county_id = $1 and state = 'running'`, [county]),
  })
  await expect(cancelled).rejects.toThrow('Somebody paused or cancelled')
  expect((await visits()).n).toBeLessThan(60)
  await polled(feed)
  expect((await visits()).n).toBe(60)
})

it('a wrong password and an address nobody answers are said without a secret, and counted', async () => {
  const feed = hospital.feed()
  await expect(polled(feed, { secret: () => 'wrong-secret' })).rejects.toThrow('Signing in was refused')
  expect(await known()).toMatchObject({ failures: 1, lastError: ['登录被拒绝，请核对用户名和密码 (28P01)', expect.any(String)] })
  await expect(polled(feed, { secret: () => undefined })).rejects.toThrow('HIS_PASSWORD is not set')
  await expect(polled({ ...feed, port: 1 })).rejects.toThrow('cannot be reached')
  await expect(polled({ ...feed, view: 'v_other' })).rejects.toThrow('No such view')
  expect((await known()).failures).toBe(4)
  const kept = JSON.stringify(await ask('select * from feed where county_id = $1'))
  expect(kept).not.toContain('wrong-secret')
  expect(kept).not.toContain(hospital.password)
  await polled(feed)
  expect(await known()).toMatchObject({ failures: 0, lastError: undefined })
})

it('the session only reads, and ends what takes too long', async () => {
  await hospital.db.script('grant all on visits to public; grant usage on schema public to public')
  const session = await openFeed(hospital.feed({ timeout: 1 }), secret)
  await expect(session.query(`insert into visits (id) values ($1)`, ['1'])).rejects.toThrow('25006')
  await expect(session.query('select pg_sleep(5) where $1 = $1', ['1'])).rejects.toThrow('The query took too long')
  await session.close()
  await expect(polled(hospital.feed({ view: undefined, select: 'select 1 as id' }))).rejects.toThrow('lacks a column')
})

it('a database in another encoding and view columns of other types come as the same text', async () => {
  const gb = await postgresHospital('EUC_CN')
  try {
    await gb.db.script(`alter table visits add local timestamp default '2026-02-03 04:05:06', add first boolean default true;
      drop view v_visits; create view v_visits as select * from visits; grant select on v_visits to public`)
    await putVisits(gb.db, numbers(0, 3), '2026-03-02 09:00:00+08')
    const session = await openFeed(gb.feed(), () => gb.password)
    const { columns, rows } = await session.query(
      'select name, updated, local, first, total, null as nothing from v_visits order by id limit 1',
      [],
    )
    await session.close()
    expect(rows).toEqual([['单晓梅', '2026-03-02 09:00:00', '2026-02-03 04:05:06', '1', '0.50', null]])
    expect(columns.map(({ time }) => time)).toEqual([undefined, 'instant', 'local', undefined, undefined, undefined])
    const feed = gb.feed()
    await syncFeeds(house.record.db, [feed], now)
    expect(await runFeed(feed, { record: house.record, secret: () => gb.password, now: () => now })).toMatchObject({ rows: 3, refused: 0 })
  } finally {
    await gb.close()
  }
})
