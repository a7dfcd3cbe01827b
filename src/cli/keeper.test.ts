import { execFile, spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { certificate } from '../../test/certificate.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { withDatabase } from '../../test/postgres.ts'
import { openDb } from '../record/db.ts'
import type { Config } from '../server/config.ts'
import { examine } from './doctor.ts'

const folder = mkdtempSync(join(tmpdir(), 'keeper-'))
const data = join(folder, 'data')
const file = join(folder, 'backup.tar.gz')
let house: TestHouse
let config: Config
const closing: (() => Promise<void>)[] = []

/** The command line as the keeper types it. */
const run = (words: string[], database = house.url) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      ['bin/countywide.mjs', '--data', data, ...words],
      { env: { ...process.env, DATABASE_URL: database }, encoding: 'utf8' },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
async function emptyDatabase(): Promise<string> {
  const root = openDb(inject('server').url, { max: 1 })
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await root.query(`create database ${name} template template0`)
  closing.push(async () => {
    await root.query(`drop database if exists ${name} with (force)`)
    await root.close()
  })
  return withDatabase(inject('server').url, name)
}

beforeAll(async () => {
  mkdirSync(join(data, 'files'), { recursive: true })
  chmodSync(data, 0o755)
  writeFileSync(join(data, 'files', 'original'), 'a,b\n')
  house = await testHouse()
  config = { data, port: 0, host: '127.0.0.1', databaseUrl: house.url, production: false }
  for (let n = 0; n < 5; n++) await house.person(n)
})
afterAll(async () => {
  await house.close()
  for (const close of closing) await close()
  rmSync(folder, { recursive: true })
})

it('backs up, verifies and restores from the command line; the audit trail comes back whole', async () => {
  expect(await run(['backup', file])).toMatchObject({ code: 0, err: expect.stringContaining('backup complete') })
  expect(await run(['backup', '--verify', file])).toMatchObject({ code: 0, out: expect.stringContaining('the backup is whole: 1 ') })
  const into = join(folder, 'restored')
  const database = await emptyDatabase()
  const restored = await run(['restore', file, '--into', into, '--database-url', database])
  expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/audit: \d+ entries, whole/) })
  expect(readFileSync(join(into, 'files', 'original'), 'utf8')).toBe('a,b\n')
  expect(readdirSync(into)).toEqual(['files'])
  const db = openDb(database, { max: 1 })
  const count = `select count(*) as n from resource where type = 'Patient'` // a start brings resources of the program's own
  expect(await db.query(count)).toEqual(await house.record.db.query(count))
  await db.close()
  expect(
    (await examine({ ...config, data: into, databaseUrl: database }, { full: true })).filter(({ state }) => state === 'wrong'),
  ).toEqual([])
}, 120_000)

it('encrypts a backup with the passphrase in a file, which restores it and nothing else does', async () => {
  const sealed = join(folder, 'sealed.tar.gz')
  const key = join(folder, 'key')
  const into = join(folder, 'unsealed')
  writeFileSync(key, 'river-Stone-42-and-more\n', { mode: 0o600 })
  expect(await run(['backup', sealed, '--key-file', key])).toMatchObject({ code: 0, err: expect.stringContaining(', encrypted: ') })
  expect(readFileSync(sealed).subarray(0, 31).toString()).toBe('countywide-backup-aes-256-gcm-1')
  expect(await run(['backup', '--verify', sealed])).toMatchObject({ code: 1, err: expect.stringContaining('--key-file') })
  expect(await run(['backup', '--verify', sealed, '--key-file', key])).toMatchObject({ code: 0, out: expect.stringContaining('is whole') })
  expect(await run(['backup', '--verify', file, '--key-file', key])).toMatchObject({
    code: 1,
    err: expect.stringContaining('not encrypted'),
  })
  const database = await emptyDatabase()
  const restore = () => run(['restore', sealed, '--into', into, '--database-url', database, '--key-file', key])
  writeFileSync(key, 'another passphrase of somebody')
  expect(await restore()).toMatchObject({ code: 1, err: expect.stringContaining('not its key') })
  expect(existsSync(into)).toBe(false)
  writeFileSync(key, 'short')
  expect(await restore()).toMatchObject({ code: 1, err: expect.stringContaining('openssl rand') })
  writeFileSync(key, 'river-Stone-42-and-more')
  chmodSync(key, 0o644)
  expect(await restore()).toMatchObject({ code: 1, err: expect.stringContaining('chmod 600') })
  chmodSync(key, 0o640)
  expect(await restore()).toMatchObject({ code: 0, out: expect.stringMatching(/audit: \d+ entries, whole/) })
}, 180_000)

it('refuses a place that is not empty, and says how to mend it', async () => {
  const into = join(folder, 'taken')
  mkdirSync(into)
  writeFileSync(join(into, 'thesis.doc'), 'x')
  expect(await run(['restore', file, '--into', into])).toMatchObject({ code: 1, err: expect.stringMatching(/not empty.*--into/) })
  const fresh = join(folder, 'fresh')
  expect(await run(['restore', file, '--into', fresh])).toMatchObject({ code: 1, err: expect.stringMatching(/not empty.*new one/) })
  expect(existsSync(fresh)).toBe(false)
}, 60_000)

it('a backup that cannot be written leaves nothing behind', async () => {
  const target = join(folder, 'no', 'such', 'backup.tar.gz')
  expect(await run(['backup', target])).toMatchObject({ code: 1, err: expect.stringContaining('no such file or folder') })
  expect(readdirSync(folder).filter((name) => name.includes('.part-'))).toEqual([])
}, 60_000)

it('a backup that is interrupted, or whose reader is gone, says so and leaves nothing that looks like one', async () => {
  const zeros = join(data, 'files', 'zeros') // takes no room, and seconds to compress
  closeSync(openSync(zeros, 'w'))
  truncateSync(zeros, 4 * 1024 ** 3)
  const parts = () => readdirSync(folder).filter((name) => name.startsWith('interrupted'))
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const child = spawn(process.execPath, ['bin/countywide.mjs', '--data', data, 'backup', join(folder, 'interrupted.tar.gz')], {
      env: { ...process.env, DATABASE_URL: house.url },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    await expect.poll(parts, { timeout: 20_000 }).toHaveLength(1)
    child.kill(signal)
    const [code] = await once(child, 'exit')
    expect([code, said]).toEqual([1, expect.stringContaining('interrupted, nothing was written')])
    expect(parts()).toEqual([])
  }
  rmSync(zeros)
  writeFileSync(join(data, 'files', 'noise'), randomBytes(1_000_000))
  const piped = spawn(
    'bash',
    ['-c', `"${process.execPath}" bin/countywide.mjs --data "${data}" backup - | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`],
    {
      env: { ...process.env, DATABASE_URL: house.url },
    },
  )
  let [out, err] = ['', '']
  piped.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  piped.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  await once(piped, 'close')
  expect([out.trim(), err]).toEqual(['1', expect.stringContaining('whoever read the backup is gone')])
  rmSync(join(data, 'files', 'noise'))
}, 90_000)

const states = async (options = {}, changed: Partial<Config> = {}, now?: () => Date) =>
  new Map(
    (await examine({ ...config, ...changed }, options, now))
      .filter(({ state }) => state !== 'ok')
      .map(({ check, state }) => [check, state]),
  )

it('the doctor finds nothing wrong with a house in order', async () => {
  expect(await states({ full: true })).toEqual(new Map())
  const { code, out } = await run(['doctor', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ check: 'migrations', state: 'ok' }))
}, 60_000)

it('the doctor finds what is broken, mends what can be mended, and exits with 1', async () => {
  const { db } = house.record
  await db.query(`update audit set detail = '{"changed":true}' where county_id = $1 and seq = 2`, [county])
  await db.query(`update token set tok = '{1}' where county_id = $1 and type = 'Patient'`, [county])
  const [lost] = (await db.query<{ id: string }>('delete from person where county_id = $1 returning patient_id as id', [county])) as [
    { id: string },
  ]
  await db.query('delete from person_name where county_id = $1 and patient_id = $2', [county, lost.id])
  await db.query('delete from relation where county_id = $1 and patient_id = $2', [county, lost.id])
  await db.query(`insert into relation (county_id, patient_id, org_key, reason) values ($1, 'nobody', 1, 'visit')`, [county])
  await db.script('create table broken (n int); insert into broken values (1), (1)')
  await db.script('create unique index concurrently broken_n on broken (n)').catch(() => {})
  await db.query(`insert into outbox (county_id, at, event, kind, case_id) values ($1, now() - interval '1 hour', 'x', 'x', 'x')`, [county])
  const partition = (
    await db.query<{ name: string }>(
      `select relname as name from pg_class where relispartition and relkind = 'r' and relname like 'history_2%' order by 1`,
    )
  )[1]!.name
  await db.script(`drop table ${partition}`)
  expect(await states({ full: true })).toEqual(
    new Map([
      ['partitions', 'warn'],
      ['indexes', 'wrong'],
      ['outbox', 'warn'],
      ['persons', 'wrong'],
      ['relations', 'warn'],
      ['search', 'wrong'],
      ['audit', 'wrong'],
    ]),
  )
  expect((await run(['doctor'])).code).toBe(1)
  await db.script('truncate broken')
  await examine(config, { fix: true })
  expect(await states({ full: true })).toEqual(
    new Map([
      ['outbox', 'warn'],
      ['views', 'warn'], // the search rows are written anew at the next start
      ['search', 'wrong'],
      ['audit', 'wrong'],
    ]),
  )
}, 90_000)

it('the doctor sees clocks that disagree, a newer schema, and a server that is not there', async () => {
  expect((await states({}, {}, () => new Date(Date.now() - 3_600_000))).get('clock')).toBe('wrong')
  await house.record.db.query(`insert into migration (name, hash) values ('0999-later.sql', 'x')`)
  expect((await states()).get('migrations')).toBe('wrong')
  await house.record.db.query(`delete from migration where name = '0999-later.sql'`)
  expect((await states({}, { databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).get('engine')).toBe('wrong')
  expect((await states({}, { data: join(folder, 'none'), databaseUrl: undefined })).get('folder')).toBe('wrong')
})

it('the doctor sees a secret that others can read, a restore that was not finished, and a certificate that ends or is another key’s', async () => {
  const secret = join(data, 'pg-password')
  writeFileSync(secret, 'x', { mode: 0o644 })
  expect((await states()).get('folder')).toBe('wrong')
  await examine(config, { fix: true })
  expect([(await states()).get('folder'), statSync(secret).mode & 0o777]).toEqual([undefined, 0o600])
  writeFileSync(join(data, 'restore-unfinished'), 'x')
  expect((await states()).get('folder')).toBe('wrong')
  rmSync(join(data, 'restore-unfinished'))
  const [tls, other] = [certificate(folder, 'one', 30), certificate(folder, 'other', 30)]
  const found = async (files: typeof tls, days = 0) =>
    (
      await states(
        {},
        { service: { logLevel: 'info', processes: 1, idempotencyDays: 7, originalsDays: 0, tls: files } },
        () => new Date(Date.now() + days * 86_400_000),
      )
    ).get('tls')
  expect([await found(tls), await found(tls, 15), await found(tls, 31)]).toEqual([undefined, 'warn', 'wrong'])
  expect(await found({ cert: tls.cert, key: other.key })).toBe('wrong')
})
