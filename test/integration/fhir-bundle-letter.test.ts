/** What http://hl7.org/fhir/R4/http.html#transaction and bundle.html say of batches and transactions, rule by rule, through HTTP. */
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type FhirHttp, fhirHttp } from '../fhir-http.ts'

let at: FhirHttp
beforeAll(async () => {
  at = await fhirHttp()
})
afterAll(() => at.close())

type Entry = { fullUrl?: string; resource?: unknown; request?: Record<string, string> }
type Said = {
  fullUrl?: string
  resource?: Record<string, unknown>
  response: Record<string, string> & { outcome?: { issue: { code: string; expression?: string[] }[] } }
}
const base = 'http://localhost:80/fhir'
const system = 'urn:bundles'
const bundle = (type: string, entry: unknown, headers: Record<string, string> = {}) =>
  at.call('POST', '/fhir', { resourceType: 'Bundle', type, entry } as object, headers)
const sent = async (type: 'batch' | 'transaction', entry: Entry[], headers: Record<string, string> = {}) => {
  const { status, json, said } = await bundle(type, entry, headers)
  expect([status, said]).toEqual([200, ''])
  expect(json['type']).toBe(`${type}-response`)
  return (json['entry'] ?? []) as unknown as Said[]
}
const transaction = (entry: Entry[], headers?: Record<string, string>) => sent('transaction', entry, headers)
const batch = (entry: Entry[], headers?: Record<string, string>) => sent('batch', entry, headers)
const refused = async (entry: unknown, type = 'transaction') => {
  const { status, json } = await bundle(type, entry)
  const issues = (json as { issue?: { expression?: string[] }[] }).issue ?? []
  return { status, type: json.resourceType, paths: issues.flatMap(({ expression }) => expression ?? []) }
}
const statuses = (entries: Said[]) => entries.map(({ response }) => Number(response['status']!.slice(0, 3)))
const placeOf = ({ response }: Said) => response['location']!.replace(/\/_history.*/, '')
const read = async (place: string) => (await at.call('GET', `/fhir/${place}`)).json as Record<string, unknown>
const status = async (place: string) => (await at.call('GET', `/fhir/${place}`)).status

const person = (more: object = {}) => ({ resourceType: 'Patient', ...more })
const numbered = (value: string, more: object = {}) => person({ identifier: [{ system, value }], ...more })
const seen = (subject: string, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference: subject },
  ...more,
})
const post = (resource: { resourceType: string }, more: Entry = {}, request: Record<string, string> = {}): Entry => ({
  resource,
  ...more,
  request: { method: 'POST', url: resource.resourceType, ...request },
})
const put = (resource: { resourceType: string; id: string }, more: Entry = {}): Entry => ({
  resource,
  ...more,
  request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
})
const remove = (url: string): Entry => ({ request: { method: 'DELETE', url } })
const get = (url: string, more: Record<string, string> = {}): Entry => ({ request: { method: 'GET', url, ...more } })
const make = (id: string, more: object = {}) => at.call('PUT', `/fhir/Patient/${id}`, person({ id, ...more }))
let numbers = 0
const urn = () => `urn:uuid:0189f3c2-0000-7000-8000-${String(++numbers).padStart(12, '0')}`
const patching = (operations: object[] | string, contentType = 'application/json-patch+json') => ({
  resourceType: 'Binary',
  contentType,
  data: Buffer.from(typeof operations === 'string' ? operations : JSON.stringify(operations)).toString('base64'),
})

describe('references in a transaction', () => {
  const of = async (fullUrl: string, reference: string, target: Entry = post(person(), { fullUrl })) => {
    const [one, two] = await transaction([post(seen(reference)), target])
    return { told: ((await read(placeOf(one!)))['subject'] as { reference: string }).reference, place: placeOf(two!) }
  }

  it('follow the fullUrl: urn:uuid, urn:oid, another server, this server, a relative one', async () => {
    const uuid = urn()
    for (const [fullUrl, reference] of [
      [uuid, uuid],
      ['urn:oid:1.2.3.4.5', 'urn:oid:1.2.3.4.5'],
      ['http://there/fhir/Patient/t1', 'http://there/fhir/Patient/t1'],
      [`${base}/Patient/t2`, `${base}/Patient/t2`],
      [`${base}/Patient/t3`, 'Patient/t3'],
    ] as const) {
      const { told, place } = await of(fullUrl, reference)
      expect([fullUrl, told]).toEqual([fullUrl, place])
    }
  })

  it('follow to what is put under its own id', async () => {
    const uuid = urn()
    expect((await of(uuid, uuid, put({ ...person(), id: 'put-1' }, { fullUrl: uuid }))).told).toBe('Patient/put-1')
    expect((await of('', `${base}/Patient/put-2`, put({ ...person(), id: 'put-2' }, { fullUrl: `${base}/Patient/put-2` }))).told).toBe(
      'Patient/put-2',
    )
    expect((await of('', 'Patient/put-3', put({ ...person(), id: 'put-3' }))).told).toBe('Patient/put-3')
  })

  it('keep the version they name, and what is elsewhere', async () => {
    await make('versioned')
    const [one, two] = await transaction([post(seen('Patient/versioned/_history/1')), post(seen('http://there/fhir/Patient/elsewhere'))])
    expect((await read(placeOf(one!)))['subject']).toEqual({ reference: 'Patient/versioned/_history/1' })
    expect((await read(placeOf(two!)))['subject']).toEqual({ reference: 'http://there/fhir/Patient/elsewhere' })
  })

  it('are rewritten in extensions, contained resources, uris, urls and narratives; never in strings, canonicals, uuids and oids', async () => {
    const [p, b] = [urn(), urn()]
    const document = {
      resourceType: 'DocumentReference',
      status: 'current',
      extension: [
        { url: 'urn:x', valueReference: { reference: p } },
        { url: 'urn:x', valueUri: b },
        { url: 'urn:x', valueUrl: b },
        { url: 'urn:x', valueUuid: b },
        { url: 'urn:x', valueOid: 'urn:oid:1.2.3' },
        { url: 'urn:x', valueString: b },
        { url: 'urn:x', valueCanonical: b },
      ],
      contained: [{ resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'x' }, subject: { reference: p } }],
      context: { related: [{ reference: '#o' }] },
      masterIdentifier: { system: 'urn:ietf:rfc:3986', value: b },
      content: [{ attachment: { url: b, title: b } }],
      text: {
        status: 'generated',
        div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${p}">p</a><img src='${b}' alt="x"/> ${b}</div>`,
      },
    }
    const [doc, patient, binary] = await transaction([
      post(document),
      post(person(), { fullUrl: p }),
      post({ resourceType: 'Binary', contentType: 'text/plain', data: 'eA==' } as never, { fullUrl: b }),
    ])
    const [who, what] = [placeOf(patient!), placeOf(binary!)]
    expect(await read(placeOf(doc!))).toMatchObject({
      extension: [
        { valueReference: { reference: who } },
        { valueUri: what },
        { valueUrl: what },
        { valueUuid: b },
        { valueOid: 'urn:oid:1.2.3' },
        { valueString: b },
        { valueCanonical: b },
      ],
      contained: [{ subject: { reference: who } }],
      context: { related: [{ reference: '#o' }] },
      masterIdentifier: { value: b },
      content: [{ attachment: { url: what, title: b } }],
      text: { div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${who}">p</a><img src='${what}' alt="x"/> ${b}</div>` },
    })
  })

  it('in narratives follow a fullUrl of another server too', async () => {
    const there = 'http://there/fhir/Patient/narrated'
    const text = { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${there}">p</a></div>` }
    const [one, two] = await transaction([post(seen(there, { text })), post(person(), { fullUrl: there })])
    expect(await read(placeOf(one!))).toMatchObject({
      text: { div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${placeOf(two!)}">p</a></div>` },
    })
  })

  it('to nothing are refused, wherever they stand, with the path', async () => {
    const nowhere = urn()
    expect(await refused([post(seen(nowhere))])).toMatchObject({ status: 400, paths: ['Bundle.entry[0].resource.subject'] })
    expect(await refused([post(seen('Patient/nowhere'))])).toMatchObject({ status: 422, paths: ['Bundle.entry[0].resource.subject'] })
    expect(await refused([post(seen('urn:oid:1.2.3'))])).toMatchObject({ status: 400 })
    const contained = [{ resourceType: 'Observation', id: 'o', status: 'final', code: { text: 'x' }, subject: { reference: nowhere } }]
    expect(
      await refused([post({ ...person(), contained, extension: [{ url: 'urn:x', valueReference: { reference: '#o' } }] } as never)]),
    ).toMatchObject({
      status: 400,
      paths: ['Bundle.entry[0].resource.contained[0].subject'],
    })
    const extension = [{ url: 'urn:x', valueReference: { reference: nowhere } }]
    expect(await refused([post(person({ extension }) as never)])).toMatchObject({
      status: 400,
      paths: [expect.stringContaining('extension[0]')],
    })
    expect(await refused([post(seen('#nobody'))])).toMatchObject({ status: 400 })
    expect(await refused([post(seen('Patient/gone')), remove('Patient/gone')])).toMatchObject({ status: 422 })
  })

  it('by a condition: one is found, none and many are refused; what the transaction makes counts, what it deletes does not', async () => {
    await make('c-1', { identifier: [{ system, value: 'c-1' }] })
    const [one, two] = await transaction([
      post(seen(`Patient?identifier=${system}|c-1`)),
      post(seen(`Patient?identifier=${system}%7Cc-2`)),
      post(numbered('c-2')),
    ])
    expect(await read(placeOf(one!))).toMatchObject({ subject: { reference: 'Patient/c-1' } })
    expect(((await read(placeOf(two!)))['subject'] as { reference: string }).reference).toMatch(/^Patient\/[\w-]+$/)
    for (const [reference, code] of [
      [`Patient?identifier=${system}|none`, 412],
      ['Patient?nonsense=1', 400],
      ['Nonsense?identifier=1', 400],
      ['Patient?identifier=%00', 400],
      ['Patient?', 400],
    ] as const)
      expect([reference, await refused([post(seen(reference))])]).toMatchObject([
        reference,
        { status: code, paths: [expect.stringMatching(/^Bundle\.entry\[0\]\.resource\.subject/)] },
      ])
    await make('c-3', { identifier: [{ system, value: 'c-3' }] })
    expect(await refused([post(seen(`Patient?identifier=${system}|c-3`)), post(numbered('c-3'))])).toMatchObject({ status: 412 })
    const [, made, about] = await transaction([
      remove('Patient/c-3'),
      post(numbered('c-3')),
      post(seen(`Patient?identifier=${system}|c-3`)),
    ])
    expect(await read(placeOf(about!))).toMatchObject({ subject: { reference: placeOf(made!) } })
    expect(await refused([post(seen(`Patient?identifier=${system}|c-1`)), remove('Patient/c-1')])).toMatchObject({ status: 412 })
  })
})

describe('the order DELETE, POST, PUT and PATCH, GET', () => {
  it('holds whatever the order of the entries', async () => {
    await make('o-1', { identifier: [{ system, value: 'o-1' }] })
    await make('o-2', { active: true })
    const entries = await transaction([
      get('Patient/o-2'),
      get('Patient/o-1'.replace('o-1', 'o-3')),
      { resource: patching([{ op: 'replace', path: '/active', value: false }]), request: { method: 'PATCH', url: 'Patient/o-2' } },
      put({ ...person(), id: 'o-3' }),
      get(`Patient?identifier=${system}|o-4`),
      post(numbered('o-4')),
      remove('Patient/o-1'),
    ])
    expect(statuses(entries)).toEqual([200, 200, 200, 201, 200, 201, 204])
    expect(entries[0]!.resource).toMatchObject({ active: false, meta: { versionId: '2' } })
    expect(entries[4]!.resource).toMatchObject({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: { resourceType: 'Patient' } }],
    })
    expect(await status('Patient/o-1')).toBe(410)
  })

  it('what is about one resource twice is refused, by id and by condition', async () => {
    await make('twice', { identifier: [{ system, value: 'twice' }] })
    const by: Entry = { resource: numbered('twice'), request: { method: 'PUT', url: `Patient?identifier=${system}|twice` } }
    const patch: Entry = {
      resource: patching([{ op: 'add', path: '/active', value: true }]),
      request: { method: 'PATCH', url: 'Patient/twice' },
    }
    const one = put({ ...person(), id: 'twice' })
    for (const pair of [
      [one, one],
      [one, patch],
      [one, by],
      [patch, by],
      [remove('Patient/twice'), one],
      [remove(`Patient?identifier=${system}|twice`), patch],
    ])
      expect(await refused(pair)).toMatchObject({ status: 400, type: 'OperationOutcome' })
    expect((await read('Patient/twice'))['meta']).toMatchObject({ versionId: '1' })
  })
})

describe('all or nothing', () => {
  test.each<[string, () => Entry | Promise<Entry>]>([
    ['an invalid resource', () => post({ ...person(), gender: 'x' } as never)],
    ['a reference to nothing', () => post(seen('Patient/nowhere'))],
    [
      'an If-Match of another version',
      () => ({ resource: person({ id: 'aon' }), request: { method: 'PUT', url: 'Patient/aon', ifMatch: 'W/"9"' } }),
    ],
    ['a patch of nothing', () => ({ resource: patching([]), request: { method: 'PATCH', url: 'Patient/nobody' } })],
    [
      'a patch that does not fit',
      async () => {
        await make('aon')
        return { resource: patching([{ op: 'remove', path: '/x' }]), request: { method: 'PATCH', url: 'Patient/aon' } }
      },
    ],
    [
      'a condition that many meet',
      async () => {
        for (let i = 0; i < 2; i++) await at.call('POST', '/fhir/Patient', numbered('aon-many'))
        return post(numbered('aon-many'), {}, { ifNoneExist: `identifier=${system}|aon-many` })
      },
    ],
    [
      'the deletion of what others need',
      async () => {
        await make('needed')
        await at.call('POST', '/fhir/Observation', seen('Patient/needed'))
        return remove('Patient/needed')
      },
    ],
    ['a read of what is not there', () => get('Patient/nobody')],
    [
      'a read of what was deleted',
      async () => {
        await make('was')
        await at.call('DELETE', '/fhir/Patient/was')
        return get('Patient/was')
      },
    ],
    [
      'a read of what it deletes',
      async () => {
        await make('going')
        return get('Patient/going')
      },
    ],
    ['a search that is wrong', () => get('Patient?birthdate=x')],
    ['a read of no type', () => get('Nonsense/1')],
    ['an unknown operation', () => get('Patient/$nothing')],
  ])('nothing is kept with %s', async (what, entry) => {
    const value = `aon-${what.replaceAll(' ', '-')}`
    const more = what === 'a read of what it deletes' ? [remove('Patient/going')] : []
    const { status: code, type } = await refused([post(numbered(value)), await entry(), ...more])
    expect([type, code >= 400 && code < 500]).toEqual(['OperationOutcome', true])
    expect((await at.call('GET', `/fhir/Patient?identifier=${system}|${value}&_summary=count`)).json['total']).toBe(0)
  })
})

describe('the request of an entry', () => {
  it('has the conditions of headers: ifMatch, ifNoneMatch, ifModifiedSince, ifNoneExist', async () => {
    const { json, headers } = await make('rq', { identifier: [{ system, value: 'rq' }] })
    const { lastUpdated } = json['meta'] as unknown as { lastUpdated: string }
    for (const send of [transaction, batch]) {
      const entries = await send([
        get('Patient/rq', { ifNoneMatch: headers.etag! }),
        get('Patient/rq', { ifModifiedSince: lastUpdated }),
        get('Patient/rq', { ifNoneMatch: 'W/"9"' }),
        get('Patient/rq', { ifModifiedSince: '2001-01-01T00:00:00Z' }),
        post(numbered('rq'), {}, { ifNoneExist: `identifier=${system}|rq` }),
        post(numbered('rq'), {}, { ifNoneExist: `?identifier=${system}%7Crq` }),
      ])
      expect(statuses(entries)).toEqual([304, 304, 200, 200, 200, 200])
      expect(entries[4]!.response).toMatchObject({ location: 'Patient/rq/_history/1', etag: 'W/"1"' })
    }
    const [stale] = await batch([{ resource: person({ id: 'rq' }), request: { method: 'PUT', url: 'Patient/rq', ifMatch: 'W/"7"' } }])
    expect(statuses([stale!])).toEqual([412])
    const [odd] = await batch([{ resource: person({ id: 'rq' }), request: { method: 'PUT', url: 'Patient/rq', ifMatch: 'yesterday' } }])
    expect(statuses([odd!])).toEqual([412])
  })

  test.each<[string, unknown, string]>([
    ['no request', { resource: person() }, 'Bundle.entry[0].request'],
    ['no method', { resource: person(), request: { url: 'Patient' } }, 'Bundle.entry[0].request.method'],
    ['an unknown method', { resource: person(), request: { method: 'MAKE', url: 'Patient' } }, 'Bundle.entry[0].request.method'],
    ['no url', { resource: person(), request: { method: 'POST' } }, 'Bundle.entry[0].request.url'],
    ['a response', { ...post(person()), response: { status: '200' } }, 'Bundle'],
    ['a search', { ...post(person()), search: { mode: 'match' } }, 'Bundle'],
    ['a fullUrl with a version', post(person(), { fullUrl: 'http://there/fhir/Patient/1/_history/1' }), 'Bundle'],
    ['an unknown element', { ...post(person()), x: 1 }, 'Bundle.entry[0].x'],
    ['a resource that is none', { resource: 'x', request: { method: 'POST', url: 'Patient' } }, 'Bundle.entry[0].resource'],
    ['a resource of no type', { resource: {}, request: { method: 'POST', url: 'Patient' } }, 'Bundle.entry[0].resource'],
  ])('of both kinds with %s is refused with its place', async (_, entry, path) => {
    for (const type of ['transaction', 'batch']) {
      const { json, status: code } = await bundle(type, [entry])
      const outcome = JSON.stringify(json)
      expect([type, code === 400 || /"status":"400/.test(outcome)]).toEqual([type, true])
      expect(outcome).toContain(path.replace('Bundle.entry[0].resource', type === 'batch' && code === 200 ? '' : path))
    }
  })

  it('two entries of one fullUrl are refused', async () => {
    const fullUrl = urn()
    for (const type of ['transaction', 'batch'])
      expect(await refused([post(person(), { fullUrl }), post(person(), { fullUrl })], type)).toMatchObject({ status: 400 })
  })

  it('is of a kind that a transaction cannot hold', async () => {
    for (const url of ['', 'Patient/1/_history/1', 'metadata', '$export', 'Patient/_search', 'http://there/fhir/Patient', '/'])
      expect([url, (await refused([{ resource: person(), request: { method: 'POST', url } }])).status]).toEqual([url, 400])
  })

  it('may be written as an address of this server, with a slash or without', async () => {
    for (const send of [transaction, batch])
      expect(
        statuses(
          await send([
            post(person(), {}, { url: `${base}/Patient` }),
            post(person(), {}, { url: '/Patient' }),
            get(`${base}/Patient?_count=0`),
          ]),
        ),
      ).toEqual([201, 201, 200])
  })
})

describe('a batch', () => {
  it('does each by itself, and one that is wrong in any way harms no other', async () => {
    await make('b-1')
    const wrong: Entry[] = [
      post({ ...person(), gender: 'x' } as never),
      { request: { method: 'GET', url: 'http://there/fhir/Patient/1' } },
      { request: { method: 'DELETE', url: 'Patient' } },
      { resource: person(), request: { method: 'POST', url: 'Nonsense' } },
      { resource: patching('['), request: { method: 'PATCH', url: 'Patient/b-1' } },
      { resource: { resourceType: 'Parameters' }, request: { method: 'PATCH', url: 'Patient/b-1' } },
      { request: { method: 'POST', url: 'Patient' } },
      post(seen(`Patient?identifier=${system}|none`)),
      post(seen(urn())),
      get('Patient?birthdate=x'),
      get('Patient/nobody'),
      { resource: person({ id: 'other' }), request: { method: 'PUT', url: 'Patient/b-1' } },
    ]
    const entries = await batch([...wrong, post(person()), get('Patient/b-1')])
    expect(statuses(entries)).toEqual([400, 400, 412, 404, 400, 400, 400, 400, 422, 400, 404, 400, 201, 200])
    for (const { response, resource } of entries.slice(0, wrong.length)) {
      expect(response.outcome).toMatchObject({ resourceType: 'OperationOutcome' })
      expect(resource).toBeUndefined()
    }
  })

  it('answers reads after its writes', async () => {
    await make('b-2', { active: true })
    const entries = await batch([
      get('Patient/b-2'),
      { request: { method: 'HEAD', url: 'Patient/b-2' } },
      put({ ...person({ active: false }), id: 'b-2' }),
      remove('Patient/b-3'),
    ])
    expect(statuses(entries)).toEqual([200, 200, 200, 204])
    expect(entries[0]!.resource).toMatchObject({ active: false })
    expect(entries[1]!.resource).toBeUndefined()
  })
})

describe('the answer', () => {
  it('tells of each entry what HTTP would', async () => {
    for (const send of [transaction, batch]) {
      const id = `a-${send === batch}`
      const [made, put1] = await send([post(person()), put({ ...person(), id })])
      for (const entry of [made!, put1!]) {
        expect(entry.response).toMatchObject({ status: expect.stringMatching(/^201/) as string, etag: 'W/"1"' })
        expect(entry.response['location']).toMatch(/^Patient\/[\w-]+\/_history\/1$/)
        expect(entry.response['lastModified']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/)
        expect(entry.resource).toBeUndefined()
      }
      const [gone, again] = await send([remove(`Patient/${id}`), remove('Patient/never')])
      expect([gone!.response['status'], gone!.response['etag'], again!.response['status']]).toEqual([
        '204 No Content',
        'W/"2"',
        '204 No Content',
      ])
      const [full] = await send([post(person())], { prefer: 'return=representation' })
      expect(full).toMatchObject({ resource: { resourceType: 'Patient', meta: { versionId: '1' } } })
      const [told] = await send([post(person())], { prefer: 'return=OperationOutcome' })
      expect(told!.response.outcome).toMatchObject({ resourceType: 'OperationOutcome' })
    }
  })
})

describe('what is inside an entry', () => {
  it('rows of a view are a Binary, so that the answer is a Bundle whatever they hold', async () => {
    const [rows] = await batch([get('ViewDefinition/visit/$run?_format=csv&_limit=1')])
    expect(rows).toMatchObject({ resource: { resourceType: 'Binary', contentType: expect.stringMatching(/^text\/csv/) as string } })
  })

  it('a Bundle of another kind is kept as it is; one that is to be done is not', async () => {
    const u = urn()
    const document = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: u, resource: { resourceType: 'Patient' } },
        { fullUrl: urn(), resource: seen(u) },
      ],
    }
    const [kept] = await transaction([post(document), post(person(), { fullUrl: u })])
    expect((await read(placeOf(kept!)))['entry']).toEqual(document.entry)
    expect(
      (await refused([{ resource: { resourceType: 'Bundle', type: 'transaction' }, request: { method: 'POST', url: '/' } }])).status,
    ).toBe(400)
  })

  it('patches: one by a condition, one by an id, one whose text is no UTF-8, one that is no patch', async () => {
    await make('p-1', { identifier: [{ system, value: 'p-1' }] })
    const patch = (url: string, resource: unknown): Entry => ({ resource, request: { method: 'PATCH', url } })
    const add = patching([{ op: 'add', path: '/active', value: true }])
    for (const send of [transaction, batch])
      expect(statuses(await send([patch(send === batch ? 'Patient/p-1' : `Patient?identifier=${system}|p-1`, add)]))).toEqual([200])
    const latin = { ...add, data: Buffer.from('[{"op":"add","path":"/language","value":"\xe9"}]', 'latin1').toString('base64') }
    for (const wrong of [
      latin,
      patching('['),
      patching('{}'),
      patching('[]x'),
      { ...add, data: '***' },
      { ...add, contentType: 'text/plain' },
      { ...add, data: 5 },
      person(),
    ]) {
      const { status: code } = await refused([patch('Patient/p-1', wrong)])
      expect([wrong, code === 400 || code === 415]).toEqual([wrong, true])
    }
  })
})
