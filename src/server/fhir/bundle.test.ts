import { afterAll, beforeAll, expect, it } from 'vitest'
import { creating, patient, putting, refusalOf, type TestDoor, testFhirDoor } from '../../../test/fhir-door.ts'
import { bundle } from './bundle.ts'
import { interact } from './interact.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor()
})
afterAll(() => at.close())

type Entry = { fullUrl?: string; resource?: unknown; request: Record<string, string> }
type Response = {
  fullUrl?: string
  resource?: Record<string, unknown>
  response: Record<string, string> & { outcome?: { issue: { expression?: string[] }[] } }
}
const base = 'http://here/fhir'
const sent = (body: string, headers: Record<string, string> = {}) =>
  bundle(at.door, at.caller, { method: 'POST', path: '', query: [], headers, base, body }, interact)
const send = async (type: 'batch' | 'transaction', entry: Entry[], headers: Record<string, string> = {}) => {
  const { status, body } = await sent(JSON.stringify({ resourceType: 'Bundle', type, entry }), headers)
  expect(status).toBe(200)
  const answer = JSON.parse(body!) as { type: string; entry?: Response[] }
  expect(answer.type).toBe(`${type}-response`)
  return answer.entry ?? []
}
const post = (resource: { resourceType: string }, more: Partial<Entry> = {}): Entry => ({
  resource,
  ...more,
  request: { method: 'POST', url: resource.resourceType, ...more.request },
})
const seen = (subject: string, more = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference: subject },
  ...more,
})
const named = (name: string, more = {}) => ({ resourceType: 'Patient', identifier: [{ system: 'urn:test', value: name }], ...more })
const urn = (n: number) => `urn:uuid:0189f3c2-0000-7000-8000-00000000000${n}`
const idIn = (entry: Response) => entry.response['location']!.split('/')[1]!
const docOf = async (type: string, entry: Response) => (await at.stored(type, idIn(entry)))?.doc ?? ''

it('writes a transaction as one, its urn references rewritten and nothing else touched', async () => {
  const observation = `{ "resourceType": "Observation", "status": "final", "code": {"text": "\\u00e9 ${urn(1)}"}, "subject" : {"reference": "${urn(1)}"},
    "valueQuantity": {"value": 1.00, "unit": "\\"reference\\":\\"${urn(1)}\\""}, "performer": [{"ref\\u0065rence": "urn:uuid:\\u0030189f3c2-0000-7000-8000-000000000001"}] }`
  const body = `{"resourceType":"Bundle","type":"transaction","entry":[
    {"fullUrl":"${urn(2)}","resource":${observation},"request":{"method":"POST","url":"Observation"}},
    {"fullUrl":"${urn(1)}","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}}]}`
  const { entry } = JSON.parse((await sent(body)).body!) as { entry: Response[] }
  expect(entry.map(({ response }) => response['status'])).toEqual(['201 Created', '201 Created'])
  expect(entry[1]).toEqual({
    response: {
      status: '201 Created',
      location: `Patient/${idIn(entry[1]!)}/_history/1`,
      etag: 'W/"1"',
      lastModified: entry[0]!.response['lastModified'],
    },
  })
  const target = `Patient/${idIn(entry[1]!)}`
  expect(await docOf('Observation', entry[0]!)).toBe(
    `{"resourceType":"Observation","id":"${idIn(entry[0]!)}","status":"final","code":{"text":"\\u00e9 ${urn(1)}"},"subject":{"reference":"${target}"},` +
      `"valueQuantity":{"value":1.00,"unit":"\\"reference\\":\\"${urn(1)}\\""},"performer":[{"ref\\u0065rence":"${target}"}]}`,
  )
})

it('rewrites references to a temporary id, to an absolute fullUrl, addresses and links of narratives', async () => {
  const document = {
    resourceType: 'DocumentReference',
    status: 'current',
    content: [{ attachment: { url: urn(3) } }],
    masterIdentifier: { system: 'urn:ietf:rfc:3986', value: urn(3) },
    text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${urn(3)}">x</a> ${urn(3)}</div>` },
    subject: { reference: 'Patient/temp' },
  }
  const entries = await send('transaction', [
    post(seen('http://there/fhir/Patient/temp'), { fullUrl: 'http://there/fhir/Observation/o' }),
    post({ resourceType: 'Patient' }, { fullUrl: 'http://there/fhir/Patient/temp' }),
    post({ resourceType: 'Binary', contentType: 'text/plain' } as never, { fullUrl: urn(3) }),
    post(document, { fullUrl: urn(4) }),
  ])
  const subject = { reference: `Patient/${idIn(entries[1]!)}` }
  expect(JSON.parse(await docOf('Observation', entries[0]!))).toMatchObject({ subject })
  const binary = `Binary/${idIn(entries[2]!)}`
  expect(JSON.parse(await docOf('DocumentReference', entries[3]!))).toMatchObject({
    subject,
    content: [{ attachment: { url: binary } }],
    masterIdentifier: { value: urn(3) },
    text: { div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${binary}">x</a> ${urn(3)}</div>` },
  })
})

it('keeps nothing of a transaction when one entry is refused, and names the place', async () => {
  const keeps = async (entries: Entry[]) => refusalOf(send('transaction', [post(named('kept-not')), ...entries]))
  expect(await keeps([post(seen(urn(9)), { fullUrl: urn(1) })])).toMatchObject({ status: 400, paths: ['Bundle.entry[1].resource.subject'] })
  expect(await keeps([post(seen('Patient/none'))])).toMatchObject({ status: 422, paths: ['Bundle.entry[1].resource.subject'] })
  expect(await keeps([post(seen('Patient?identifier=urn:test|nobody'))])).toMatchObject({
    status: 412,
    paths: ['Bundle.entry[1].resource.subject'],
  })
  expect(await keeps([post({ resourceType: 'Patient', gender: 'x' } as never)])).toMatchObject({
    status: 400,
    paths: ['Bundle.entry[1].resource.gender'],
  })
  expect(await keeps([{ resource: patient('m'), request: { method: 'PUT', url: 'Patient/m', ifMatch: 'W/"3"' } }])).toMatchObject({
    status: 412,
  })
  expect(await keeps([post(patient('x'), { request: { method: 'POST', url: 'Nothing' } })])).toMatchObject({
    status: 404,
    paths: ['Bundle.entry[1].request.url'],
  })
  const twice = { resource: patient('twice'), request: { method: 'PUT', url: 'Patient/twice' } }
  expect(await keeps([twice, twice])).toMatchObject({ status: 400, codes: ['duplicate'] })
  expect(await keeps([twice, { request: { method: 'DELETE', url: 'Patient/twice' } }])).toMatchObject({ status: 400 })
  expect(await send('batch', [{ request: { method: 'GET', url: 'Patient/twice' } }])).toMatchObject([
    { response: { status: '404 Not Found' } },
  ])
  expect(await at.write(creating(named('kept-not'), { condition: [['identifier', 'urn:test|kept-not']] }))).toMatchObject({ status: 201 })
})

it('resolves conditional references among what is there and what the transaction brings', async () => {
  const known = await at.write(creating(named('known')))
  const entries = await send('transaction', [
    post(seen('Patient?identifier=urn:test|known')),
    post(seen('Patient?identifier=urn:test|brought')),
    post(named('brought')),
  ])
  expect(await docOf('Observation', entries[0]!)).toContain(`"reference":"Patient/${known.id}"`)
  expect(await docOf('Observation', entries[1]!)).toContain(`"reference":"Patient/${idIn(entries[2]!)}"`)
  await at.write(creating(named('known')))
  expect(await refusalOf(send('transaction', [post(seen('Patient?identifier=urn:test|known'))]))).toMatchObject({
    status: 412,
    codes: ['multiple-matches'],
  })
})

it('creates conditionally inside a transaction: references follow to the one that was there, and the same condition makes one', async () => {
  const condition = { request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:test|cond' } }
  const first = await send('transaction', [
    post(named('cond'), { fullUrl: urn(1), ...condition }),
    post(seen(urn(1))),
    post(named('cond'), { fullUrl: urn(2), ...condition }),
    post(seen(urn(2))),
  ])
  expect(first.map(({ response }) => response['status'])).toEqual(['201 Created', '201 Created', '200 OK', '201 Created'])
  const again = await send('transaction', [post(named('cond'), { fullUrl: urn(1), ...condition }), post(seen(urn(1)))])
  expect(again.map(({ response }) => response['status'])).toEqual(['200 OK', '201 Created'])
  for (const entry of [first[1]!, first[3]!, again[1]!]) expect(await docOf('Observation', entry)).toContain(`"Patient/${idIn(first[0]!)}"`)
})

it('patches, updates, deletes and reads in one transaction, answering in the order of the request', async () => {
  await at.write(putting(patient('t1', { active: true })))
  await at.write(putting(patient('t2')))
  const patch = Buffer.from('[{"op":"replace","path":"/active","value":false}]').toString('base64')
  const entries = await send(
    'transaction',
    [
      { request: { method: 'GET', url: 'Patient/t3' } },
      {
        resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data: patch },
        request: { method: 'PATCH', url: 'Patient/t1' },
      },
      { resource: patient('t3'), request: { method: 'PUT', url: '/Patient/t3' } },
      { request: { method: 'DELETE', url: `${base}/Patient/t2` } },
    ],
    { prefer: 'return=representation' },
  )
  expect(entries).toMatchObject([
    { resource: { id: 't3', meta: { versionId: '1' } }, response: { status: '200 OK', etag: 'W/"1"' } },
    {
      fullUrl: `${base}/Patient/t1`,
      resource: { id: 't1', active: false, meta: { versionId: '2' } },
      response: { status: '200 OK', etag: 'W/"2"' },
    },
    { resource: { id: 't3' }, response: { status: '201 Created', location: 'Patient/t3/_history/1' } },
    { response: { status: '204 No Content', etag: 'W/"2"' } },
  ])
})

it('answers a repeated transaction of the same Idempotency-Key with what it answered first', async () => {
  const entries = [post(named('idem'), { fullUrl: urn(1) }), post(seen(urn(1)))]
  const first = await send('transaction', entries, { 'idempotency-key': 't' })
  expect(await send('transaction', entries, { 'idempotency-key': 't' })).toEqual(first)
  expect(await refusalOf(send('transaction', entries.slice(0, 1), { 'idempotency-key': 't' }))).toMatchObject({ status: 422 })
  const batched = [post(named('idem-batch'))]
  for (const key of ['b', 'k'.repeat(200)]) {
    const [entry] = await send('batch', batched, { 'idempotency-key': key })
    expect(entry!.response!.status).toMatch(/^201/)
    expect(await send('batch', batched, { 'idempotency-key': key })).toEqual([entry])
  }
  const [long] = await send('batch', batched, { 'idempotency-key': 'k'.repeat(201) })
  expect(long!.response!.status).toMatch(/^400/)
})

it('does every entry of a batch by itself: one that fails harms no other', async () => {
  const entries = await send('batch', [
    { request: { method: 'GET', url: 'Patient/b1' } },
    post(seen('Patient/nobody')),
    { resource: patient('b1'), request: { method: 'PUT', url: 'Patient/b1' } },
    { request: { method: 'DELETE', url: 'Patient/never' } },
    { request: { method: 'GET', url: 'Nothing/1' } },
    { resource: patient('b1'), request: { method: 'PATCH', url: 'Patient/b1' } },
  ])
  expect(entries.map(({ response }) => response['status'])).toEqual([
    '200 OK',
    '422 Unprocessable Entity',
    '201 Created',
    '204 No Content',
    '404 Not Found',
    '400 Bad Request',
  ])
  expect(entries[0]!.resource).toMatchObject({ id: 'b1' })
  expect(entries[1]!.response.outcome?.issue[0]?.expression).toEqual(['Observation.subject'])
})

it('refuses what is no batch and no transaction, and says where a Bundle is wrong', async () => {
  const refused = (body: unknown) => refusalOf(sent(typeof body === 'string' ? body : JSON.stringify(body)))
  const of = (entry: unknown, type = 'transaction') => refused({ resourceType: 'Bundle', type, entry })
  expect(await refused('[')).toMatchObject({ status: 400, codes: ['structure'] })
  expect(await refused(patient('x'))).toMatchObject({ status: 400 })
  expect(await of(undefined, 'collection')).toMatchObject({ status: 400, paths: ['Bundle.type'] })
  expect(await of([{ resource: patient('x') }])).toMatchObject({ status: 400, paths: ['Bundle.entry[0].request'] })
  expect(await of([{ request: { method: 'FETCH', url: 'x' } }])).toMatchObject({ status: 400, paths: ['Bundle.entry[0].request.method'] })
  expect(await of([{ request: { method: 'GET', url: 'http://there/Patient/1' } }])).toMatchObject({
    status: 400,
    paths: ['Bundle.entry[0].request.url'],
  })
  expect(await of([{ request: { method: 'POST', url: 'Patient' } }])).toMatchObject({ status: 400, paths: ['Bundle.entry[0].resource'] })
  expect(await of([{ request: { method: 'DELETE', url: 'Patient' } }])).toMatchObject({
    status: 400,
    paths: ['Bundle.entry[0].request.url'],
  })
  expect(await of(['x', 5, null, []])).toMatchObject({ status: 400 })
  expect(await of('x')).toMatchObject({ status: 400 })
  expect(await of(Array.from({ length: 5001 }, () => ({})))).toMatchObject({ status: 413 })
  expect((await sent('{"resourceType":"Bundle","type":"transaction"}')).body).toBe(
    '{"resourceType":"Bundle","type":"transaction-response"}',
  )
})

it('an address that is not UTF-8 behind its percent signs is the fault of its entry alone', async () => {
  const broken: Entry = { request: { method: 'GET', url: 'Patient?name=%ff' } }
  const answers = await send('batch', [post(named('whole')), broken])
  expect(answers.map(({ response }) => response['status']?.slice(0, 3))).toEqual(['201', '400'])
  const refused = async (...entry: Entry[]) => refusalOf(sent(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })))
  expect(await refused(post(named('whole')), broken)).toMatchObject({ status: 400, paths: ['Bundle.entry[1].request.url'] })
  const conditional = post(named('whole'), { request: { method: 'POST', url: 'Patient', ifNoneExist: 'name=%ff' } })
  expect(await refused(conditional)).toMatchObject({ status: 400, paths: ['Bundle.entry[0].request.ifNoneExist'] })
})

it('says to the millisecond when a version was written, in batches as in transactions', async () => {
  const own = await testFhirDoor({ clock: () => new Date('2027-03-02T02:00:00.123Z') })
  try {
    for (const type of ['batch', 'transaction']) {
      const entry = [
        { resource: { resourceType: 'Patient', id: type }, request: { method: 'PUT', url: `Patient/${type}` } },
        { request: { method: 'GET', url: `Patient/${type}` } },
      ]
      const body = JSON.stringify({ resourceType: 'Bundle', type, entry })
      const answer = await bundle(own.door, own.caller, { method: 'POST', path: '', query: [], headers: {}, base, body }, interact)
      const written = (JSON.parse(answer.body!) as { entry: Response[] }).entry.map(({ response }) => response['lastModified'])
      expect([type, ...written]).toEqual([type, '2027-03-02T02:00:00.123Z', '2027-03-02T02:00:00.123Z'])
    }
  } finally {
    await own.close()
  }
})

it('answers at most 64 MB: beyond it what is only read is refused, each by itself in a batch, all in a transaction; what is written is written', async () => {
  const binary = (id: string) => ({ resourceType: 'Binary', id, contentType: 'text/plain', data: 'QUJD'.repeat(3_500_000) })
  await at.write(putting(binary('huge')))
  const reads = Array.from({ length: 7 }, (): Entry => ({ request: { method: 'GET', url: 'Binary/huge' } }))
  const put: Entry = { resource: binary('huger'), request: { method: 'PUT', url: 'Binary/huger' } }
  const answers = await send('batch', [...reads, put], { prefer: 'return=representation' })
  const statuses = answers.map(({ response }) => response['status']!.slice(0, 3)).sort()
  expect(statuses).toEqual(['200', '200', '200', '201', '413', '413', '413', '413'])
  expect(JSON.stringify(answers).length).toBeLessThan(64 * 2 ** 20)
  expect(JSON.stringify(answers.find(({ response }) => response['status']!.startsWith('413'))!.response.outcome)).toContain('64 MB')
  expect((await refusalOf(sent(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: reads })))).status).toBe(413)
}, 60_000)
