import { afterAll, beforeAll, expect, it } from 'vitest'
import { current, encounter, plan, removing, rowsOf, writing } from '../../test/documents.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { verifyAudit } from './audit.ts'
import { history, readMany } from './read.ts'
import { openRecord, type RecordStore } from './record.ts'

let house: TestHouse
let record: RecordStore
beforeAll(async () => {
  house = await testHouse()
  record = house.record
})
afterAll(() => house.close())

const settled = async (work: Promise<void>[]) =>
  (await Promise.allSettled(work)).map((r) => (r.status === 'fulfilled' ? 'won' : (r.reason as { why?: string }).why))
const versions = async (id: string) => (await history(record.db, county, [{ type: 'Encounter', id }])).map((v) => v.version)

it('refuses to make what exists already, also when it was deleted', async () => {
  await record.write(plan([writing(encounter('twice'))]))
  await expect(record.write(plan([writing(encounter('twice', { status: 'cancelled' }))]))).rejects.toMatchObject({ why: 'taken' })
  await record.write(plan([removing(await current(record, 'Encounter', 'twice'))]))
  await expect(record.write(plan([writing(encounter('twice'))]))).rejects.toMatchObject({ why: 'taken' })
  expect(await readMany(record.db, county, [{ type: 'Encounter', id: 'twice' }])).toEqual([])
})

it('refuses a version that is not the current one, and keeps nothing of the refused plan', async () => {
  await record.write(plan([writing(encounter('old'))]))
  const first = await current(record, 'Encounter', 'old')
  await record.write(plan([writing(encounter('old', { status: 'cancelled' }), first)]))
  const late = plan([writing(encounter('old', { status: 'planned' }), first), writing(encounter('companion'))], {
    idempotency: { opId: 'late', operation: 'x', answer: '{}' },
  })
  await expect(record.write(late)).rejects.toMatchObject({ why: 'changed' })
  expect(JSON.parse((await current(record, 'Encounter', 'old')).doc)).toMatchObject({ status: 'cancelled' })
  expect(await readMany(record.db, county, [{ type: 'Encounter', id: 'companion' }])).toEqual([])
  expect(await rowsOf(record, 'idempotency', 'late', 'op_id')).toEqual([])
})

it('lets exactly one of many writers of one document win, from several processes', async () => {
  const other = await openRecord(
    house.url,
    house.record.views.map((v) => v.definition as never),
  )
  try {
    await record.write(plan([writing(encounter('race'))]))
    for (let round = 1; round <= 5; round++) {
      const before = await current(record, 'Encounter', 'race')
      const writers = Array.from({ length: 8 }, (_, i) =>
        (i % 2 ? other : record).write(plan([writing(encounter('race', { language: `${round}-${i}` }), before)])),
      )
      expect((await settled(writers)).filter((r) => r === 'won')).toHaveLength(1)
    }
    expect(await versions('race')).toEqual([6, 5, 4, 3, 2, 1])
  } finally {
    await other.close()
  }
})

it('a loser in a group does not fail its neighbours', async () => {
  await record.write(plan([writing(encounter('held'))]))
  const stale = await current(record, 'Encounter', 'held')
  await record.write(plan([writing(encounter('held', { status: 'cancelled' }), stale)]))
  const group = Array.from({ length: 40 }, (_, i) =>
    record.write(plan([i === 17 ? writing(encounter('held'), stale) : writing(encounter(`neighbour-${i}`))])),
  )
  const results = await settled(group)
  expect(results.map((r, i) => (i === 17 ? r === 'changed' : r === 'won'))).toEqual(Array(40).fill(true))
  expect((await verifyAudit(record.db, county)).broken).toEqual([])
})

it('writes a plan of a thousand documents as one, in the trail too, and keeps nothing of it wherever in it a guard is lost', async () => {
  await record.write(plan([writing(encounter('long'))]))
  const stale = await current(record, 'Encounter', 'long')
  await record.write(plan([writing(encounter('long', { status: 'cancelled' }), stale)]))
  const many = Array.from({ length: 1000 }, (_, i) => writing(encounter(`of-many-${i}`)))
  const counted = async (table: 'resource' | 'audit') =>
    Number((await record.db.query<{ n: number }>(`select count(*) as n from ${table} where county_id = $1`, [county]))[0]!.n)
  const before = { resource: await counted('resource'), audit: await counted('audit') }
  for (const at of [0, 500, 1000])
    await expect(record.write(plan(many.toSpliced(at, 0, writing(encounter('long'), stale))))).rejects.toMatchObject({ why: 'changed' })
  expect({ resource: await counted('resource'), audit: await counted('audit') }).toEqual(before)
  await record.write(plan(many))
  expect({ resource: await counted('resource'), audit: await counted('audit') }).toEqual({
    resource: before.resource + 1000,
    audit: before.audit + 1,
  })
  expect((await verifyAudit(record.db, county)).broken).toEqual([])
})

it('keeps each version once: the latest in resource, the superseded ones in history', async () => {
  const docs = ['planned', 'in-progress', 'finished'].map((status) => encounter('kept', { status }))
  await record.write(plan([writing(docs[0]!)]))
  for (const doc of docs.slice(1)) await record.write(plan([writing(doc, await current(record, 'Encounter', 'kept'))]))
  const table = (name: string) =>
    record.db.query(`select version, doc from ${name} where county_id = $1 and id = 'kept' order by version`, [county])
  expect(await table('history')).toEqual([1, 2].map((version) => ({ version, doc: JSON.stringify(docs[version - 1]) })))
  expect(await table('resource')).toEqual([{ version: 3, doc: JSON.stringify(docs[2]) }])
  expect((await history(record.db, county, [{ type: 'Encounter', id: 'kept' }])).map((v) => v.doc)).toEqual(
    docs.reverse().map((d) => JSON.stringify(d)),
  )
})

it('changes search, timeline and flat rows with an update, and removes them all with a deletion', async () => {
  await record.write(plan([writing(encounter('rows'))]))
  const read = async () => ({
    tokens: (await rowsOf(record, 'token', 'rows'))[0]?.['tok'],
    timeline: await rowsOf(record, 'compartment', 'rows'),
    flat: await rowsOf(record, 'flat_visit', 'rows'),
  })
  const before = await read()
  expect(before.timeline).toMatchObject([{ patient_id: 'p1', type: 'Encounter', at: new Date('2026-03-02T01:00:00Z') }])
  expect(before.flat).toMatchObject([{ patient_id: 'p1', day: '2026-03-02', month: '2026-03-01', state: 'finished', class: 'AMB' }])
  const moved = encounter('rows', {
    status: 'cancelled',
    subject: { reference: 'Patient/p2' },
    period: { start: '2026-04-30T16:30:00Z' },
    serviceProvider: { reference: 'Organization/qy-b' },
  })
  await record.write(plan([writing(moved, await current(record, 'Encounter', 'rows'))]))
  const after = await read()
  expect(after.tokens).not.toEqual(before.tokens)
  expect(after.timeline).toMatchObject([{ patient_id: 'p2', at: new Date('2026-04-30T16:30:00Z') }])
  expect(after.flat).toMatchObject([{ patient_id: 'p2', day: '2026-05-01', month: '2026-05-01', state: 'cancelled' }])
  expect(after.flat[0]?.['org_key']).not.toBe(before.flat[0]?.['org_key'])
  await record.write(plan([writing({ ...moved, status: 'entered-in-error' }, await current(record, 'Encounter', 'rows'))]))
  expect((await read()).flat).toEqual([])
  await record.write(plan([removing(await current(record, 'Encounter', 'rows'))]))
  expect(await read()).toEqual({ tokens: undefined, timeline: [], flat: [] })
})

it('keeps the timeline row when the same instant is written in another way', async () => {
  await record.write(plan([writing(encounter('zone', { period: { start: '2026-03-02T09:00:00+08:00' } }))]))
  await record.write(
    plan([writing(encounter('zone', { period: { start: '2026-03-02T01:00:00.000Z' } }), await current(record, 'Encounter', 'zone'))]),
  )
  expect(await rowsOf(record, 'compartment', 'zone')).toMatchObject([{ patient_id: 'p1', at: new Date('2026-03-02T01:00:00Z') }])
})

it('refuses an identifier that another document of the type has, and gives it free with its holder', async () => {
  const organization = (id: string, code: string) => ({
    resourceType: 'Organization',
    id,
    name: id,
    identifier: [{ system: 'urn:countywide:institution-code', value: code }],
  })
  await record.write(plan([writing(organization('o1', 'CODE-1'))]))
  await expect(record.write(plan([writing(organization('o2', 'CODE-1'))]))).rejects.toMatchObject({
    why: 'taken',
    constraint: 'identifier_pkey',
  })
  await record.write(plan([writing(organization('o1', 'CODE-2'), await current(record, 'Organization', 'o1'))]))
  await record.write(plan([writing(organization('o2', 'CODE-1'))]))
  const race = await settled(['r1', 'r2', 'r3'].map((id) => record.write(plan([writing(organization(id, 'CODE-9'))]))))
  expect(race.sort()).toEqual(['taken', 'taken', 'won'])
})
