import { expect, test } from 'vitest'
import type { Resource } from '../resource.ts'
import { matcher } from './match.ts'
import { officialParameters, withCustom } from './parameters.ts'
import { parseSearch } from './parse.ts'
import { sieveOf } from './sieve.ts'

const defined = (more: Record<string, unknown>): Resource => ({
  resourceType: 'SearchParameter',
  url: `http://county/${more['code']}`,
  status: 'active',
  base: ['Patient'],
  ...more,
})

const set = withCustom(officialParameters, [
  defined({ code: 'household', type: 'token', expression: "Patient.extension.where(url='http://county/household').value.as(Identifier)" }),
  defined({
    code: 'helper',
    type: 'reference',
    base: ['Patient', 'Person'],
    expression: 'Patient.link.other | Person.link.target',
    target: ['RelatedPerson'],
  }),
  defined({
    code: 'whose',
    type: 'composite',
    expression: 'Patient',
    component: [
      { definition: 'http://county/household', expression: "extension.where(url='http://county/household').value.as(Identifier)" },
      { definition: 'http://hl7.org/fhir/SearchParameter/individual-gender', expression: 'gender' },
    ],
  }),
  defined({ code: 'name', type: 'string', expression: 'Patient.maritalStatus.text' }),
  defined({ code: 'gone', type: 'token', expression: 'Patient.gender', status: 'retired' }),
  defined({ code: 'broken', type: 'token', expression: 'Patient.where(' }),
  defined({ code: 'half', type: 'composite', expression: 'Patient', component: [{ definition: 'http://nowhere', expression: 'gender' }] }),
  defined({ code: 'note', type: 'string', base: ['Resource'], expression: "Resource.extension.where(url='http://county/note').value" }),
  defined({ type: 'token', expression: 'Patient.gender' }),
])

test('a county adds parameters; official ones, retired and unreadable ones are not taken from it', () => {
  const added = set.of('Patient').filter(({ custom }) => custom)
  expect(added.map(({ code }) => code)).toEqual(['household', 'helper', 'note', 'whose'])
  expect(set.find('Person', 'helper')?.target).toEqual(['RelatedPerson'])
  expect(set.find('Device', 'note')?.custom).toBe(true)
  expect(set.find('Patient', 'name')).toBe(officialParameters.find('Patient', 'name'))
  expect(officialParameters.find('Patient', 'household')).toBeUndefined()
})

test('what a county has added is searched like the rest, without keys in the index', () => {
  const patient: Resource = {
    resourceType: 'Patient',
    gender: 'male',
    extension: [{ url: 'http://county/household', valueIdentifier: { system: 'urn:h', value: '7' } }],
  }
  const asks = (name: string, value: string) => {
    const { query, faults } = parseSearch({ type: 'Patient', pairs: [[name, value]], parameters: set })
    expect(faults).toEqual([])
    expect(sieveOf('Patient', query.criteria[0]!)).toEqual({ kind: 'all' })
    return matcher('Patient', query.criteria[0]!)(patient)
  }
  expect([asks('household', 'urn:h|7'), asks('household', '8'), asks('whose', '7$male'), asks('whose', '7$female')]).toEqual([
    true,
    false,
    true,
    false,
  ])
})
