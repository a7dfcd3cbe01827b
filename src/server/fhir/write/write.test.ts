import { afterAll, beforeAll, expect, it } from 'vitest'
import { creating, machine, patient, putting, refusalOf, type TestDoor, testFhirDoor } from '../../../../test/fhir-door.ts'
import { county } from '../../../../test/house.ts'
import { writeAll } from './write.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor()
})
afterAll(() => at.close())

const observation = (subject: string, more = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference: subject },
  ...more,
})
const auditOf = (id: string) =>
  at.house.record.db.query('select action, patient_id, detail, actor from audit where county_id = $1 and detail like $2 order by at', [
    county,
    `%${id}%`,
  ])

it('creates a resource with an id of its own, its text as it was sent', async () => {
  const text =
    '{ "resourceType": "Observation", "id": "mine", "meta": {"versionId": "9"}, "status": "final", "code": {"text": "x"}, "valueQuantity": {"value": 1.00} }'
  const written = await at.write({ method: 'create', type: 'Observation', text })
  expect(written).toMatchObject({ status: 201, type: 'Observation', version: 1, changed: true })
  expect(written.id).not.toBe('mine')
  expect(written.doc).toBe(
    `{"resourceType":"Observation","id":"${written.id}","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}`,
  )
  expect(await at.stored('Observation', written.id)).toMatchObject({ doc: written.doc, updated: written.updated, author: 'machine' })
})

it('refuses with 400 what cannot be parsed, what R4 forbids and what is not what its address says, naming the places', async () => {
  expect(await refusalOf(at.write({ method: 'create', type: 'Patient', text: '{' }))).toMatchObject({ status: 400, codes: ['structure'] })
  expect(
    await refusalOf(at.write({ method: 'create', type: 'Patient', text: '{"resourceType":"Patient","language":"\\u0000"}' })),
  ).toMatchObject({ status: 400 })
  expect(await refusalOf(at.write(creating({ resourceType: 'Patient', gender: 'x', birthDate: 'y' })))).toMatchObject({
    status: 400,
    paths: ['Patient.gender', 'Patient.birthDate'],
  })
  expect(await refusalOf(at.write(creating({ resourceType: 'Patient', gender: 'x' }, { at: 'Bundle.entry[3].resource' })))).toMatchObject({
    paths: ['Bundle.entry[3].resource.gender'],
  })
  expect(await refusalOf(at.write(creating(patient('p'), { type: 'Observation' })))).toMatchObject({ status: 400 })
  expect(await refusalOf(at.write(putting(patient('one'), { id: 'other' })))).toMatchObject({ status: 400, paths: ['Patient.id'] })
  expect(await refusalOf(at.write(putting({ resourceType: 'Patient' }, { id: 'other' })))).toMatchObject({ status: 400 })
})

it('makes what is put where nothing is, changes nothing where it says the same, and goes on after a deletion', async () => {
  expect(await at.write(putting(patient('put', { active: true })))).toMatchObject({ status: 201, version: 1, changed: true })
  const same = { method: 'update', type: 'Patient', id: 'put', text: '{"id":"put", "resourceType":"Patient","active" : true}' } as const
  expect(await at.write(same)).toMatchObject({ status: 200, version: 1, changed: false })
  expect(await at.write(putting(patient('put', { active: false })))).toMatchObject({ status: 200, version: 2, changed: true })
  expect(await at.write({ method: 'delete', type: 'Patient', id: 'put' })).toMatchObject({
    status: 204,
    version: 3,
    doc: null,
    changed: true,
  })
  expect(await at.write({ method: 'delete', type: 'Patient', id: 'put' })).toMatchObject({ status: 204, version: 3, changed: false })
  expect(await at.write({ method: 'delete', type: 'Patient', id: 'never' })).toMatchObject({ status: 204, changed: false })
  expect(await at.write(putting(patient('put', { active: false })))).toMatchObject({ status: 201, version: 4 })
  expect((await auditOf('"put"')).map((row) => [row['action'], row['patient_id']])).toEqual([
    ['fhir.update', 'put'],
    ['fhir.update', 'put'],
    ['fhir.delete', 'put'],
    ['fhir.update', 'put'],
  ])
})

it('keeps to If-Match: another version, or nothing there, is 412', async () => {
  await at.write(putting(patient('match')))
  expect(await refusalOf(at.write(putting(patient('match', { active: true }), { ifMatch: [2] })))).toMatchObject({ status: 412 })
  expect(await refusalOf(at.write(putting(patient('nobody'), { ifMatch: [1] })))).toMatchObject({ status: 412 })
  expect(await refusalOf(at.write({ method: 'delete', type: 'Patient', id: 'match', ifMatch: [7] }))).toMatchObject({ status: 412 })
  expect(await at.write(putting(patient('match', { active: true }), { ifMatch: [1] }))).toMatchObject({ version: 2 })
  expect(await at.write({ method: 'delete', type: 'Patient', id: 'match', ifMatch: [2] })).toMatchObject({ status: 204, version: 3 })
  expect(await refusalOf(at.write(putting(patient('match'), { ifMatch: [3] })))).toMatchObject({ status: 412 })
})

it('patches what is there, and refuses what the patch makes invalid', async () => {
  await at.write(putting(patient('patch', { active: true })))
  const patch = (to: (doc: string) => string, id = 'patch') => at.write({ method: 'patch', type: 'Patient', id, patch: to })
  expect(await patch((doc) => doc.replace('"active":true', '"active":false'))).toMatchObject({
    version: 2,
    doc: '{"resourceType":"Patient","id":"patch","active":false}',
  })
  expect(await patch((doc) => doc)).toMatchObject({ status: 200, version: 2, changed: false })
  expect(await refusalOf(patch((doc) => doc.replace('false', '7')))).toMatchObject({ status: 400, paths: ['Patient.active'] })
  expect(await refusalOf(patch((doc) => doc.replace('"patch"', '"other"')))).toMatchObject({ status: 400, paths: ['Patient.id'] })
  const pointing = patch((doc) => doc.replace('}', '},"managingOrganization":{"reference":"Organization/nowhere"}').replace('}}', '}'))
  expect(await refusalOf(pointing)).toMatchObject({ status: 422, paths: ['Patient.managingOrganization'] })
  expect(await refusalOf(patch((doc) => doc, 'never'))).toMatchObject({ status: 404 })
  await at.write({ method: 'delete', type: 'Patient', id: 'patch' })
  expect(await refusalOf(patch((doc) => doc))).toMatchObject({ status: 410 })
})

it('follows every literal reference of this server, and says which lead nowhere', async () => {
  await at.write(putting(patient('target')))
  const base = 'http://here/fhir'
  const create = (subject: string, more = {}) => writeAll(at.door, at.caller, [creating(observation(subject, more))], { base })
  await create('Patient/target')
  await create('Patient/target/_history/1')
  const [own] = await create(`${base}/Patient/target`)
  expect(JSON.parse(own!.doc!)).toMatchObject({ subject: { reference: 'Patient/target' } }) // whoever looks for the patient finds it
  await create('http://elsewhere/fhir/Patient/other')
  await create('#p', { contained: [{ resourceType: 'Patient', id: 'p' }] })
  for (const gone of ['Patient/gone', `${base}/Patient/gone`, 'Patient/gone/_history/1', 'urn:uuid:0189f3c2-0000-7000-8000-000000000001'])
    expect(await refusalOf(create(gone))).toMatchObject({ status: 422, codes: ['not-found'], paths: ['Observation.subject'] })
  const several = create('Patient/gone', { performer: [{ reference: 'Patient/target' }, { reference: 'Practitioner/none' }] })
  expect(await refusalOf(several)).toMatchObject({ paths: ['Observation.subject', 'Observation.performer[1]'] })
  await at.write({ method: 'delete', type: 'Patient', id: 'never-pointed-at' })
  await at.write(putting(patient('removed')))
  await at.write({ method: 'delete', type: 'Patient', id: 'removed' })
  expect(await refusalOf(create('Patient/removed'))).toMatchObject({ status: 422 })
  const loose = { ...at.door, integrity: false }
  expect(await writeAll(loose, at.caller, [creating(observation('Patient/gone'))])).toMatchObject([{ status: 201 }])
})

it('refuses to delete what others point at, naming them, unless they go with it', async () => {
  await at.write(putting(patient('needed')))
  const one = await at.write(creating(observation('Patient/needed')))
  expect(await refusalOf(at.write({ method: 'delete', type: 'Patient', id: 'needed' }))).toMatchObject({
    status: 409,
    said: expect.stringContaining(`Observation/${one.id}`) as string,
  })
  const together = [
    { method: 'delete', type: 'Patient', id: 'needed', at: 'Bundle.entry[0]' },
    { method: 'delete', type: 'Observation', id: one.id, at: 'Bundle.entry[1]' },
  ] as const
  expect(await writeAll(at.door, at.caller, together)).toMatchObject([{ status: 204 }, { status: 204 }])
})

it('leaves the documents of a workflow to its operations', async () => {
  const { id } = await at.house.do('resident.register', { name: '单晓梅' })
  const mine = await at.stored('Patient', id)
  const said = expect.stringContaining('/api/resident/') as string
  expect(await refusalOf(at.write(putting(patient(id))))).toMatchObject({ status: 409, codes: ['business-rule'], said })
  expect(await refusalOf(at.write({ method: 'delete', type: 'Patient', id }))).toMatchObject({ status: 409, codes: ['business-rule'] })
  expect(await refusalOf(at.write({ method: 'patch', type: 'Patient', id, patch: (doc) => doc }))).toMatchObject({ status: 409 })
  expect(await at.stored('Patient', id)).toEqual(mine)
})

it('lets nobody do what he may not', async () => {
  const reader = { ...machine('reader'), may: (access: string, type: string) => access === 'create' && type === 'Patient' }
  const as = (intent: Parameters<typeof at.write>[0]) => refusalOf(writeAll(at.door, reader, [intent]))
  expect(await writeAll(at.door, reader, [creating(patient('x'))])).toMatchObject([{ status: 201 }])
  expect(await as(putting(patient('x')))).toMatchObject({ status: 403 })
  expect(await as(creating(observation('Patient/x')))).toMatchObject({ status: 403 })
  expect(await as(creating(patient('x'), { condition: [['identifier', 'a|b']] }))).toMatchObject({ status: 403 })
})

it('lets nobody change, patch or delete what he may not see', async () => {
  await at.write(putting(patient('hidden')))
  const stranger = { ...machine('stranger'), reader: { county, labels: -1, organizations: [-1] } }
  const as = (intent: Parameters<typeof at.write>[0]) => refusalOf(writeAll(at.door, stranger, [intent]))
  expect(await as(putting(patient('hidden', { active: true })))).toMatchObject({ status: 403 })
  expect(await as({ method: 'patch', type: 'Patient', id: 'hidden', patch: (doc) => doc })).toMatchObject({ status: 403 })
  expect(await as({ method: 'delete', type: 'Patient', id: 'hidden' })).toMatchObject({ status: 403 })
  expect(await writeAll(at.door, stranger, [putting(patient('own'))])).toMatchObject([{ status: 201 }])
})

it('answers an Idempotency-Key again without writing again, to its owner only and for the same request only', async () => {
  const write = (text: string, opId = 'key-1', caller = at.caller) =>
    writeAll(at.door, caller, [{ method: 'create', type: 'Patient', text }], { opId })
  const [first] = await write('{"resourceType":"Patient","active":true}')
  await at.write(putting(patient(first!.id, { active: false })))
  expect(await write('{"resourceType":"Patient","active":true}')).toEqual([first])
  expect(await refusalOf(write('{"resourceType":"Patient","active":false}'))).toMatchObject({ status: 422 })
  const [other] = await write('{"resourceType":"Patient","active":true}', 'key-1', machine('other'))
  expect(other!.id).not.toBe(first!.id)
  for (const bad of ['', ' ', 'x'.repeat(300)])
    expect(await refusalOf(write('{"resourceType":"Patient"}', bad))).toMatchObject({ status: 400 })
  const races = await Promise.all(Array.from({ length: 12 }, () => write('{"resourceType":"Patient","language":"zh"}', 'key-2')))
  expect(new Set(races.map(([one]) => one!.id)).size).toBe(1)
})
