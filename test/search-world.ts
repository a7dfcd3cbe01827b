import { expect } from 'vitest'
import type { Resource } from '../src/fhir/resource.ts'
import { type FhirHttp, fhirHttp } from './fhir-http.ts'

/** A small world in which every kind of search has a right answer that can be told by looking. */
export const UCUM = 'http://unitsofmeasure.org'
const loinc = (code: string, display?: string) => ({ coding: [{ system: 'http://loinc.org', code, ...(display ? { display } : {}) }] })
export const to = (reference: string) => ({ reference })
export const one = (resourceType: string, id: string, more: object = {}): Resource => ({ resourceType, id, ...more })
const final = { status: 'final' }

const world: Resource[] = [
  one('Organization', 'county', { name: '清源县卫生健康局', active: true }),
  one('Organization', 'hospital', { name: '县人民医院', partOf: to('Organization/county'), alias: ["St. Mary's", '***'] }),
  one('Organization', 'ward', { name: '内科', partOf: to('Organization/hospital') }),
  one('Organization', 'other', { name: '邻县医院' }),
  one('Location', 'site', { name: '院区', status: 'active', position: { latitude: 39.9042, longitude: 116.4074 } }),
  one('Location', 'floor', { name: '三楼', partOf: to('Location/site') }),
  one('Location', 'room', { name: '301', partOf: to('Location/floor') }),
  one('Practitioner', 'd1', { name: [{ text: '解晓东' }], identifier: [{ system: 'urn:d', value: 'D1' }] }),
  one('Patient', 'zeng', {
    name: [{ text: '曾国强' }],
    gender: 'male',
    birthDate: '1980-05-01',
    active: true,
    meta: { tag: [{ system: 'urn:tag', code: 'a' }], profile: ['http://x/profile/p|1.0'], source: 'urn:his:7' },
    identifier: [{ type: { coding: [{ system: 'urn:t', code: 'MR' }], text: '病案号' }, system: 'urn:mr', value: 'a,b|c$d\\e' }],
    telecom: [
      { system: 'phone', value: '13800000000', use: 'mobile' },
      { system: 'email', value: 'z@x.cn' },
    ],
    managingOrganization: to('Organization/ward'),
    generalPractitioner: [to('Practitioner/d1'), to('Organization/hospital')],
  }),
  one('Patient', 'shan', {
    name: [{ text: '单田芳' }, { use: 'old', text: 'Ａnna Šmíd' }],
    gender: 'female',
    birthDate: '1990',
    active: false,
    deceasedDateTime: '2025-01-01',
    identifier: [{ system: 'urn:mr', value: 'S1' }, { value: 'bare' }],
    communication: [
      { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'zh' }] } },
      { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] } },
    ],
    managingOrganization: to('Organization/hospital'),
  }),
  one('Patient', 'ouyang', {
    name: [{ text: '欧阳明月' }, { text: 'Zoe' }],
    birthDate: '1970-12',
    managingOrganization: to('Organization/other'),
  }),
  one('Patient', 'sima', { name: [{ family: '司马', given: ['相如'] }], link: [{ other: to('Patient/zeng'), type: 'seealso' }] }),
  one('Patient', 'uyghur', {
    name: [{ text: '阿不都·热合曼' }],
    _birthDate: { extension: [{ url: 'http://x', valueCode: 'unknown' }] },
  } as object),
  one('Group', 'g', { type: 'person', actual: true, member: [{ entity: to('Patient/shan') }] }),
  one('Encounter', 'visit', {
    status: 'finished',
    class: { code: 'AMB' },
    subject: to('Patient/zeng'),
    serviceProvider: to('Organization/ward'),
    location: [{ location: to('Location/room') }],
    period: { start: '2026-03-01T23:30:00+08:00', end: '2026-03-02T00:30:00+08:00' },
    length: { value: 60, unit: 'min', system: UCUM, code: 'min' },
  }),
  one('Encounter', 'stay', {
    status: 'in-progress',
    class: { code: 'IMP' },
    subject: to('Patient/shan'),
    location: [{ location: to('Location/site') }],
    period: { start: '2026-02-01' },
  }),
  one('Observation', 'bp', {
    ...final,
    code: loinc('85354-9', 'Blood pressure'),
    subject: to('Patient/zeng'),
    encounter: to('Encounter/visit'),
    effectiveDateTime: '2026-03-01T16:30:00Z',
    component: [
      { code: loinc('8480-6'), valueQuantity: { value: 120, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' } },
      { code: loinc('8462-4'), valueQuantity: { value: 80, unit: 'mmHg', system: UCUM, code: 'mm[Hg]' } },
    ],
  }),
  one('Observation', 'glu', {
    ...final,
    code: loinc('2339-0', 'Glucose'),
    subject: to('Patient/zeng'),
    effectivePeriod: { end: '2026-02-10' },
    valueQuantity: { value: 5.4, unit: 'mmol/L', system: UCUM, code: 'mmol/L' },
    category: [{ coding: [{ system: 'urn:c', code: 'a' }] }, { coding: [{ system: 'urn:c', code: 'z' }] }],
  }),
  one('Observation', 'weight', {
    status: 'amended',
    code: loinc('29463-7', 'Weight'),
    subject: to('Patient/shan'),
    effectiveTiming: { event: ['2026-01-05', '2026-01-20'] },
    valueQuantity: { value: 61.25, unit: 'kg', system: UCUM, code: 'kg' },
    category: [{ coding: [{ system: 'urn:c', code: 'm' }] }],
  }),
  one('Observation', 'of-group', {
    ...final,
    code: loinc('only-group'),
    subject: to('Group/g'),
    performer: [to('Patient/ouyang')],
    effectiveInstant: '2026-04-01T00:00:00+08:00',
  }),
  one('DiagnosticReport', 'dr', { ...final, code: loinc('24357-6'), subject: to('Patient/zeng'), result: [to('Observation/glu')] }),
  one('Condition', 'c1', {
    code: { coding: [{ system: 'urn:icd', code: 'I10' }], text: '高血压' },
    subject: to('Patient/zeng'),
    onsetPeriod: { start: '2020-01-01' },
    recordedDate: '2026-03-02',
  }),
  one('Condition', 'c2', {
    code: { text: '糖尿病' },
    subject: to('Patient/shan'),
    onsetAge: { value: 40, unit: '岁', system: UCUM, code: 'a' },
  }),
  one('MedicationRequest', 'mr', {
    status: 'active',
    intent: 'order',
    subject: to('Patient/zeng'),
    medicationReference: to('#m'),
    contained: [one('Medication', 'm', { code: { coding: [{ system: 'urn:atc', code: 'A10BA02' }] } })],
  }),
  one('DocumentReference', 'doc', {
    status: 'current',
    subject: to('Patient/zeng'),
    content: [{ attachment: { contentType: 'text/xml; charset=UTF-8' } }],
  }),
  one('DocumentReference', 'pdf', { status: 'current', content: [{ attachment: { contentType: 'application/pdf' } }] }),
  one('RiskAssessment', 'r97', { ...final, subject: to('Patient/zeng'), prediction: [{ probabilityDecimal: 97 }] }),
  one('RiskAssessment', 'r110', { ...final, subject: to('Patient/zeng'), prediction: [{ probabilityDecimal: 110 }] }),
  one('Questionnaire', 'q', { status: 'active', url: 'http://x/q', version: '1.0', title: '问卷' }),
  one('QuestionnaireResponse', 'qr', { status: 'completed', questionnaire: 'http://x/q|1.0', subject: to('Patient/zeng') }),
  one('QuestionnaireResponse', 'qr2', { status: 'completed', questionnaire: 'http://x/q|2.0', subject: to('Patient/shan') }),
  one('List', 'l', { status: 'current', mode: 'working', entry: [{ item: to('Patient/shan') }, { item: to('Observation/bp') }] }),
  one('Provenance', 'prov', { target: [to('Observation/bp')], recorded: '2026-03-02T00:00:00Z', agent: [{ who: to('Practitioner/d1') }] }),
]

export type SearchDoor = FhirHttp & {
  /** The ids of what a search finds, or includes; nothing may be left out of it. */
  idsOf(url: string, mode?: 'match' | 'include'): Promise<(string | undefined)[]>
}
type Entry = { resource: Resource; search: { mode: string } }

/** The FHIR door of a small world in which every kind of search has a right answer that can be told by looking. */
export async function searchDoor(): Promise<SearchDoor> {
  const at = await fhirHttp()
  for (const resource of world) {
    const put = await at.call('PUT', `/fhir/${resource.resourceType}/${resource.id}`, resource)
    expect(put.status, put.text).toBe(201)
  }
  const idsOf: SearchDoor['idsOf'] = async (url, mode = 'match') => {
    const answer = await at.call('GET', `/fhir/${encodeURI(url)}`)
    expect(answer.status, `${url}: ${answer.said}`).toBe(200)
    const entries = (answer.json as unknown as { entry?: Entry[] }).entry ?? []
    expect(entries.find(({ search }) => search.mode === 'outcome')?.resource['issue'], url).toBeUndefined()
    return entries.filter(({ search }) => search.mode === mode).map(({ resource }) => resource.id)
  }
  return { ...at, idsOf }
}
