import { afterAll, beforeAll, expect, it } from 'vitest'
import { current, plan, writing } from '../../../test/documents.ts'
import { county } from '../../../test/house.ts'
import { bareRecord, find, idOf, put, walked } from '../../../test/searching.ts'
import type { Resource } from '../../fhir/resource.ts'
import type { RecordStore } from '../record.ts'
import { collect } from './collect.ts'
import { compile } from './compile.ts'
import { everything } from './everything.ts'
import { historyPage } from './history.ts'
import { houseReader } from './reader.ts'

let record: RecordStore
let close: () => Promise<void>
const reader = houseReader(county)
const long = Array.from({ length: 6 }, () => ({ text: 'x'.repeat(2 ** 20) })) // 6 MiB
const subject = { reference: 'Patient/p' }
const note = (id: string, more: object = {}): Resource => ({
  ...{ resourceType: 'Observation', id, status: 'final', code: { coding: [{ code: 'c' }] }, subject, valueString: '一' },
  ...{ effectiveDateTime: '2026-03-02', note: long, ...more },
})
const ids = ['1', '2', '3', '4', '5', '6', '7']

beforeAll(async () => {
  ;({ record, close } = await bareRecord())
  await put(record, [{ resourceType: 'Patient', id: 'p' }, { resourceType: 'Patient', id: 'q' }, ...ids.map((id) => note(id))])
  await put(record, [{ resourceType: 'Encounter', id: 'e', status: 'planned', class: { code: 'AMB' }, subject } as Resource])
})
afterAll(() => close())

it.each([
  'Observation',
  'Observation?code=c',
  'Observation?code=c&_count=1000',
  'Observation?subject=Patient/p',
  'Observation?subject=Patient/p&_sort=-date',
  'Observation?_sort=date',
  'Observation?_sort=-_lastUpdated',
  'Observation?_sort=status,_id',
  'Observation?value-string=一', // also looked at in the documents
  '?_type=Observation,Encounter',
  '?_type=Observation,Encounter&_sort=_lastUpdated',
  'Observation?_id=1,2,3,4,5,6,7',
])('a page of long documents has fewer of them, and a next: %s', async (url) => {
  const pages = await walked(record, url)
  const longOnes = pages.map((page) => page.filter((name) => name.startsWith('Observation')).length)
  expect([longOnes[0], Math.max(...longOnes)]).toEqual([3, 3])
  const all = [...ids.map((id) => `Observation/${id}`), ...(url.includes('Encounter') ? ['Encounter/e'] : [])]
  expect(pages.flat().sort()).toEqual(all.sort())
})

it('what goes with a page has its limit too, and says so', async () => {
  const page = await find(record, 'Patient?_id=p&_revinclude=Observation:subject')
  expect([page.included.map(idOf), page.cut]).toEqual([['Observation/1', 'Observation/2', 'Observation/3'], true])
  const any = await find(record, 'Patient?_id=p&_revinclude=*')
  expect([any.included.filter(({ type }) => type === 'Observation').length, any.cut]).toEqual([3, true])
  const whole = await find(record, 'Observation?_id=1&_include=Observation:subject')
  expect([whole.included.map(idOf), whole.cut]).toEqual([['Patient/p'], false])
  const list = { resourceType: 'List', id: 'l', status: 'current', mode: 'working' }
  await put(record, [{ ...list, entry: ids.map((id) => ({ item: { reference: `Observation/${id}` } })) } as Resource])
  const listed = await find(record, 'List?_id=l&_include=List:item')
  expect([listed.included.length, listed.cut]).toEqual([3, true])
})

it('everything of a patient, and the past, go on page by page', async () => {
  const seen: string[][] = []
  for (let cursor: string | undefined, n = 0; n < 20; n++) {
    const page = await everything(record, reader, 'p', { types: ['Patient', 'Observation'], cursor })
    seen.push(page.found.map(idOf))
    if (!page.next) break
    cursor = page.next
  }
  expect([seen.length, ...seen.flat()]).toEqual([3, 'Patient/p', ...ids.map((id) => `Observation/${id}`)])
  await record.write(plan([writing(note('7', { status: 'amended' }), await current(record, 'Observation', '7'))]))
  const versions: string[][] = []
  for (let cursor: string | undefined, n = 0; n < 20; n++) {
    const page = await historyPage(record, reader, { type: 'Observation', count: 50, cursor })
    versions.push(page.versions.map(({ id, version }) => `${id}/${version}`))
    if (!page.next) break
    cursor = page.next
  }
  expect([versions.length, ...versions.flat()]).toEqual([3, '7/2', ...[...ids].reverse().map((id) => `${id}/1`)])
})

it('what everything of a patient points to has its limit as well, and says so', async () => {
  const doctors = ['d1', 'd2', 'd3', 'd4']
  const qualification = long.map(({ text }) => ({ code: { text } }))
  await put(record, [
    ...doctors.map((id) => ({ resourceType: 'Practitioner', id, qualification }) as Resource),
    {
      ...{ resourceType: 'Observation', id: 'seen', status: 'final', code: { text: 'x' }, subject: { reference: 'Patient/q' } },
      performer: doctors.map((id) => ({ reference: `Practitioner/${id}` })),
    } as Resource,
  ])
  const page = await everything(record, reader, 'q', {})
  expect([page.found.map(idOf), page.cut]).toEqual([
    ['Observation/seen', 'Patient/q', 'Practitioner/d1', 'Practitioner/d2', 'Practitioner/d3'],
    true,
  ])
  expect((await everything(record, reader, 'q', { types: ['Patient', 'Observation'] })).cut).toBe(false)
})

it('time that has run out is noticed between two documents of a batch, others have their turn, and all is found in the end', async () => {
  await put(
    record,
    Array.from({ length: 40 }, (_, i) => ({ resourceType: 'Basic', id: `b${i}`, code: { text: 'x' } }) as Resource),
  )
  const slow = {
    ...compile(reader, 'Basic', []),
    exact: false,
    matches: () => {
      for (const until = performance.now() + 10; performance.now() < until; );
      return true
    },
  }
  let turns = 0
  const turn = setInterval(() => turns++, 1)
  const found: string[] = []
  let calls = 0
  for (let after: { value: string | null; id: string } | undefined; ; calls++) {
    const limits = { wanted: 100, deadline: Date.now() + 100, bytes: 2 ** 20 }
    const part = await collect(record.search, slow, { by: 'id', descending: false }, after, limits)
    found.push(...part.placed.map((one) => one.found.id))
    if (!part.last) break
    after = part.last
  }
  clearInterval(turn)
  expect([found.length, new Set(found).size]).toEqual([40, 40])
  expect(calls).toBeGreaterThanOrEqual(3)
  expect(turns).toBeGreaterThanOrEqual(5)
})
