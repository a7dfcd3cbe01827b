import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testClock } from '../../../test/door.ts'
import { type Hospital, numbers, postgresHospital, putVisits } from '../../../test/feeds.ts'
import { county, type TestHouse, testHouse } from '../../../test/house.ts'
import { checkFeed } from './check.ts'
import { startFeeds } from './schedule.ts'
import { readFeeds } from './store.ts'

let house: TestHouse
let hospital: Hospital
let folder: string
let stop = async () => {}
let clock: ReturnType<typeof testClock>
const log: string[] = []
beforeEach(async () => {
  log.length = 0
  clock = testClock('2026-03-02T02:00:00Z') // Monday, 10:00 in Shanghai
  house = await testHouse(clock.now)
  hospital = await postgresHospital()
  folder = mkdtempSync(join(tmpdir(), 'countywide-feeds-'))
})
afterEach(async () => {
  await stop()
  await house.close()
  await hospital.close()
  rmSync(folder, { recursive: true })
})

const write = (change: Record<string, unknown> = {}, file = 'hospital.json') => {
  const { name: _, ...feed } = hospital.feed(change)
  writeFileSync(join(folder, file), JSON.stringify(feed), { mode: 0o600 })
}
const start = (secret: () => string | undefined = () => hospital.password) => {
  stop = startFeeds({ record: house.record, folder, secret, now: clock.now, log: (line) => log.push(line), everyMs: 20 })
}
const known = async () => (await readFeeds(house.record.db, county))[0]
const until = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })
/** The events told; those of a clock that leapt (late, ok) may stand among them. */
const events = async () =>
  (
    await house.record.db.query<{ event: string; case_id: string }>('select event, case_id from outbox where county_id = $1 order by seq', [
      county,
    ])
  ).map(({ event, case_id }) => `${event} ${case_id}`)

it('polls what a folder holds, tells a silence once, and that it is over', async () => {
  await putVisits(hospital.db, numbers(0, 5), '2026-03-02 09:00:00+08')
  start()
  write({ silence: { hours: 3.5, from: '08:00', to: '18:00', days: [1, 2, 3, 4, 5] } }) // a file that comes later is found
  await until(async () => expect(await known()).toMatchObject({ rows: 5, state: 'ok' }))
  for (let hour = 0; hour < 4; hour++) {
    clock.pass(60)
    await until(async () => expect((await known())!.lastOk).toBe(clock.now().toISOString()))
  }
  await until(async () => expect(await known()).toMatchObject({ state: 'silent', stateSince: clock.now().toISOString() }))
  clock.pass(2)
  await until(async () => expect((await known())!.lastOk).toBe(clock.now().toISOString()))
  expect((await events()).at(-1)).toBe('feed.silent hospital')
  const silences = `select payload from outbox where event = 'feed.silent' and kind = 'feed' and county_id = $1`
  expect(await house.record.db.query(silences, [county])).toHaveLength(1)
  expect(log.filter((line) => line.includes('silent'))).toHaveLength(1)
  await putVisits(hospital.db, [5], '2026-03-02 14:01:00+08')
  clock.pass(2)
  await until(async () => expect(await known()).toMatchObject({ rows: 6, state: 'ok' }))
  expect((await events()).at(-1)).toBe('feed.ok hospital')
  expect(await house.record.db.query(silences, [county])).toHaveLength(1)
}, 60_000)

it('goes on trying, says it is failing, and keeps the secret out of the log', async () => {
  write()
  start(() => 'wrong-secret')
  for (const failures of [1, 2, 3]) {
    await until(async () => expect((await known())?.failures).toBe(failures))
    clock.pass(30)
  }
  await until(async () => expect((await events()).at(-1)).toBe('feed.failing hospital'))
  expect(log.join('\n')).toContain('hospital: 登录被拒绝')
  expect(log.join('\n')).not.toContain('wrong-secret')
})

it('says once what is wrong with a file; a feed whose file broke stays in the list and is late', async () => {
  write()
  start()
  await until(async () => expect((await known())?.lastOk).toBeDefined())
  writeFileSync(join(folder, 'hospital.json'), '{ "county": ')
  await until(async () => expect(log.some((line) => line.includes('hospital.json: 第 1 行'))).toBe(true))
  clock.pass(10)
  await until(async () => expect(await known()).toMatchObject({ state: 'late' }))
  expect(log.filter((line) => line.includes('hospital.json'))).toHaveLength(1)
  rmSync(join(folder, 'hospital.json'))
  await until(async () => expect(await known()).toBeUndefined())
  write({ county: 141001 }, 'elsewhere.json')
  await until(async () => expect(log.join()).toContain('elsewhere: 系统中没有这个县'))
})

it('stopping hangs up at once, which is no failure', async () => {
  await putVisits(hospital.db, numbers(0, 3), '2026-03-02 09:00:00+08')
  await hospital.db.script(`create or replace view v_visits as select v.* from visits v, pg_sleep(60)`)
  write()
  start()
  const asleep = `select 1 from pg_stat_activity where application_name = 'countywide-feed' and wait_event = 'PgSleep' and datname = current_database()`
  await until(async () => expect((await hospital.db.query(asleep)).length).toBe(1))
  const began = performance.now()
  await stop()
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(await known()).toMatchObject({ failures: 0, lastError: undefined, rows: 0 })
})

it('a check previews the rows, says what would be refused, and writes nothing', async () => {
  await putVisits(hospital.db, numbers(0, 30), '2026-03-02 09:00:00+08')
  await putVisits(hospital.db, [2], '2026-03-02 08:00:00+08', { total: '-1' })
  await putVisits(hospital.db, [3], '2026-03-03 08:00:00+08')
  await hospital.db.query('insert into visits (id) values (99)')
  const check = (change: Record<string, unknown> = {}) =>
    checkFeed(hospital.feed(change), { record: house.record, secret: () => hospital.password, now: clock.now() })
  const { version, remarks, rows } = await check()
  expect(version).toMatch(/^PostgreSQL 1\d/)
  expect(rows).toHaveLength(20)
  expect(rows[0]).toMatchObject({ key: '2', problems: [{ column: '总费用', value: '-1.00', rule: 'money' }] })
  expect(rows.slice(1).flatMap(({ problems }) => problems)).toEqual([])
  expect(remarks.map(([, en]) => en)).toEqual(['Some rows have no watermark or key: they are not read'])
  const { remarks: more } = await check({
    key: 'class',
    watermark: { column: 'at', type: 'time' },
    select: 'select * from v_visits where id > 1',
    view: undefined,
  })
  expect(more.map(([, en]) => en)).toContain('A key names several rows: it should be unique')
  clock.pass(-60 * 24 * 90)
  expect((await check()).remarks.map(([, en]) => en)).toContain(
    'Some watermarks lie in the future: check timeZone and the clock over there',
  )
  expect(await house.record.db.query('select 1 from batch union all select 1 from feed')).toEqual([])
})
