import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../../test/fhir-http.ts'
import { county } from '../../../../test/house.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { icd10System } from '../../../patterns/codes/systems.ts'
import { putCodeTable } from '../../../record/code-tables.ts'
import { ensureConformance } from '../terminology/conformance.ts'

type Part = { name: string; part?: Part[] } & Record<string, unknown>
let at: FhirHttp
const get = async (path: string, status = 200) => {
  const answer = await at.call('GET', `/fhir/${path}`)
  expect(answer.status, answer.text.slice(0, 500)).toBe(status)
  return answer
}
/** The parameters of the answer, by name; the last of several. */
const params = async (path: string) => {
  const { json } = await get(path)
  expect(validate(json)).toEqual([])
  return Object.fromEntries(
    (json['parameter'] as unknown as Part[]).map(({ name, part, ...value }) => [name, part ?? Object.values(value)[0]]),
  ) as Record<string, unknown>
}
const post = (path: string, name: string, parameter: object[]) =>
  at.call('POST', `/fhir/${path}`, { resourceType: 'Parameters', id: name, parameter })
const codes = (json: object) =>
  ((json as { expansion: { contains?: { code: string }[] } }).expansion.contains ?? []).map(({ code }) => code)
const url = (text: string) => encodeURIComponent(text)

beforeAll(async () => {
  at = await fhirHttp()
  const { record } = at.house
  await ensureConformance(record, { id: county }, new Date())
  const map = 'urn:countywide:map:icd10:icd10-insurance'
  await putCodeTable(record.db, county, map, [{ code: 'I10.x00', name: '高血压', attributes: { target: 'I10.x00x002' } }], '2026-01-01')
  const own = [
    { code: 'I10.x00', name: '特发性(原发性)高血压' },
    { code: 'I10.x00x002', name: '高血压' },
    { code: 'I11.900', name: '高血压性心脏病' },
    { code: 'E11.900', name: '2型糖尿病不伴有并发症' },
  ]
  await putCodeTable(record.db, county, icd10System, own, '2026-01-01')
  await putCodeTable(record.db, county, icd10System, own.slice(1), '2027-03-01')
})
afterAll(() => at.close())

describe('$expand', () => {
  it('answers a valid ValueSet, by address, by instance, and of a set that is sent', async () => {
    const { json } = await get(`ValueSet/$expand?url=${url('http://hl7.org/fhir/ValueSet/administrative-gender')}`)
    expect(validate(json)).toEqual([])
    expect(codes(json)).toEqual(['male', 'female', 'other', 'unknown'])
    expect(codes((await get('ValueSet/countywide-sex/$expand')).json)).toEqual(['0', '1', '2', '9'])
    const compose = { include: [{ system: 'urn:oid:2.16.156.10011.2.3.3.4', filter: [{ property: 'code', op: 'regex', value: '[12]' }] }] }
    const sent = await post('ValueSet/$expand', 'p', [
      { name: 'valueSet', resource: { resourceType: 'ValueSet', status: 'draft', compose } },
    ])
    expect(codes(sent.json)).toEqual(['1', '2'])
  })
  it('pages and filters by Chinese words, initials and codes', async () => {
    const set = url('urn:countywide:valueset:icd10')
    const asked = (more: string) => get(`ValueSet/$expand?url=${set}&date=2026-06-01&${more}`).then(({ json }) => codes(json))
    expect(await asked('filter=高血压')).toEqual(['I10.x00x002', 'I11.900', 'I10.x00'])
    expect(await asked('filter=gxy')).toEqual(['I10.x00x002', 'I11.900', 'I10.x00'])
    expect(await asked('filter=E11')).toEqual(['E11.900'])
    expect(await asked('count=1&offset=1')).toEqual(['I10.x00'])
  })
  it('has the codes of the day that is asked for', async () => {
    expect(codes((await get(`ValueSet/countywide-icd10/$expand`)).json)).toEqual(['E11.900', 'I10.x00x002', 'I11.900'])
    expect(codes((await get(`ValueSet/countywide-icd10/$expand?date=2026-06-01`)).json)).toContain('I10.x00')
  })
  it('refuses with the reason what it cannot expand', async () => {
    expect((await get(`ValueSet/$expand?url=urn:none`, 404)).said).toContain('urn:none')
    expect((await get('ValueSet/$expand', 400)).said).toContain('by its address')
    expect((await get(`ValueSet/$expand?url=${url('http://hl7.org/fhir/ValueSet/observation-codes')}`, 422)).said).toContain('loinc.org')
    expect((await get('ValueSet/countywide-sex/$expand?count=x', 400)).said).toContain('whole number')
    expect((await get('ValueSet/nobody/$expand', 404)).said).toContain('ValueSet/nobody')
    expect((await get('ValueSet/countywide-sex/$expand?date=yesterday', 400)).said).toContain('no date')
  })
  it('sees a value set as soon as it is written, and no more when it is deleted', async () => {
    const own = {
      resourceType: 'ValueSet',
      id: 'own',
      status: 'active',
      url: 'urn:own',
      compose: { include: [{ valueSet: ['urn:countywide:valueset:sex'] }] },
    }
    const first = await at.call('PUT', '/fhir/ValueSet/own', own)
    expect(first.status, first.text).toBe(201)
    expect(codes((await get('ValueSet/$expand?url=urn:own')).json)).toHaveLength(4)
    expect((await at.call('PUT', '/fhir/ValueSet/own', { ...own, compose: { include: [{ valueSet: ['urn:own'] }] } })).status).toBe(200)
    expect((await get('ValueSet/$expand?url=urn:own', 422)).said).toContain('includes itself')
    expect((await at.call('DELETE', '/fhir/ValueSet/own')).status).toBeLessThan(300)
    await get('ValueSet/$expand?url=urn:own', 404)
  })
})

describe('codes', () => {
  it('are validated in their system and in value sets', async () => {
    const gender = 'http://hl7.org/fhir/administrative-gender'
    expect(await params(`CodeSystem/$validate-code?url=${gender}&code=male`)).toMatchObject({ result: true, display: 'Male' })
    expect(await params(`CodeSystem/$validate-code?url=${gender}&code=man`)).toMatchObject({ result: false })
    expect(await params(`CodeSystem/$validate-code?url=${gender}&code=male&display=Frau`)).toMatchObject({
      result: false,
      message: expect.stringContaining('Frau'),
    })
    expect(
      await params(`ValueSet/countywide-sex/$validate-code?system=${url('urn:oid:2.16.156.10011.2.3.3.4')}&code=1&display=男`),
    ).toMatchObject({ result: true })
    const loinc = await params(`CodeSystem/$validate-code?coding=${url('http://loinc.org|8480-6')}`)
    expect(loinc).toMatchObject({ result: false, 'x-caused-by-unknown-system': 'http://loinc.org' })
    const concept = {
      coding: [
        { system: 'urn:x', code: 'y' },
        { system: gender, code: 'male' },
      ],
    }
    const body = [
      { name: 'url', valueUri: 'http://hl7.org/fhir/ValueSet/administrative-gender' },
      { name: 'codeableConcept', valueCodeableConcept: concept },
    ]
    expect((await post('ValueSet/$validate-code', 'p', body)).text).toContain('"valueBoolean":true')
    await get('ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender', 400)
  })
  it('are looked up with names in other languages, place and properties', async () => {
    expect(await params(`CodeSystem/$lookup?system=${url('urn:countywide:gb-t-2261.2')}&code=20&displayLanguage=en`)).toMatchObject({
      display: 'Married',
    })
    expect(await params(`CodeSystem/$lookup?system=${url('urn:oid:2.16.156.10011.2.3.3.5')}&code=20`)).toMatchObject({ display: '已婚' })
    const act = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
    expect(await params(`CodeSystem/$lookup?system=${act}&code=AMB`)).toMatchObject({
      display: 'ambulatory',
      property: [{ valueCode: 'parent' }, { valueCode: '_ActEncounterCode' }],
    })
    expect(await params(`CodeSystem/$lookup?system=${icd10System}&code=I11.900`)).toMatchObject({ display: '高血压性心脏病' })
    await get(`CodeSystem/$lookup?system=${act}&code=NOPE`, 404)
  })
  it('subsume each other', async () => {
    const of = (a: string, b: string) =>
      params(`CodeSystem/$subsumes?system=${url('http://terminology.hl7.org/CodeSystem/v3-ActCode')}&codeA=${a}&codeB=${b}`)
    expect(await of('_ActEncounterCode', 'AMB')).toEqual({ outcome: 'subsumes' })
    expect(await of('AMB', '_ActEncounterCode')).toEqual({ outcome: 'subsumed-by' })
    expect(await of('AMB', 'AMB')).toEqual({ outcome: 'equivalent' })
    expect(await of('AMB', 'EMER')).toEqual({ outcome: 'not-subsumed' })
    const icd = `CodeSystem/$subsumes?system=${url(icd10System)}`
    expect(await params(`${icd}&codeA=I10&codeB=I10.x00x002`)).toEqual({ outcome: 'subsumes' })
    expect(await params(`${icd}&codeA=E11.900&codeB=I10`)).toEqual({ outcome: 'not-subsumed' })
    expect((await get(`${icd}&codeA=I11.900&codeB=Z99`, 404)).json).toMatchObject({ issue: [{ code: 'not-found', expression: ['codeB'] }] })
    expect((await get(`${icd}&codeA=&codeB=I10`, 400)).said).toContain('codeA')
  })
  it('are translated by maps, and by the tables the county has loaded', async () => {
    const sex = url('urn:oid:2.16.156.10011.2.3.3.4')
    const female = await params(
      `ConceptMap/$translate?system=${sex}&code=2&targetsystem=${url('http://hl7.org/fhir/administrative-gender')}`,
    )
    expect(female).toMatchObject({ result: true, match: [{ valueCode: 'equivalent' }, { valueCoding: { code: 'female' } }, {}] })
    const back = await params(
      `ConceptMap/countywide-sex-to-fhir/$translate?system=${url('http://hl7.org/fhir/administrative-gender')}&code=male&reverse=true`,
    )
    expect(back).toMatchObject({ match: [{}, { valueCoding: { code: '1' } }, {}] })
    const insured = await params(`ConceptMap/$translate?system=${icd10System}&code=I10.x00&targetsystem=urn:countywide:icd10-insurance`)
    expect(insured).toMatchObject({ result: true, match: [{}, { valueCoding: { code: 'I10.x00x002' } }, {}] })
    expect(await params(`ConceptMap/$translate?system=${sex}&code=7`)).toMatchObject({ result: false })
  })
})

describe('conformance resources', () => {
  it('are found by address, and nobody else writes them', async () => {
    const { json } = await get(`CodeSystem?url=${url('urn:oid:2.16.156.10011.2.3.3.4')}`)
    const [{ resource }] = json['entry'] as unknown as [{ resource: { id: string } }]
    expect(resource.id).toBe('countywide-sex')
    expect((await at.call('PUT', '/fhir/CodeSystem/countywide-sex', { ...resource, status: 'retired' })).status).toBe(409)
  })
})

describe('definitions that are sent', () => {
  const compose = (include: unknown) => ({ resourceType: 'ValueSet', compose: { include } })
  const group = (given: unknown) => ({ resourceType: 'ConceptMap', group: given })
  const system = 'http://hl7.org/fhir/administrative-gender'
  const broken: [operation: string, name: string, resource: object][] = [
    ...[
      3,
      [null],
      [{ system: 3 }],
      [{ system, filter: 3 }],
      [{ system, filter: [{ property: 'code' }] }],
      [{ system, concept: { code: 'male' } }],
    ].map((include): [string, string, object] => ['ValueSet/$expand', 'valueSet', compose(include)]),
    ['ValueSet/$expand', 'valueSet', { resourceType: 'ValueSet', expansion: { contains: 3 } }],
    ['CodeSystem/$lookup', 'codeSystem', { resourceType: 'CodeSystem', concept: 3 }],
    ['CodeSystem/$lookup', 'codeSystem', { resourceType: 'CodeSystem', concept: [null, { code: 3 }] }],
    ...[3, [null], [{ source: system, element: [{ code: 'male', target: 3 }] }]].map((given): [string, string, object] => [
      'ConceptMap/$translate',
      'conceptMap',
      group(given),
    ]),
    ['ConceptMap/$translate', 'conceptMap', { resourceType: 'Patient' }],
  ]
  const coding = { name: 'coding', valueCoding: { system, code: 'male' } }

  it.each(broken)('%s refuses a %s of another shape than R4 gives it', async (operation, name, resource) => {
    const { status, json } = await post(operation, 'p', [coding, { name, resource }])
    expect([status, json['resourceType']]).toEqual([400, 'OperationOutcome'])
  })
  it('may lack what is only a formality', async () => {
    const sent = await post('ValueSet/$expand', 'p', [{ name: 'valueSet', resource: compose([{ system }]) }])
    expect(codes(sent.json)).toEqual(['male', 'female', 'other', 'unknown'])
  })
  it('hold no character that no text can hold', async () => {
    const asked = await post('ConceptMap/$translate', 'p', [{ name: 'coding', valueCoding: { system: icd10System, code: 'a\0' } }])
    expect(asked.status).toBe(400)
  })
  it('are asked with codings of texts alone', async () => {
    const { status } = await post('CodeSystem/$lookup', 'p', [{ name: 'coding', valueCoding: { system: 3, code: 'male' } }])
    expect(status).toBe(400)
  })
})

it('lookups, checks and expansions of 100 codes cost little once they are warm', async () => {
  const paths = [
    `CodeSystem/$lookup?system=${icd10System}&code=I11.900`,
    `ValueSet/$validate-code?url=urn:countywide:valueset:sex&system=${url('urn:oid:2.16.156.10011.2.3.3.4')}&code=1`,
    `ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/service-type&count=100`,
  ]
  for (const path of paths) {
    for (let i = 0; i < 10; i++) await get(path)
    const began = process.cpuUsage()
    for (let i = 0; i < 30; i++) await get(path)
    const { user, system } = process.cpuUsage(began)
    // processor time, which others on the machine do not lengthen; the whole way through HTTP and sign-in
    expect((user + system) / 30_000, path).toBeLessThan(15)
  }
})
