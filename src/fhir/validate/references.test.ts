import { describe, expect, it } from 'vitest'
import { validate } from './validate.ts'

const encounter = (subject: object, more: object = {}) => ({
  resourceType: 'Encounter',
  status: 'planned',
  class: { code: 'AMB' },
  subject,
  ...more,
})
const places = (resource: unknown): string[] => validate(resource).map((issue) => `${issue.code} ${issue.expression}`)
const sent = (reference: string) => places(encounter({ reference }))

describe('references', () => {
  it.each([
    'Patient/1',
    'Group/g.1-x/_history/3',
    'https://other.example/fhir/Patient/1',
    'https://other.example/anything?x=1',
    'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0',
    'urn:oid:1.2.3',
  ])('accepts %s', (reference) => {
    expect(sent(reference)).toEqual([])
  })

  it.each([
    'Patient',
    'Patient/',
    'patient/1',
    '/Patient/1',
    'x/Patient/1',
    'Patient/1/2',
    'Patient/a_b',
    'Pacient/1',
    'Patient/1/_history/',
    '?x',
    '1',
  ])('refuses %s', (reference) => {
    expect(sent(reference)).toEqual(['value Encounter.subject.reference'])
  })

  it('checks the target type, also of URLs and of type', () => {
    expect(sent('Organization/1')).toEqual(['value Encounter.subject.reference'])
    expect(sent('https://other.example/fhir/Organization/1')).toEqual(['value Encounter.subject.reference'])
    expect(places(encounter({ type: 'Organization', display: 'x' }))).toEqual(['value Encounter.subject.type'])
    expect(places(encounter({ type: 'Patient', display: 'x' }))).toEqual([])
    expect(validate(encounter({ reference: 'Organization/1' }))[0]?.diagnostics).toBe(
      'The reference points to Organization: point to Group, Patient.',
    )
  })

  it('takes conditional references inside a Bundle only', () => {
    const resource = encounter({ reference: 'Patient?identifier=x|1' })
    const request = { method: 'POST', url: 'Encounter' }
    expect(places(resource)).toEqual(['value Encounter.subject.reference'])
    expect(places({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource, request }] })).toEqual([])
    expect(
      places({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource: encounter({ reference: 'Organization?x=1' }), request }] }),
    ).toEqual(['value Bundle.entry[0].resource.subject.reference'])
  })
})

describe('contained resources', () => {
  const inner = { resourceType: 'Patient', id: 'p', name: [{ text: '匿名' }] }

  it('are found by #id and of the right type', () => {
    expect(places(encounter({ reference: '#p' }, { contained: [inner] }))).toEqual([])
    expect(places(encounter({ reference: '#q' }))).toEqual(['invariant Encounter.subject.reference'])
    expect(places(encounter({ reference: '#p' }, { contained: [{ resourceType: 'Organization', id: 'p', name: 'x' }] }))).toEqual([
      'value Encounter.subject.reference',
    ])
  })

  it('are referred to, by a reference or a canonical, or refer to their container', () => {
    expect(places(encounter({ display: 'x' }, { contained: [inner] }))).toEqual(['invariant Encounter.contained[0]'])
    const back = {
      resourceType: 'Provenance',
      id: 'v',
      target: [{ reference: '#' }],
      recorded: '2026-05-08T00:00:00Z',
      agent: [{ who: { display: 'x' } }],
    }
    expect(places(encounter({ display: 'x' }, { contained: [back] }))).toEqual([])
    const questionnaire = {
      resourceType: 'Questionnaire',
      status: 'active',
      contained: [{ resourceType: 'ValueSet', id: 'vs', status: 'active' }],
      item: [{ linkId: '1', type: 'choice', answerValueSet: '#vs' }],
    }
    expect(places(questionnaire)).toEqual([])
  })

  it('have an id, contain nothing, and carry no version or security', () => {
    const holding = (contained: object) => places(encounter({ reference: '#p' }, { contained: [contained] }))
    expect(places(encounter({ display: 'x' }, { contained: [{ resourceType: 'Patient', active: true }] }))).toEqual([
      'required Encounter.contained[0].id',
    ])
    expect(holding({ ...inner, contained: [{ ...inner, id: 'deep' }] })).toContain('invariant Encounter.contained[0].contained[0]')
    expect(holding({ ...inner, meta: { versionId: '1', security: [{ code: 'R' }] } })).toEqual([
      'invariant Encounter.contained[0].meta',
      'invariant Encounter.contained[0].meta',
    ])
  })

  it('of one bundle entry are not seen from another', () => {
    const entry = (resource: object) => ({ resource })
    const bundle = { resourceType: 'Bundle', type: 'collection' }
    const good = encounter({ reference: '#p' }, { contained: [inner] })
    expect(places({ ...bundle, entry: [entry(good), entry(encounter({ reference: '#p' }))] })).toEqual([
      'invariant Bundle.entry[1].resource.subject.reference',
    ])
  })
})
