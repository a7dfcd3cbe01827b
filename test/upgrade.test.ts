import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { extendChain, verifyAudit } from '../src/record/audit.ts'
import { type Db, openDb } from '../src/record/db.ts'
import { migrate, migrations } from '../src/record/migrate.ts'
import type { RecordStore } from '../src/record/record.ts'
import { openHouse } from '../src/server/house.ts'
import { county } from './house.ts'
import { withDatabase } from './postgres.ts'

/** A record as the first published version left it (migrations 0001 to 0007), made by hand: no code of today writes into it. */
const patients = 30
let root: Db
let old: Db
let url: string
let record: RecordStore
const name = `test_${randomUUID().replaceAll('-', '')}`

async function olden() {
  await migrate(old, migrations().slice(0, 7))
  await old.query(`insert into county (county_id, name, salt) values ($1, '清源县', 'pepper')`, [county])
  const document = (type: string, id: string, doc: object, version = 1) =>
    old.query(
      `insert into resource (county_id, type, id, version, updated, origin, author, doc) values ($1, $2, $3, $4, '2026-01-05T02:00:00Z', 'performed', 'doctor', $5)`,
      [county, type, id, version, JSON.stringify({ resourceType: type, id, ...doc })],
    )
  for (let n = 0; n < patients; n++) {
    await document(
      'Patient',
      `p${n}`,
      { name: [{ text: n % 2 ? '张三' : '李四' }], gender: 'female', birthDate: '1960-02-03' },
      n === 0 ? 2 : 1,
    )
    await document('Encounter', `e${n}`, {
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject: { reference: `Patient/p${n}` },
      period: { start: `2026-01-${String(1 + (n % 28)).padStart(2, '0')}T01:00:00Z` },
    })
    await old.query(`insert into token (county_id, type, id, tok) values ($1, 'Patient', $2, '{1,2,3}')`, [county, `p${n}`])
  }
  await old.query(
    `insert into history (county_id, type, id, version, updated, deleted, origin, author, label_bits, doc) values ($1, 'Patient', 'p0', 1, '2025-03-01T00:00:00Z', false, 'performed', 'doctor', 0, '{"resourceType":"Patient","id":"p0"}')`,
    [county],
  )
  const entries = Array.from({ length: 5 }, (_, n) => ({
    at: `2026-01-0${n + 1}T00:00:00.000Z`,
    actor: 'doctor',
    organization: 'qy-a',
    action: 'visit.close',
    detail: { n },
  }))
  const { rows, head } = extendChain(county, 1, { seq: 0, hash: Buffer.alloc(32) }, entries)
  for (const row of rows)
    await old.query(
      `insert into audit (county_id, chain, seq, at, actor, organization, action, patient_id, detail, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::bytea)`,
      [county, ...row],
    )
  await old.query('insert into audit_head (county_id, chain, seq, hash) values ($1, 1, $2, $3)', [county, head.seq, head.hash])
}

beforeAll(async () => {
  root = openDb(inject('server').url, { max: 1 })
  await root.query(`create database ${name} template template0`)
  url = withDatabase(inject('server').url, name)
  old = openDb(url, { max: 1 })
  await olden()
  await old.close()
  record = (await openHouse(url)).record
})
afterAll(async () => {
  await record.close()
  await root.query(`drop database if exists ${name} with (force)`)
  await root.close()
})

it('is brought up to today’s schema, and opening it again changes nothing', async () => {
  const ran = () => record.db.query('select name, at from migration order by name')
  const first = await ran()
  expect(first.map((m) => m['name'])).toEqual(migrations().map((m) => m.name))
  await (await openHouse(url)).record.close()
  expect(await ran()).toEqual(first)
})

it('every document reads as it was, with its versions', async () => {
  const found = await record.shared.documents(
    county,
    Array.from({ length: patients }, (_, n) => ({ type: 'Patient', id: `p${n}` })),
  )
  expect(found).toHaveLength(patients)
  expect(found.find((d) => d.id === 'p0')).toMatchObject({ version: 2, doc: expect.stringContaining('李四') })
  expect(await record.db.query(`select version from history where id = 'p0'`)).toEqual([{ version: 1 }])
})

it('what is derived from documents is made anew: search values, and the rows that lists and numbers read', async () => {
  const [tokens] = await record.db.query<{ old: number; n: number }>(
    `select count(*) filter (where tok = '{1,2,3}') as old, count(*) as n from token where type = 'Patient'`,
  )
  expect(tokens).toEqual({ old: 0, n: patients })
  const views = await record.db.query<{ view: string; hash: string }>('select view, hash from view_table where county_id = $1', [county])
  for (const view of record.views) expect(views).toContainEqual({ view: view.name, hash: view.hash })
  expect(await record.db.query('select count(*) as n from flat_visit')).toEqual([{ n: patients }])
})

it('its audit trail is whole, and goes on', async () => {
  const before = await verifyAudit(record.db, county)
  expect(before.entries).toBeGreaterThanOrEqual(5)
  await record.audit(county, { at: new Date().toISOString(), actor: 'test', organization: '', action: 'test', detail: {} })
  const after = await verifyAudit(record.db, county)
  expect([before.broken, after.broken]).toEqual([[], []])
  expect(after.entries).toBe(before.entries + 1)
})

it('new documents are written beside the old ones', async () => {
  const audit = { at: new Date().toISOString(), actor: 'test', organization: '', action: 'test', detail: {} }
  const doc = JSON.stringify({ resourceType: 'Patient', id: 'new', gender: 'male' })
  await record.write({ county, origin: 'performed', audit, documents: [{ type: 'Patient', id: 'new', before: 'new', doc }] })
  expect(await record.shared.documents(county, [{ type: 'Patient', id: 'new' }])).toHaveLength(1)
})
