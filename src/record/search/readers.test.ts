import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { current, plan, removing, writing } from '../../../test/documents.ts'
import { county } from '../../../test/house.ts'
import { asked, bareRecord, find, idOf, put } from '../../../test/searching.ts'
import type { Resource } from '../../fhir/resource.ts'
import { openRecord, type RecordStore } from '../record.ts'
import { existing, readDocuments } from './documents.ts'
import { everything } from './everything.ts'
import { historyPage, readVersion } from './history.ts'
import { houseReader, type Reader } from './reader.ts'
import { referrers } from './referrers.ts'
import { searchDocuments } from './search.ts'
import { typesKept } from './types.ts'

let record: RecordStore
let url: string
let close: () => Promise<void>
const house = houseReader(county)
/** An organisation that knows p1 alone; somebody without the label that b-secret has; both at once. */
let related: Reader
const unlabelled: Reader = { county, labels: 0 }
let both: Reader

const named = (type: string, id: string, more: object = {}): Resource => ({ resourceType: type, id, ...more })
const reference = (to: string) => ({ reference: to })
const observation = (id: string, patient: string, more: object = {}) =>
  named('Observation', id, {
    status: 'final',
    code: { coding: [{ code: 'c' }] },
    subject: reference(`Patient/${patient}`),
    effectiveDateTime: '2026-03-02T08:00:00+08:00',
    ...more,
  })

beforeAll(async () => {
  ;({ record, url, close } = await bareRecord())
  await put(record, [
    ...['p1', 'p2', 'p3'].map((id) =>
      named('Patient', id, { name: [{ text: '张三' }], managingOrganization: reference('Organization/o') }),
    ),
    named('Organization', 'o', { name: '卫生院' }),
    named('Practitioner', 'd'),
    observation('b1', 'p1', { performer: [reference('Practitioner/d'), reference('Patient/p2')] }),
    observation('b2', 'p2', { effectiveDateTime: '2025' }),
    named('Encounter', 'e1', {
      status: 'finished',
      class: { code: 'AMB' },
      subject: reference('Patient/p1'),
      period: { start: '2024' },
      serviceProvider: reference('Organization/o'),
    }),
    named('Encounter', 'e2', {
      status: 'finished',
      class: { code: 'AMB' },
      subject: reference('Patient/p2'),
      basedOn: [reference('ServiceRequest/none')],
    }),
  ])
  await put(record, [observation('secret', 'p1')], 4)
  await record.write(plan([], { relations: [{ patient: 'p1', organization: 'o', reason: 'visit' }] }))
  const [key] = await record.db.query<{ org_key: number }>('select org_key from relation')
  related = { county, labels: -1, organizations: [key!.org_key] }
  both = { ...related, labels: 0 }
})
afterAll(() => close())

const matches = async (search: string, reader: Reader) => (await find(record, search, reader)).matches.map(idOf)

describe('whoever may not see a document sees it on no path', () => {
  const seen: readonly (readonly [string, () => Reader, readonly string[], readonly string[]])[] = [
    ['labels', () => unlabelled, ['Observation/b1', 'Observation/b2'], ['Observation/b1']],
    ['relations', () => related, ['Observation/b1', 'Observation/secret'], ['Observation/b1', 'Observation/secret']],
    ['both', () => both, ['Observation/b1'], ['Observation/b1']],
    ['nothing', () => house, ['Observation/b1', 'Observation/b2', 'Observation/secret'], ['Observation/b1', 'Observation/secret']],
  ]
  it.each(seen)('restricted by %s', async (_, of, observations, ofP1) => {
    const reader = of()
    const all = observations.length
    for (const search of [
      'Observation',
      'Observation?code=c',
      'Observation?_sort=-date',
      'Observation?_sort=_lastUpdated',
      'Observation?_sort=status',
      'Observation?_id=b1,b2,secret',
      'Observation?date=ge2020',
      'Observation?status:not=amended',
      'Observation?patient.name=zs',
      'Observation?_lastUpdated=ge2020',
    ])
      expect((await matches(search, reader)).sort(), search).toEqual(observations)
    for (const search of [
      'Observation?patient=p1',
      'Observation?patient=p1&_sort=-date',
      'Observation?subject=Patient/p1&code=c&_sort=date',
    ])
      expect((await matches(search, reader)).sort(), search).toEqual(ofP1)
    const people = observations.includes('Observation/b2') ? ['Patient/p1', 'Patient/p2'] : ['Patient/p1']
    expect((await matches('Patient?_has:Observation:patient:code=c', reader)).sort()).toEqual(people)
    expect(await matches('Patient?_has:Observation:patient:_id=secret', reader)).toEqual(
      observations.includes('Observation/secret') ? ['Patient/p1'] : [],
    )
    for (const total of ['accurate', 'estimate'] as const)
      expect((await find(record, 'Observation?code=c', reader, { total })).total).toBe(all)
    const included = async (search: string) => (await find(record, search, reader)).included.map(idOf).sort()
    expect(await included('Organization?_revinclude=Patient:organization')).toEqual(
      reader.organizations ? ['Patient/p1'] : ['Patient/p1', 'Patient/p2', 'Patient/p3'],
    )
    expect(await included('Patient?_id=p1&_revinclude=Observation:patient')).toEqual(ofP1)
    expect(await included('Observation?_id=b1&_include=Observation:performer')).toEqual(
      reader.organizations ? ['Practitioner/d'] : ['Patient/p2', 'Practitioner/d'],
    )
    const keys = ['b1', 'b2', 'secret'].map((id) => ({ type: 'Observation', id }))
    expect((await readDocuments(record, reader, keys)).map(idOf).sort()).toEqual(observations)
    const versions = await historyPage(record, reader, { type: 'Observation', count: 10 })
    expect(versions.versions.map(idOf).sort()).toEqual(observations)
    const read = await Promise.all(keys.map((key) => readVersion(record, reader, key, 1)))
    expect(read.flatMap((one) => (one ? [idOf(one)] : []))).toEqual(observations)
    const about = async (patient: string) =>
      (await everything(record, reader, patient, {})).found
        .map(idOf)
        .filter((id) => id.startsWith('Obs'))
        .sort()
    expect(await about('p1')).toEqual(ofP1)
    expect(await about('p2')).toEqual(observations.filter((id) => id !== 'Observation/secret'))
  })
})

it('everything of a patient: his compartment in the order of time, that of the same person, and what lies outside of it; page by page', async () => {
  const of = async (patient: string, more: object = {}) => (await everything(record, house, patient, more)).found.map(idOf)
  expect(await of('p1')).toEqual(['Patient/p1', 'Encounter/e1', 'Observation/b1', 'Observation/secret', 'Organization/o', 'Practitioner/d'])
  expect(await of('p1', { types: ['Encounter', 'Organization'] })).toEqual(['Encounter/e1', 'Organization/o'])
  expect(await of('p1', { start: '2026-01-01T00:00:00Z', types: ['Encounter', 'Observation'] })).toEqual([
    'Encounter/e1',
    'Observation/b1',
    'Observation/secret',
  ])
  expect(await of('p1', { end: '2025-01-01T00:00:00Z', types: ['Encounter', 'Observation'] })).toEqual(['Encounter/e1'])
  expect(await of('p1', { since: '2999-01-01T00:00:00Z' })).toEqual([])
  await record.write(plan([], { rebind: [{ patient: 'p2', from: 'p2', person: 'p1' }] }))
  const pages: string[] = []
  for (let cursor: string | undefined; ; ) {
    const { found, next } = await everything(record, house, 'p2', { count: 2, types: ['Patient', 'Observation', 'Encounter'], cursor })
    expect(found.length).toBeLessThanOrEqual(2)
    pages.push(...found.map(idOf))
    if (!next) break
    cursor = next
  }
  expect(pages.sort()).toEqual([
    'Encounter/e1',
    'Encounter/e2',
    'Observation/b1',
    'Observation/b2',
    'Observation/secret',
    'Patient/p1',
    'Patient/p2',
  ])
  await record.write(plan([], { rebind: [{ patient: 'p2', from: 'p1', person: 'p2' }] }))
})

it('the history of a document, a type and everything is newest first, with deletions, page by page', async () => {
  const versions = async (asked: object) =>
    (await historyPage(record, house, { count: 100, ...asked })).versions.map(
      (v) => `${v.id}/${v.version}${v.doc === null ? ' deleted' : ''}`,
    )
  await put(record, [named('Basic', 'x', { code: { text: '1' } }), named('Basic', 'y', { code: { text: '1' } })])
  const [between] = await record.db.query<{ now: Date }>('select now() as now')
  await new Promise((done) => setTimeout(done, 5))
  await record.write(plan([writing(named('Basic', 'x', { code: { text: '2' } }), await current(record, 'Basic', 'x'))]))
  await new Promise((done) => setTimeout(done, 5))
  await record.write(plan([removing(await current(record, 'Basic', 'x'))]))
  expect(await versions({ type: 'Basic', id: 'x' })).toEqual(['x/3 deleted', 'x/2', 'x/1'])
  expect(await versions({ type: 'Basic' })).toEqual(['x/3 deleted', 'x/2', 'y/1', 'x/1'])
  expect((await versions({})).slice(0, 4)).toEqual(['x/3 deleted', 'x/2', 'y/1', 'x/1'])
  const instant = between!.now.toISOString()
  expect(await versions({ type: 'Basic', since: instant })).toEqual(['x/3 deleted', 'x/2'])
  expect(await versions({ type: 'Basic', at: { from: instant, to: instant } })).toEqual(['y/1', 'x/1'])
  const paged: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await historyPage(record, house, { type: 'Basic', count: 1, cursor })
    paged.push(...page.versions.map((v) => `${v.id}/${v.version}`))
    if (!page.next) break
    cursor = page.next
  }
  expect(paged).toEqual(['x/3', 'x/2', 'y/1', 'x/1'])
  expect(await readVersion(record, house, { type: 'Basic', id: 'x' }, 2)).toMatchObject({ doc: expect.stringContaining('"2"') })
  expect(await readVersion(record, house, { type: 'Basic', id: 'x' }, 3)).toMatchObject({ doc: null })
  expect(await readVersion(record, house, { type: 'Basic', id: 'x' }, 4)).toBeUndefined()
  expect(await readDocuments(record, house, [{ type: 'Basic', id: 'x' }])).toMatchObject([{ version: 3, doc: null }])
  expect(await matches('Basic', house)).toEqual(['Basic/y'])
})

it('tells what is there, who points to it, and which types there are', async () => {
  const keys = [
    { type: 'Patient', id: 'p1' },
    { type: 'Patient', id: 'none' },
    { type: 'Basic', id: 'x' },
  ]
  expect(await existing(record, county, keys)).toEqual(new Set(['Patient/p1']))
  expect((await referrers(record, county, { type: 'Practitioner', id: 'd' }, 10)).map(idOf)).toEqual(['Observation/b1'])
  expect((await referrers(record, county, { type: 'Patient', id: 'p2' }, 10)).map(idOf).sort()).toEqual([
    'Encounter/e2',
    'Observation/b1',
    'Observation/b2',
  ])
  expect(await referrers(record, county, { type: 'Patient', id: 'p3' }, 10)).toEqual([])
  expect(await typesKept(record.db, county)).toEqual(['Basic', 'Encounter', 'Observation', 'Organization', 'Patient', 'Practitioner'])
})

it("an update keeps the document's labels, and search goes by those it has now", async () => {
  const rewrite = async (label?: number) =>
    record.write(
      plan([
        {
          ...writing(observation('secret', 'p1', { language: String(label) }), await current(record, 'Observation', 'secret')),
          ...(label === undefined ? {} : { label }),
        },
      ]),
    )
  await rewrite()
  expect(await matches('Observation?_id=secret', unlabelled)).toEqual([])
  await rewrite(0)
  expect(await matches('Observation?_id=secret', unlabelled)).toEqual(['Observation/secret'])
  await rewrite(4)
  expect(await matches('Observation?_id=secret', unlabelled)).toEqual([])
})

it('searches by a search parameter of the county as soon as it is written, in every process', async () => {
  const other = await openRecord(url, [])
  try {
    expect((await other.parameters(county)).find('Encounter', 'x-number')).toBeUndefined()
    const definition = {
      ...{ status: 'active', name: 'X', url: 'urn:x', code: 'x-number', base: ['Encounter'], type: 'token', description: 'x' },
      expression: 'Encounter.class',
    }
    await put(record, [named('SearchParameter', 'x', definition)])
    for (let n = 0; n < 200 && !(await other.parameters(county)).find('Encounter', 'x-number'); n++)
      await new Promise((done) => setTimeout(done, 20))
    const parameters = await other.parameters(county)
    const { matches: found } = await searchDocuments(other, house, asked('Encounter?x-number=AMB', parameters), parameters)
    expect(found.map(idOf)).toEqual(['Encounter/e1', 'Encounter/e2'])
  } finally {
    await other.close()
  }
})
