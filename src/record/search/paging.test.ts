import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { current, plan, removing, writing } from '../../../test/documents.ts'
import { bareRecord, find, idOf, put } from '../../../test/searching.ts'
import type { Resource } from '../../fhir/resource.ts'
import type { RecordStore } from '../record.ts'

let record: RecordStore
let close: () => Promise<void>
const standing: string[] = []
const dates = ['2026-01-01', '2026-01-01T08:00:00+08:00', '2026-02', '2025', '2026-01-02T00:00:00Z', undefined]
const patients = ['Patient/p0', 'Patient/p1']

/** Ids of one length, so that those that come and go fall between those that stand. */
const observation = (id: string, n: number): Resource => ({
  ...{
    resourceType: 'Observation',
    id,
    status: n % 3 ? 'final' : 'amended',
    code: { coding: [{ code: n % 2 ? 'a' : 'b' }, { code: 'c' }] },
  },
  ...{ subject: { reference: patients[n % 2] }, valueQuantity: { value: n % 5, unit: 'x' } },
  ...(dates[n % 6] ? { effectiveDateTime: dates[n % 6] } : {}),
})
const encounter = (id: string, n: number): Resource => ({
  resourceType: 'Encounter',
  id,
  status: n % 2 ? 'finished' : 'planned',
  class: { code: 'AMB' },
  subject: { reference: patients[0] },
})

beforeAll(async () => {
  ;({ record, close } = await bareRecord())
  const all = Array.from({ length: 40 }, (_, n) => [
    observation(`o${String(n * 25).padStart(3, '0')}`, n),
    encounter(`e${String(n * 25).padStart(3, '0')}`, n),
  ])
  for (const some of all) await put(record, some) // each at a moment of its own
  standing.push(...all.flat().map(({ resourceType, id }) => `${resourceType}/${id}`))
})
afterAll(() => close())

/** Documents that come, change and go. */
const passing: { type: string; id: string }[] = []
type Change = { place: number; n: number; what: 'create' | 'update' | 'remove' }
let born = 0
async function change({ place, n, what }: Change): Promise<void> {
  const one = passing[place % (passing.length || 1)]
  if (what === 'create' || !one) {
    const id = `${String(place).padStart(3, '0')}-${born++}`
    const resource = n % 4 ? observation(`o${id}`, n) : encounter(`e${id}`, n)
    await record.write(plan([writing(resource)]))
    passing.push({ type: resource.resourceType, id: resource.id! })
  } else {
    const there = await current(record, one.type, one.id)
    const make = one.type === 'Observation' ? observation : encounter
    await record.write(plan([what === 'update' ? writing(make(one.id, n), there) : removing(there)]))
    if (what === 'remove') passing.splice(passing.indexOf(one), 1)
  }
}

const ofObservations = ['', 'code=c', 'patient=p0', 'patient=p1&code=c', 'value-quantity=ge1', 'status:missing=false', 'date=ge2025']
const any = ['', '_id', '-_id', '_lastUpdated', '-_lastUpdated', '-_lastUpdated,-_id']
const own = ['date', '-date', 'status', '-code,date', 'value-quantity,-_lastUpdated']
const searches = fc.oneof(
  fc.tuple(fc.constantFrom(...ofObservations.map((criteria) => `Observation?${criteria}`)), fc.constantFrom(...any, ...own)),
  fc.tuple(fc.constantFrom('Encounter?', '?_type=Encounter,Observation', 'Encounter?patient._id=p0'), fc.constantFrom(...any)),
)

it('pages neither miss nor double what stands, whatever others write meanwhile and whatever the order', { timeout: 120_000 }, async () => {
  const changes = fc.array(fc.record({ place: fc.nat(999), n: fc.nat(200), what: fc.constantFrom('create', 'update', 'remove') }), {
    minLength: 60,
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(searches, fc.integer({ min: 1, max: 9 }), changes, async ([search, order], count, all) => {
      const url = `${search}&_count=${count}${order && `&_sort=${order}`}`.replaceAll('?&', '?')
      const before = (await find(record, url.replace(/_count=\d+/, '_count=1000'))).matches.map(idOf).filter((id) => standing.includes(id))
      const seen: string[] = []
      const left = all.values()
      let cursor: string | undefined
      do {
        const writer = async () => {
          for (const { value } of [left.next(), left.next()]) if (value) await change(value)
        }
        const [{ matches, next }] = await Promise.all([find(record, url, undefined, { cursor }), writer()])
        seen.push(...matches.map(idOf))
        cursor = next
      } while (cursor !== undefined)
      expect(
        seen.filter((id) => standing.includes(id)),
        url,
      ).toEqual(before)
    }),
    { numRuns: 150, endOnFailure: true },
  )
})
