import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'
import { body, contentType, headers, seed, url } from './fixtures/hostile.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
})
afterAll(() => at.close())

/** What is sent is refused with a reason, or taken: never a bug, never long. */
async function holds(options: InjectOptions): Promise<void> {
  const began = process.cpuUsage()
  const answer = await at.app.inject({ ...options, headers: { 'x-countywide': '1', cookie: at.cookie, ...options.headers } })
  const said = `${options.method} ${options.url}: ${answer.statusCode} ${answer.body.slice(0, 300)}`
  expect(answer.statusCode, said).toBeLessThan(500)
  const { user, system } = process.cpuUsage(began)
  expect(user + system, said).toBeLessThan(5_000_000) // µs of this process: others may keep the machine busy
  if (answer.statusCode < 400) return
  if (String(answer.headers['content-type']).includes('xml')) expect(answer.body, said).toContain('<OperationOutcome')
  else
    expect(JSON.parse(answer.body), said).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: expect.arrayContaining([
        expect.objectContaining({ severity: expect.any(String), code: expect.any(String), diagnostics: expect.any(String) }),
      ]),
    })
}

it('no address breaks the door', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('GET' as const, 'HEAD' as const, 'DELETE' as const), url, async (method, url) => {
      if (method === 'HEAD') expect((await at.app.inject({ method, url, headers: { cookie: at.cookie } })).statusCode).toBeLessThan(500)
      else await holds({ method, url })
    }),
    { numRuns: 600 },
  )
}, 120_000)

it('no body and no header breaks it', async () => {
  await at.call('PUT', '/fhir/Patient/a', seed)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('POST' as const, 'PUT' as const, 'PATCH' as const),
      fc.oneof(
        fc.constantFrom(
          '/fhir/Patient/a',
          '/fhir/Patient',
          '/fhir',
          '/fhir/Patient/_search',
          '/fhir/Patient/$validate',
          '/fhir/Patient?identifier=a|b',
        ),
        url,
      ),
      body,
      contentType,
      headers,
      async (method, url, payload, type, headers) => {
        await holds({ method, url, payload: payload.toWellFormed(), headers: { ...headers, ...(type ? { 'content-type': type } : {}) } })
      },
    ),
    { numRuns: 800 },
  )
}, 120_000)

it('twenty megabytes are read or refused in seconds', async () => {
  const long = 'x'.repeat(19 * 2 ** 20)
  const post = (payload: string, type = 'application/fhir+json') =>
    holds({ method: 'POST', url: '/fhir/Basic', payload, headers: { 'content-type': type } })
  await post(`{"resourceType":"Basic","code":{"text":"${long}"}}`)
  await post(
    `{"resourceType":"Basic","code":{"text":"x"},"extension":[${'{"url":"u:x","valueInteger":1},'.repeat(500_000)}{"url":"u:x","valueInteger":1}]}`,
  )
  await post(`{"resourceType":"Basic",${'"a":1,'.repeat(2_000_000)}"b":1}`)
  await post(`<Basic xmlns="http://hl7.org/fhir"><code><text value="${long}"/></code></Basic>`, 'application/fhir+xml')
  await post(`${'['.repeat(9 * 2 ** 20)}`)
  await holds({
    method: 'PATCH',
    url: '/fhir/Patient/a',
    payload: `[${'{"op":"test","path":"/id","value":"a"},'.repeat(400_000)}{"op":"remove","path":"/x"}]`,
    headers: { 'content-type': 'application/json-patch+json' },
  })
}, 120_000)

it('the ends of the calendar and leap seconds are times like any other', async () => {
  const times = ['0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59Z', '2016-12-31T23:59:60Z', '0001', '9999']
  for (const time of times) {
    const period = { start: time, end: time }
    const encounter = { resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, period }
    const made = await at.call('POST', '/fhir/Encounter', encounter)
    expect([made.status, made.said], time).toEqual([201, ''])
    const url = `/fhir/Encounter?date=${encodeURIComponent(time)}`
    expect((await at.call('GET', url)).text, time).toContain(String(made.json.id))
    expect((await at.call('GET', `/fhir/Encounter/_history?_since=${encodeURIComponent(time)}`)).status, time).toBe(200)
  }
})

it('bodies that would cost a hundred times their length are refused before they do', async () => {
  const post = async (url: string, payload: string, type: string) => {
    const { statusCode, body } = await at.app.inject({
      ...{ method: 'POST', url, payload },
      headers: { 'x-countywide': '1', cookie: at.cookie, 'content-type': type },
    })
    return [statusCode, JSON.parse(body).issue[0].diagnostics]
  }
  const names = Array.from({ length: 1_000_000 }, (_, i) => `"a${i}":1`).join()
  const json = 'application/fhir+json'
  expect(await post('/fhir/Basic', `{"resourceType":"Basic",${names}}`, json)).toEqual([400, expect.stringContaining('1000 members')])
  expect(await post('/fhir/Basic', `{"x":[${'[],'.repeat(5_000_000)}[]]}`, json)).toEqual([400, expect.stringContaining('1000000')])
  const form = 'application/x-www-form-urlencoded'
  expect(await post('/fhir/Patient/_search', 'name=a&'.repeat(2_000_000), form)).toEqual([413, expect.stringContaining('2 MB')])
  expect(await post('/fhir/Patient/_search', 'x&'.repeat(900_000), form)).toEqual([400, expect.stringContaining('1000 parameters')])
}, 30_000)

it('what XML cannot say is refused in JSON, with the place', async () => {
  const name = [{ text: '张\uffff' }]
  expect((await at.call('PUT', '/fhir/Patient/noxml', { resourceType: 'Patient', id: 'noxml', name })).status).toBe(201)
  const answer = await at.call('GET', '/fhir/Patient/noxml?_format=xml')
  expect([answer.status, answer.text]).toEqual([406, expect.stringContaining('Patient.name[0].text')])
  const asked = await at.call('GET', '/fhir/Patient?foo%EF%BF%BF=1&_format=xml', undefined, { prefer: 'handling=strict' })
  expect(asked.status).toBe(400)
})

it('a view is run by its address, in the format it is asked for', async () => {
  const view = {
    resource: 'Patient',
    status: 'active',
    select: [
      {
        column: [
          { name: 'id', path: 'id' },
          { name: 'name', path: 'name.text.first()' },
        ],
      },
    ],
  }
  await at.call('PUT', '/fhir/Patient/row', { resourceType: 'Patient', id: 'row', name: [{ text: '张三' }] })
  const parameters = {
    resourceType: 'Parameters',
    parameter: [{ name: 'viewResource', resource: { resourceType: 'ViewDefinition', ...view } }],
  }
  const rows = await at.call('POST', '/fhir/ViewDefinition/$run?_format=csv', parameters)
  expect([rows.status, rows.said]).toEqual([200, ''])
  expect(rows.text).toContain('row,张三')
  expect((await at.call('GET', '/fhir/ViewDefinition/x')).status).toBe(404)
})
