import { inventedName } from '../../county/demo/names.ts'
import { random } from '../../county/demo/random.ts'
import { makeIdCard } from '../../src/fhir/china/id-card.ts'
import type { Resource } from '../../src/fhir/resource.ts'

/** The yardstick's store: 10 000 patients, some 40 resources each, about 1.0 KB a resource. */
export const patients = 10_000
const loinc = 'http://loinc.org'
const unit = { system: 'http://unitsofmeasure.org', unit: 'mmHg', code: 'mm[Hg]' }
export const codes = ['8480-6', '8462-4', '8867-4', '2339-0', '8310-5', '29463-7']
export const idCards = 'urn:oid:2.16.156.10011.1.3'
const narrative = `<div xmlns="http://www.w3.org/1999/xhtml"><p>${'由接口写入的检查结果，单位与参考值见结构化部分。'.repeat(6)}</p></div>`
const text = { status: 'generated', div: narrative }

export const patientId = (n: number) => `bench-p${n}`
/** A patient's ID number; the same for ever. */
export const idCardOf = (n: number) =>
  makeIdCard('141099', `19${40 + (n % 60)}-${`${1 + (n % 12)}`.padStart(2, '0')}-${`${1 + (n % 28)}`.padStart(2, '0')}`, n % 999)
export const nameOf = (n: number): string => {
  const r = random(n + 1)
  return inventedName(r, n % 2 ? 'female' : 'male')
}

export const patientOf = (n: number): Resource => ({
  resourceType: 'Patient',
  id: patientId(n),
  text,
  identifier: [
    { system: idCards, value: idCardOf(n) },
    { system: 'urn:bench:number', value: `N${n}` },
  ],
  active: true,
  name: [{ text: nameOf(n) }],
  telecom: [{ system: 'phone', value: `138${`${n}`.padStart(8, '0')}` }],
  gender: n % 2 ? 'female' : 'male',
  birthDate: `19${40 + (n % 60)}-03-08`,
  address: [{ text: `清源县城关镇${n % 40}村`, city: '清源县', postalCode: '041000' }],
})

const minute = 60_000
const at = (n: number, k: number) => new Date(Date.UTC(2024, 0, 1) + ((n * 37 + k * 7919) % 1_000_000) * minute).toISOString()

export const observationOf = (n: number, k: number, id = `bench-o${n}-${k}`): Resource => ({
  resourceType: 'Observation',
  id,
  text,
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
  code: { coding: [{ system: loinc, code: codes[k % codes.length], display: '生命体征' }], text: '生命体征' },
  subject: { reference: `Patient/${patientId(n)}` },
  encounter: { reference: `Encounter/bench-e${n}-${k % 8}` },
  effectiveDateTime: at(n, k),
  issued: at(n, k),
  valueQuantity: { value: 60 + ((n + k) % 90), ...unit },
})

const encounterOf = (n: number, k: number): Resource => ({
  resourceType: 'Encounter',
  id: `bench-e${n}-${k}`,
  text,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  subject: { reference: `Patient/${patientId(n)}` },
  period: { start: at(n, k), end: at(n, k + 1) > at(n, k) ? at(n, k + 1) : at(n, k) },
  reasonCode: [{ coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11.3', code: 'I10.x00', display: '特发性（原发性）高血压' }] }],
})

const conditionOf = (n: number, k: number): Resource => ({
  resourceType: 'Condition',
  id: `bench-c${n}-${k}`,
  text,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11.3', code: 'E11.900', display: '2型糖尿病' }] },
  subject: { reference: `Patient/${patientId(n)}` },
  recordedDate: at(n, k),
})

/** Everything of one patient: himself, 8 encounters, 28 observations, 3 conditions. Observations of one code come 20 times for the first code. */
export function* resourcesOf(n: number): Generator<Resource> {
  yield patientOf(n)
  for (let k = 0; k < 8; k++) yield encounterOf(n, k)
  for (let k = 0; k < 28; k++) yield observationOf(n, k < 20 ? k * codes.length : 200 + k)
  for (let k = 0; k < 3; k++) yield conditionOf(n, k)
}

/** A transaction of `size` entries about one new patient, pointing at each other by urn:uuid. */
export function bundleOf(size: number, uuid: () => string): string {
  const [patient, encounter] = [uuid(), uuid()]
  const entry = (fullUrl: string, { id: _, ...resource }: Resource) => ({
    fullUrl,
    resource,
    request: { method: 'POST', url: resource.resourceType },
  })
  const subject = { reference: patient }
  const first = [
    entry(patient, { ...patientOf(0), identifier: [{ system: 'urn:bench:number', value: patient }] }),
    entry(encounter, { ...encounterOf(0, 0), subject }),
  ]
  const rest = Array.from({ length: size - 2 }, (_, k) =>
    entry(uuid(), { ...observationOf(0, k), subject, encounter: { reference: encounter } }),
  )
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: [...first, ...rest] })
}
