import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fhirMachines, type MachineCall, type Machines } from '../../../test/fhir-machines.ts'

/** Stands in every document that is no Patient. */
const secret = '他人不可见'
const note = [{ text: secret }]
const subject = { reference: 'Patient/p1' }
const code = { coding: [{ system: 'urn:kinds', code: 'k1' }], text: secret }
const concept = [{ code: 'k1', display: secret }]
const view = { resource: 'Observation', status: 'active', select: [{ column: [{ name: 'said', path: 'code.text' }] }] }
const documents = [
  { resourceType: 'Organization', id: 'o1', name: secret },
  { resourceType: 'Practitioner', id: 'd1', name: [{ text: secret }] },
  { resourceType: 'Patient', id: 'p1', managingOrganization: { reference: 'Organization/o1' }, gender: 'male' },
  { resourceType: 'Patient', id: 'p2', generalPractitioner: [{ reference: 'Practitioner/d1' }], gender: 'male' },
  { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, subject, reasonCode: [code] },
  { resourceType: 'Observation', id: 'b1', status: 'final', code, subject, performer: [{ reference: 'Patient/p2' }], note },
  { resourceType: 'Group', id: 'g', type: 'person', actual: true, name: secret, member: [{ entity: subject }] },
  { resourceType: 'List', id: 'l', status: 'current', mode: 'working', title: secret, entry: [{ item: subject }] },
  { resourceType: 'CodeSystem', id: 'c', status: 'active', content: 'complete', url: 'urn:kinds', concept },
  {
    ...{ resourceType: 'ValueSet', id: 'v', status: 'active', url: 'urn:some', title: secret },
    compose: { include: [{ system: 'http://hl7.org/fhir/administrative-gender', concept: [{ code: 'male', display: secret }] }] },
  },
  { resourceType: 'Binary', id: 'w', contentType: 'application/json', data: Buffer.from(JSON.stringify(view)).toString('base64') },
]
const put = (resource: (typeof documents)[number]) => ({
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
  resource,
})
const transaction = (...entry: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry })

let at: Machines
let all: MachineCall
/** Holds `system/Patient.rs` and nothing else. */
let call: MachineCall
beforeAll(async () => {
  at = await fhirMachines()
  all = await at.machine(['system/*.cruds'])
  call = await at.machine(['system/Patient.rs'])
  const seeded = await all('POST', '/fhir', transaction(...documents.map(put)))
  expect([seeded.status, seeded.said]).toEqual([200, ''])
})
afterAll(() => at.close())

/** What of an answer is none of the business of who reads Patients: types of resources, and the words in all of them. */
const foreign = (text: string) =>
  (text.match(/"resourceType":"\w+"/g) ?? [])
    .filter((type) => !/"(Patient|Bundle|OperationOutcome)"/.test(type))
    .concat(text.match(secret) ?? [])
const ids = (text: string) => [...text.matchAll(/"fullUrl":"[^"]*\/(\w+\/\w+)"/g)].map(([, id]) => id)

describe('who may read Patients alone', () => {
  it.each([
    ['Patient?_include=*', ['Patient/p1', 'Patient/p2']],
    ['Patient?_include=Patient:organization&_include=Patient:general-practitioner', ['Patient/p1', 'Patient/p2']],
    ['Patient?_id=p1&_revinclude=Observation:subject&_revinclude=Encounter:patient', ['Patient/p1']],
    // by way of an Observation, which would tell who measured
    ['Patient?_id=p1&_revinclude=Observation:subject&_include:iterate=Observation:performer', ['Patient/p1']],
    ['Patient/p1/*', ['Patient/p1']],
    ['?_lastUpdated=gt2000', ['Patient/p1', 'Patient/p2']],
    ['Patient/p1/$everything', ['Patient/p1']],
    ['Patient/_history', ['Patient/p2', 'Patient/p1']],
    ['Patient/p1/_history', ['Patient/p1']],
  ])('finds no other type by %s', async (path, found) => {
    const open = await all('GET', `/fhir/${path}`)
    expect([open.status, open.said]).toEqual([200, ''])
    const answer = await call('GET', `/fhir/${path}`)
    expect([answer.status, ids(answer.text), foreign(answer.text)]).toEqual([200, found, []])
  })

  it.each([
    'Observation/b1',
    'Observation/b1/_history',
    'Observation/b1/_history/1',
    'Observation/_history',
    '_history',
    'Observation',
    'Observation?subject=Patient/p1&_total=accurate&_summary=count',
    '?_type=Observation',
    'Patient/p1/Observation',
    'Practitioner/d1/Observation',
    'Patient/p1/$everything?_type=Observation',
    'Patient?_has:Observation:subject:code=k1',
    'Patient?_has:Observation:subject:_id=b1',
    'Patient?_has:Encounter:subject:_has:Observation:encounter:code=k1',
    'Patient?organization.name=x',
    'Patient?organization:Organization.name=x',
    'Patient?general-practitioner.name=x',
    'Patient?link:Patient.organization.name=x',
    'Patient?_list=l',
    'Observation/b1/$validate?mode=delete',
    'ViewDefinition/w/$run',
  ])('is refused %s', async (path) => {
    const open = await all('GET', `/fhir/${path}`)
    expect(open.status).toBe(200)
    const answer = await call('GET', `/fhir/${path}`)
    expect([answer.status, foreign(answer.text)]).toEqual([403, []])
  })

  it('is refused what he sends to be done to other types, alone, in a batch and in a transaction', async () => {
    const reads = ['Observation/b1', 'Patient?_has:Observation:subject:code=k1', 'Patient/p1/Observation', 'Patient/p1']
    const entry = reads.map((url) => ({ request: { method: 'GET', url } }))
    const send = (type: string) => call('POST', '/fhir', { resourceType: 'Bundle', type, entry })
    const batch = await send('batch')
    expect([batch.text.match(/"status":"\d+/g)?.map((s) => s.slice(-3)), foreign(batch.text)]).toEqual([['403', '403', '403', '200'], []])
    const whole = await send('transaction')
    expect([whole.status, foreign(whole.text)]).toEqual([403, []])
    expect((await call('POST', '/fhir', transaction(put(documents[5]!)))).status).toBe(403)
    const rows = await call('POST', '/fhir/ViewDefinition/$run', {
      ...{ resourceType: 'Parameters', parameter: [{ name: 'viewResource', resource: { resourceType: 'ViewDefinition', ...view } }] },
    })
    expect([rows.status, rows.text.includes(secret)]).toEqual([403, false])
  })

  it('gets Patients alone out of an export, and no export of others', async () => {
    const lines = await at.exported(call, '/fhir/$export')
    expect([lines.length, lines.flatMap(foreign)]).toEqual([2, []])
    expect((await at.exported(call, '/fhir/Patient/$export')).flatMap(foreign)).toEqual([])
    for (const path of ['$export?_type=Observation', 'Group/g/$export', 'Group/none/$export']) {
      const answer = await call('GET', `/fhir/${path}`, undefined, { prefer: 'respond-async' })
      expect([path, answer.status]).toEqual([path, 403])
    }
  })

  it('does not learn what stands in value sets and code systems of the county', async () => {
    const paths = [
      'ValueSet/$expand?url=urn:some',
      'ValueSet/v/$expand',
      'CodeSystem/$lookup?system=urn:kinds&code=k1',
      'ValueSet/$validate-code?url=urn:some&system=http://hl7.org/fhir/administrative-gender&code=male',
      'Patient?gender:in=urn:some',
    ]
    for (const path of paths) {
      expect([path, (await all('GET', `/fhir/${path}`)).status]).toEqual([path, 200])
      const answer = await call('GET', `/fhir/${path}`)
      expect([path, answer.status >= 400, answer.text.includes(secret)]).toEqual([path, true, false])
    }
    expect((await call('GET', '/fhir/ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender')).status).toBe(200)
  })
})

describe('who may write', () => {
  it('must be allowed to search what he names by its properties', async () => {
    const writer = await at.machine(['system/Patient.crus'])
    const condition = '_has:Observation:subject:code=k1'
    expect((await writer('PUT', `/fhir/Patient?${condition}`, { resourceType: 'Patient' })).status).toBe(403)
    expect((await writer('POST', '/fhir/Patient', { resourceType: 'Patient' }, { 'if-none-exist': condition })).status).toBe(403)
    const patient = { resourceType: 'Patient', managingOrganization: { reference: `Organization?name=${encodeURIComponent(secret)}` } }
    const referring = transaction({ request: { method: 'POST', url: 'Patient' }, resource: patient })
    const answer = await writer('POST', '/fhir', referring)
    expect([answer.status, answer.said]).toEqual([403, expect.stringContaining('Organization')])
    expect((await all('POST', '/fhir', referring)).status).toBe(200)
  })

  it('is not shown what he changes when he may not read it', async () => {
    const writer = await at.machine(['system/Observation.u'])
    const patch = [{ op: 'replace', path: '/status', value: 'amended' }]
    const headers = { 'content-type': 'application/json-patch+json', prefer: 'return=representation' }
    const answer = await writer('PATCH', '/fhir/Observation/b1', patch, headers)
    expect([answer.status, answer.text]).toEqual([200, ''])
    const data = Buffer.from(JSON.stringify([{ op: 'replace', path: '/status', value: 'final' }])).toString('base64')
    const resource = { resourceType: 'Binary', contentType: 'application/json-patch+json', data }
    const again = await writer('POST', '/fhir', transaction({ request: { method: 'PATCH', url: 'Observation/b1' }, resource }), {
      prefer: 'return=representation',
    })
    expect([again.status, again.text.includes(secret), again.text.includes('"resource"')]).toEqual([200, false, false])
  })

  it('is told of what stands in the way of a deletion only as far as he may see it', async () => {
    const remover = await at.machine(['system/Patient.rd'])
    const refused = await remover('DELETE', '/fhir/Patient/p1')
    expect([refused.status, refused.said]).toEqual([409, expect.stringContaining('resources that you may not see')])
    const checked = await remover('GET', '/fhir/Patient/p1/$validate?mode=delete')
    expect([checked.status, /Observation|Encounter|Group|List/.test(checked.text)]).toEqual([200, false])
    expect((await all('DELETE', '/fhir/Patient/p1')).said).toContain('Observation/b1')
  })
})
