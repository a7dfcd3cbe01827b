import { describe, expect, it } from 'vitest'
import { encounter, observation } from './fixtures/clinical.ts'
import { FIXTURES } from './fixtures/index.ts'
import { patient } from './fixtures/people.ts'
import { PRIMITIVES } from './primitives.ts'
import { TYPES } from './r4.generated.ts'
import { elementsOf, isComplex } from './schema.ts'
import { validate } from './validate.ts'

const places = (resource: unknown): string[] => validate(resource).map((issue) => `${issue.code} ${issue.expression}`)

describe('validate', () => {
  it.each(FIXTURES.map((resource) => [resource.resourceType, resource]))('accepts the %s fixture', (_, resource) => {
    expect(validate(resource)).toEqual([])
  })

  it('refuses what is no resource', () => {
    for (const value of [
      null,
      undefined,
      1,
      'Patient',
      [],
      {},
      { resourceType: 7 },
      { resourceType: 'DomainResource' },
      { resourceType: 'toString' },
    ]) {
      expect(places(value)).toHaveLength(1)
    }
    expect(validate({ resourceType: 'Pacient' })[0]?.diagnostics).toContain('Did you mean "Patient"?')
  })

  it('refuses the gender "M" and says what is allowed', () => {
    const [issue] = validate({ ...patient, gender: 'M' })
    expect(issue).toMatchObject({ code: 'code-invalid', expression: 'Patient.gender' })
    expect(issue?.diagnostics).toContain('male, female, other, unknown')
    expect(places({ ...patient, contact: [{ ...patient.contact[0], gender: 'M' }] })).toEqual(['code-invalid Patient.contact[0].gender'])
  })

  it('refuses RMB as a currency and takes CNY', () => {
    const invoice = (currency: string) => ({ resourceType: 'Invoice', status: 'issued', totalNet: { value: 1, currency } })
    expect(places(invoice('RMB'))).toEqual(['code-invalid Invoice.totalNet.currency'])
    expect(places(invoice('CNY'))).toEqual([])
  })

  it('needs system and code for a bound CodeableConcept', () => {
    const condition = (coding: object[]) => ({
      resourceType: 'Condition',
      subject: { display: '某人' },
      clinicalStatus: { coding, text: '活动' },
    })
    const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical'
    expect(places(condition([{ system, code: 'active' }]))).toEqual([])
    expect(
      places(
        condition([
          { system: 'urn:x', code: 'local' },
          { system, code: 'active' },
        ]),
      ),
    ).toEqual([])
    expect(places(condition([{ code: 'active' }]))).toEqual(['code-invalid Condition.clinicalStatus'])
    expect(places({ ...condition([]), clinicalStatus: { text: '活动' } })).toEqual(['code-invalid Condition.clinicalStatus'])
    expect(places({ ...condition([]), clinicalStatus: { extension: [{ url: 'http://x', valueCode: 'unknown' }] } })).toEqual([])
  })

  it('pairs primitive arrays with their extensions', () => {
    const extension = [{ url: 'http://x', valueString: 'y' }]
    const named = (name: object) => places({ resourceType: 'Patient', name: [name] })
    expect(named({ given: ['桂', null], _given: [null, { extension }] })).toEqual([])
    expect(named({ given: ['桂', null] })).toEqual(['structure Patient.name[0].given[1]'])
    expect(named({ _given: [{ extension }] })).toEqual([])
    expect(named({ _given: { extension } })).toEqual(['structure Patient.name[0].given'])
    expect(named({ _given: [{ id: 'only' }] })).toEqual(['structure Patient.name[0].given[0]'])
    expect(named({ _text: { extension, value: 1 } })).toEqual(['structure Patient.name[0].text.value'])
  })

  it('takes an extension in place of a required value', () => {
    const absent = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }]
    expect(places({ resourceType: 'Observation', _status: { extension: absent }, code: { text: '血压' } })).toEqual([])
  })

  it('reads SimpleQuantity, content references and the elements R4 has, not those of R5', () => {
    const dose = { doseAndRate: [{ doseQuantity: { value: 1, comparator: '<' } }] }
    expect(
      places({
        resourceType: 'MedicationStatement',
        status: 'active',
        subject: { display: 'x' },
        medicationReference: { display: 'y' },
        dosage: [dose],
      }),
    ).toEqual(['structure MedicationStatement.dosage[0].doseAndRate[0].dose.comparator'])
    const part = { code: { text: 'x' }, valueInteger: 1, referenceRange: [{ high: { value: 1, valu: 2 } }] }
    expect(places({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, component: [part] })).toEqual([
      'structure Observation.component[0].referenceRange[0].high.valu',
    ])
    expect(places({ resourceType: 'SubscriptionStatus' })).toHaveLength(1)
    expect(places({ resourceType: 'Patient', meta: { project: 'x' } })).toEqual(['structure Patient.meta.project'])
  })

  it('names members that are no element, even hostile ones', () => {
    expect(places(JSON.parse('{"resourceType":"Patient","__proto__":{"active":true}}'))).toEqual(['structure Patient.__proto__'])
    expect(places({ resourceType: 'Patient', constructor: 1, 'a b': 2 })).toEqual([
      'structure Patient.constructor',
      'structure Patient.`a b`',
    ])
    expect(validate({ resourceType: 'Patient', gendr: 'male' })[0]?.diagnostics).toContain('Did you mean "gender"?')
  })

  it('stops at 100 issues and at depth 100, wherever the depth is', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x${i}`, 1]))
    expect(validate({ resourceType: 'Patient', ...many })).toHaveLength(100)
    let extension: object = { url: 'http://x', valueString: 'deep' }
    for (let i = 0; i < 100_000; i++) extension = { url: 'http://x', extension: [extension] }
    const issues = validate({ resourceType: 'Patient', extension: [extension] })
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatchObject({ code: 'too-long' })
    for (const name of ['resourceType', 'gender', 'active', 'name', 'birthDate', 'unknown', 'contained', 'text']) {
      expect(validate({ resourceType: 'Patient', [name]: [extension] }).length).toBeGreaterThan(0)
    }
  })

  it('stops looking once it has enough issues, so that a hostile resource costs little', () => {
    let looked = 0
    const get = (list: number[], key: string | symbol) => {
      looked++
      return Reflect.get(list, key) as unknown
    }
    const names = new Proxy(
      Array.from({ length: 200_000 }, () => 1),
      { get },
    )
    expect(validate({ resourceType: 'Patient', name: names })).toHaveLength(100)
    expect(looked).toBeGreaterThan(100)
    expect(looked).toBeLessThan(1000)
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [`element${i}`, 1]))
    expect(validate({ resourceType: 'Patient', ...many })).toHaveLength(100)
  })

  it('has room in its bit sets for every type', () => {
    for (const type of Object.keys(TYPES)) {
      const elements = elementsOf(type)
      expect(
        elements.every((element) => element.types.every((ref) => isComplex(ref.type) || ref.type in PRIMITIVES || ref.type === 'xhtml')),
      ).toBe(true)
      expect(Math.max(elements.filter((e) => e.required).length, elements.filter((e) => e.choice).length)).toBeLessThan(31)
    }
  })

  it('takes far less than 60 µs for an Observation or Encounter', () => {
    for (const resource of [observation, encounter]) {
      for (let i = 0; i < 500; i++) validate(resource)
      const micros = Array.from({ length: 101 }, () => {
        const started = performance.now()
        for (let i = 0; i < 20; i++) validate(resource)
        return (performance.now() - started) * 50
      })
      expect(micros.sort((a, b) => a - b)[50]).toBeLessThan(60)
    }
  })
})
