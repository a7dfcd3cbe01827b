import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machine } from '../../../../test/fhir-door.ts'
import { type FhirHttp, fhirHttp } from '../../../../test/fhir-http.ts'
import { a, county } from '../../../../test/house.ts'
import { officialParameters } from '../../../fhir/search/parameters.ts'
import { parseSearch } from '../../../fhir/search/parse.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { houseReader } from '../../../record/search/reader.ts'
import { searchDocuments } from '../../../record/search/search.ts'
import type { Caller } from '../caller.ts'
import { type Dispatch, metadata } from '../capability.ts'
import { ensureConformance } from '../terminology/conformance.ts'
import { resolveTokenSets } from '../terminology/token-sets.ts'
import { runView } from './view-run.ts'

let at: FhirHttp
const patient = {
  resourceType: 'Patient',
  name: [{ text: '张三' }],
  gender: 'male',
  managingOrganization: { reference: 'Organization/qy-a' },
}
const profile = 'urn:countywide:profile:patient'
const issues = async (url: string, body: object | string | undefined = undefined) => {
  const answer = await at.call('POST', `/fhir/${url}`, body)
  expect(answer.status, answer.text).toBe(200)
  expect(validate(answer.json)).toEqual([])
  const found = answer.json['issue'] as unknown as { severity: string; expression?: string[]; diagnostics: string }[]
  return found.map(({ severity, expression, diagnostics }) => `${severity} ${expression?.[0] ?? ''}: ${diagnostics}`)
}
const door = () => ({ house: at.house, integrity: true })
const caller = (may = true): Caller => ({
  county,
  actor: a,
  reader: houseReader(county),
  sees: 'full',
  may: () => may,
  mayCall: () => true,
})
beforeAll(async () => {
  at = await fhirHttp()
  await ensureConformance(at.house.record, { id: county }, new Date())
  for (const [id, gender] of [
    ['v1', 'male'],
    ['v2', 'female'],
    ['v3', 'unknown'],
  ] as const)
    expect((await at.call('PUT', `/fhir/Patient/${id}`, { ...patient, id, gender })).status).toBe(201)
})
afterAll(() => at.close())

describe('$validate', () => {
  it('answers 200 with what is wrong, by R4, by profile, by the address', async () => {
    expect(await issues('Patient/$validate', patient)).toEqual(['information : All is well.'])
    expect(await issues('Patient/$validate', { ...patient, gender: 'man' })).toMatchObject([
      expect.stringMatching(/^error Patient.gender: /),
    ])
    expect(await issues(`Patient/$validate?profile=${profile}`, { ...patient, name: undefined })).toMatchObject([
      expect.stringContaining('name is required'),
    ])
    expect(await issues('Patient/$validate', { ...patient, meta: { profile: [profile] }, gender: undefined })).toMatchObject([
      expect.stringContaining('gender is required'),
    ])
    expect(await issues('Observation/$validate', patient)).toMatchObject([expect.stringContaining('The address says Observation')])
    expect(await issues('Patient/$validate?profile=urn:none', patient)).toMatchObject([
      expect.stringMatching(/^error : .*urn:none.*not known/),
    ])
    expect(await issues('Patient/$validate', '{"resourceType":')).toMatchObject([expect.stringMatching(/^error Resource: Line 1/)])
  })
  it('takes Parameters with mode: what a create, update or delete would be refused for', async () => {
    const parameters = (mode: string, resource?: object) => ({
      resourceType: 'Parameters',
      parameter: [{ name: 'mode', valueCode: mode }, ...(resource ? [{ name: 'resource', resource }] : [])],
    })
    const lost = { ...patient, managingOrganization: { reference: 'Organization/nobody' } }
    expect(await issues('Patient/$validate', parameters('create', lost))).toMatchObject([
      expect.stringMatching(/^error Patient.managingOrganization: .*does not exist/),
    ])
    expect(await issues('Patient/v1/$validate', parameters('update', { ...patient, id: 'other' }))).toMatchObject([
      expect.stringContaining('The id must be "v1"'),
    ])
    expect(await issues('Patient/v1/$validate', parameters('delete'))).toEqual(['information : All is well.'])
    expect(await issues('Organization/qy-a/$validate', parameters('delete'))).toMatchObject([expect.stringContaining('is referred to by')])
    expect(await issues('CodeSystem/countywide-sex/$validate', parameters('delete'))).toMatchObject([
      expect.stringContaining('belongs to conformance'),
    ])
  })
  it('checks what is stored when nothing is sent, and doubts codes that their system does not have', async () => {
    expect((await at.call('GET', '/fhir/Patient/v1/$validate')).said).toBe('All is well.')
    const coded = {
      ...patient,
      maritalStatus: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'ZZ' },
          { system: 'http://loinc.org', code: 'ZZ' },
        ],
      },
    }
    expect(await issues('Patient/$validate', coded)).toMatchObject([
      expect.stringMatching(/^warning Patient.maritalStatus.coding\[0\]: "ZZ" is not a code/),
    ])
  })
})

describe('$run of a view', () => {
  const view = {
    resourceType: 'ViewDefinition',
    resource: 'Patient',
    status: 'active',
    select: [
      {
        column: [
          { name: 'id', path: 'getResourceKey()' },
          { name: 'sex', path: 'gender' },
        ],
      },
    ],
  }
  const run = (parameter: object[], query: [string, string][] = [], id?: string, may = true) =>
    runView.run({
      ...{ door: door(), caller: caller(may), type: 'ViewDefinition', id },
      interaction: {
        method: 'POST',
        path: 'ViewDefinition/$run',
        query,
        headers: {},
        base: 'http://x/fhir',
        body: JSON.stringify({ resourceType: 'Parameters', parameter }),
      },
    })
  const sent = { name: 'viewResource', resource: view }
  it('answers rows of resources that are sent, and of the record, in three formats', async () => {
    const inline = await run([sent, { name: 'resource', resource: { ...patient, id: 'x,"y' } }], [['_format', 'csv']])
    expect(inline).toEqual({ status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: 'id,sex\r\n"x,""y",male\r\n' })
    expect((await run([sent], [['_limit', '2']])).body).toBe('{"id":"v1","sex":"male"}\n{"id":"v2","sex":"female"}\n')
    const json = await run([sent, { name: 'patient', valueReference: { reference: 'Patient/v2' } }], [['_format', 'json']])
    expect(json.body).toBe('[{"id":"v2","sex":"female"}]')
  })
  it('runs what a Binary holds, and the views of the house, by name', async () => {
    const binary = {
      resourceType: 'Binary',
      id: 'view',
      contentType: 'application/json',
      data: Buffer.from(JSON.stringify(view)).toString('base64'),
    }
    expect((await at.call('PUT', '/fhir/Binary/view', binary)).status).toBe(201)
    const named = await run(
      [{ name: 'viewReference', valueReference: { reference: 'Binary/view' } }],
      [
        ['_format', 'csv'],
        ['header', 'false'],
      ],
    )
    expect(named.body).toBe('v1,male\r\nv2,female\r\nv3,unknown\r\n')
    const { name } = at.house.record.views.find((one) => one.resource === 'Patient')!
    expect((await run([], [['_format', 'csv']], name)).body).toMatch(/^\w+(,\w+)*\r\n/)
  })
  it('refuses what it cannot run, and whom it may not', async () => {
    await expect(run([{ ...sent, resource: { ...view, select: [] } }])).rejects.toThrow('not valid')
    await expect(run([{ ...sent, resource: { ...view, where: [{ path: "gender.matches('(a+b')" }] } }])).rejects.toThrow('not valid')
    await expect(run([sent], [], undefined, false)).rejects.toThrow('may not search')
    await expect(run([sent], [['_format', 'pdf']])).rejects.toThrow('ndjson, json, csv')
    await expect(run([])).rejects.toThrow('Give the view')
  })
})

describe('value sets and hierarchies in a search', () => {
  const find = async (...pairs: [string, string][]) => {
    const { query, faults } = parseSearch({ type: 'Patient', pairs, parameters: officialParameters })
    expect(faults).toEqual([])
    const asked = await resolveTokenSets(door(), machine(), query)
    return (await searchDocuments(at.house.record, houseReader(county), asked, officialParameters)).matches.map(({ id }) => id)
  }
  it('become the codes they mean', async () => {
    const compose = { include: [{ system: 'http://hl7.org/fhir/administrative-gender', concept: [{ code: 'male' }, { code: 'other' }] }] }
    expect(
      (await at.call('PUT', '/fhir/ValueSet/two', { resourceType: 'ValueSet', id: 'two', status: 'active', url: 'urn:two', compose }))
        .status,
    ).toBe(201)
    expect(await find(['gender:in', 'urn:two'])).toEqual(['v1'])
    expect(await find(['gender:in', 'ValueSet/two'])).toEqual(['v1'])
    expect(await find(['gender:not-in', 'urn:two'])).toEqual(['v2', 'v3'])
    expect(await find(['gender:below', 'http://hl7.org/fhir/administrative-gender|female'])).toEqual(['v2'])
  })
  it('are refused when nobody knows them', async () => {
    await expect(find(['gender:in', 'urn:none'])).rejects.toMatchObject({ status: 400, message: expect.stringContaining('urn:none') })
    await expect(find(['gender:below', 'male'])).rejects.toThrow('system|code')
    await expect(find(['gender:in', 'http://hl7.org/fhir/ValueSet/observation-codes'])).rejects.toThrow('loinc.org')
  })
})

describe('the CapabilityStatement', () => {
  const table: Dispatch = {
    ...{ system: { GET: 1, POST: 1 }, metadata: { GET: 1 }, type: { GET: 1, POST: 1, PUT: 1 }, instance: { GET: 1, PUT: 1 } },
    ...{
      version: { GET: 1 },
      history: { GET: 1 },
      search: { POST: 1 },
      compartment: {},
      'compartment-search': {},
      operation: { GET: 1, POST: 1 },
    },
  }
  type Statement = {
    rest: {
      resource: {
        type: string
        interaction: { code: string }[]
        operation?: { name: string }[]
        searchParam: { name: string; type: string }[]
      }[]
    }[]
  }
  const ask = async (query: [string, string][] = [], who: Caller | undefined = undefined) =>
    (await metadata(door(), who, { base: 'http://x/fhir', query }, table)).body!
  it('is valid R4 and says what the door dispatches, no more', async () => {
    const statement = JSON.parse(await ask()) as Statement
    expect(validate(statement)).toEqual([])
    const [{ resource }] = statement.rest as [Statement['rest'][0]]
    expect(resource).toHaveLength(146)
    for (const { interaction, type } of resource) {
      const codes = interaction.map(({ code }) => code)
      expect(codes, type).toEqual(['read', 'vread', 'update', 'history-instance', 'history-type', 'create', 'search-type'])
    }
    const patientOf = resource.find(({ type }) => type === 'Patient')!
    expect(patientOf.searchParam.map(({ name }) => name)).toEqual(expect.arrayContaining(['name', 'identifier', '_id', '_lastUpdated']))
    const listed = new Set(resource.flatMap(({ operation = [] }) => operation.map(({ name }) => name)))
    expect([...listed]).toEqual(expect.arrayContaining(['validate', 'expand', 'validate-code', 'lookup', 'subsumes', 'translate']))
  })
  it('is kept, cut by _summary and _elements, and has the search parameters of the county', async () => {
    expect(await ask()).toBe(await ask())
    expect((await ask([['_summary', 'true']])).length).toBeLessThan((await ask()).length)
    expect(Object.keys(JSON.parse(await ask([['_elements', 'software']])) as object)).not.toContain('implementation')
    const own = {
      resourceType: 'SearchParameter',
      id: 'fax',
      url: 'urn:fax',
      name: 'fax',
      status: 'active',
      description: 'x',
      code: 'fax-number',
      base: ['Patient'],
      type: 'token',
      expression: "Patient.telecom.where(system='fax')",
    }
    expect((await at.call('PUT', '/fhir/SearchParameter/fax', own)).status).toBe(201)
    const names = async (who?: Caller) =>
      (JSON.parse(await ask([], who)) as Statement).rest[0]!.resource.find(({ type }) => type === 'Patient')!.searchParam.map(
        ({ name }) => name,
      )
    expect(await names(caller())).toContain('fax-number')
    expect(await names()).not.toContain('fax-number')
  })
})
