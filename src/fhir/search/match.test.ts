import { expect, test } from 'vitest'
import type { Resource } from '../resource.ts'
import { matcher } from './match.ts'
import { officialParameters } from './parameters.ts'
import { parseSearch } from './parse.ts'

/** Which of these searches, written `name=value`, a resource is found by. */
const foundBy = (resource: Resource, ...searches: string[]): string[] =>
  searches.filter((search) => {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(search) ?? []
    const { query, faults } = parseSearch({ type: resource.resourceType, pairs: [[name, value]], parameters: officialParameters })
    expect(faults).toEqual([])
    return matcher(resource.resourceType, query.criteria[0]!)(resource)
  })

const finds = (resource: Resource, ...searches: string[]) => expect(foundBy(resource, ...searches)).toEqual(searches)
const misses = (resource: Resource, ...searches: string[]) => expect(foundBy(resource, ...searches)).toEqual([])

const person: Resource = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  gender: 'male',
  birthDate: '1990-02',
  name: [
    { text: '曾乐', family: '曾', given: ['乐'] },
    { family: 'Müller-Lüdenscheidt', given: ['Jörg', 'van  Dijk'] },
  ],
  identifier: [
    { type: { coding: [{ system: 'http://t', code: 'MR' }], text: '病案号' }, system: 'urn:oid:1.2', value: 'A1' },
    { value: 'B|2' },
  ],
  telecom: [{ system: 'phone', use: 'home', value: '555' }],
  address: [{ line: ['Ｎo. 1'], city: '甲县' }],
  managingOrganization: { reference: 'Organization/o1/_history/2' },
  generalPractitioner: [
    { identifier: { system: 'urn:oid:9', value: 'D1' } },
    { reference: 'https://other/fhir/Practitioner/7' },
    { reference: '#c' },
  ],
  text: { div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>对青霉素 <b>Pen&#105;cillin</b> 过敏</p></div>' },
}

test('tokens', () => {
  finds(
    person,
    'identifier=A1',
    'identifier=urn:oid:1.2|A1',
    'identifier=urn:oid:1.2|',
    'identifier=|B\\|2',
    'identifier=x,A1',
    'gender=male',
    'active=true',
  )
  finds(
    person,
    'gender=http://hl7.org/fhir/administrative-gender|male',
    'active=http://hl7.org/fhir/special-values|true',
    'gender=|male',
    '_id=p1',
  )
  misses(
    person,
    'identifier=a1',
    'identifier=urn:oid:1.3|A1',
    'identifier=|A1',
    'gender=http://other|male',
    'active=false',
    'identifier=urn:oid:9|',
  )
  finds(person, 'gender:not=female', 'language:not=zh', 'identifier:of-type=http://t|MR|A1', 'identifier:text=病案')
  misses(person, 'gender:not=male', 'gender:not=female,male', 'identifier:of-type=http://t|MR|B\\|2', 'identifier:of-type=http://x|MR|A1')
  finds(person, 'telecom=555', 'phone=555', 'telecom=phone|555', 'telecom=home|555')
  misses(person, 'email=555', 'telecom=work|555')
  finds(person, 'language:missing=true', 'gender:missing=false', 'death-date:missing=true')
  misses(person, 'language:missing=false', 'gender:missing=true')
})

test('many alternatives are as true as few', () => {
  const codes = Array.from({ length: 900 }, (_, at) => `http://x|c${at}`)
  const observation = (code: string): Resource => ({ resourceType: 'Observation', code: { coding: [{ system: 'http://x', code }] } })
  finds(observation('c899'), `code=${codes.join()}`)
  misses(observation('c900'), `code=${codes.join()}`)
  misses(observation('c900'), `code=${codes.join()},http://y|c900,|c900`)
  finds(observation('c900'), `code=${codes.join()},http://x|`)
})

test('strings: beginnings of any part, without case, accents and width', () => {
  finds(
    person,
    'name=muller',
    'name=MÜLLER-lud',
    'given=jorg',
    'family=Müller',
    'name=van Dijk',
    'address=No. 1',
    'address=甲',
    'address-city=甲县',
    'name=x,曾',
  )
  misses(person, 'name=ludenscheidt', 'name=dijk', 'address=县', 'family=jorg')
  finds(person, 'name:contains=denscheidt', 'address:contains=县', 'name:exact=Jörg', 'name:exact=曾')
  misses(person, 'name:exact=jörg', 'name:exact=Jör', 'name:contains=xx')
})

test('Chinese names: by characters, by every reading of the surname, by initials', () => {
  finds(person, 'name=曾乐', 'name=zl', 'name=cl', 'name=zengl', 'name=cengyue', 'phonetic=zengle', 'name=z', 'name:contains=乐')
  misses(person, 'name=lz', 'name=乐曾', 'family=zeng', 'name=engle')
  finds({ resourceType: 'Patient', name: [{ family: '欧阳', given: ['修'] }] }, 'name=欧阳修', 'name=ouyangx', 'name=oyx')
  finds({ resourceType: 'Practitioner', name: [{ text: '张三' }] }, 'name=zs', 'name=ZhangS')
})

test('references', () => {
  finds(
    person,
    'organization=o1',
    'organization=Organization/o1',
    'organization:Organization=o1',
    'organization=Organization/o1/_history/2',
  )
  misses(person, 'organization=o2', 'organization=Organization/o1/_history/3', 'general-practitioner=7', 'general-practitioner=c')
  finds(
    person,
    'general-practitioner=https://other/fhir/Practitioner/7',
    'general-practitioner:identifier=urn:oid:9|D1',
    'general-practitioner:identifier=D1',
  )
  misses(person, 'general-practitioner:identifier=urn:oid:8|D1', 'general-practitioner=Practitioner/7')
  const answers: Resource = { resourceType: 'QuestionnaireResponse', questionnaire: 'http://x/q|1.0', subject: { reference: 'Group/1' } }
  finds(
    answers,
    'questionnaire=http://x/q',
    'questionnaire=http://x/q\\|1.0',
    'questionnaire=http://x/q|1.0',
    'subject=Group/1',
    'subject=1',
    'subject:Group=1',
  )
  misses(answers, 'questionnaire=http://x/q|2.0', 'patient=1', 'subject:Patient=1')
})

const at = (effective: Record<string, unknown>): Resource => ({ resourceType: 'Observation', ...effective })

test('dates: what the precision leaves open, on both sides', () => {
  finds(
    person,
    'birthdate=1990',
    'birthdate=1990-02',
    'birthdate=ge1990-02-27',
    'birthdate=lt1990-02-02',
    'birthdate=ne1990-02-01',
    'birthdate=ap1990-02-14',
  )
  misses(
    person,
    'birthdate=1990-02-01',
    'birthdate=gt1990-02',
    'birthdate=lt1990-02',
    'birthdate=sa1990-02-14',
    'birthdate=eb1990-02-14',
    'birthdate=ne1990',
  )
  const night = at({ effectiveDateTime: '2024-05-01T23:30:00+08:00' })
  finds(
    night,
    'date=2024-05-01',
    'date=2024-05-01T15:30:00Z',
    'date=2024-05-01T23:30',
    'date=eb2024-05-02',
    'date=sa2024-04-30',
    'date=ge2024-05-01',
    'date=le2024-05-01',
  )
  misses(night, 'date=2024-05-02', 'date=2024-05-01T23:30:00Z', 'date=gt2024-05-01', 'date=lt2024-05-01')
  const open = at({ effectivePeriod: { start: '2024-05-01' } })
  finds(open, 'date=gt2030', 'date=ge2024-05-01', 'date=sa2024-04', 'date=ap2030')
  misses(open, 'date=2024', 'date=le2024-04', 'date=eb2030')
  const timed = at({ effectiveTiming: { event: ['2024-05-03', '2024-05-01'] } })
  finds(timed, 'date=2024-05', 'date=gt2024-05-02', 'date=lt2024-05-02')
  finds(at({ effectivePeriod: { start: '2024-05-02', end: '2024-05-01' } }), 'date=2024-05')
})

const quantity = (value: number, more: object = {}): Resource => ({ resourceType: 'Observation', valueQuantity: { value, ...more } })
const UCUM = 'http://unitsofmeasure.org'

test('quantities and numbers: as exact as they are written, in whatever unit', () => {
  const grams = quantity(0.0054, { system: UCUM, code: 'g', unit: '克' })
  finds(
    grams,
    `value-quantity=5.4|${UCUM}|mg`,
    `value-quantity=0.0054|${UCUM}|g`,
    'value-quantity=0.0054||g',
    'value-quantity=0.0054||克',
    'value-quantity=0.0054',
  )
  finds(
    grams,
    `value-quantity=ge5.4|${UCUM}|mg`,
    `value-quantity=le5.4|${UCUM}|mg`,
    `value-quantity=lt1|${UCUM}|kg`,
    `value-quantity=ap5|${UCUM}|mg`,
  )
  misses(
    grams,
    `value-quantity=5.5|${UCUM}|mg`,
    `value-quantity=gt5.4|${UCUM}|mg`,
    `value-quantity=5.4|${UCUM}|mmol`,
    'value-quantity=5.4||mg',
    'value-quantity=5.4|http://other|mg',
  )
  finds(
    quantity(5.35),
    'value-quantity=5.4',
    'value-quantity=5.35',
    'value-quantity=ne5.40',
    'value-quantity=lt5.4',
    'value-quantity=5',
    'value-quantity=ap5',
  )
  misses(quantity(5.45), 'value-quantity=5.4', 'value-quantity=5.40', 'value-quantity=le5.4')
  finds(quantity(5.44999), 'value-quantity=5.4')
  finds(quantity(100, { comparator: '>' }), 'value-quantity=gt500')
  misses(quantity(100, { comparator: '>' }), 'value-quantity=lt100', 'value-quantity=100')
  finds(quantity(37, { system: UCUM, code: 'Cel' }), `value-quantity=98.6|${UCUM}|[degF]`)
  const chance = (probabilityDecimal: number): Resource => ({ resourceType: 'RiskAssessment', prediction: [{ probabilityDecimal }] })
  finds(chance(0.25), 'probability=0.25', 'probability=2.5e-1', 'probability=gt0.2', 'probability=0.3')
  misses(chance(0.25), 'probability=0.250001', 'probability=gt0.25')
  finds({ resourceType: 'Condition', onsetRange: { low: { value: 30, system: UCUM, code: 'a' } } }, `onset-age=gt40|${UCUM}|a`)
})

test('composites hold within one item', () => {
  const part = (code: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value, unit: 'mmHg' },
  })
  const pressure: Resource = { resourceType: 'Observation', component: [part('8480-6', 120), part('8462-4', 80)] }
  finds(pressure, 'component-code-value-quantity=8480-6$120', 'combo-code-value-quantity=http://loinc.org|8462-4$lt90||mmHg')
  misses(pressure, 'component-code-value-quantity=8480-6$80', 'code-value-quantity=8480-6$120')
})

test('addresses: as they are, below, above', () => {
  const named = (url: string): Resource => ({ resourceType: 'ValueSet', url })
  finds(
    named('http://x/a/b'),
    'url=http://x/a/b',
    'url:below=http://x/a',
    'url:below=http://x/a/',
    'url:above=http://x/a/b/c',
    'url:above=http://x/a/b',
  )
  misses(
    named('http://x/a/b'),
    'url=http://x/a',
    'url=http://x/A/b',
    'url:below=http://x/a/b/c',
    'url:below=http://x/a/bc',
    'url:above=http://x/a/bc',
  )
  finds({ resourceType: 'Patient', meta: { profile: ['http://x/p|1.0'] } }, '_profile=http://x/p', '_profile=http://x/p|1.0')
  misses({ resourceType: 'Patient', meta: { profile: ['http://x/p'] } }, '_profile=http://x/p|1.0')
})

test('words of the narrative, words of anything', () => {
  finds(person, '_text=青霉素', '_text=PENICILLIN 过敏', '_content=病案', '_content=muller 555')
  misses(person, '_text=病案', '_text=青霉素 头孢', '_text=xhtml', '_content=头孢')
})

test('near: within a distance', () => {
  const place: Resource = { resourceType: 'Location', position: { latitude: 39.9042, longitude: 116.4074 } }
  finds(
    place,
    'near=39.9|116.4',
    'near=39.9042|116.4074|0',
    'near=31.2304|121.4737|1068|km',
    'near=31.2304|121.4737|664|[mi_us]',
    'near=1|1|1,39.9|116.4',
  )
  misses(place, 'near=31.2304|121.4737|1066|km', 'near=31.2304|121.4737')
  misses({ resourceType: 'Location' }, 'near=0|0|20000')
})

test('what is found in a type that nobody knows is nothing, and hostile documents do no harm', () => {
  const odd = {
    resourceType: 'Patient',
    name: 'x',
    identifier: { system: 3 },
    birthDate: {},
    generalPractitioner: [null, 'Practitioner/1', 3],
    telecom: [[[]]],
  } as Resource
  misses(odd, 'name=y', 'identifier=x', 'birthdate=2024', 'general-practitioner=2', 'telecom=x')
})
