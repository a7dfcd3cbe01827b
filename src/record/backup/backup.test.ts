import { randomBytes, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { testDb, withDatabase } from '../../../test/postgres.ts'
import { verifyAudit } from '../audit.ts'
import { type Db, openDb } from '../db.ts'
import { newId } from '../ids.ts'
import { migrate, migrations } from '../migrate.ts'
import { openRecord, type RecordStore } from '../record.ts'
import { writeBackup } from './dump.ts'
import { restoreBackup, verifyBackup } from './load.ts'

const county = 141099
const folder = mkdtempSync(join(tmpdir(), 'backup-'))
const data = join(folder, 'data')
const file = join(folder, 'backup.tar.gz')
const audit = { actor: 'test', organization: '', action: 'test.write', detail: {} }
const closing: (() => Promise<void>)[] = []
let record: RecordStore
let url: string

/** A database with nothing in it. */
async function empty(): Promise<{ db: Db; url: string }> {
  const root = openDb(inject('server').url, { max: 1 })
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await root.query(`create database ${name} template template0`)
  const made = withDatabase(inject('server').url, name)
  const db = openDb(made, { max: 2 })
  closing.push(async () => {
    await db.close()
    await root.query(`drop database if exists ${name} with (force)`)
    await root.close()
  })
  return { db, url: made }
}

/** A visit and its patient, in one transaction with its audit entry. */
const write = (n: number) => {
  const patient = { resourceType: 'Patient', id: newId(), name: [{ text: `张三\t\\${n}\n` }] }
  const visit = {
    resourceType: 'Encounter',
    id: newId(),
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: `Patient/${patient.id}` },
  }
  return record.write({
    county,
    origin: 'performed',
    audit: { ...audit, at: new Date().toISOString() },
    documents: [patient, visit].map((d) => ({ type: d.resourceType, id: d.id, before: 'new' as const, doc: JSON.stringify(d) })),
  })
}
const back = (to: string, db = record.db) => writeBackup(db, data, createWriteStream(to), { program: '0.0.0-test' })
const sourceOf = (bytes: Buffer) => () => Readable.from([bytes])

beforeAll(async () => {
  const made = await testDb({ max: 1 })
  closing.push(made.close)
  url = made.url
  record = await openRecord(url, [])
  closing.push(record.close)
  await record.addCounty({ id: county, name: '清源县', nameEn: 'Qingyuan' })
  mkdirSync(join(data, 'files', '门诊'), { recursive: true })
  writeFileSync(join(data, 'files', '门诊', `${'很长的名字'.repeat(10)}.csv`), 'a,b\n')
  writeFileSync(join(data, 'files', 'large'), randomBytes(1_500_000))
  writeFileSync(join(data, 'pg-password'), 'secret')
  writeFileSync(join(data, 'server.key'), 'secret')
  for (let i = 0; i < 50; i++) await write(i)
  await record.db.query(
    `insert into stale (county_id, view, month, org_key) select $1, 'x', '2026-01-01', n from generate_series(1, 7) n`,
    [county],
  )
  await record.db.query('delete from stale where county_id = $1', [county])
  await back(file)
})
afterAll(async () => {
  for (const close of closing.reverse()) await close()
  rmSync(folder, { recursive: true })
})

const contents = async (db: Db) => {
  const tables = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'migration' order by 1`,
  )
  const rows: Record<string, unknown> = {}
  for (const { name } of tables)
    rows[name] = (
      await db.query(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum, count(*) as n from "${name}" t`)
    )[0]
  return rows
}

it('restores what was backed up: every row, file and number that comes next; the engine’s password and keys stay behind', async () => {
  const { db } = await empty()
  const into = join(folder, 'whole')
  const { manifest } = await restoreBackup(db, into, () => createReadStream(file))
  expect(await contents(db)).toEqual(await contents(record.db))
  expect(manifest.tables['resource']?.rows).toBe(100)
  expect(Object.keys(manifest.files)).toEqual(['files/large', `files/门诊/${'很长的名字'.repeat(10)}.csv`])
  for (const path of Object.keys(manifest.files)) expect(readFileSync(join(into, path)).equals(readFileSync(join(data, path)))).toBe(true)
  const ours = (await record.db.query<{ tablename: string }>(`select tablename from pg_tables where schemaname = 'public'`)).map(
    (t) => t.tablename,
  )
  const indexes = (of: Db) =>
    of.query(`select tablename, indexdef from pg_indexes where schemaname = 'public' and tablename = any($1::text[]) order by 1, 2`, [ours])
  expect(await indexes(db)).toEqual(await indexes(record.db))
  const next = (of: Db) =>
    of.query<{ seq: number }>(`insert into stale (county_id, view, month, org_key) values (1, 'x', '2026-01-01', 1) returning seq`)
  expect((await next(db))[0]!.seq).toBeGreaterThan(7) // those that were used up are not given again
})

it('holds one moment of a record that is being written: no half transaction, and the audit chains are whole', async () => {
  let stop = false
  let n = 1000
  const writers = Array.from({ length: 6 }, async () => {
    while (!stop) await write(n++)
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  const target = join(folder, 'live.tar.gz')
  const side = openDb(url, { max: 1 })
  try {
    const begun = n
    await back(target, side)
    while (n < begun + 20) await new Promise((resolve) => setTimeout(resolve, 10))
  } finally {
    stop = true
    await Promise.all(writers)
    await side.close()
  }
  const { db } = await empty()
  await restoreBackup(db, join(folder, 'live'), () => createReadStream(target))
  const [sums] = await db.query<Record<string, number>>(
    `select (select count(*) from resource where type = 'Patient') as patients, (select count(*) from resource where type = 'Encounter') as visits,
       (select count(*) from audit where action = 'test.write') as entries, (select count(*) from compartment where type = 'Encounter') as compartments,
       (select count(*) from resource e where type = 'Encounter' and not exists (select 1 from resource p where p.type = 'Patient' and p.id = split_part(e.doc::json->'subject'->>'reference', '/', 2))) as orphans`,
  )
  expect(sums!.patients).toBeGreaterThan(50)
  expect(sums).toEqual({
    patients: sums!.patients,
    visits: sums!.patients,
    entries: sums!.patients,
    compartments: sums!.patients,
    orphans: 0,
  })
  expect((await record.db.query<{ n: number }>(`select count(*) as n from resource where type = 'Patient'`))[0]!.n).toBeGreaterThan(
    sums!.patients!,
  )
  expect((await verifyAudit(db, county)).broken).toEqual([])
})

describe('what is not whole is refused before anything is written', () => {
  const refused = async (bytes: Buffer) => {
    const { db } = await empty()
    const into = join(folder, randomUUID())
    await expect(restoreBackup(db, into, sourceOf(bytes))).rejects.toThrow(/备份/)
    expect(await contents(db)).toEqual({})
    expect(() => readFileSync(into)).toThrow('ENOENT')
  }

  it('any flipped byte and any cut', async () => {
    const whole = readFileSync(file)
    const sound = await verifyBackup(sourceOf(whole))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: whole.length - 9 }), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const bytes = Buffer.from(whole)
        bytes[at]! ^= bits
        const read = await verifyBackup(sourceOf(bytes)).catch((error: Error) => error)
        if (read instanceof Error) expect(read.message).toMatch(/损坏|不是县域通/)
        else expect(read).toEqual(sound) // a bit that says nothing, such as the fill behind the last code
        await expect(verifyBackup(sourceOf(whole.subarray(0, at)))).rejects.toThrow(/损坏|不是县域通/)
      }),
      { numRuns: 40 },
    )
    await refused(whole.subarray(0, whole.length - 1000))
  })

  it('a change that the compression does not notice', async () => {
    const plain = gunzipSync(readFileSync(file))
    const at = plain.indexOf('张三')
    plain.write('李四', at)
    await refused(gzipSync(plain))
  })

  it('one of a newer version, and a file that is none', async () => {
    const { db } = await empty()
    await migrate(db, [...migrations(), { name: '0999-later.sql', sql: 'create table later (n int)', hash: 'x' }])
    const later = join(folder, 'later.tar.gz')
    await back(later, db)
    await refused(readFileSync(later))
    await refused(gzipSync('hello'))
    await refused(Buffer.from('hello'))
  })

  it('a database that has something in it', async () => {
    const { db } = await empty()
    await db.script('create table mine (n int)')
    await expect(restoreBackup(db, join(folder, 'mine'), () => createReadStream(file))).rejects.toThrow(/不是空的.*not empty/)
    expect(Object.keys(await contents(db))).toEqual(['mine'])
  })
})

it('one of an older version is loaded into its own schema and brought up to this one', async () => {
  const { db: old } = await empty()
  await migrate(old, migrations().slice(0, 7))
  await old.query(`insert into county (county_id, name, salt) values ($1, '清源县', 'x')`, [county])
  const target = join(folder, 'old.tar.gz')
  await back(target, old)
  const { db } = await empty()
  await restoreBackup(db, join(folder, 'old'), () => createReadStream(target))
  expect((await db.query('select name from migration order by 1')).map((m) => m['name'])).toEqual(migrations().map((m) => m.name))
  expect(await db.query('select name from county')).toEqual([{ name: '清源县' }])
})

it('says when it was made in UTC, whatever the time of its connection', async () => {
  const local = openDb(url, { max: 2, settings: { TimeZone: 'Asia/Shanghai' } })
  closing.push(() => local.close())
  const target = join(folder, 'local.tar.gz')
  await back(target, local)
  const { header } = await verifyBackup(() => createReadStream(target))
  expect(Math.abs(Date.parse(header.begun) - Date.now())).toBeLessThan(600_000)
})

it('a full disk ends it with the system’s own error', async () => {
  await expect(back('/dev/full')).rejects.toMatchObject({ code: 'ENOSPC' })
})

it('a file that grows while it is read is noticed', async () => {
  const bytes = readFileSync(file)
  const cut = join(folder, 'cut.tar.gz')
  writeFileSync(cut, bytes)
  truncateSync(cut, bytes.length >> 1)
  await expect(verifyBackup(() => createReadStream(cut))).rejects.toThrow('备份文件已损坏')
})
