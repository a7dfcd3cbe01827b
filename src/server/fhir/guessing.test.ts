import { afterAll, beforeAll, expect, it } from 'vitest'
import { fhirMachines, type MachineCall, type Machines } from '../../../test/fhir-machines.ts'

let at: Machines
let masked: MachineCall
let full: MachineCall
beforeAll(async () => {
  at = await fhirMachines()
  full = await at.machine(['system/*.cruds'])
  masked = await at.machine(['system/*.cruds'], { sees: 'masked' })
  const identifier = [{ system: 'urn:card', value: '141099195603083007' }]
  const name = [{ text: '单晓梅' }]
  const telecom = [{ system: 'phone', value: '13900000001' }]
  const person = { identifier, name, telecom, birthDate: '1956-03-08', gender: 'female', address: [{ city: '临江', line: ['东街1号'] }] }
  await full('PUT', '/fhir/Patient/p', { resourceType: 'Patient', id: 'p', ...person })
  const code = { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }
  await full('PUT', '/fhir/Observation/o', {
    resourceType: 'Observation',
    id: 'o',
    status: 'final',
    code,
    subject: { reference: 'Patient/p' },
  })
})
afterAll(() => at.close())

it.each([
  'Patient?name=单晓梅',
  'Patient?name=dxm',
  'Patient?identifier=urn:card|141099195603083007',
  'Patient?phone=13900000001',
  'Patient?birthdate=1956-03-08',
  'Patient?address=东街',
  'Patient?_text=单',
  'Patient?_content=单',
  'Patient?gender=female&family:contains=单',
  'Patient?_sort=family',
  'Observation?subject:Patient.name=单晓梅',
  'Observation?patient.identifier=141099195603083007',
  'Observation?subject:identifier=urn:card|141099195603083007',
  'Patient?_has:Coverage:beneficiary:identifier=1',
  '?_type=Patient,Observation&_content=单',
])('who sees persons masked does not test a guess: %s', async (asked) => {
  const url = `/fhir/${encodeURI(asked)}`
  expect((await full('GET', url)).status).toBe(200)
  const { status, text } = await masked('GET', url)
  expect([status, text]).toEqual([403, expect.stringContaining('test guesses')])
})

it.each([
  'Patient?_id=p',
  'Patient?gender=female',
  'Patient?address-city=临江',
  'Patient?_sort=-_lastUpdated',
  'Observation?patient=p',
  'Observation?code=8867-4&_sort=-date',
  'Observation?subject:Patient.gender=female',
])('and finds by what he is shown: %s', async (asked) => {
  const { status, text } = await masked('GET', `/fhir/${encodeURI(asked)}`)
  expect([status, (JSON.parse(text) as { entry: unknown[] }).entry.length]).toEqual([200, 1])
})

it('nor by a condition of a write, or the filter of an export', async () => {
  const name = { 'if-none-exist': `name=${encodeURIComponent('单晓梅')}` }
  expect((await masked('POST', '/fhir/Patient', { resourceType: 'Patient' }, name)).status).toBe(403)
  expect((await masked('DELETE', `/fhir/Patient?name=${encodeURIComponent('单晓梅')}`)).status).toBe(403)
  const filter = encodeURIComponent(`Patient?name=${encodeURIComponent('单晓梅')}`)
  const { status } = await masked('GET', `/fhir/$export?_type=Patient&_typeFilter=${filter}`, undefined, { prefer: 'respond-async' })
  expect(status).toBe(403)
})
