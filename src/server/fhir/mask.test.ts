import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { isLosslessNumber, parse } from 'lossless-json'
import { describe, expect, it } from 'vitest'
import { validate } from '../../fhir/validate/validate.ts'
import { maskDocument } from './mask.ts'

type Doc = Readonly<Record<string, unknown>>
const mask = (doc: Doc) => JSON.parse(maskDocument(String(doc['resourceType']), JSON.stringify(doc))) as Doc
const examples = new URL('../../../node_modules/hl7.fhir.r4.examples/', import.meta.url)

/** Every number of a text as it is written, in order. */
function numbers(text: string): string[] {
  const found: string[] = []
  parse(text, (_, value) => {
    if (isLosslessNumber(value)) found.push(value.value)
    return value
  })
  return found
}

describe('a masked document', () => {
  it('shows of a patient what the house shows of masked persons', () => {
    const patient = {
      resourceType: 'Patient',
      id: 'p1',
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">张三丰</div>' },
      identifier: [{ system: 'urn:oid:2.16.156', value: '141099199001011234' }, { value: 'M-000471' }],
      name: [
        { use: 'official', text: '张三丰', family: '张', given: ['三丰'] },
        { text: '欧阳修', family: '欧阳', given: ['修'] },
      ],
      telecom: [
        { system: 'phone', value: '13812345678' },
        { system: 'email', value: 'zsf@wudang.example' },
      ],
      gender: 'male',
      birthDate: '1990-01-01',
      _birthDate: {
        extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1990-01-01T08:00:00+08:00' }],
      },
      address: [{ text: '青石镇一村3号', line: ['一村3号'], city: '清源', district: '青石', postalCode: '030000' }],
      contact: [{ name: { text: '李四' }, telecom: [{ value: '13900001111' }] }],
      photo: [{ contentType: 'image/png', data: 'iVBORw0KGgo=', title: '张三丰' }],
      managingOrganization: { reference: 'Organization/h1', display: '县人民医院' },
      generalPractitioner: [{ reference: 'Practitioner/d1', display: '王医生' }],
    }
    expect(mask(patient)).toEqual({
      ...patient,
      text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">***</div>' },
      identifier: [{ system: 'urn:oid:2.16.156', value: '141099********1234' }, { value: 'M******1' }],
      name: [
        { use: 'official', text: '张*丰', family: '张', given: ['*丰'] },
        { text: '欧*修', family: '欧*', given: ['*'] },
      ],
      telecom: [
        { system: 'phone', value: '138****5678' },
        { system: 'email', value: '***' },
      ],
      birthDate: '1990',
      _birthDate: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1990' }] },
      address: [{ text: '***', line: ['***'], city: '清源', district: '青石', postalCode: '030000' }],
      contact: [{ name: { text: '李*' }, telecom: [{ value: '139****1111' }] }],
      photo: [{ contentType: 'image/png', data: 'Kioq', title: '***' }],
      generalPractitioner: [{ reference: 'Practitioner/d1', display: '王*生' }],
    })
  })

  it('of a visit or a finding keeps codes, times and decimals to the letter, and hides whom it is about', () => {
    const text = `{"resourceType":"Observation","id":"o1","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}],"text":"张三丰的收缩压"},
      "subject":{"display":"张三丰","reference":"Patient/p1"},"performer":[{"reference":"Organization/h1","display":"县人民医院"},{"type":"Practitioner","display":"王医生"}],
      "effectiveDateTime":"2026-03-01T08:00:00+08:00","valueQuantity":{"value":1.00,"unit":"mmHg"},"referenceRange":[{"low":{"value":1e2}}],"note":[{"text":"家住一村"}],
      "contained":[{"id":"x","resourceType":"Patient","name":[{"text":"张三丰"}]}]}`
    expect(maskDocument('Observation', text)).toBe(
      text
        .replace('张三丰的收缩压', '张*丰的收缩压')
        .replaceAll('"张三丰"', '"张*丰"')
        .replace('王医生', '王*生')
        .replace('家住一村', '***'),
    )
  })

  it('hides entries of Bundles, references that only say a name, relatives, and what forms were answered', () => {
    expect(
      mask({
        resourceType: 'Bundle',
        type: 'collection',
        entry: [
          { resource: { resourceType: 'Person', name: [{ text: '李四光' }] } },
          { resource: { resourceType: 'Appointment', comment: '李四光来过', participant: [{ actor: { display: '李四光' } }] } },
          { resource: { resourceType: 'FamilyMemberHistory', name: '李母', bornDate: '1930-05-06' } },
          {
            resource: {
              resourceType: 'QuestionnaireResponse',
              item: [{ linkId: '1', answer: [{ valueString: '我叫李四光' }, { valueInteger: 3 }] }],
            },
          },
          {
            resource: {
              resourceType: 'Encounter',
              subject: { identifier: { value: '141099199001011234' } },
              reasonCode: [{ text: '李四光摔伤 141099199001011234' }],
            },
          },
          { resource: { resourceType: 'Binary', contentType: 'application/pdf', data: 'JVBERi0=' } },
        ],
      })['entry'],
    ).toEqual([
      { resource: { resourceType: 'Person', name: [{ text: '李*光' }] } },
      { resource: { resourceType: 'Appointment', comment: '***', participant: [{ actor: { display: '李*光' } }] } },
      { resource: { resourceType: 'FamilyMemberHistory', name: '***', bornDate: '1930' } },
      {
        resource: { resourceType: 'QuestionnaireResponse', item: [{ linkId: '1', answer: [{ valueString: '***' }, { valueInteger: 3 }] }] },
      },
      {
        resource: {
          resourceType: 'Encounter',
          subject: { identifier: { value: '141099********1234' } },
          reasonCode: [{ text: '李*光摔伤 141099********1234' }],
        },
      },
      { resource: { resourceType: 'Binary', contentType: 'application/pdf', data: 'Kioq' } },
    ])
  })

  it('leaves definitions and institutions as they are, but for who is to be called there', () => {
    const definition = { resourceType: 'ValueSet', status: 'active', description: '张三', contact: [{ name: '张三' }] }
    expect(mask(definition)).toEqual(definition)
    const organization = {
      resourceType: 'Organization',
      name: '县人民医院',
      telecom: [{ value: '0350-1234567' }],
      address: [{ line: ['健康路1号'] }],
    }
    expect(mask({ ...organization, contact: [{ name: { text: '张三' }, telecom: [{ value: '13812345678' }] }] })).toEqual({
      ...organization,
      contact: [{ name: { text: '张*' }, telecom: [{ value: '138****5678' }] }],
    })
  })
})

describe('whatever a document says of a person', () => {
  const han = fc.constantFrom(...'张王李赵欧阳司马三丰晓梅建国秀英').map(String)
  const name = fc.array(han, { minLength: 2, maxLength: 4 }).map((all) => all.join(''))
  const phone = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String)
  const idCard = fc
    .tuple(
      fc.integer({ min: 141097, max: 141099 }),
      fc.date({ min: new Date('1930-01-01'), max: new Date('2020-01-01'), noInvalidDate: true }),
      fc.integer({ min: 1000, max: 9999 }),
    )
    .map(([area, day, tail]) => `${area}${day.toISOString().slice(0, 10).replaceAll('-', '')}${tail}`)
  const escaped = (text: string, byCode: boolean) =>
    byCode ? text.replace(/\p{Script=Han}/gu, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : text
  /** The same person in every place a document has for him, and in words. */
  const about = fc
    .record({ name, phone, idCard, byCode: fc.boolean(), spaces: fc.constantFrom(0, 2), words: fc.constantFrom('的血压', ' 来院', '：') })
    .map((all) => {
      const { name, phone, idCard, words } = all
      const contained = {
        resourceType: 'Patient',
        id: 'c',
        name: [{ text: name }],
        telecom: [{ value: phone }],
        identifier: [{ value: idCard }],
      }
      const said = `${words}${name} ${phone} ${idCard}`
      const doc = {
        resourceType: 'Observation',
        text: { status: 'generated', div: `<div>${said}</div>` },
        contained: [contained, { ...contained, resourceType: 'RelatedPerson' }],
        extension: [{ url: 'urn:x', valueString: said }],
        code: { text: said, coding: [{ display: said }] },
        subject: { reference: '#c', display: name, identifier: { value: idCard } },
        performer: [{ display: name }],
        valueString: said,
        note: [{ authorString: name, text: said }],
      }
      return { ...all, text: escaped(JSON.stringify(doc, null, all.spaces), all.byCode), doc }
    })

  it('no name, number or telephone survives anywhere in the text', () => {
    fc.assert(
      fc.property(about, ({ name, phone, idCard, text }) => {
        const masked = maskDocument('Observation', text)
        const plain = JSON.stringify(JSON.parse(masked))
        for (const value of [name, phone, idCard])
          expect([value, plain.includes(value), masked.includes(value)]).toEqual([value, false, false])
      }),
      { numRuns: 300 },
    )
  })

  it('official examples stay valid and keep everything that is not text', () => {
    const files = readdirSync(examples).filter((file) => file.endsWith('.json') && !file.startsWith('package') && !file.startsWith('.'))
    let seen = 0
    for (const file of files.filter((_, i) => i % 12 === 0)) {
      const text = readFileSync(new URL(file, examples), 'utf8')
      const doc = JSON.parse(text) as Doc
      if (
        typeof doc['resourceType'] !== 'string' ||
        text.length > 20_000 ||
        validate(doc as never).some((issue) => issue.severity === 'error')
      )
        continue
      const masked = maskDocument(doc['resourceType'], text)
      const wrong = validate(JSON.parse(masked)).filter((issue) => issue.severity === 'error')
      expect([file, wrong]).toEqual([file, []])
      expect([file, numbers(masked)]).toEqual([file, numbers(text)])
      seen++
    }
    expect(seen).toBeGreaterThan(80)
  })
})
