import { afterEach, beforeEach, expect, it } from 'vitest'
import { testDb } from '../../test/postgres.ts'
import type { Db } from './db.ts'
import { ensurePartitions, migrate, migrations } from './migrate.ts'

let db: Db
let close: () => Promise<void>
beforeEach(async () => ({ db, close } = await testDb()))
afterEach(() => close())

const extra = (name: string, sql: string) => ({ name, sql, hash: name })

it('runs each migration once, in order, and none of a set in which one fails', async () => {
  const shipped = [...migrations(), extra('0900-a.sql', 'create table extra (n int)'), extra('0901-b.sql', 'insert into extra values (1)')]
  expect(await migrate(db, shipped)).toEqual(['0900-a.sql', '0901-b.sql'])
  expect(await migrate(db, shipped)).toEqual([])
  const failing = [...shipped, extra('0902-c.sql', 'insert into extra values (2)'), extra('0903-d.sql', 'select 1 / 0')]
  await expect(migrate(db, failing)).rejects.toThrow()
  expect(await db.query('select n from extra')).toEqual([{ n: 1 }])
})

it('two processes that start at once migrate once', async () => {
  const shipped = [...migrations(), extra('0900-a.sql', 'create table extra (n int)')]
  const ran = await Promise.all([migrate(db, shipped), migrate(db, shipped), migrate(db, shipped)])
  expect(ran.flat()).toEqual(['0900-a.sql'])
})

it('refuses data of a newer version, saying so', async () => {
  await migrate(db, [...migrations(), extra('0900-future.sql', 'select 1')])
  await expect(migrate(db)).rejects.toThrow(
    '数据来自更新的版本，请升级程序 / the data were written by a newer version (0900-future.sql): upgrade the program',
  )
})

it('refuses a migration that was edited after it ran, naming it', async () => {
  const edited = migrations().map((m, i) => (i === 0 ? { ...m, hash: 'another' } : m))
  await expect(migrate(db, edited)).rejects.toThrow(`migration ${edited[0]!.name} was edited after it ran: add a new one instead`)
})

it('makes room for the months ahead, also when the server ran so long that rows of this month lie in the rest', async () => {
  const later = new Date('2031-05-10T00:00:00Z')
  const put = (id: string, updated: string) =>
    db.query(
      `insert into history (county_id, type, id, version, updated, deleted, origin, author, label_bits, doc) values (141099, 'Basic', $1, 1, $2, false, 'x', 'x', 0, 'doc')`,
      [id, updated],
    )
  await put('april', '2031-04-30T23:59:59Z')
  await put('may', '2031-05-01T00:00:00Z')
  await put('june', '2031-06-30T23:59:59.999Z')
  await ensurePartitions(db, later)
  await ensurePartitions(db, later)
  const rows = await db.query(`select id, tableoid::regclass::text as partition from history order by updated`)
  expect(rows).toEqual([
    { id: 'april', partition: 'history_rest' },
    { id: 'may', partition: 'history_203105' },
    { id: 'june', partition: 'history_203106' },
  ])
  await expect(put('may', '2031-05-01T00:00:00Z')).rejects.toMatchObject({ code: '23505' })
})
