import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fhirMachines, type MachineCall, type Machines } from '../../../test/fhir-machines.ts'
import { county } from '../../../test/house.ts'
import type { Resource } from '../../fhir/resource.ts'
import { incoming } from '../../record/incoming.ts'
import { loadChunk } from '../../record/load.ts'

const system = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'
const marked = (code?: string, at = system) => (code ? { meta: { security: [{ system: at, code }] } } : {})
const subject = { reference: 'Patient/p1' }
const observation = (id: string, code?: string, more = {}): Resource => ({
  ...{ resourceType: 'Observation', id, ...marked(code), status: 'final', code: { coding: [{ system: 'urn:kinds', code: id }] }, subject },
  ...more,
})
const encounter = (id: string, reason: string): Resource => ({
  ...{ resourceType: 'Encounter', id, status: 'finished', class: { code: 'AMB' }, subject },
  reasonReference: [{ reference: `Observation/${reason}` }],
})

let at: Machines
let all: MachineCall
let none: MachineCall
let restricted: MachineCall
beforeAll(async () => {
  at = await fhirMachines()
  all = await at.machine(['system/*.cruds'], { labels: 3 })
  none = await at.machine(['system/*.cruds'])
  restricted = await at.machine(['system/*.rs'], { labels: 1 })
  const documents = [
    ...[{ resourceType: 'Patient', id: 'p1' }, observation('plain'), observation('n', 'N'), observation('r', 'R'), observation('v', 'V')],
    ...[
      { ...observation('other'), ...marked('R', 'urn:elsewhere') },
      encounter('e-plain', 'plain'),
      encounter('e-r', 'r'),
      encounter('e-v', 'v'),
    ],
  ]
  const entry = documents.map((resource) => ({ request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` }, resource }))
  const seeded = await all('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })
  expect([seeded.status, seeded.said]).toEqual([200, ''])
})
afterAll(() => at.close())

const found = (text: string) => [...text.matchAll(/"resourceType":"Observation","id":"(\w+)"/g)].map(([, id]) => id).sort()
const everybody = ['n', 'other', 'plain']

describe('meta.security R and V close a document to machines without the label', () => {
  it('when it is read, in any version', async () => {
    const statuses = async (call: MachineCall, path: string) =>
      Promise.all(['plain', 'n', 'other', 'r', 'v'].map(async (id) => (await call('GET', `/fhir/Observation/${id}${path}`)).status))
    for (const path of ['', '/_history/1', '/_history']) {
      expect([path, await statuses(none, path)]).toEqual([path, [200, 200, 200, 404, 404]])
      expect([path, await statuses(restricted, path)]).toEqual([path, [200, 200, 200, 200, 404]])
      expect([path, await statuses(all, path)]).toEqual([path, [200, 200, 200, 200, 200]])
    }
  })

  it.each([
    'Observation',
    'Observation?subject=Patient/p1&_sort=-_lastUpdated',
    'Patient/p1/Observation',
    'Patient?_revinclude=Observation:subject',
    'Encounter?_include=Encounter:reason-reference&_revinclude:iterate=Observation:subject&_include:iterate=Encounter:subject',
    'Patient/p1/$everything',
    'Observation/_history',
    '_history',
    '?_type=Observation,Patient',
  ])('in %s', async (path) => {
    const of = async (call: MachineCall) => found((await call('GET', `/fhir/${path}`)).text)
    expect(await of(none)).toEqual(everybody)
    expect(await of(restricted)).toEqual([...everybody, 'r'])
    expect(await of(all)).toEqual([...everybody, 'r', 'v'])
  })

  it('in totals, by chains and by _has', async () => {
    const totals = async (path: string) =>
      Promise.all([none, restricted, all].map(async (call) => JSON.parse((await call('GET', `/fhir/${path}`)).text).total))
    expect(await totals('Observation?_summary=count')).toEqual([3, 4, 5])
    expect(await totals('Patient?_has:Observation:subject:code=r&_summary=count')).toEqual([0, 1, 1])
    expect(await totals('Encounter?reason-reference:Observation.code=v&_summary=count')).toEqual([0, 0, 1])
  })

  it('in an export', async () => {
    for (const [call, ids] of [
      [none, everybody],
      [restricted, [...everybody, 'r']],
      [all, [...everybody, 'r', 'v']],
    ] as const)
      expect(found((await at.exported(call, '/fhir/$export?_type=Observation')).join())).toEqual(ids)
  })
})

describe('a label', () => {
  it('that comes later closes what the document was before, and goes with the mark', async () => {
    await all('PUT', '/fhir/Observation/later', observation('later'))
    expect((await none('GET', '/fhir/Observation/later')).status).toBe(200)
    const patch = [{ op: 'add', path: '/meta/security', value: [{ system, code: 'R' }] }]
    const patched = await all('PATCH', '/fhir/Observation/later', patch, { 'content-type': 'application/json-patch+json' })
    expect([patched.status, patched.said]).toEqual([200, ''])
    for (const path of ['', '/_history/1', '/_history/2', '/_history'])
      expect([path, (await none('GET', `/fhir/Observation/later${path}`)).status]).toEqual([path, 404])
    expect((await none('PUT', '/fhir/Observation/later', observation('later'))).status).toBe(403)
    await all('DELETE', '/fhir/Observation/later')
    expect((await none('GET', '/fhir/Observation/later/_history')).status).toBe(404)
    await all('PUT', '/fhir/Observation/later', observation('later', 'N'))
    expect((await none('GET', '/fhir/Observation/later')).status).toBe(200)
    const versions = (await none('GET', '/fhir/Observation/later/_history')).text
    expect(versions).not.toContain('"code":"R"')
    await all('DELETE', '/fhir/Observation/later')
  })

  it('comes with a file of resources too, with the first and with a later one', async () => {
    const now = at.house.clock().toISOString()
    const audit = { at: now, actor: 'tester', organization: 'system', action: 'import.fhir', detail: {} }
    const load = { county, batch: 'b', since: now, audit }
    const put = (resource: Resource) => loadChunk(at.house.record, load, { documents: [incoming(resource)], refusals: [], checkpoint: 1 })
    const seen = async () => [
      (await none('GET', '/fhir/Observation/file')).status,
      found((await none('GET', '/fhir/Observation?_id=file')).text),
    ]
    expect(await put(observation('file', 'V'))).toMatchObject({ taken: 1 })
    expect(await seen()).toEqual([404, []])
    expect(await put(observation('file'))).toMatchObject({ changed: 1 })
    expect(await seen()).toEqual([200, ['file']])
    expect(await put(observation('file', 'R'))).toMatchObject({ changed: 1 })
    expect(await seen()).toEqual([404, []])
  })
})
