import { tmpdir } from 'node:os'
import fastify from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'
import { officialParameters } from '../../fhir/search/parameters.ts'
import { parseSearch } from '../../fhir/search/parse.ts'
import { validate } from '../../fhir/validate/validate.ts'
import { operations } from './operations/index.ts'
import { registerFhir } from './routes.ts'
import type { Target } from './target.ts'

type Param = { name: string; type: string }
type Operation = { name: string; definition: string; documentation?: string }
type Listed = {
  type: string
  conditionalCreate: boolean
  conditionalRead: string
  conditionalUpdate: boolean
  conditionalDelete: string
  interaction: { code: string }[]
  searchParam: Param[]
  searchInclude: string[]
  searchRevInclude?: string[]
  operation?: Operation[]
}
type Rest = { resource: Listed[]; interaction: { code: string }[]; searchParam: Param[]; operation?: Operation[]; compartment: string[] }
let at: FhirHttp
let rest: Rest
/** A door with everything that a door can have. */
const whole = () => ({
  exports: { folder: tmpdir(), wake: () => {} },
  intake: { originals: tmpdir(), wake: () => {} },
})
beforeAll(async () => {
  at = await fhirHttp(whole)
  const { status, json } = await at.call('GET', '/fhir/metadata')
  expect(status).toBe(200)
  expect(validate(json)).toEqual([])
  rest = (json['rest'] as unknown as [Rest])[0]
})
afterAll(() => at.close())

/** A value of each kind of search parameter. */
const plain: Readonly<Record<string, string>> = {
  token: 'x',
  string: 'x',
  date: '2026',
  quantity: '1',
  number: '1',
  reference: 'x',
  uri: 'urn:x',
  special: '1|1|1|km',
}
const sample = (type: string, { name, type: kind }: Param): string => {
  if (name === '_text' || name === '_content' || name === '_list') return 'x'
  if (name === '_type') return type
  const parts = officialParameters.find(type, name)?.parts
  return kind === 'composite' ? (parts ?? []).map((part) => plain[part.type]).join('$') : (plain[kind] ?? 'x')
}
/** What an interaction is called with where there is nothing: its answer tells that somebody listens. */
const calls: Readonly<
  Record<
    string,
    (
      type: string,
    ) => readonly [method: 'GET' | 'PUT' | 'PATCH' | 'DELETE' | 'POST', path: string, body: object | undefined, expected: readonly number[]]
  >
> = {
  read: (type) => ['GET', `${type}/none`, undefined, [404]],
  vread: (type) => ['GET', `${type}/none/_history/1`, undefined, [404]],
  update: (type) => ['PUT', `${type}/none`, { resourceType: type, id: 'other' }, [400]],
  patch: (type) => ['PATCH', `${type}/none`, [], [404]],
  delete: (type) => ['DELETE', `${type}/none`, undefined, [204, 404]],
  'history-instance': (type) => ['GET', `${type}/none/_history`, undefined, [404]],
  'history-type': (type) => ['GET', `${type}/_history`, undefined, [200]],
  create: (type) => ['POST', type, { resourceType: type, no: 1 }, [400, 422]],
  'search-type': (type) => ['GET', `${type}?_id=none`, undefined, [200]],
}
const sampled = ['Patient', 'Observation', 'Encounter', 'CodeSystem', 'Location']

it('lists every type, and each listed interaction answers', async () => {
  expect(rest.resource).toHaveLength(146)
  for (const { type, interaction } of rest.resource) {
    const codes = interaction.map(({ code }) => code)
    expect([...codes].sort()).toEqual(Object.keys(calls).sort())
    for (const code of sampled.includes(type) ? codes : ['read', 'search-type']) {
      const [method, path, body, expected] = calls[code]!(type)
      const headers = method === 'PATCH' ? { 'content-type': 'application/json-patch+json' } : {}
      const answer = await at.call(method, `/fhir/${path}`, body, headers)
      expect(expected, `${method} ${path}: ${answer.status} ${answer.said}`).toContain(answer.status)
    }
  }
}, 120_000)

it('lists exactly the search parameters that are understood', () => {
  for (const { type, searchParam } of rest.resource) {
    const understood = officialParameters.of(type).filter((param) => {
      const pairs = [[param.code, sample(type, { name: param.code, type: param.type })]] as const
      return parseSearch({ type, pairs, parameters: officialParameters }).faults.length === 0
    })
    expect(searchParam.map(({ name }) => name).sort(), type).toEqual([...understood.map(({ code }) => code), '_list'].sort())
  }
})

it('searches of some types by every listed parameter and include are answered, strictly', async () => {
  for (const { type, searchParam, searchInclude, searchRevInclude = [] } of rest.resource.filter((one) => sampled.includes(one.type))) {
    const asked = [
      ...searchParam.map((param) => `${param.name}=${encodeURIComponent(sample(type, param))}`),
      ...searchInclude.map((include) => `_include=${encodeURIComponent(include)}`),
      ...searchRevInclude.slice(0, 10).map((include) => `_revinclude=${include}`),
    ]
    for (const query of asked) {
      const answer = await at.call('GET', `/fhir/${type}?${query}`, undefined, { prefer: 'handling=strict' })
      expect(answer.status, `${type}?${query}: ${answer.said}`).toBe(200)
    }
    expect((await at.call('GET', `/fhir/${type}?nothing=1`, undefined, { prefer: 'handling=strict' })).status).toBe(400)
  }
}, 120_000)

it('lists what a search for all types takes, and that everything which points to a match can come along', async () => {
  const found = rest.searchParam.map(({ name }) => name)
  expect(found).toEqual(expect.arrayContaining(['_id', '_type']))
  for (const param of rest.searchParam) {
    const answer = await at.call('GET', `/fhir?${param.name}=${encodeURIComponent(sample('Basic', param))}`, undefined, {
      prefer: 'handling=strict',
    })
    expect(answer.status, `${param.name}: ${answer.said}`).toBe(200)
  }
  for (const { type, searchRevInclude } of rest.resource) expect(searchRevInclude?.[0], type).toBe('*')
})

it('says in which mode it states what it can: full, normative, of the terminology; no other', async () => {
  const asked = (mode: string) => at.call('GET', `/fhir/metadata?mode=${mode}`)
  for (const mode of ['full', 'normative']) expect((await asked(mode)).json.resourceType).toBe('CapabilityStatement')
  const { json } = await asked('terminology')
  expect(validate(json)).toEqual([])
  expect(json).toMatchObject({
    resourceType: 'TerminologyCapabilities',
    kind: 'instance',
    codeSearch: 'explicit',
    validateCode: { translations: false },
  })
  const { expansion } = json as unknown as { expansion: { parameter: { name: string }[] } }
  const values: Readonly<Record<string, string>> = { date: '2026-01-31', offset: '0', count: '1' }
  const url = 'http://hl7.org/fhir/ValueSet/administrative-gender'
  for (const { name } of expansion.parameter) {
    const { status, said } = await at.call('GET', `/fhir/ValueSet/$expand?url=${url}&${name}=${values[name] ?? 'true'}`)
    expect(status, `${name}: ${said}`).toBe(200)
  }
  const none = await asked('all')
  expect([none.status, none.said]).toEqual([400, expect.stringContaining('full, normative or terminology')])
})

const names = [...new Set(operations.map(({ name }) => name))]
/** Whether something answers to an operation there. R4 has no ViewDefinition: what is called there is listed for the whole system. */
async function answers(path: string): Promise<boolean> {
  const { status, said } = await at.call('POST', `/fhir/${path}`, { resourceType: 'Parameters' })
  expect(status, `${path}: ${said}`).toBeLessThan(500)
  return !said.includes('There is no operation')
}

it('lists at every type the operations that answer there, and no others', async () => {
  for (const { type, operation = [] } of rest.resource)
    for (const name of names) {
      const working = (await answers(`${type}/$${name}`)) || (await answers(`${type}/none/$${name}`))
      expect(working, `${type}/$${name}`).toBe(operation.some((one) => one.name === name))
    }
  expect((await at.call('POST', '/fhir/Patient/$nothing', { resourceType: 'Parameters' })).status).toBe(404)
}, 120_000)

it('lists for the whole system the operations that answer there, and those of types that R4 does not have', async () => {
  for (const name of names) {
    const listed = rest.operation?.some((one) => one.name === name) ?? false
    const beyond = await answers(`ViewDefinition/$${name}`)
    expect((await answers(`$${name}`)) || beyond, name).toBe(listed)
  }
})

it('has no route that is neither dispatched by the table of interactions, nor a listed operation, nor where one is followed', async () => {
  const known = ['/fhir/', '/fhir', '/fhir/*', ...names.map((name) => `/fhir/$${name}`)]
  const routes: string[] = []
  const door = fastify()
  door.addHook('onRoute', ({ url }) => void routes.push(url))
  await registerFhir(door, at.house, whole())
  await door.close()
  expect(routes).toContain('/fhir/$import')
  expect(routes.filter((route) => !known.includes(route) && !route.startsWith('/fhir/bulk/'))).toEqual([])
  for (const name of names)
    expect([...(rest.operation ?? []), ...rest.resource.flatMap((one) => one.operation ?? [])].map((one) => one.name)).toContain(name)
})

it('lists neither export nor import where no files are kept', async () => {
  const bare = await fhirHttp()
  try {
    const { json, text } = await bare.call('GET', '/fhir/metadata')
    expect(json.resourceType).toBe('CapabilityStatement')
    expect(text).not.toMatch(/"name":"(ex|im)port"/)
    for (const path of ['$export', 'Patient/$export', '$import'])
      expect((await bare.call('POST', `/fhir/${path}`, { resourceType: 'Parameters' })).status, path).toBe(404)
  } finally {
    await bare.close()
  }
})

/** How each kind of address is called, and by which statement of a type or of the system it is listed. */
const addresses: Readonly<Record<Target['kind'], { path: string; listed: Readonly<Record<string, string>> }>> = {
  system: { path: '', listed: { GET: 'search-system', POST: 'transaction' } },
  metadata: { path: 'metadata', listed: { GET: 'capabilities' } },
  type: {
    path: 'Basic',
    listed: { GET: 'search-type', POST: 'create', PUT: 'conditionalUpdate', PATCH: 'patch', DELETE: 'conditionalDelete' },
  },
  instance: { path: 'Basic/none', listed: { GET: 'read', PUT: 'update', PATCH: 'patch', DELETE: 'delete' } },
  version: { path: 'Basic/none/_history/1', listed: { GET: 'vread' } },
  history: { path: '_history', listed: { GET: 'history-system' } },
  search: { path: '_search', listed: { POST: 'search-system' } },
  compartment: { path: 'Patient/none/Basic', listed: { GET: 'compartment' } },
  'compartment-search': { path: 'Patient/none/Basic/_search', listed: { POST: 'compartment' } },
  operation: { path: 'ValueSet/$expand', listed: { GET: 'operation', POST: 'operation' } },
}

it('does at each kind of address what it lists, and nothing that it does not list', async () => {
  const basic = rest.resource.find(({ type }) => type === 'Basic')!
  const stated = new Set([
    ...[...basic.interaction, ...rest.interaction].map(({ code }) => code),
    ...(basic.conditionalUpdate ? ['conditionalUpdate'] : []),
    ...(basic.conditionalDelete !== 'not-supported' ? ['conditionalDelete'] : []),
    ...(rest.compartment.length ? ['compartment'] : []),
    ...(rest.resource.some(({ operation }) => operation) ? ['operation'] : []),
    'capabilities',
  ])
  for (const { path, listed } of Object.values(addresses))
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const { status } = await at.call(method, `/fhir/${path}`, method === 'GET' || method === 'DELETE' ? undefined : {})
      const code = listed[method]
      expect([method, path, status !== 405]).toEqual([method, path, code !== undefined && stated.has(code)])
    }
})

it('lists the interactions of the whole system that answer', async () => {
  expect(rest.interaction.map(({ code }) => code).sort()).toEqual(['batch', 'history-system', 'search-system', 'transaction'])
  for (const type of ['batch', 'transaction']) expect((await at.call('POST', '/fhir', { resourceType: 'Bundle', type })).status).toBe(200)
  for (const path of ['_history', '?_type=Patient']) expect((await at.call('GET', `/fhir/${path}`)).status).toBe(200)
})
