import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { feedOf, numbers, visit } from '../../../test/feeds.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { type Mariadb, startMariadb } from '../../../test/mariadb.ts'
import type { Feed } from './feed.ts'
import { type FeedOptions, openFeed, runFeed } from './run.ts'
import { readFeeds, syncFeeds } from './store.ts'

let maria: Mariadb
let house: TestHouse
const now = new Date('2026-03-02T02:00:00Z') // 10:00 in Shanghai
beforeAll(async () => {
  maria = await startMariadb()
}, 120_000)
afterAll(() => maria.close())
beforeEach(async () => {
  house = await testHouse()
  await maria.root.query(
    `drop database if exists his; create database his character set gbk; use his;
     create table visits (id bigint primary key, visit_no varchar(30), org varchar(30), id_card varchar(18), name varchar(30), at datetime, class varchar(10),
       dept varchar(30), diagnosis varchar(100), total decimal(12, 2), updated datetime(3), index (updated));
     create view v_visits as select * from visits;
     create or replace user reader@'%' identified by 'his-password'; grant select on his.* to reader@'%'`,
  )
})
afterEach(() => house.close())

const feed = (change: Record<string, unknown> = {}): Feed => feedOf({ driver: 'mysql', port: maria.port, user: 'reader', ...change })
const secret = () => 'his-password'
async function polled(one: Feed, more: Partial<FeedOptions> = {}) {
  await syncFeeds(house.record.db, [one], now)
  return runFeed(one, { record: house.record, secret, now: () => now, ...more })
}
const put = (rows: readonly number[], updated: string, change: object = {}) =>
  maria.root.query('replace into his.visits values ?', [rows.map((n) => [...Object.values({ ...visit(n), ...change }), updated])])
const visits = async () =>
  (await house.record.db.query<{ n: number }>('select count(*)::int as n from flat_visit where county_id = $1', [county]))[0]!.n

it('reads a GBK database: first everything, then late, new and corrected rows', async () => {
  await put(numbers(0, 40), '2026-03-02 09:00:00.123')
  expect(await polled(feed({ batch: 10 }))).toEqual({ rows: 40, refused: 0, more: false })
  expect(await polled(feed({ batch: 10 }))).toEqual({ rows: 0, refused: 0, more: false })
  await put([40], '2026-03-02 08:55:00.000')
  await put([1], '2026-03-02 09:01:00.000', { total: '12345678.91', name: '欧阳镕' })
  expect(await polled(feed({ batch: 10 }))).toEqual({ rows: 2, refused: 0, more: false })
  expect(await visits()).toBe(41)
  const [row] = await house.record.db.query('select max(total_fen) as fen from flat_visit where county_id = $1', [county])
  expect(row).toEqual({ fen: 1_234_567_891 })
  const names = await house.record.db.query<{ name: string }>('select distinct name from person_name where county_id = $1', [county])
  expect(names.map(({ name }) => name)).toContain('单晓梅')
})

it('gives every type as exact text', async () => {
  const session = await openFeed(feed(), secret)
  const { columns, rows } = await session.query(
    `select cast('9007199254740993' as unsigned), cast('0.1000' as decimal(20, 4)), true, cast('2026-03-02 09:00:00.123456' as datetime(6)),
       cast('2026-03-02' as date), timestamp'2026-01-01 00:00:00', '镕', null, ? + 0`,
    [9007199254740993n],
  )
  expect(rows).toEqual([
    ['9007199254740993', '0.1000', '1', '2026-03-02 09:00:00.123456', '2026-03-02', '2026-01-01 00:00:00', '镕', null, '9007199254740993'],
  ])
  expect(columns[3]).toMatchObject({ time: 'local' })
  await maria.root.query(`create table his.t (at timestamp, zero datetime, flag bit(1)); set time_zone = '+00:00'; set sql_mode = '';
    insert into his.t values ('2026-03-02 01:00:00', '0000-00-00', b'1')`)
  const times = await session.query('select * from t', [])
  expect(times.rows).toEqual([['2026-03-02 09:00:00', null, '1']])
  expect(times.columns[0]).toMatchObject({ time: 'instant' })
  await session.close()
})

it('only reads, and ends what takes too long', async () => {
  await maria.root.query(`grant all on his.* to reader@'%'`)
  const session = await openFeed(feed({ timeout: 1 }), secret)
  await expect(session.query('delete from visits', [])).rejects.toThrow('ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION')
  await expect(session.query('select sleep(5) from (select 1 union select 2) x where ? = 1', ['1'])).rejects.toThrow(
    'The query took too long',
  )
  await session.close()
})

it('bytes of GBK under the name of another character set are read as GBK', async () => {
  await maria.root.query('create table his.old (id bigint primary key, name varchar(30) character set latin1, updated datetime)')
  await maria.root.query(`insert into his.old values (1, _latin1 0xb5a5cffec3b7, '2026-03-02 09:00:00')`)
  const [plain, named] = await Promise.all([openFeed(feed(), secret), openFeed(feed({ encoding: 'gb18030' }), secret)])
  expect((await plain.query('select name from old', [])).rows).not.toEqual([['单晓梅']])
  expect((await named.query('select name from old', [])).rows).toEqual([['单晓梅']])
  await Promise.all([plain.close(), named.close()])
})

it('times of another zone come as Beijing time', async () => {
  await put([0], '2026-03-02 01:00:00.000', { at: '2026-01-31 20:00:00' })
  await polled(feed({ timeZone: 'UTC' }))
  const [row] = await house.record.db.query('select day from flat_visit where county_id = $1', [county])
  expect(row).toEqual({ day: '2026-02-01' })
})

it('a wrong password is said, and stands in no log', async () => {
  await expect(polled(feed(), { secret: () => 'not-the-password' })).rejects.toThrow('Signing in was refused')
  const kept = JSON.stringify(await house.record.db.query('select * from feed'))
  expect(kept).toContain('ER_ACCESS_DENIED_ERROR')
  expect(kept).not.toContain('not-the-password')
})

it('goes on where it was after the server died in the middle', async () => {
  await put(numbers(0, 3000), '2026-03-02 09:00:00.000')
  let died: Promise<void> | undefined
  const progress = () => {
    died ??= maria.kill()
  }
  await expect(polled(feed({ batch: 10 }), { chunkRows: 50, progress })).rejects.toThrow(/connection was lost|cannot be reached/)
  await died
  const before = await visits()
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(3000)
  await expect(polled(feed())).rejects.toThrow('cannot be reached')
  await maria.start()
  await polled(feed())
  expect(await visits()).toBe(3000)
  expect((await readFeeds(house.record.db, county))[0]).toMatchObject({ failures: 0, watermark: '2026-03-02 09:00:00.000' })
}, 120_000)

it('fills from 100 000 rows without standing in the way', async () => {
  const rows = numbers(0, 100_000)
  for (let i = 0; i < rows.length; i += 5000)
    await put(rows.slice(i, i + 5000), `2026-03-01 ${String(10 + i / 10_000).slice(0, 2)}:00:00.000`)
  let longest = 0
  let last = performance.now()
  const pulse = setInterval(() => {
    const at = performance.now()
    longest = Math.max(longest, at - last - 10)
    last = at
  }, 10)
  const began = performance.now()
  expect(await polled(feed())).toEqual({ rows: 100_000, refused: 0, more: false })
  const seconds = (performance.now() - began) / 1000
  clearInterval(pulse)
  console.log(`first fill: ${Math.round(100_000 / seconds)} rows/s, ${seconds.toFixed(1)} s, longest pause ${Math.round(longest)} ms`)
  expect(await visits()).toBe(100_000)
  expect(longest).toBeLessThan(5000) // all at once would be more than that
}, 600_000)
