import { afterAll, beforeAll, expect, it } from 'vitest'
import { plan, writing } from '../../../test/documents.ts'
import { county } from '../../../test/house.ts'
import { bareRecord, find, idOf, put, walked } from '../../../test/searching.ts'
import type { Resource } from '../../fhir/resource.ts'
import type { Db } from '../db.ts'
import { openRecord, type RecordStore } from '../record.ts'
import { everything } from './everything.ts'
import { historyPage } from './history.ts'
import { pointsOf } from './point.ts'
import { houseReader } from './reader.ts'

let record: RecordStore
let url: string
let close: () => Promise<void>
const many = 3000

const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + ((i * 7919) % many) * 3_600_000).toISOString()
const observation = (i: number, code = i % 50 ? 'common' : 'rare'): Resource => ({
  ...{
    resourceType: 'Observation',
    id: `b${String((i * 1009) % many).padStart(5, '0')}`,
    status: 'final',
    code: { coding: [{ system: 'urn:c', code }] },
  },
  ...{ subject: { reference: `Patient/p${i % 100}` }, identifier: [{ system: 'urn:n', value: `${i}` }] },
  ...(i % 10 ? { effectiveDateTime: at(i) } : {}),
})
const documents = Array.from({ length: many }, (_, i) => observation(i))

beforeAll(async () => {
  ;({ record, url, close } = await bareRecord())
  await put(record, [
    ...Array.from({ length: 100 }, (_, i) => ({ resourceType: 'Patient', id: `p${i}`, name: [{ text: '张三' }] })),
    ...documents,
  ])
})
afterAll(() => close())

const byId = (a: string, b: string) => (a < b ? -1 : 1)
const dated = (list: readonly Resource[]) => list.filter((one) => one['effectiveDateTime'])

it('answers what very many documents meet in every order, and by ranges of time', { timeout: 120_000 }, async () => {
  const common = documents.filter((_, i) => i % 50)
  const ids = common.map((one) => `Observation/${one.id}`).sort(byId)
  const when = new Map(documents.map((one) => [`Observation/${one.id}`, one['effectiveDateTime'] as string | undefined]))
  for (let round = 0; round < 2; round++) {
    expect((await walked(record, 'Observation?code=common&_count=500')).flat()).toEqual(ids)
    expect((await walked(record, 'Observation?code=common&_sort=-_id&_count=700')).flat()).toEqual(ids.toReversed())
    expect((await walked(record, 'Observation?status=final&code=common&_sort=_lastUpdated&_count=900')).flat().sort(byId)).toEqual(ids)
    const newest = (await walked(record, 'Observation?code=common&_sort=-date&_count=400')).flat()
    expect([...newest].sort(byId)).toEqual(ids)
    const times = newest.flatMap((id) => when.get(id) ?? [])
    expect(times).toEqual([...times].sort().reverse())
    expect(newest.slice(times.length).every((id) => when.get(id) === undefined)).toBe(true)
  }
  for (const search of [
    'patient=p10&_sort=-date',
    'patient=p10&_sort=date',
    'patient=p10&_sort=-_lastUpdated',
    'patient=p10',
    'patient=p11&code=common&_sort=-date',
  ])
    expect(new Set((await walked(record, `Observation?${search}&_count=7`)).flat()).size, search).toBe(30)
  for (const [asked, holds] of [
    ['ge2026-03-01', (t: string) => t >= '2026-02-28T16:00:00.000Z'],
    ['lt2026-02', (t: string) => t < '2026-01-31T16:00:00.000Z'],
    ['2026-02-03', (t: string) => t >= '2026-02-02T16:00:00.000Z' && t < '2026-02-03T16:00:00.000Z'],
  ] as const) {
    const expected = dated(documents)
      .filter((one) => holds(one['effectiveDateTime'] as string))
      .map((one) => `Observation/${one.id}`)
      .sort(byId)
    expect(expected.length).toBeGreaterThan(10)
    expect((await walked(record, `Observation?date=${asked}&_count=300`)).flat(), asked).toEqual(expected)
  }
})

it('neither skips nor repeats while others write, and shows what was there all along', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  for (let n = 0; ; n++) {
    const { matches, next } = await find(record, 'Observation?code=rare&_count=7', undefined, { cursor })
    seen.push(...matches.map(idOf))
    if (next === undefined) break
    cursor = next
    await record.write(
      plan([writing({ ...observation(0, 'rare'), id: `a-before-${n}` }), writing({ ...observation(0, 'rare'), id: `b0${n}-between` })]),
    )
  }
  expect(new Set(seen).size).toBe(seen.length)
  for (const [i, one] of documents.entries()) if (i % 50 === 0) expect(seen).toContain(`Observation/${one.id}`)
})

/** A record whose searches also ask the planner how it would find the rows. */
function explained(): { record: RecordStore; plans: string[] } {
  const plans: string[] = []
  const explaining = (db: Db): Db => ({
    ...db,
    query: async (text, values) => {
      const rows = await db.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      return db.query(text, values)
    },
  })
  const [keyed, ranged] = [explaining(record.search.keyed), explaining(record.search.ranged)]
  return { record: { ...record, search: { keyed, ranged, points: pointsOf(keyed) } }, plans }
}

it('reads no table from end to end, neither before nor after the tables were analysed', async () => {
  for (const analysed of [false, true]) {
    if (analysed) await record.db.script('analyze')
    const { record: watched, plans } = explained()
    for (const search of [
      ...[
        'Observation?identifier=urn:n|7',
        'Observation?identifier=urn:n|7,urn:n|8',
        'Observation?patient=p7&_sort=-date',
        'Observation?patient=p7&code=rare&_sort=-date',
      ],
      ...[
        'Observation?patient=p7&code=common&date=ge2026-02&_sort=date',
        'Observation',
        'Observation?_sort=-_lastUpdated',
        'Observation?_sort=-date',
        'Observation?_id=b00001',
      ],
      ...[
        'Observation?_lastUpdated=ge2999',
        'Observation?date=2026-02-03',
        'Observation?date=ge2026-05-04',
        'Observation?patient.name=张三&identifier=urn:n|7',
        'Observation?code=common&_sort=-date',
      ],
      ...[
        'Patient?_has:Observation:patient:identifier=urn:n|7',
        'Observation?patient=p7&_include=Observation:patient',
        'Patient?_id=p7&_revinclude=Observation:patient',
      ],
    ])
      await find(watched, search)
    await everything(watched, houseReader(county), 'p7', {})
    await historyPage(watched, houseReader(county), { type: 'Observation', count: 10 })
    await historyPage(watched, houseReader(county), { type: 'Observation', id: 'b00001', count: 10 })
    expect(plans.filter((text) => /Seq Scan on (?!history|mine|k\b)/.test(text))).toEqual([])
    expect(plans.length).toBeGreaterThan(20)
  }
})

it('rows written anew at opening are the rows that writing made, also in a county beside another', async () => {
  const rows = async () => ({
    token: await record.db.query('select * from token order by county_id, type, id'),
    compartment: await record.db.query(
      'select patient_id, type, at::text, id, until::text, main, codes from compartment order by county_id, patient_id, type, id',
    ),
  })
  const before = await rows()
  expect(before.token.length).toBeGreaterThan(many)
  const said: string[] = []
  const again = async () => (await openRecord(url, [], { tell: (line) => said.push(line) })).close()
  for (const other of [false, true]) {
    if (other) await record.db.query(`insert into token (county_id, type, id, tok) values (141098, 'Basic', 'other', '{}')`)
    await record.db.query(`update view_table set hash = 'older' where view = 'search'`)
    await record.db.query(`update token set tok = '{}', at = null where type = 'Observation'`)
    await record.db.query(`delete from compartment where patient_id < 'p50'`)
    await again()
    if (other) await record.db.query('delete from token where county_id = 141098')
    expect(await rows()).toEqual(before)
  }
  await record.db.query(`delete from token where type = 'Patient'`)
  await again() // the version is the same: nothing is written
  expect((await rows()).token).toHaveLength(before.token.length - 100)
})
