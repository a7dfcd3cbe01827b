import { afterEach, beforeEach, expect, it } from 'vitest'
import { encounter, plan, writing } from '../../test/documents.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import { verifyAudit } from './audit.ts'
import { openRecord, type RecordStore } from './record.ts'

let house: TestHouse
let record: RecordStore
beforeEach(async () => {
  house = await testHouse()
  record = house.record
  for (let i = 0; i < 6; i++) await record.write(plan([writing(encounter(`e${i}`))]))
})
afterEach(() => house.close())

const verify = () => verifyAudit(record.db, county)
const entry = (actor: string) => ({ at: new Date().toISOString(), actor, organization: '', action: 'test.read', detail: {} })
/** A chain with at least three entries. */
const longest = async () =>
  (
    await record.db.query<{ chain: number; n: number }>(
      'select chain, count(*)::int as n from audit where county_id = $1 group by chain order by n desc',
      [county],
    )
  )[0]!

it('is whole after writes and reads of several processes', async () => {
  const other = await openRecord(house.url, [])
  try {
    const reads = Array.from({ length: 100 }, (_, i) => (i % 2 ? record : other).audit(county, entry(`reader-${i}`)))
    await Promise.all([...reads, record.write(plan([writing(encounter('x'))])), other.write(plan([writing(encounter('y'))]))])
  } finally {
    await other.close()
  }
  const { broken, entries, chains } = await verify()
  expect(broken).toEqual([])
  expect(entries).toBe((await record.db.query('select 1 from audit where county_id = $1', [county])).length)
  expect(chains).toBeGreaterThan(2)
})

it.each([
  ['actor', `actor = 'somebody else'`],
  ['organization', `organization = 'elsewhere'`],
  ['action', `action = 'test.other'`],
  ['patient', `patient_id = 'p9'`],
  ['detail', `detail = '{"hits":1}'`],
  ['time', `at = at + interval '1 second'`],
  ['time by a microsecond', `at = at + interval '1 microsecond'`],
  ['hash', `hash = sha256(hash)`],
])('finds a changed %s', async (_, change) => {
  const { chain } = await longest()
  await record.db.query(`update audit set ${change} where county_id = $1 and chain = $2 and seq = 2`, [county, chain])
  expect((await verify()).broken).toContainEqual({ chain, seq: 2, why: 'changed' })
})

it.each([1, 2, 'the last'])('finds that entry %s was removed', async (which) => {
  const { chain, n } = await longest()
  await record.db.query('delete from audit where county_id = $1 and chain = $2 and seq = $3', [
    county,
    chain,
    typeof which === 'number' ? which : n,
  ])
  expect((await verify()).broken.map((b) => b.chain)).toContain(chain)
})

const copied = (set: string) => `insert into audit (county_id, chain, seq, at, actor, organization, action, patient_id, detail, hash)
  select county_id, ${set}, actor, organization, action, patient_id, detail, hash from audit where county_id = $1 and chain = $2 and seq = 2`
it.each([
  ['at the end', 'chain, (select max(seq) + 1 from audit a where a.chain = audit.chain), at'],
  ['before the beginning', 'chain, 0, at'],
  ['beside another', `chain, seq, at + interval '1 second'`],
  ['in a chain of its own', '77, 1, at'],
])('finds an entry added %s', async (_, set) => {
  const { chain } = await longest()
  await record.db.query(copied(set), [county, chain])
  expect((await verify()).broken.length).toBeGreaterThan(0)
})

it('finds a chain whose head was taken away', async () => {
  const { chain } = await longest()
  await record.db.query('delete from audit_head where county_id = $1 and chain = $2', [county, chain])
  expect((await verify()).broken.map((b) => b.chain)).toContain(chain)
})

it('does not cry wolf while others write', async () => {
  let going = true
  const writer = (async () => {
    while (going) await Promise.all(Array.from({ length: 20 }, (_, i) => record.audit(county, entry(`busy-${i}`))))
  })()
  const verified = []
  for (let i = 0; i < 10; i++) verified.push(...(await verify()).broken)
  going = false
  await writer
  expect(verified).toEqual([])
})

it('keeps the chain whole whatever text stands in an entry', async () => {
  await record.audit(county, { ...entry('half \ud800 character'), patient: 'a\0b', detail: { id: '\ud800\0' } })
  expect((await verify()).broken).toEqual([])
})
