import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
})
afterAll(() => at.close())
const patient = (more: object = {}) => ({ resourceType: 'Patient', name: [{ text: '张三' }], ...more })

describe('one resource', () => {
  it('is created, read as it was written, changed, read in each version, and deleted', async () => {
    const text = '{ "resourceType": "Observation", "status": "final", "code": {"text": "x"}, "valueQuantity": {"value": 1.00} }'
    const made = await at.call('POST', '/fhir/Observation', text)
    expect(made.status).toBe(201)
    const { id } = made.json
    expect(made.headers).toMatchObject({ location: `http://localhost:80/fhir/Observation/${id}/_history/1`, etag: 'W/"1"' })
    const read = await at.call('GET', `/fhir/Observation/${id}`)
    expect(read.status).toBe(200)
    const { updated } = (await at.house.record.shared.documents(141099, [{ type: 'Observation', id: id! }]))[0]!
    expect(read.text).toBe(
      `{"resourceType":"Observation","id":"${id}","meta":{"versionId":"1","lastUpdated":"${updated}"},"status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}`,
    )
    expect(read.text).toBe(made.text)
    expect(read.headers).toMatchObject({
      etag: 'W/"1"',
      'last-modified': new Date(updated).toUTCString(),
      'content-type': 'application/fhir+json; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    const changed = await at.call('PUT', `/fhir/Observation/${id}`, read.text.replace('1.00', '2.50'), { 'if-match': 'W/"1"' })
    expect([changed.status, changed.headers.etag]).toEqual([200, 'W/"2"'])
    const patch = '[{"op":"test","path":"/valueQuantity/value","value":2.5},{"op":"replace","path":"/valueQuantity/value","value":3.00}]'
    const patched = await at.call('PATCH', `/fhir/Observation/${id}`, patch, { 'content-type': 'application/json-patch+json' })
    expect([patched.status, patched.headers.etag, patched.text.includes('"value":3.00')]).toEqual([200, 'W/"3"', true])
    expect((await at.call('GET', `/fhir/Observation/${id}/_history/2`)).text).toContain('"value":2.50')
    const gone = await at.call('DELETE', `/fhir/Observation/${id}`)
    expect([gone.status, gone.text, gone.headers.etag]).toEqual([204, '', 'W/"4"'])
    const after = await at.call('GET', `/fhir/Observation/${id}`)
    expect([after.status, after.json.resourceType, after.headers.etag]).toEqual([410, 'OperationOutcome', 'W/"4"'])
    expect((await at.call('GET', `/fhir/Observation/${id}/_history/4`)).status).toBe(410)
    expect((await at.call('GET', `/fhir/Observation/${id}/_history/9`)).status).toBe(404)
  })

  it('is not sent again to who has it', async () => {
    const made = await at.call('PUT', '/fhir/Patient/known', patient({ id: 'known' }))
    const { etag, 'last-modified': since } = made.headers as { etag: string; 'last-modified': string }
    const ask = async (headers: Record<string, string>) => (await at.call('GET', '/fhir/Patient/known', undefined, headers)).status
    expect(await ask({ 'if-none-match': etag })).toBe(304)
    expect(await ask({ 'if-none-match': '"7", W/"1"' })).toBe(304)
    expect(await ask({ 'if-none-match': 'W/"2"', 'if-modified-since': since })).toBe(200)
    expect(await ask({ 'if-modified-since': since })).toBe(304)
    expect(await ask({ 'if-modified-since': new Date(Date.parse(since) - 1000).toUTCString() })).toBe(200)
    const head = await at.call('HEAD', '/fhir/Patient/known')
    expect([head.status, head.text, head.headers.etag]).toEqual([200, '', etag])
  })

  it('is answered as Prefer asks', async () => {
    const minimal = await at.call('POST', '/fhir/Patient', patient(), { prefer: 'return=minimal' })
    expect([minimal.status, minimal.text]).toEqual([201, ''])
    expect(minimal.headers.location).toMatch(/\/fhir\/Patient\/[\w-]+\/_history\/1$/)
    const told = await at.call('POST', '/fhir/Patient', patient(), { prefer: 'handling=strict; return=OperationOutcome' })
    expect([told.status, told.json.resourceType]).toEqual([201, 'OperationOutcome'])
    expect((await at.call('POST', '/fhir/Patient', patient(), { prefer: 'return=representation' })).json.resourceType).toBe('Patient')
  })

  it('comes in parts and in lines', async () => {
    await at.call(
      'PUT',
      '/fhir/Patient/parts',
      patient({
        id: 'parts',
        gender: 'male',
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' },
        maritalStatus: { text: 'm' },
      }),
    )
    const names = async (query: string) => Object.keys((await at.call('GET', `/fhir/Patient/parts?${query}`)).json)
    expect(await names('_summary=true')).toEqual(['resourceType', 'id', 'meta', 'name', 'gender'])
    expect(await names('_summary=text')).toEqual(['resourceType', 'id', 'meta', 'text'])
    expect(await names('_summary=data')).toEqual(['resourceType', 'id', 'meta', 'name', 'gender', 'maritalStatus'])
    expect(await names('_elements=gender')).toEqual(['resourceType', 'id', 'meta', 'gender'])
    expect((await at.call('GET', '/fhir/Patient/parts?_summary=much')).status).toBe(400)
    const plain = await at.call('GET', '/fhir/Patient/parts')
    expect((await at.call('GET', '/fhir/Patient/parts?_pretty=true')).text).toBe(JSON.stringify(plain.json, null, 2))
  })
})

describe('both formats', () => {
  it('XML goes in and comes out, decimals and all', async () => {
    const xml =
      '<Observation xmlns="http://hl7.org/fhir"><id value="x1"/><status value="final"/><code><text value="x"/></code><valueQuantity><value value="1.00"/></valueQuantity></Observation>'
    const put = await at.call('PUT', '/fhir/Observation/x1', xml, {
      'content-type': 'application/fhir+xml',
      accept: 'application/fhir+xml',
    })
    expect([put.status, put.headers['content-type']]).toEqual([201, 'application/fhir+xml; charset=utf-8'])
    expect(put.text).toContain('<value value="1.00"/>')
    expect((await at.call('GET', '/fhir/Observation/x1')).text).toContain('"value":1.00')
    expect((await at.call('GET', '/fhir/Observation/x1?_format=xml')).text).toBe(put.text)
    const refused = await at.call('GET', '/fhir/Observation/none', undefined, { accept: 'text/xml' })
    expect([refused.status, refused.text.includes('<OperationOutcome')]).toEqual([404, true])
    expect((await at.call('PUT', '/fhir/Observation/x1', '<Observation', { 'content-type': 'application/fhir+xml' })).status).toBe(400)
  })

  test.each([
    ['application/fhir+xml;q=0.5, application/fhir+json;q=0.9', '', 'json'],
    ['application/fhir+xml, application/fhir+json', '', 'json'],
    ['text/html, application/xml;q=0.9, */*;q=0.1', '', 'xml'],
    ['application/fhir+json', '?_format=xml', 'xml'],
    ['application/fhir+xml', '?_format=application/fhir+json', 'json'],
    ['application/fhir+json; fhirVersion=4.0', '', 'json'],
  ])('Accept %s%s is answered in %s', async (accept, query, format) => {
    await at.call('PUT', '/fhir/Patient/f', patient({ id: 'f' }))
    expect((await at.call('GET', `/fhir/Patient/f${query}`, undefined, { accept })).headers['content-type']).toBe(
      `application/fhir+${format}; charset=utf-8`,
    )
  })

  test.each([
    ['image/png', ''],
    ['application/fhir+json; fhirVersion=5.0', ''],
    ['*/*', '?_format=yaml'],
    ['application/fhir+json;q=0', ''],
  ])('Accept %s%s is refused', async (accept, query) => {
    const answer = await at.call('GET', `/fhir/Patient/f${query}`, undefined, { accept })
    expect([answer.status, answer.json.resourceType]).toEqual([406, 'OperationOutcome'])
  })

  test.each(['text/plain', 'application/fhir+json; charset=gb2312', 'application/fhir+json; fhirVersion=3.0', 'nonsense', '*/*'])(
    'Content-Type %s is refused',
    async (type) => {
      const answer = await at.call('POST', '/fhir/Patient', patient(), { 'content-type': type })
      expect([answer.status, answer.json.resourceType]).toEqual([415, 'OperationOutcome'])
    },
  )
})

describe('what is wrong is said as an OperationOutcome', () => {
  test.each([
    ['GET', '/fhir/Pateint/1', 404, /Did you mean "Patient"\?/],
    ['GET', '/fhir/patient/1', 404, /Did you mean "Patient"\?/],
    ['GET', '/fhir/referral/1', 404, /not a resource type/],
    ['GET', '/fhir/DomainResource/1', 404, /not a resource type/],
    ['GET', '/fhir/Patient/none', 404, /no Patient\/none/],
    ['GET', '/fhir/Patient/a_b', 404, /not an id/],
    ['GET', '/fhir/Patient/1/2/3/4', 404, /nothing at/],
    ['GET', '/fhir/Medication/1/Observation', 404, /nothing at/],
    ['GET', '/fhir/Patient/%00', 400, /not UTF-8/],
    ['GET', '/fhir/Patient/1?name=%00', 400, /not UTF-8/],
    ['GET', '/fhir/Patient/1?name=%ff', 400, /not UTF-8/],
    ['GET', '/fhir/Patient/%ff', 400, /address/],
    ['GET', '/fhir/Patient/%zz', 400, /address/],
    ['GET', '/fhir/$nothing', 404, /no operation \$nothing/],
    ['POST', '/fhir/Patient/1', 405, /only GET, HEAD, PUT, PATCH, DELETE/],
    ['PUT', '/fhir/Patient/1/_history/1', 405, /only GET, HEAD/],
    ['DELETE', '/fhir/Patient', 412, /Name the Patient/],
    ['OPTIONS', '/fhir/Patient', 404, /OPTIONS/],
  ] as const)('%s %s: %i', async (method, url, status, said) => {
    const answer = await at.call(method, url)
    expect([answer.status, answer.json.resourceType]).toEqual([status, 'OperationOutcome'])
    expect(answer.said).toMatch(said)
    if (status === 405) expect(answer.headers['allow']).toContain('GET')
  })

  const json = 'application/fhir+json'
  const deep = (n: number, open: string, close: string) => `{"resourceType":"Patient","x":${open.repeat(n)}${close.repeat(n)}}`
  test.each<[string, string | object, number, RegExp, Record<string, string>?]>([
    ['no JSON', '{"resourceType":"Patient",', 400, /Line 1, column/],
    ['a member twice', '{"resourceType":"Patient","id":"a","id":"b"}', 400, /twice/],
    ['another type', { resourceType: 'Observation' }, 400, /Patient/],
    ['an unknown element', patient({ nmae: 1 }), 400, /nmae/],
    ['NUL in a string', '{"resourceType":"Patient","name":[{"text":"a\\u0000"}]}', 400, /NUL/],
    ['half a character', '{"resourceType":"Patient","name":[{"text":"\\ud800"}]}', 400, /surrogate/],
    ['arrays without end', deep(100_000, '[', ']'), 400, /deeper/],
    ['objects without end', deep(100_000, '{"a":', '}').replace('}', '1}'), 400, /deeper/],
    ['extensions in extensions', deep(300, '{"extension":[', ']}'), 400, /deeper/],
    ['an unclosed string', '{"resourceType":"Patient","id":"', 400, /Line 1/],
    ['what is not packed', patient(), 400, /Content-Encoding/, { 'content-encoding': 'gzip' }],
    ['an unknown packing', patient(), 415, /Content-Encoding/, { 'content-encoding': 'br' }],
    ['a version that is none', patient(), 412, /If-Match/, { 'if-match': 'yesterday' }],
  ])('a body with %s', async (_, body, status, said, headers = {}) => {
    const put = headers['if-match'] !== undefined
    const answer = await at.call(put ? 'PUT' : 'POST', put ? '/fhir/Patient/f' : '/fhir/Patient', body, {
      'content-type': json,
      ...headers,
    })
    expect([answer.status, answer.json.resourceType]).toEqual([status, 'OperationOutcome'])
    expect(answer.said).toMatch(said)
  })

  it('bodies that are too large, packed or not, and bytes that are no text', async () => {
    const send = async (payload: Buffer, headers: Record<string, string> = {}) =>
      (
        await at.app.inject({
          method: 'POST',
          url: '/fhir/Patient',
          payload,
          headers: { 'x-countywide': '1', cookie: at.cookie, 'content-type': json, ...headers },
        })
      ).statusCode
    expect(await send(Buffer.alloc(21 * 2 ** 20, 32))).toBe(413)
    expect(await send(gzipSync(Buffer.alloc(200 * 2 ** 20, 32)), { 'content-encoding': 'gzip' })).toBe(413)
    expect(await send(Buffer.from([0x7b, 0xff, 0x7d]))).toBe(400)
    expect(await send(gzipSync(JSON.stringify(patient())), { 'content-encoding': 'gzip' })).toBe(201)
    expect(await send(Buffer.from(`\ufeff${JSON.stringify(patient())}`))).toBe(201)
  })

  test.each([
    ['{}', 400, /array of operations/],
    ['[{"op":"remove","path":"/nothing"}]', 422, /Operation 0 \(remove "\/nothing"\)/],
    ['[{"op":"replace","path":"/id","value":"other"}]', 400, /id/],
    ['[{"op":"replace","path":"/gender","value":"odd"}]', 422, /gender/],
  ])('the patch %s', async (patch, status, said) => {
    await at.call('PUT', '/fhir/Patient/pp', patient({ id: 'pp' }))
    const answer = await at.call('PATCH', '/fhir/Patient/pp', patch, { 'content-type': 'application/json-patch+json' })
    expect([answer.status, answer.json.resourceType]).toEqual([status, 'OperationOutcome'])
    expect(answer.said).toMatch(said)
  })

  it('another kind of patch, and a patch of nothing', async () => {
    expect((await at.call('PATCH', '/fhir/Patient/pp', { resourceType: 'Parameters' })).status).toBe(415)
    expect((await at.call('PATCH', '/fhir/Patient/nobody', '[]', { 'content-type': 'application/json-patch+json' })).status).toBe(404)
  })
})

describe('who may', () => {
  it('nobody without being signed in, nobody without the verb, nobody who may see no persons', async () => {
    const as = async (cookie: string, method: 'GET' | 'POST', url: string) => {
      const { status, json } = await at.call(method, url, method === 'POST' ? patient() : undefined, { cookie })
      return [status, json.resourceType]
    }
    const reader = await at.account('reader', ['fhir.read'])
    const blind = await at.account('blind', ['*'], 'none')
    expect(await as('', 'GET', '/fhir/Patient/f')).toEqual([401, 'OperationOutcome'])
    expect(await as(reader, 'GET', '/fhir/Patient/f')).toEqual([200, 'Patient'])
    expect(await as(reader, 'POST', '/fhir/Patient')).toEqual([403, 'OperationOutcome'])
    expect(await as(blind, 'GET', '/fhir/Patient/f')).toEqual([403, 'OperationOutcome'])
    const naked = await at.app.inject({ method: 'POST', url: '/fhir/Patient', headers: { cookie: at.cookie } })
    expect([naked.statusCode, naked.json().resourceType]).toEqual([403, 'OperationOutcome'])
  })

  it('and what was shown or changed is in the audit trail before the answer is here', async () => {
    await at.call('PUT', '/fhir/Patient/seen', patient({ id: 'seen' }))
    await at.call('GET', '/fhir/Patient/seen')
    const rows = await at.house.record.db.query<{ action: string; actor: string }>(
      `select action, actor from audit where patient_id = 'seen' order by at`,
    )
    expect(rows).toEqual([
      { action: 'fhir.update', actor: 'machine' },
      { action: 'fhir.read', actor: 'machine' },
    ])
  })

  it('somebody who may see persons masked sees them so', async () => {
    await at.call(
      'PUT',
      '/fhir/Patient/m',
      patient({ id: 'm', name: [{ text: '张三丰' }], telecom: [{ system: 'phone', value: '13800001234' }] }),
    )
    const cookie = await at.account('shy', ['fhir.read'], 'masked')
    for (const url of [
      '/fhir/Patient/m',
      '/fhir/Patient?_id=m',
      '/fhir/Patient/m/_history',
      '/fhir/Patient/m/$everything',
      '/fhir/Patient/m/_history/1',
    ]) {
      const { status, text } = await at.call('GET', url, undefined, { cookie })
      expect([status, /张三丰|13800001234/.test(text), text.includes('Patient')], url).toEqual([200, false, true])
    }
  })
})

describe('what the door can do', () => {
  it('is told to everybody, in both formats', async () => {
    const { status, json } = await at.call('GET', '/fhir/metadata', undefined, { cookie: '' })
    expect([status, json]).toMatchObject([200, { resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', rest: [{ mode: 'server' }] }])
    expect((await at.call('GET', '/fhir/metadata?_format=xml', undefined, { cookie: '' })).text).toContain('<CapabilityStatement')
    expect((await at.call('POST', '/fhir/metadata', {})).status).toBe(405)
  })
})
