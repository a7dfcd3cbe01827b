import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
  await at.call('PUT', '/fhir/Patient/x', { resourceType: 'Patient', id: 'x', name: [{ text: '李四' }] })
  await at.call('PUT', '/fhir/Patient/y', { resourceType: 'Patient', id: 'y', name: [{ text: '王五' }] })
})
afterAll(() => at.close())

const ask = (url: string, handling?: string) =>
  at.call('GET', `/fhir/${url}`, undefined, handling ? { prefer: `handling=${handling}` } : {})
type Page = { link: { relation: string; url: string }[] }
const link = (json: object, relation: string) => (json as Page).link.find((one) => one.relation === relation)?.url

it.each(['_history', 'Patient/_history', 'Patient/x/_history', 'Patient/x', 'Patient/x/_history/1'])(
  '%s refuses whom wants it strict what it does not know, and leaves it aside for all others',
  async (path) => {
    const strict = await ask(`${path}?foo=1&_elments=name&_pretty=true`, 'strict')
    expect([strict.status, strict.said]).toEqual([400, expect.stringContaining('"_elements"')])
    expect(strict.json).toMatchObject({ issue: [{ expression: ['http.foo'] }, { expression: ['http._elments'] }] })
    expect((await ask(`${path}?_elements=name&_summary=false&_format=json&_pretty=true`, 'strict')).status).toBe(200)
    for (const handling of [undefined, 'lenient']) expect((await ask(`${path}?foo=1`, handling)).status).toBe(200)
  },
)

it('an element that no type has is refused whom wants it strict', async () => {
  for (const url of [
    'Patient?_elements=nope',
    'Patient/_history?_elements=name,nope',
    'Patient/x?_elements=Patient.nope',
    '?_type=Patient&_elements=value',
  ])
    expect([url, (await ask(url, 'strict')).status, (await ask(url)).status]).toEqual([url, 400, 200])
  for (const url of [
    'Patient?_elements=name,Observation.value',
    'Observation?_elements=value,valueQuantity',
    '_history?_elements=value,resourceType',
  ])
    expect([url, (await ask(url, 'strict')).status]).toEqual([url, 200])
})

it('the links of a history hold what was understood, and lead on and back to the first page', async () => {
  const first = await ask('Patient/_history?foo=1&_count=1')
  expect(link(first.json, 'self')).toMatch(/\/fhir\/Patient\/_history\?_count=1$/)
  expect(link(first.json, 'first')).toBeUndefined()
  const next = link(first.json, 'next')!
  expect(next).not.toContain('foo')
  const second = await ask(next.slice(next.indexOf('/fhir/') + 6), 'strict')
  expect([second.status, link(second.json, 'first')]).toEqual([200, link(first.json, 'self')])
})

it.each([
  'Patient/x/$everything?',
  'ValueSet/$expand?url=http://hl7.org/fhir/ValueSet/administrative-gender&',
  'ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&system=http://hl7.org/fhir/administrative-gender&code=male&',
  'CodeSystem/$validate-code?url=http://hl7.org/fhir/administrative-gender&code=male&',
  'CodeSystem/$lookup?system=http://hl7.org/fhir/administrative-gender&code=male&',
  'CodeSystem/$subsumes?system=http://hl7.org/fhir/administrative-gender&codeA=male&codeB=male&',
  'ConceptMap/$translate?system=http://hl7.org/fhir/administrative-gender&code=male&',
  'Patient/x/$validate?',
])('%s refuses a parameter that it does not know, unless leniency is asked for', async (url) => {
  expect((await ask(`${url}_format=json&_pretty=true`)).status).toBe(200)
  expect([(await ask(`${url}foo=1`)).status, (await ask(`${url}foo=1`)).said]).toEqual([400, expect.stringContaining('"foo"')])
  expect((await ask(`${url}foo=1`, 'lenient')).status).toBe(200)
})
