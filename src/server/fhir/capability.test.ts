import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'
import { officialParameters } from '../../fhir/search/parameters.ts'
import { parseSearch } from '../../fhir/search/parse.ts'
import { validate } from '../../fhir/validate/validate.ts'
import { operations } from './operations/index.ts'

type Param = { name: string; type: string }
type Listed = {
  type: string
  interaction: { code: string }[]
  searchParam: Param[]
  searchInclude: string[]
  searchRevInclude?: string[]
  operation?: { name: string }[]
}
type Rest = { resource: Listed[]; interaction: { code: string }[]; searchParam: Param[]; operation?: { name: string }[] }
let at: FhirHttp
let rest: Rest
beforeAll(async () => {
  at = await fhirHttp()
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
  if (name === '_text' || name === '_content') return 'x'
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
    expect(searchParam.map(({ name }) => name).sort(), type).toEqual(understood.map(({ code }) => code).sort())
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

it('lists every operation at its types, but no export where no files are kept, and what is listed is there', async () => {
  const listed = (name: string) =>
    [...(rest.operation ?? []), ...rest.resource.flatMap(({ operation = [] }) => operation)].some((one) => one.name === name)
  for (const { name, types } of operations)
    expect(listed(name), name).toBe((types === '*' || !types.includes('ViewDefinition')) && name !== 'export')
  for (const { type, operation = [] } of rest.resource.filter((one) => [...sampled, 'ValueSet', 'ConceptMap'].includes(one.type)))
    for (const { name } of operation) {
      const answers = await Promise.all(
        [`${type}/$${name}`, `${type}/none/$${name}`].map((path) => at.call('POST', `/fhir/${path}`, { resourceType: 'Parameters' })),
      )
      expect(
        answers.some(({ said }) => !said.includes('There is no operation')),
        `${type}/$${name}`,
      ).toBe(true)
      for (const { status } of answers) expect(status).toBeLessThan(500)
    }
  expect((await at.call('POST', '/fhir/Patient/$nothing', { resourceType: 'Parameters' })).status).toBe(404)
})

it('lists the interactions of the whole system that answer', async () => {
  expect(rest.interaction.map(({ code }) => code).sort()).toEqual(['batch', 'history-system', 'search-system', 'transaction'])
  for (const type of ['batch', 'transaction']) expect((await at.call('POST', '/fhir', { resourceType: 'Bundle', type })).status).toBe(200)
  for (const path of ['_history', '?_type=Patient']) expect((await at.call('GET', `/fhir/${path}`)).status).toBe(200)
})
