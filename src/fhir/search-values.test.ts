import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchParametersOf } from './search-parameters.ts'
import { compileSearchValues } from './search-values.ts'

const valuesOf = (resource: { resourceType: string }) => compileSearchValues(searchParametersOf(resource.resourceType))(resource)

/** One line a value, so that a whole resource can be read at a glance. */
const lines = (resource: { resourceType: string }) =>
  valuesOf(resource).map(({ param, kind, ...rest }) => [param, kind, ...Object.values(rest)].join(' '))

const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'

test('an Encounter is found by exactly these values', () => {
  const encounter = {
    resourceType: 'Encounter',
    id: 'e1',
    meta: { lastUpdated: '2024-05-09T00:10:00.250Z', profile: ['https://example.org/p|1.0'], tag: [{ code: 'imported' }] },
    identifier: [{ system: 'urn:oid:1.2.3', value: 'MZ001' }, { value: '7' }],
    status: 'finished',
    class: { system: ACT, code: 'IMP', display: '住院' },
    type: [{ coding: [{ system: 'https://example.org/t', code: '01' }, { display: '没有编码' }], text: '普通' }, { text: '只有文字' }],
    subject: { reference: 'Patient/p1', type: 'Patient' },
    participant: [{ individual: { reference: 'Practitioner/d1/_history/3' } }, { individual: { reference: 'PractitionerRole/r1' } }],
    period: { start: '2024-05-01T08:30:00+08:00' },
    length: { value: 7.5, unit: '天', system: 'http://unitsofmeasure.org', code: 'd' },
    diagnosis: [{ condition: { reference: '#c' } }, { condition: { reference: 'https://other.example/fhir/Condition/c2' } }],
    serviceProvider: { identifier: { value: '141097001' } },
  }
  expect(lines(encounter)).toEqual([
    `class token ${ACT} IMP`,
    'date date 2024-05-01T00:30:00.000Z 9999-12-31T23:59:59.999Z',
    'diagnosis uri https://other.example/fhir/Condition/c2',
    'identifier token urn:oid:1.2.3 MZ001',
    'identifier token 7',
    'length quantity 7.5 http://unitsofmeasure.org d',
    'participant reference Practitioner d1',
    'participant reference PractitionerRole r1',
    'patient reference Patient p1',
    'practitioner reference Practitioner d1',
    'status token finished',
    'subject reference Patient p1',
    'type token https://example.org/t 01',
    '_id token e1',
    '_lastUpdated date 2024-05-09T00:10:00.250Z 2024-05-09T00:10:00.250Z',
    '_profile uri https://example.org/p|1.0',
    '_profile uri https://example.org/p',
    '_tag token imported',
  ])
})

test('an Observation is found by exactly these values', () => {
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ code: 'vital-signs' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }] },
    subject: { reference: 'Group/g1' },
    effectiveDateTime: '2024-05-02',
    valueQuantity: { value: 120, unit: 'mmHg' },
    component: [
      { code: { coding: [{ code: 'a' }] }, valueCodeableConcept: { coding: [{ code: 'high' }], text: '偏高' } },
      { code: { coding: [{ code: 'a' }] }, valueQuantity: { value: 0 } },
    ],
  }
  expect(lines(observation)).toEqual([
    'category token vital-signs',
    'code token http://loinc.org 85354-9',
    'combo-code token http://loinc.org 85354-9',
    'combo-code token a',
    'combo-value-concept token high',
    'combo-value-quantity quantity 120 mmHg',
    'combo-value-quantity quantity 0',
    'component-code token a',
    'component-code token a',
    'component-value-concept token high',
    'component-value-quantity quantity 0',
    'date date 2024-05-01T16:00:00.000Z 2024-05-02T15:59:59.999Z',
    'status token final',
    'subject reference Group g1',
    'value-quantity quantity 120 mmHg',
  ])
})

test('a Patient is found by exactly these values', () => {
  const patient = {
    resourceType: 'Patient',
    active: true,
    name: [{ text: '王小明', family: '王', given: ['小明'] }],
    telecom: [{ system: 'phone', value: '13800000000', use: 'mobile' }],
    gender: 'male',
    birthDate: '1990-02',
    deceasedDateTime: '2024',
    address: [{ use: 'home', line: ['一号楼'], district: '甲县', postalCode: '030000' }],
    managingOrganization: { reference: 'Organization/o1' },
  }
  expect(lines(patient)).toEqual([
    'active token true',
    ...['address string 一号楼', 'address string 甲县', 'address string 030000'],
    'address-postalcode string 030000',
    'address-use token home',
    'birthdate date 1990-01-31T16:00:00.000Z 1990-02-28T15:59:59.999Z',
    'death-date date 2023-12-31T16:00:00.000Z 2024-12-31T15:59:59.999Z',
    'deceased token true',
    'family string 王',
    'gender token male',
    'given string 小明',
    ...['name string 王小明', 'name string 王', 'name string 小明'],
    'organization reference Organization o1',
    'phone token 13800000000',
    ...['phonetic string 王小明', 'phonetic string 王', 'phonetic string 小明'],
    'telecom token 13800000000',
  ])
  expect(lines({ resourceType: 'Patient' })).toEqual(['deceased token false'])
})

const found = (type: string, expression: string, resource: Record<string, unknown>) =>
  compileSearchValues([{ code: 'x', type, expression }])({ resourceType: 'Basic', ...resource }).map(({ param, kind, ...rest }) => rest)

test('dates cover what their precision leaves open, in the county’s zone unless they carry one', () => {
  const at = (value: unknown) => found('date', 'at', { at: value })
  expect(at('2024-02')).toEqual([{ from: '2024-01-31T16:00:00.000Z', to: '2024-02-29T15:59:59.999Z' }])
  expect(at('2024-05-01T10:00:00Z')).toEqual([{ from: '2024-05-01T10:00:00.000Z', to: '2024-05-01T10:00:00.999Z' }])
  expect(at('2024-05-01T10:00:00.120-01:00')).toEqual([{ from: '2024-05-01T11:00:00.120Z', to: '2024-05-01T11:00:00.120Z' }])
  expect(at('2024-05-01T10:00+08:00')).toEqual([{ from: '2024-05-01T02:00:00.000Z', to: '2024-05-01T02:00:59.999Z' }])
  expect(at({ end: '2024' })).toEqual([{ from: '0001-01-01T00:00:00.000Z', to: '2024-12-31T15:59:59.999Z' }])
  expect(at({ event: ['2024-05-03', '2024-05-01'] })).toEqual([{ from: '2024-04-30T16:00:00.000Z', to: '2024-05-03T15:59:59.999Z' }])
  expect(at({ repeat: { boundsPeriod: { start: '2024-05-01T00:00:00Z', end: '2024-05-02T00:00:00Z' } } })).toEqual([
    { from: '2024-05-01T00:00:00.000Z', to: '2024-05-02T00:00:00.999Z' },
  ])
  expect(at('0001-01-01')).toEqual([{ from: '0001-01-01T00:00:00.000Z', to: '0001-01-01T15:59:59.999Z' }])
  for (const nothing of ['yesterday', '2024-13-45', '2023-02-29', {}, { start: 'x' }, 2024]) expect(at(nothing)).toEqual([])
})

test('money counts in ISO 4217, numbers have no unit, ranges have no single value', () => {
  expect(found('quantity', 'x', { x: { value: 12.5, currency: 'CNY' } })).toEqual([
    { value: '12.5', system: 'urn:iso:std:iso:4217', code: 'CNY' },
  ])
  expect(found('number', 'x', { x: 0.25 })).toEqual([{ value: '0.25' }])
  expect(found('quantity', 'x', { x: { low: { value: 1 } } })).toEqual([])
  expect(found('composite', 'x', { x: 1 })).toEqual([])
})

test('the span of an instant with milliseconds is that millisecond, of a day the 24 hours around it', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      const instant = date.toISOString()
      const day = new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
      expect(found('date', 'at', { at: instant })).toEqual([{ from: instant, to: instant }])
      const [span] = found('date', 'at', { at: day }) as { from: string; to: string }[]
      expect(span!.from <= instant && instant <= span!.to).toBe(true)
      expect(Date.parse(span!.to) - Date.parse(span!.from)).toBe(86_399_999)
    }),
  )
})
