/** What http://hl7.org/fhir/R4/http.html says of a single resource, rule by rule, through HTTP. The answers were written down before the door was asked. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type FhirAnswer, type FhirHttp, fhirHttp } from '../fhir-http.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
})
afterAll(() => at.close())

const base = 'http://localhost:80/fhir'
const patch = { 'content-type': 'application/json-patch+json' }
const system = 'urn:letter'
const person = (more: object = {}) => ({ resourceType: 'Patient', ...more })
const numbered = (value: string, more: object = {}) => person({ identifier: [{ system, value }], ...more })
const put = (id: string, more: object = {}, headers: Record<string, string> = {}) =>
  at.call('PUT', `/fhir/Patient/${id}`, person({ id, ...more }), headers)
const get = (path: string, headers: Record<string, string> = {}) => at.call('GET', `/fhir/${path}`, undefined, headers)
const isRefused = ({ status, json, said }: FhirAnswer, wanted: number) => {
  expect([status, json.resourceType]).toEqual([wanted, 'OperationOutcome'])
  expect(said).not.toBe('')
}

describe('create', () => {
  it('gives an id and a version of its own, and says where, which and when', async () => {
    const sent = person({
      id: 'mine',
      meta: { versionId: '7', lastUpdated: '2001-01-01T00:00:00Z', tag: [{ code: 'kept' }], source: 'urn:a' },
    })
    const { status, json, headers } = await at.call('POST', '/fhir/Patient', sent)
    expect(status).toBe(201)
    expect(json.id).not.toBe('mine')
    expect(json['meta']).toMatchObject({ versionId: '1', tag: [{ code: 'kept' }], source: 'urn:a' })
    const { lastUpdated } = json['meta'] as unknown as { lastUpdated: string }
    expect(headers).toMatchObject({
      location: `${base}/Patient/${json.id}/_history/1`,
      etag: 'W/"1"',
      'last-modified': new Date(lastUpdated).toUTCString(),
    })
    expect(Date.parse(lastUpdated)).toBeGreaterThan(Date.parse('2027-01-01'))
  })

  test.each([
    ['Nonsense', person(), 404],
    ['Observation', person(), 400],
    ['Patient', { resourceType: 'Patient', nmae: 1 }, 400],
    ['Patient', {}, 400],
    ['Patient', [], 400],
    ['Patient', 'null', 400],
    ['Patient', '', 400],
    ['DomainResource', { resourceType: 'DomainResource' }, 404],
    ['Patient', person({ id: 'a_b' }), 400],
    ['Patient', person({ id: 'x'.repeat(65) }), 400],
    ['Patient', person({ managingOrganization: { reference: 'Organization/none' } }), 422],
    ['Patient', person({ managingOrganization: { reference: 'urn:uuid:0189f3c2-0000-7000-8000-000000000001' } }), 422],
    ['Patient', person({ managingOrganization: { reference: '#nowhere' } }), 400],
  ])('of %s with %j is refused: %i', async (type, body, status) => {
    isRefused(await at.call('POST', `/fhir/${type}`, body), status)
  })

  it('refuses a reference by a condition: those are for transactions', async () => {
    const of = (reference: string) => at.call('POST', '/fhir/Patient', person({ managingOrganization: { reference } }))
    isRefused(await of('Organization?identifier=urn:letter|nobody'), 400)
  })

  it('by a condition: none makes one, one is answered, many are refused', async () => {
    const make = (query: string) => at.call('POST', '/fhir/Patient', numbered('cc'), { 'if-none-exist': query })
    const first = await make(`identifier=${system}|cc`)
    expect(first.status).toBe(201)
    for (const form of [`identifier=${system}|cc`, `?identifier=${system}|cc`, `Patient?identifier=${system}%7Ccc`]) {
      const { status, json, headers } = await make(form)
      expect([form, status, json.id]).toEqual([form, 200, first.json.id])
      expect(headers).toMatchObject({ etag: 'W/"1"', location: `${base}/Patient/${first.json.id}/_history/1` })
    }
    await at.call('POST', '/fhir/Patient', numbered('cc'))
    isRefused(await make(`identifier=${system}|cc`), 412)
    isRefused(await make('nonsense=1'), 400)
    isRefused(await make('identifier=%00'), 400)
    isRefused(await make(''), 412)
  })
})

describe('update', () => {
  it('makes what is not there, at the id of the client, and changes what is', async () => {
    const made = await put('u1', { active: true })
    expect([made.status, made.headers.location, made.headers.etag]).toEqual([201, `${base}/Patient/u1/_history/1`, 'W/"1"'])
    const changed = await put('u1', { active: false, meta: { versionId: '1' } })
    expect([changed.status, changed.headers.etag, (changed.json['meta'] as unknown as { versionId: string }).versionId]).toEqual([
      200,
      'W/"2"',
      '2',
    ])
    expect(changed.headers['last-modified']).toBe(
      new Date((changed.json['meta'] as unknown as { lastUpdated: string }).lastUpdated).toUTCString(),
    )
  })

  it('refuses a body that is not of its address, and an id that is none', async () => {
    isRefused(await at.call('PUT', '/fhir/Patient/u2', person({ id: 'u3' })), 400)
    isRefused(await at.call('PUT', '/fhir/Patient/u2', person()), 400)
    isRefused(await at.call('PUT', '/fhir/Patient/u2', { resourceType: 'Observation', id: 'u2' }), 400)
    isRefused(await at.call('PUT', '/fhir/Patient/u2', ''), 400)
    isRefused(await at.call('PUT', '/fhir/Patient/U2', person({ id: 'u2' })), 400)
    expect((await get('Patient/u2')).status).toBe(404)
    expect((await put('X'.repeat(64))).status).toBe(201)
  })

  test.each([
    ['W/"1"', 200],
    ['"1"', 200],
    ['W/"2"', 412],
    ['"2"', 412],
    ['W/"0"', 412],
    ['W/"99999999999999999999"', 412],
  ])('with If-Match %s on version 1: %i', async (tag, status) => {
    const id = `m${Buffer.from(tag).toString('hex').slice(0, 60)}`
    await put(id)
    const answer = await put(id, { active: true }, { 'if-match': tag })
    expect([tag, answer.status, answer.status === 412 ? answer.json.resourceType : 'Patient']).toEqual([
      tag,
      status,
      status === 412 ? 'OperationOutcome' : 'Patient',
    ])
    expect((await get(`Patient/${id}`)).headers.etag).toBe(status === 200 ? 'W/"2"' : 'W/"1"')
  })

  it('with If-Match where nothing is, or where it was deleted, is refused', async () => {
    isRefused(await put('m-none', {}, { 'if-match': 'W/"1"' }), 412)
    isRefused(await put('m-none', {}, { 'if-match': '*' }), 412)
    await put('m-gone')
    await at.call('DELETE', '/fhir/Patient/m-gone')
    isRefused(await put('m-gone', {}, { 'if-match': 'W/"2"' }), 412)
  })

  it('of what was deleted makes it again, in the next version', async () => {
    await put('back')
    await at.call('DELETE', '/fhir/Patient/back')
    const again = await put('back')
    expect([again.status, again.headers.etag, again.headers.location]).toEqual([201, 'W/"3"', `${base}/Patient/back/_history/3`])
    expect((await get('Patient/back')).status).toBe(200)
    expect((await get('Patient/back/_history/1')).status).toBe(200)
    expect((await get('Patient/back/_history/2')).status).toBe(410)
    const { json } = await get('Patient/back/_history')
    const entries = json['entry'] as unknown as { request: object; response: object; resource?: object }[]
    expect(entries.map(({ request, response, resource }) => ({ request, response, held: resource !== undefined }))).toMatchObject([
      { request: { method: 'PUT', url: 'Patient/back' }, response: { etag: 'W/"3"' }, held: true },
      { request: { method: 'DELETE', url: 'Patient/back' }, response: { etag: 'W/"2"' }, held: false },
      {
        request: { method: 'POST', url: 'Patient' },
        response: { status: expect.stringMatching(/^201/) as string, etag: 'W/"1"' },
        held: true,
      },
    ])
  })

  it('by a condition: none, one and many, with an id and without', async () => {
    const update = (value: string, more: object = {}, headers: Record<string, string> = {}) =>
      at.call('PUT', `/fhir/Patient?identifier=${system}|${value}`, numbered(value, more), headers)
    const made = await update('cu')
    expect([made.status, made.headers.location]).toEqual([201, `${base}/Patient/${made.json.id}/_history/1`])
    const { id } = made.json
    expect((await update('cu', { active: true })).headers.etag).toBe('W/"2"')
    expect((await update('cu', { active: false, id })).headers.etag).toBe('W/"3"')
    isRefused(await update('cu', { id: 'another' }), 400)
    isRefused(await update('cu', { active: true }, { 'if-match': 'W/"2"' }), 412)
    expect((await update('cu', { active: true }, { 'if-match': 'W/"3"' })).headers.etag).toBe('W/"4"')
    const chosen = await update('cu-chosen', { id: 'cu-chosen' })
    expect([chosen.status, chosen.json.id]).toEqual([201, 'cu-chosen'])
    await at.call('POST', '/fhir/Patient', numbered('cu'))
    isRefused(await update('cu'), 412)
    isRefused(await at.call('PUT', '/fhir/Patient', person()), 412)
    isRefused(await at.call('PUT', '/fhir/Patient?nonsense=1', person()), 400)
  })
})

describe('patch', () => {
  const add = '[{"op":"add","path":"/active","value":true}]'
  it('keeps to If-Match, by id and by a condition', async () => {
    await at.call('PUT', '/fhir/Patient/p1', numbered('p1', { id: 'p1' }))
    const to = (url: string, tag: string) => at.call('PATCH', `/fhir/Patient${url}`, add, { ...patch, 'if-match': tag })
    isRefused(await to('/p1', 'W/"9"'), 412)
    expect((await to('/p1', 'W/"1"')).headers).toMatchObject({ etag: 'W/"2"' })
    isRefused(await to(`?identifier=${system}|p1`, 'W/"1"'), 412)
    expect((await to(`?identifier=${system}|p1`, 'W/"2"')).status).toBe(200)
    isRefused(await to(`?identifier=${system}|nobody`, 'W/"1"'), 404)
    await at.call('POST', '/fhir/Patient', numbered('p1'))
    isRefused(await to(`?identifier=${system}|p1`, 'W/"2"'), 412)
  })

  it('of what was deleted, of another kind, or that fits nothing is refused', async () => {
    await put('p2')
    for (const [body, type, status] of [
      [add, 'application/json', 415],
      [add, 'application/fhir+json', 415],
      [{ resourceType: 'Parameters' }, 'application/fhir+json', 415],
      ['<diff/>', 'application/xml-patch+xml', 415],
      ['[', 'application/json-patch+json', 400],
      ['{"op":"add"}', 'application/json-patch+json', 400],
      ['[{"op":"test","path":"/active","value":true}]', 'application/json-patch+json', 422],
      ['[{"op":"add","path":"/nmae","value":true}]', 'application/json-patch+json', 400],
      ['[{"op":"replace","path":"/resourceType","value":"Group"}]', 'application/json-patch+json', 400],
    ] as const) {
      const answer = await at.call('PATCH', '/fhir/Patient/p2', body, { 'content-type': type })
      expect([body, answer.status, answer.json.resourceType]).toEqual([body, status, 'OperationOutcome'])
    }
    await at.call('DELETE', '/fhir/Patient/p2')
    isRefused(await at.call('PATCH', '/fhir/Patient/p2', add, patch), 410)
  })
})

describe('delete', () => {
  it('is the same once and twice, keeps to If-Match, and is told as Prefer asks', async () => {
    await put('d1')
    isRefused(await at.call('DELETE', '/fhir/Patient/d1', undefined, { 'if-match': 'W/"2"' }), 412)
    const gone = await at.call('DELETE', '/fhir/Patient/d1', undefined, { 'if-match': 'W/"1"' })
    expect([gone.status, gone.text, gone.headers.etag]).toEqual([204, '', 'W/"2"'])
    expect((await at.call('DELETE', '/fhir/Patient/d1')).status).toBe(204)
    expect((await at.call('DELETE', '/fhir/Patient/never-was')).status).toBe(204)
    await put('d2')
    const told = await at.call('DELETE', '/fhir/Patient/d2', undefined, { prefer: 'return=OperationOutcome' })
    expect([told.status, told.json.resourceType]).toEqual([200, 'OperationOutcome'])
  })

  it('is seen by read, vread, search and history', async () => {
    await put('d3', { active: true })
    await at.call('DELETE', '/fhir/Patient/d3')
    for (const method of ['GET', 'HEAD'] as const) expect((await at.call(method, '/fhir/Patient/d3')).status).toBe(410)
    isRefused(await get('Patient/d3'), 410)
    isRefused(await get('Patient/d3/_history/2'), 410)
    expect((await get('Patient/d3/_history/1')).status).toBe(200)
    isRefused(await get('Patient/d3/_history/3'), 404)
    expect((await get('Patient?_id=d3')).text).not.toContain('"entry"')
    for (const path of ['Patient/d3/_history', 'Patient/_history', '_history']) {
      const { json } = await get(`${path}?_count=1`)
      expect(json).toMatchObject({
        type: 'history',
        entry: [{ request: { method: 'DELETE', url: 'Patient/d3' }, response: { etag: 'W/"2"' } }],
      })
    }
  })

  it('by a condition: none, one and many', async () => {
    const remove = (query: string) => at.call('DELETE', `/fhir/Patient?${query}`)
    expect((await remove(`identifier=${system}|cd`)).status).toBe(204)
    const { json } = await at.call('POST', '/fhir/Patient', numbered('cd'))
    expect((await remove(`identifier=${system}|cd`)).status).toBe(204)
    expect((await get(`Patient/${json.id}`)).status).toBe(410)
    for (let i = 0; i < 2; i++) await at.call('POST', '/fhir/Patient', numbered('cd2'))
    isRefused(await remove(`identifier=${system}|cd2`), 412)
    isRefused(await remove('nonsense=1'), 400)
  })
})

describe('read and vread', () => {
  it('say which version and when, and nothing new to who has it', async () => {
    await put('r1')
    await put('r1', { active: true })
    const { headers } = await get('Patient/r1')
    const [tag, modified] = [headers.etag!, headers['last-modified']!]
    expect(tag).toBe('W/"2"')
    const one = await get('Patient/r1/_history/1')
    expect([one.headers.etag, one.json['meta']]).toMatchObject(['W/"1"', { versionId: '1' }])
    for (const [sent, status] of [
      [{ 'if-none-match': tag }, 304],
      [{ 'if-none-match': '"2"' }, 304],
      [{ 'if-none-match': '*' }, 304],
      [{ 'if-none-match': 'W/"1"' }, 200],
      [{ 'if-none-match': 'W/"1", W/"2"' }, 304],
      [{ 'if-modified-since': modified }, 304],
      [{ 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' }, 200],
      [{ 'if-modified-since': 'nonsense' }, 200],
      [{ 'if-none-match': 'W/"1"', 'if-modified-since': modified }, 200],
    ] as [Record<string, string>, number][])
      for (const method of ['GET', 'HEAD'] as const) {
        const answer = await at.call(method, '/fhir/Patient/r1', undefined, sent)
        expect([sent, method, answer.status, answer.headers.etag]).toEqual([sent, method, status, tag])
        if (status === 304) expect(answer.text).toBe('')
      }
  })

  it('a HEAD is a GET without its body, everywhere', async () => {
    await put('h1')
    for (const path of [
      'Patient/h1',
      'Patient/h1/_history/1',
      'Patient/h1/_history',
      'Patient?_id=h1',
      'metadata',
      'Patient/none',
      '_history?_count=1',
    ]) {
      const [head, full] = [await at.call('HEAD', `/fhir/${path}`), await get(path)]
      expect([path, head.status, head.text]).toEqual([path, full.status, ''])
      for (const name of ['etag', 'last-modified', 'content-type'])
        expect([path, name, head.headers[name]]).toEqual([path, name, full.headers[name]])
    }
  })

  test.each([
    ['Patient/a_b', 404],
    ['Patient/none/_history/1', 404],
    ['Patient/none/_history', 404],
    ['Patient/r1/_history/x', 404],
    ['Patient/r1/_history/0', 404],
    ['Patient/r1/_history/1/2', 404],
    ['Nonsense/1', 404],
  ])('%s: %i', async (path, status) => isRefused(await get(path), status))
})

describe('formats and methods', () => {
  test.each([
    ['?_format=json', 'application/fhir+xml', 'application/fhir+json'],
    ['?_format=xml', 'application/fhir+json', 'application/fhir+xml'],
    ['?_format=text/xml', '', 'application/fhir+xml'],
    ['?_format=application%2Ffhir%2Bxml', '', 'application/fhir+xml'],
    ['?_format=application/fhir%2Bjson', 'text/html', 'application/fhir+json'],
  ])('%s with Accept %s', async (query, accept, type) => {
    await put('f1')
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', person({ id: 'f1' })],
    ] as const) {
      const { status, headers } = await at.call(method, `/fhir/Patient/f1${query}`, body, accept ? { accept } : {})
      expect([method, status, headers['content-type']]).toEqual([method, 200, `${type}; charset=utf-8`])
    }
  })

  it('a body without a type, or of an unknown one, is 415; an answer that nobody can give is 406', async () => {
    for (const type of ['', 'text/plain', 'application/pdf', 'application/fhir+turtle', 'multipart/form-data; boundary=x'])
      isRefused(await at.call('POST', '/fhir/Patient', person(), { 'content-type': type }), 415)
    isRefused(await get('Patient/f1', { accept: 'application/fhir+turtle' }), 406)
    isRefused(await get('Patient/f1?_format=ttl'), 406)
  })

  test.each([
    ['POST', 'Patient/f1'],
    ['PUT', ''],
    ['DELETE', ''],
    ['PATCH', ''],
    ['PUT', 'metadata'],
    ['PUT', 'Patient/f1/_history/1'],
    ['DELETE', 'Patient/f1/_history/1'],
    ['POST', 'Patient/f1/_history'],
    ['PUT', 'Patient/_search'],
    ['DELETE', 'Patient/f1/_history'],
  ] as const)('%s /%s is 405, and says what is allowed', async (method, path) => {
    const answer = await at.call(method, `/fhir/${path}`, method === 'DELETE' ? undefined : person({ id: 'f1' }))
    isRefused(answer, 405)
    expect(answer.headers['allow']).toMatch(/GET|POST/)
  })
})
