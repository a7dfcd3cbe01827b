/** Conditions of changes by the letter of R4 and of HTTP: what they find beside deletions, whole versions and lists of them, preferences, impossible ids. */
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { type FhirHttp, fhirHttp } from '../fhir-http.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
})
afterAll(() => at.close())
const system = 'urn:open'
const person = (more: object = {}) => ({ resourceType: 'Patient', ...more })
const put = (id: string, more: object = {}, headers: Record<string, string> = {}) =>
  at.call('PUT', `/fhir/Patient/${id}`, person({ id, ...more }), headers)
const numbered = (value: string) => person({ identifier: [{ system, value }] })

// DELETE comes before POST (http://hl7.org/fhir/R4/http.html#trules), so the If-None-Exist of an entry must not find what another deletes
test.each(['before', 'after'])('a conditional create makes anew what is deleted, its DELETE written %s it', async (when) => {
  const id = `again-${when}`
  await put(id, { identifier: [{ system, value: id }] })
  const make = { resource: numbered(id), request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=${system}|${id}` } }
  const remove = { request: { method: 'DELETE', url: `Patient/${id}` } }
  const entry = when === 'before' ? [remove, make] : [make, remove]
  const { status, json } = await at.call('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })
  expect(status).toBe(200)
  const answers = json['entry'] as unknown as { response: { status: string } }[]
  expect(answers.map(({ response }) => response.status.slice(0, 3)).sort()).toEqual(['201', '204'])
})

it('a conditional reference does not find what a conditional DELETE of the same transaction deletes', async () => {
  await put('cd-1', { identifier: [{ system, value: 'cd' }] })
  const entry = [
    { request: { method: 'DELETE', url: `Patient?identifier=${system}|cd` } },
    { resource: numbered('cd'), request: { method: 'POST', url: 'Patient' } },
    {
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: `Patient?identifier=${system}|cd` },
      },
      request: { method: 'POST', url: 'Observation' },
    },
  ]
  expect((await at.call('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })).status).toBe(200)
})

// RFC 9110, 13.1.1: "*" is whatever is there, a list is any of it
test.each(['*', 'W/"7", W/"1"'])('If-Match %s holds on version 1', async (tag) => {
  await put('im', {})
  await at.call('DELETE', '/fhir/Patient/im')
  const id = `im-${tag.length}`
  await put(id)
  expect((await put(id, { active: true }, { 'if-match': tag })).status).toBe(200)
})

// RFC 9110, 13.1.2
it('If-None-Match: * never overwrites', async () => {
  expect((await put('once', {}, { 'if-none-match': '*' })).status).toBe(201)
  expect((await put('once', { active: true }, { 'if-none-match': '*' })).status).toBe(412)
})

// (RFC 7240, 2: names and values without regard to case; a preference may have parameters)
test.each(['RETURN=minimal', 'Return=Minimal'])('Prefer: %s is minimal', async (prefer) => {
  expect((await at.call('POST', '/fhir/Patient', person(), { prefer })).text).toBe('')
})

// Right for a GET (404); what cannot be put is a 400 (http://hl7.org/fhir/R4/http.html#update)
test.each(['a_b', 'x'.repeat(65)])('PUT /Patient/%s is a 400, since nothing can have such an id', async (id) => {
  expect((await put(id)).status).toBe(400)
})
