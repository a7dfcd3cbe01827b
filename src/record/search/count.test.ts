import { afterAll, beforeAll, expect, it } from 'vitest'
import { county } from '../../../test/house.ts'
import { bareRecord, find, put, walked } from '../../../test/searching.ts'
import type { Resource } from '../../fhir/resource.ts'
import type { RecordStore } from '../record.ts'
import { houseReader } from './reader.ts'

let record: RecordStore
let close: () => Promise<void>

const coding = (text: string) => {
  const [system, code] = text.split('|')
  return system ? { system, code } : { code }
}
/** How often each list of codings comes: one, none, several, one code of two systems, one twice. */
const kinds: readonly (readonly [number, readonly string[]])[] = [
  [40, ['urn:a|x']],
  [15, ['urn:b|x']],
  [9, ['|x']],
  [7, ['urn:a|x', 'urn:b|y']],
  [5, ['urn:a|x', 'urn:b|x']],
  [4, ['urn:a|x', 'urn:a|x']],
  [3, ['|x', '|y']],
  [2, []],
]
const observations = kinds.flatMap(([times, codings], kind) =>
  Array.from(
    { length: times },
    (_, n): Resource => ({
      ...{ resourceType: 'Observation', id: `o${kind}-${n}`, status: 'final' },
      code: codings.length ? { coding: codings.map(coding) } : { text: 'x' },
    }),
  ),
)
const people = Array.from({ length: 30 }, (_, n): Resource => ({ resourceType: 'Patient', id: `p${n}`, gender: n % 3 ? 'male' : 'female' }))

beforeAll(async () => {
  ;({ record, close } = await bareRecord())
  await put(record, [...observations, ...people])
  await put(record, [{ ...observations[0]!, id: 'secret' }], 1)
})
afterAll(() => close())

const total = async (url: string, reader = houseReader(county)) => (await find(record, `${url}&_total=accurate&_count=1`, reader)).total

it.each([
  ['Observation?code=x', 84, 83],
  ['Observation?code=urn:a|x', 57, 56],
  ['Observation?code=urn:b|x', 20, 20],
  ['Observation?code=|x', 12, 12],
  ['Observation?code=y', 10, 10],
  ['Observation?code=urn:b|y', 7, 7],
  ['Observation?code=x,y', 84, 83],
  ['Observation?code=x&code=y', 10, 10],
  ['Observation?code=x&status=final', 84, 83],
  ['Observation?code:not=x', 2, 2],
  ['Observation?code=urn:a|z', 0, 0],
  ['Patient?gender=male', 20, 20],
  ['Patient?gender=http://hl7.org/fhir/administrative-gender|female', 10, 10],
] as const)('%s: %i, as a walk through all pages counts; %i for who sees no labelled ones', async (url, all, open) => {
  expect((await walked(record, `${url}&_count=50`)).flat()).toHaveLength(all)
  expect(await total(url)).toBe(all)
  expect(await total(url, { county, labels: 0 })).toBe(open)
})

it('a document that changes or goes is counted as what it is now', async () => {
  const before = await total('Observation?code=x')
  const { matches } = await find(record, 'Observation?_id=o0-0,o3-0')
  expect(matches).toHaveLength(2)
  await record.write({
    ...{ county, origin: 'fhir', audit: { at: '2026-03-02T00:00:00Z', actor: 'test', organization: '', action: 'test', detail: {} } },
    documents: matches.map((one) => ({
      ...{ type: one.type, id: one.id, before: one },
      doc: one.id === 'o0-0' ? one.doc.replace('"x"', '"changed"') : null,
    })),
  })
  expect(await total('Observation?code=x')).toBe(before! - 2)
  expect(await total('Observation?code=changed')).toBe(1)
  expect(await total('Observation?code=urn:b|y')).toBe(6)
})

it('counts from the index alone', async () => {
  await record.db.script('vacuum analyze token')
  const rows = await record.db.query<{ 'QUERY PLAN': string }>(
    'explain select count(*) from token t where t.county_id = $1 and t.code = $2 and t.coding = $3 and (t.labels & ~(0::int)) = 0',
    [county, 1, 2],
  )
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Only Scan using token_code')
})

it('an estimate of many is near for every reader: that few documents bear labels is not left to the guess of the planner', async () => {
  const places = Array.from({ length: 3000 }, (_, n): Resource => ({ resourceType: 'Location', id: `l${n}`, status: 'active' }))
  for (let begin = 0; begin < places.length; begin += 500) await put(record, places.slice(begin, begin + 500))
  await record.db.query('analyze token')
  for (const labels of [-1, 0, 1]) {
    const { total } = await find(record, 'Location?_total=estimate&_count=1', { county, labels })
    expect(total).toBeGreaterThan(2500)
    expect(total).toBeLessThan(3500)
  }
})
