import { describe, expect, it } from 'vitest'
import { officialTerms } from '../terminology/official.ts'
import { validateProfile } from './profile.ts'
import type { ElementDefinition, StructureDefinition } from './structure.ts'

type Given = { resourceType: string; [element: string]: unknown }
const definition = (element: ElementDefinition[], more: object = {}): StructureDefinition => ({
  url: 'urn:p',
  type: 'Patient',
  baseDefinition: 'http://hl7.org/fhir/StructureDefinition/Patient',
  differential: { element: [{ path: 'Patient' }, ...element] },
  ...more,
})
const run = async (element: ElementDefinition[], patient: object, others: readonly StructureDefinition[] = [], more: object = {}) => {
  const resource: Given = { resourceType: 'Patient', ...patient }
  const sources = { terms: officialTerms, profile: async (url: string) => others.find((one) => one.url === url) }
  const found = await validateProfile(sources, definition(element, more), resource)
  return found.map(({ severity, expression, diagnostics }) => `${severity} ${expression}: ${diagnostics.replace(/ \(profile .*$/, '')}`)
}
const slicing: ElementDefinition[] = [
  { path: 'Patient.identifier', slicing: { discriminator: [{ type: 'value', path: 'system' }], rules: 'closed' } },
  { path: 'Patient.identifier', sliceName: 'card', min: 1, max: '1' },
  { path: 'Patient.identifier.system', min: 1, fixedUri: 'urn:card' },
  {
    path: 'Patient.identifier.value',
    min: 1,
    maxLength: 3,
    constraint: [{ key: 'c-1', human: 'digits', expression: "matches('^[0-9]+$')" }],
  },
]
const gender = { path: 'Patient.maritalStatus', binding: { strength: 'required', valueSet: 'http://hl7.org/fhir/ValueSet/marital-status' } }
const ext = (path: string, more: Partial<ElementDefinition> = {}): ElementDefinition => ({ path, ...more })

describe('a profile', () => {
  it.each<[string, ElementDefinition[], object, string[]]>([
    ['demands what is required', [ext('Patient.name', { min: 1 })], {}, ['error Patient: name is required at least 1 times, found 0.']],
    [
      'forbids what it allows less of',
      [ext('Patient.name', { max: '1' })],
      { name: [{ text: 'a' }, { text: 'b' }] },
      ['error Patient: name is allowed at most 1 times, found 2.'],
    ],
    [
      'finds elements inside only where they are',
      [ext('Patient.contact.name', { min: 1 })],
      { contact: [{ gender: 'male' }, { name: { text: 'x' } }] },
      ['error Patient.contact[0]: name is required at least 1 times, found 0.'],
    ],
    [
      'holds fixed values exactly',
      [ext('Patient.gender', { fixedCode: 'male' })],
      { gender: 'female' },
      ['error Patient.gender: Must be exactly "male".'],
    ],
    [
      'holds patterns in part',
      [ext('Patient.maritalStatus', { patternCodeableConcept: { coding: [{ code: 'M' }] } })],
      {
        maritalStatus: {
          coding: [
            { system: 'x', code: 'S' },
            { system: 'x', code: 'M' },
          ],
        },
      },
      [],
    ],
    [
      'narrows a choice',
      [ext('Patient.deceased[x]', { type: [{ code: 'dateTime' }] })],
      { deceasedBoolean: true },
      ['error Patient.deceased: Is a boolean but must be dateTime.'],
    ],
    [
      'knows the short form of a choice',
      [ext('Patient.deceasedDateTime', { min: 1 })],
      { deceasedBoolean: true },
      ['error Patient: deceasedDateTime is required at least 1 times, found 0.'],
    ],
    [
      'slices by value and says what is wrong in a slice',
      slicing,
      { identifier: [{ system: 'urn:card', value: '12a4' }] },
      ['error Patient.identifier[0].value: Longer than 3 characters.', 'error Patient.identifier[0].value: digits (c-1)'],
    ],
    [
      'counts a slice and closes the rest',
      slicing,
      { identifier: [{ system: 'urn:other', value: '1' }] },
      [
        'error Patient: identifier (slice card) is required at least 1 times, found 0.',
        'error Patient.identifier[0]: Belongs to none of the slices card, and there may be no other.',
      ],
    ],
    [
      'checks a required binding',
      [gender],
      { maritalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'Q' }] } },
      [
        'error Patient.maritalStatus: http://terminology.hl7.org/CodeSystem/v3-MaritalStatus|Q is not in http://hl7.org/fhir/ValueSet/marital-status.',
      ],
    ],
    [
      'refuses words where a code is required',
      [gender],
      { maritalStatus: { text: '已婚' } },
      ['error Patient.maritalStatus: A code of http://hl7.org/fhir/ValueSet/marital-status is required; words alone do not do.'],
    ],
    [
      'limits references',
      [
        ext('Patient.managingOrganization', {
          type: [{ code: 'Reference', targetProfile: ['http://hl7.org/fhir/StructureDefinition/Practitioner'] }],
        }),
      ],
      { managingOrganization: { reference: 'Organization/1' } },
      ['error Patient.managingOrganization: Refers to Organization but may only to Practitioner.'],
    ],
    [
      'compares with least and most values',
      [ext('Patient.birthDate', { minValueDate: '1900-01-01' })],
      { birthDate: '1899-12-31' },
      ['error Patient.birthDate: "1899-12-31" is less than "1900-01-01".'],
    ],
    [
      'looks at extensions of primitives',
      [ext('Patient.birthDate.extension', { max: '0' })],
      { _birthDate: { extension: [{ url: 'urn:x', valueCode: 'a' }] } },
      ['error Patient.birthDate: extension is allowed at most 0 times, found 1.'],
    ],
    ['is content with what it says nothing about', [ext('Patient.name', { max: '3' })], { name: [{ text: 'a' }], active: true }, []],
  ])('%s', async (_, elements, patient, expected) => {
    expect(await run(elements, patient)).toEqual(expected)
  })

  it('says what it cannot check', async () => {
    const doubt = [
      ext('Patient.name', { slicing: { discriminator: [{ type: 'profile', path: '$this' }] } }),
      ext('Patient.name', { sliceName: 'a', min: 1 }),
      ext('Patient.active', {
        constraint: [
          { key: 'x-1', expression: 'htmlChecks()' },
          { key: 'x-2', expression: "matches('(a')" },
        ],
      }),
      ext('Patient.nothing', { min: 1 }),
    ]
    const found = await run(doubt, { name: [{ text: 'a' }], active: true }, [], { baseDefinition: 'urn:unknown' })
    expect(found).toHaveLength(5)
    for (const line of found) expect(line).toMatch(/^information .*Not checked: /)
  })

  it('holds what it is derived from, and the profiles of extensions', async () => {
    const base = { ...definition([ext('Patient.gender', { min: 1 })]), url: 'urn:base' }
    const extension: StructureDefinition = {
      url: 'urn:e',
      type: 'Extension',
      differential: {
        element: [ext('Extension.url', { fixedUri: 'urn:e' }), ext('Extension.value[x]', { min: 1, type: [{ code: 'code' }] })],
      },
    }
    const elements = [ext('Patient.extension', { sliceName: 'e', min: 1, type: [{ code: 'Extension', profile: ['urn:e'] }] })]
    const more = { baseDefinition: 'urn:base' }
    expect(await run(elements, { gender: 'male', extension: [{ url: 'urn:e', valueCode: 'a' }] }, [base, extension], more)).toEqual([])
    expect(await run(elements, { extension: [{ url: 'urn:e', valueString: 'a' }] }, [base, extension], more)).toEqual([
      'error Patient: gender is required at least 1 times, found 0.',
      'error Patient.extension[0].value: Is a string but must be code.',
    ])
    expect(await run([], {}, [definition([], { baseDefinition: 'urn:base', url: 'urn:base' })], more)).toEqual([
      'error Patient: The profile urn:base is derived from itself.',
    ])
  })

  it('is of one type', async () => {
    expect(await run([], {}, [], { type: 'Observation' })).toEqual(['error Patient: Is a Patient, but the profile is one of Observation.'])
  })
})
