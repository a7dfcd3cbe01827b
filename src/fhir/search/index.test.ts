import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compartmentsModule } from '../../../tools/generate-compartments.ts'
import type { Resource } from '../resource.ts'
import { type Element, elementsOf, resourceTypes } from '../validate/schema.ts'
import { compartmentParameters, isCompartment, typesInCompartment } from './compartments.ts'
import { searchKeys } from './keys.ts'
import { mainDateOf } from './main-date.ts'
import { officialParameters } from './parameters.ts'
import { referencesOf } from './references.ts'
import { isSortable, sortValue } from './sort.ts'

const observation: Resource = {
  resourceType: 'Observation',
  id: 'o1',
  identifier: [{ system: 'urn:x', value: '1' }],
  status: 'final',
  category: [{ coding: [{ system: 'http://c', code: 'vital-signs' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }] },
  subject: { reference: 'Patient/1' },
  encounter: { reference: 'Encounter/9' },
  performer: [{ reference: 'Practitioner/7' }, { identifier: { value: 'D1' } }, { reference: 'https://other/Practitioner/7' }],
  effectivePeriod: { start: '2024-05-01T10:00:00+08:00' },
  component: [{ code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] }, valueQuantity: { value: 120 } }],
}

test('an Observation is known to the index by exactly these keys', () => {
  const { keys, at } = searchKeys(observation)
  expect([...keys].sort()).toEqual(
    [
      ...['category||vital-signs', 'category|http://c|vital-signs', 'code||85354-9', 'code|http://loinc.org|85354-9'],
      ...['combo-code||85354-9', 'combo-code|http://loinc.org|85354-9', 'combo-code||8480-6', 'combo-code|http://loinc.org|8480-6'],
      ...[
        'component-code||8480-6',
        'component-code|http://loinc.org|8480-6',
        'encounter|Encounter/9',
        'identifier||1',
        'identifier|urn:x|1',
      ],
      ...['patient|Patient/1', 'performer:identifier||D1', 'performer|=https://other/Practitioner/7', 'performer|Practitioner/7'],
      ...['status||final', 'subject|Patient/1'],
    ].sort(),
  )
  expect(at).toEqual({ from: '2024-05-01T02:00:00.000Z', to: '9999-12-31T23:59:59.999Z' })
})

test('a Patient by the beginnings of his name, as written and as typed', () => {
  const { keys, at } = searchKeys({
    resourceType: 'Patient',
    name: [{ family: '张', given: ['三'] }],
    birthDate: '1990',
    deceasedDateTime: '2024-05',
  })
  expect(keys.filter((key) => key.startsWith('name'))).toEqual(
    ['^张', '~张', '^三', '~三', '^张三', '^z', '^zh', '^zha', '^zhan', '^zhangs', '^zhangsan', '^zs'].map((key) => `name|${key}`),
  )
  expect(keys.filter((key) => /^(phonetic|birthdate|death-date)/.test(key))).toEqual(['death-date|@2024-05', 'death-date|@2024'])
  expect(at).toEqual({ from: '1989-12-31T16:00:00.000Z', to: '1990-12-31T15:59:59.999Z' })
})

test('the main date of a type is one element that stands there at most once', () => {
  const mains = resourceTypes().flatMap((type) => {
    const main = mainDateOf(type)
    return main ? [{ of: type, code: main.code, expression: main.expression }] : []
  })
  expect(mains.length).toBeGreaterThan(90)
  expect(mains.map(({ of, code }) => `${of}.${code}`)).toEqual(
    expect.arrayContaining([
      'Patient.birthdate',
      'MedicationRequest.authoredon',
      'Condition.recorded-date',
      'Task.authored-on',
      'Encounter.date',
    ]),
  )
  for (const { of: type, expression } of mains) {
    const [, path = ''] = /^\(?[A-Z]\w+\.([\w.]+)(?: as \w+\))?$/.exec(expression) ?? []
    let owner: string | undefined = type
    for (const name of path.split('.')) {
      const element: Element | undefined = elementsOf(owner!).find(
        (one) => one.name === name || one.types.some((ref) => one.name + ref.type === name),
      )
      expect([type, expression, element?.many]).toEqual([type, expression, false])
      owner = element?.types[0]?.type
    }
  }
})

test('references that an include follows', () => {
  const named = (code: string) => referencesOf('Observation', officialParameters.find('Observation', code)!)(observation)
  expect(named('patient')).toEqual([{ type: 'Patient', id: '1' }])
  expect(named('performer')).toEqual([{ type: 'Practitioner', id: '7' }])
  expect(referencesOf('Observation', '*')(observation).map(({ type, id }) => `${type}/${id}`)).toEqual([
    'Encounter/9',
    'Patient/1',
    'Practitioner/7',
  ])
})

test('results are put in order by the value that comes first in it', () => {
  const by = (type: string, code: string, resource: Resource, descending = false) =>
    sortValue({ param: officialParameters.find(type, code)!, descending })(resource)
  expect(by('Observation', 'date', observation)).toBe('2024-05-01T02:00:00.000Z')
  expect(by('Observation', 'status', observation)).toBe('final')
  expect(by('Observation', 'combo-value-quantity', observation)).toBe(120)
  expect(by('Observation', 'subject', observation)).toBe('Patient/1')
  expect(by('Observation', 'value-string', observation)).toBeUndefined()
  const named = { resourceType: 'Patient', name: [{ given: ['Émile'] }, { given: ['Bea'] }] }
  expect([by('Patient', 'given', named), by('Patient', 'given', named, true)]).toEqual(['bea', 'emile'])
  const grams = { resourceType: 'Observation', valueQuantity: { value: 2, system: 'http://unitsofmeasure.org', code: 'kg' } }
  expect(by('Observation', 'value-quantity', grams)).toBe(2000)
  expect(['_text', 'code-value-quantity', 'date'].map((code) => isSortable(officialParameters.find('Observation', code)!))).toEqual([
    false,
    false,
    true,
  ])
})

test('the compartments are what the generator makes of the official definitions, and name parameters that exist', () => {
  expect(readFileSync(new URL('./compartments.generated.ts', import.meta.url), 'utf8')).toBe(compartmentsModule())
  expect(compartmentParameters('Patient', 'Observation').map(({ code }) => code)).toEqual(['subject', 'performer'])
  expect(compartmentParameters('Patient', 'Location')).toEqual([])
  expect(typesInCompartment('Encounter')).toContain('Condition')
  expect(['Patient', 'Device', 'Location'].map(isCompartment)).toEqual([true, true, false])
  for (const compartment of ['Patient', 'Encounter', 'RelatedPerson', 'Practitioner', 'Device'])
    for (const type of typesInCompartment(compartment))
      for (const { type: kind } of compartmentParameters(compartment, type)) expect(kind).toBe('reference')
})
