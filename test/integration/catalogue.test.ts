import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestHouse, testHouse } from '../house.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

/** The one table that is not of a county. */
const small = ['migration']
const names = async (sql: string) => (await house.record.db.query<{ name: string }>(sql)).map((row) => row.name)
const tables = () =>
  names(`select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`)

it('every table that grows has county_id int not null as its first column, and a primary key', async () => {
  const keyed = await names(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'county_id' and a.atttypid = 'int'::regtype and a.attnotnull
       and exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary) order by 1`,
  )
  const all = await tables()
  expect(all).toContain('flat_visit')
  expect(all.filter((name) => !keyed.includes(name))).toEqual(small)
})

it('every key and index but those of a single look-up begins with county_id', async () => {
  const others = await house.record.db.query(
    `select i.indexrelid::regclass::text as index, i.indisunique as unique from pg_index i join pg_class c on c.oid = i.indrelid
     left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
     where c.relnamespace = 'public'::regnamespace and c.relname <> 'migration' and coalesce(a.attname, '') <> 'county_id' order by 1`,
  )
  expect(others).toEqual([
    { index: 'account_login', unique: false }, // sign-in without naming the county
    { index: 'person_name_grams', unique: false }, // GIN
    { index: 'token_tok', unique: false }, // GIN over hashes that contain the county
  ])
})

it('has no triggers, no rules, and no foreign key without the county', async () => {
  expect(await names(`select t.tgname as name from pg_trigger t where not t.tgisinternal`)).toEqual([])
  expect(await names(`select rulename as name from pg_rules where schemaname = 'public'`)).toEqual([])
  const loose = await names(
    `select conname as name from pg_constraint k where contype = 'f'
     and not exists (select 1 from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n where a.attname = 'county_id')`,
  )
  expect(loose).toEqual([])
})

it('partitions what grows by time, this month and the two after it ready', async () => {
  const parts = await names(
    `select inhrelid::regclass::text as name from pg_inherits join pg_class p on p.oid = inhparent where p.relkind = 'p' order by 1`,
  )
  for (const table of ['audit', 'history']) {
    expect(parts).toContain(`${table}_rest`)
    expect(parts.filter((name) => new RegExp(`^${table}_\\d{6}$`).test(name)).length).toBeGreaterThanOrEqual(3)
  }
})

it('uses only types and functions of the server itself', async () => {
  expect(await names(`select extname as name from pg_extension where extname <> 'plpgsql'`)).toEqual([])
})
