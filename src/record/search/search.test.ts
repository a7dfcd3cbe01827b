import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { current, plan, removing, writing } from '../../../test/documents.ts'
import { asked, bareRecord, find, idOf, put, walked } from '../../../test/searching.ts'
import type { Resource } from '../../fhir/resource.ts'
import { matcher } from '../../fhir/search/match.ts'
import type { Criterion } from '../../fhir/search/query.ts'
import { referencesOf } from '../../fhir/search/references.ts'
import type { RecordStore } from '../record.ts'

let record: RecordStore
let close: () => Promise<void>
/** Every document there is, as it stands in an answer. */
const world = new Map<string, Resource>()

const pick = <T>(list: readonly T[], n: number): T => list[Math.abs(n) % list.length]!
const surnames = ['张三', '李四', '单晓梅', '王五', 'Smith']
const days = [
  '2024-02-29',
  '2025-12-31',
  '2026-01-01',
  '2026-03',
  '2026',
  '2026-03-02T08:00:00+08:00',
  '2026-03-02T00:00:00Z',
  '2026-11-20T10:00:00.123+08:00',
]
const loinc = 'http://loinc.org'

const patient = (i: number): Resource => ({
  ...{ resourceType: 'Patient', id: `p${i}`, gender: pick(['male', 'female'], i), name: [{ text: pick(surnames, i) }] },
  ...{ birthDate: pick(['1956-03-08', '1990', '2001-07'], i), identifier: [{ system: 'urn:x', value: `${i % 4}` }] },
  ...(i % 3 ? { managingOrganization: { reference: `Organization/o${i % 2}` } } : {}),
})
const organization = (i: number): Resource => ({
  resourceType: 'Organization',
  id: `o${i}`,
  name: pick(['卫生院', '人民医院'], i),
  active: i === 0,
})
const observation = (i: number): Resource => ({
  ...{
    resourceType: 'Observation',
    id: `b${i}`,
    status: pick(['final', 'amended'], i),
    code: { coding: [{ system: loinc, code: pick(['8480-6', '8462-4', '2339-0'], i * 7) }] },
  },
  ...(i % 5 ? { subject: { reference: `Patient/p${(i * 3) % 12}` } } : { subject: { reference: 'Group/g' } }),
  ...(i % 4
    ? { effectiveDateTime: pick(days, i * 5) }
    : i % 8
      ? { effectivePeriod: { start: pick(days, i), ...(i % 3 ? { end: '2027' } : {}) } }
      : {}),
  ...(i % 6 ? {} : { performer: [{ reference: `Patient/p${i % 12}` }, { reference: 'Organization/o1' }] }),
  ...(i % 2
    ? { valueQuantity: { value: i, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' } }
    : { valueString: pick(surnames, i) }),
})
const encounter = (i: number): Resource => ({
  ...{ resourceType: 'Encounter', id: `e${i}`, status: pick(['finished', 'planned'], i), class: { system: 'urn:c', code: 'AMB' } },
  ...{ subject: { reference: `Patient/p${i % 12}` }, serviceProvider: { reference: `Organization/o${i % 2}` } },
  ...(i % 3 ? { period: { start: pick(days, i), end: '2026-12-01' } } : {}),
})
const upTo = (n: number, make: (i: number) => Resource) => Array.from({ length: n }, (_, i) => make(i))

beforeAll(async () => {
  ;({ record, close } = await bareRecord())
  await put(record, [...upTo(12, patient), ...upTo(2, organization), ...upTo(60, observation)])
  await put(record, upTo(20, encounter))
  await record.write(plan([writing(observation(900)), writing(observation(901))]))
  await record.write(plan([removing(await current(record, 'Observation', 'b900'))]))
  const rows = await record.db.query<{ doc: string; updated: Date }>('select doc, updated from resource where not deleted')
  for (const { doc, updated } of rows) {
    const resource = JSON.parse(doc) as Resource
    world.set(idOf({ type: resource.resourceType, id: resource.id! }), { ...resource, meta: { lastUpdated: updated.toISOString() } })
  }
})
afterAll(() => close())

/** The truth: every document is looked at, chains and `_has` followed document by document. */
function meets(resource: Resource, criterion: Criterion): boolean {
  const type = resource.resourceType
  if (criterion.kind === 'chain')
    return referencesOf(
      type,
      criterion.param,
    )(resource).some((target) => {
      const named = world.get(idOf(target))
      return named !== undefined && criterion.of.some((one) => one.type === target.type && meets(named, one.criterion))
    })
  if (criterion.kind === 'has')
    return [...world.values()].some(
      (other) =>
        other.resourceType === criterion.type &&
        referencesOf(other.resourceType, criterion.param)(other).some((target) => idOf(target) === `${type}/${resource.id}`) &&
        meets(other, criterion.criterion),
    )
  return matcher(type, criterion)(resource)
}

const truth = (url: string) => {
  const { type, types, criteria } = asked(url)
  return [...world.values()]
    .filter(
      (one) =>
        (type === undefined || one.resourceType === type) &&
        (!types || types.includes(one.resourceType)) &&
        criteria.every((criterion) => meets(one, criterion)),
    )
    .map((one) => `${one.resourceType}/${one.id}`)
    .sort()
}

const date = fc
  .constantFrom('', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb')
  .chain((prefix) => fc.constantFrom(...days.slice(0, 6), '2027-01').map((day) => `${prefix}${day.replaceAll('+', '%2B')}`))
const person = fc.nat(13).map((i) => `p${i}`)
const code = fc.constantFrom('8480-6', `${loinc}|8462-4`, `8480-6,${loinc}|2339-0`, 'none', `${loinc}|`)
const name = fc.constantFrom('zs', '张', 'zhang', '单', 'dan', 'smi', '李四')
const aboutPatients = fc.oneof(
  name.map((n) => `name=${n}`),
  fc.constantFrom(
    'gender=male',
    'gender:not=male',
    'birthdate=1990',
    'identifier=urn:x|1',
    'organization=Organization/o1',
    'organization.name=人民',
    'organization:missing=true',
    '_id=p1,p2,p3',
  ),
  code.map((c) => `_has:Observation:patient:code=${c}`),
  fc.constantFrom(
    '_has:Encounter:subject:status=planned',
    '_has:Observation:performer:status=final',
    '_has:Encounter:patient:service-provider.active=true',
    'birthdate=ge1980',
  ),
)
const aboutObservations = fc.oneof(
  person.map((p) => `patient=${p}`),
  person.map((p) => `subject=Patient/${p}`),
  person.map((p) => `subject=${p}`),
  code.map((c) => `code=${c}`),
  code.map((c) => `code:not=${c}`),
  date.map((d) => `date=${d}`),
  fc.constantFrom(
    'status=final',
    'status=final,amended',
    'date:missing=true',
    'performer=Organization/o1',
    'value-quantity=gt20',
    'value-string=张',
    '_lastUpdated=ge2020',
    '_lastUpdated=lt2020',
    'subject:Group=g',
  ),
  name.map((n) => `patient.name=${n}`),
  fc.constantFrom(
    'patient.organization.active=true',
    'patient.gender=male',
    'patient.identifier=urn:x|2',
    'subject:Patient._has:Encounter:patient:status=planned',
  ),
)
const url = fc.oneof(
  fc.array(aboutPatients, { maxLength: 2 }).map((all) => `Patient?${all.join('&')}`),
  fc.array(aboutObservations, { maxLength: 3 }).map((all) => `Observation?${all.join('&')}`),
  fc.constantFrom('?_id=p1,b3', '?_lastUpdated=ge2020', '?_lastUpdated=lt2020&_type=Patient,Encounter', '?_type=Patient,Organization'),
)
const sort = fc.constantFrom('', '_sort=_id', '_sort=-_id', '_sort=_lastUpdated', '_sort=-_lastUpdated')
const sortObservations = fc.constantFrom('_sort=date', '_sort=-date', '_sort=-date,-_id', '_sort=status', '_sort=-code,date')

it('answers what looking at every document answers, on pages that neither skip nor repeat, whatever the order; and counts it', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(url, sort, sortObservations, fc.integer({ min: 1, max: 30 }), fc.boolean(), async (path, any, own, count, special) => {
      const order = special && path.startsWith('Observation') ? own : any
      const search = `${path}${path.endsWith('?') ? '' : '&'}_count=${count}${order && `&${order}`}`
      const pages = await walked(record, search)
      const found = pages.flat()
      const expected = truth(path)
      expect([...found].sort(), search).toEqual(expected)
      expect(
        pages.slice(0, -1).every((page) => page.length === count),
        `full pages of ${search}`,
      ).toBe(true)
      if (order === '' || order === '_sort=_id') expect(found, search).toEqual(path.startsWith('?') ? found : expected)
      const { total } = await find(record, search, undefined, { total: 'accurate' })
      expect(total, `total of ${search}`).toBe(expected.length)
    }),
    { numRuns: 200 },
  )
})
