import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { async, type Done, fetched, path, thirtyWeighed } from '../../../../test/fhir-exports.ts'
import { type FhirHttp, fhirHttp } from '../../../../test/fhir-http.ts'
import { importBatch } from '../../../adapters/files/import.ts'
import { startExports } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'countywide-bulk-'))
let at: FhirHttp
let exports: ReturnType<typeof startExports> | undefined
beforeAll(async () => {
  at = await fhirHttp(({ record, clock }) => {
    exports = startExports(record, join(folder, 'exports'), clock)
    return { exports, intake: { originals: join(folder, 'files'), wake: () => {} } }
  })
  expect((await at.call('POST', '/fhir', thirtyWeighed)).status).toBe(200)
  const group = { resourceType: 'Group', id: 'g', type: 'person', actual: true, member: [{ entity: { reference: 'Patient/p1' } }] }
  expect((await at.call('PUT', '/fhir/Group/g', group)).status).toBe(201)
})
afterAll(async () => {
  await exports?.stop()
  await at.close()
  rmSync(folder, { recursive: true, force: true })
})

it('exports everything as it is read, one resource a line, numbers as they were written', async () => {
  const { lines } = await fetched(at, '/fhir/$export?_type=Patient,Observation')
  expect([...lines.keys()].sort()).toEqual(['Observation', 'Patient'])
  expect(lines.get('Patient')!.length).toBe(30)
  expect(lines.get('Observation')).toContain((await at.call('GET', '/fhir/Observation/o7')).text)
  expect(lines.get('Observation')![0]).toContain('61.50')
})

it('keeps what it says out of caches and pages, and in the audit', async () => {
  const { location } = await fetched(at, '/fhir/$export?_type=Patient')
  const paths = [
    '$export?_type=Patient',
    location.slice(6),
    `${location.slice(6)}/Patient.1.ndjson`,
    'bulk/import/none',
    'bulk/export/none',
  ]
  const asked = await Promise.all(paths.map((one) => at.call('GET', `/fhir/${one}`, undefined, async)))
  asked.push(await at.call('POST', '/fhir/$import', 'x', { 'content-type': 'application/fhir+ndjson' }))
  for (const { headers } of asked)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })
  for (const { headers } of asked.slice(1)) expect(headers['cache-control']).toBe('no-store')
  const said = await at.house.record.db.query<{ action: string }>(
    `select distinct action from audit where county_id = $1 and actor = 'machine' and action ~ 'port' order by action`,
    [141099],
  )
  expect(said.map(({ action }) => action)).toEqual(['fhir.export', 'fhir.export.read', 'fhir.import'])
})

it('exports the patients of a group alone, and what changed since', async () => {
  const { lines } = await fetched(at, '/fhir/Group/g/$export?_type=Patient,Observation')
  expect([lines.get('Patient')?.length, lines.get('Observation')?.length]).toEqual([1, 1])
  const since = at.house.clock().toISOString()
  await at.call('PUT', '/fhir/Patient/p3', { resourceType: 'Patient', id: 'p3', name: [{ text: '王大明' }] })
  const changed = await fetched(at, `/fhir/Patient/$export?_since=${since}`)
  expect(changed.lines.get('Patient')!.map((line) => JSON.parse(line).id)).toEqual(['p3'])
  expect(changed.lines.size).toBe(1)
})

it('says of what was asked everything that the manifest of Bulk Data Access has, deletions too', async () => {
  const query = '_type=Patient,Observation&_since=2027-01-01T00:00:00%2B08:00'
  for (const id of ['gone', 'kept']) await at.call('PUT', `/fhir/Patient/${id}`, { resourceType: 'Patient', id })
  const seen = { resourceType: 'Observation', status: 'final', code: { text: 'x' } }
  await at.call('PUT', '/fhir/Observation/of-p1', { ...seen, id: 'of-p1', subject: { reference: 'Patient/p1' } })
  for (const path of ['Patient/gone', 'Observation/of-p1']) expect((await at.call('DELETE', `/fhir/${path}`)).status).toBe(204)
  const deletions = async (url: string) => {
    const { location } = await fetched(at, url)
    const { json, headers } = await at.call('GET', location, undefined, async)
    expect(headers).toMatchObject({ expires: expect.any(String), 'content-type': expect.stringContaining('application/json') })
    expect(json).toMatchObject({ transactionTime: expect.stringMatching(/^2027-/), requiresAccessToken: true, error: [] })
    const { request, deleted } = json as unknown as { request: string; deleted: Done['output'] }
    expect(request).toMatch(/^http:\/\/.*\/fhir\//)
    expect(request.endsWith(url)).toBe(true)
    const texts = await Promise.all(
      deleted.map(async ({ type, url, count }) => ({ type, count, text: (await at.call('GET', path(url))).text })),
    )
    return texts.map(({ type, count, text }) => {
      const lines = text.trim().split('\n')
      expect([type, lines.length]).toEqual(['Bundle', count])
      return lines.map((line) => JSON.parse(line) as { type: string; entry: { request: { url: string } }[] })
    })
  }
  const urls = (files: Awaited<ReturnType<typeof deletions>>) =>
    files.flat().flatMap(({ entry }) => entry.map(({ request }) => request.url))
  const [first, ...others] = await deletions(`/fhir/$export?${query}`)
  expect(first![0]).toMatchObject({ resourceType: 'Bundle', type: 'transaction', entry: [{ request: { method: 'DELETE' } }] })
  expect(urls([first!, ...others]).sort()).toEqual(['Observation/of-p1', 'Patient/gone'])
  expect(urls(await deletions(`/fhir/Group/g/$export?${query}`))).toEqual(['Observation/of-p1'])
  expect(await deletions('/fhir/$export?_type=Patient')).toEqual([])
  expect((await at.call('DELETE', '/fhir/Patient/kept')).status).toBe(204)
})

it('shows an export to nobody but its asker, masked to whom persons are masked, and forgets it when told', async () => {
  const other = await at.account('other', ['fhir.*'], 'masked')
  const { lines, location } = await fetched(at, '/fhir/$export?_type=Patient', other)
  expect(lines.get('Patient')!.join()).not.toContain('王小明')
  expect((await at.call('GET', location)).status).toBe(404)
  expect((await at.call('GET', `${location}/Patient.1.ndjson`)).status).toBe(404)
  expect((await at.call('DELETE', location, undefined, { cookie: other })).status).toBe(202)
  expect((await at.call('GET', location, undefined, { cookie: other })).status).toBe(404)
})

it('refuses what it cannot do, and says what it can', async () => {
  const refused = async (url: string, headers: Record<string, string> = async) => {
    const answer = await at.call('GET', url, undefined, headers)
    return [answer.status, answer.said] as const
  }
  expect(await refused('/fhir/$export', {})).toEqual([400, expect.stringContaining('respond-async')])
  expect(await refused('/fhir/$export?_type=Pateint')).toEqual([400, expect.stringContaining('"Patient"')])
  expect(await refused('/fhir/$export?_since=yesterday')).toEqual([400, expect.stringContaining('_since')])
  expect(await refused('/fhir/$export?_outputFormat=text/csv')).toEqual([400, expect.stringContaining('application/fhir+ndjson')])
  expect(await refused('/fhir/$export?_typ=Patient')).toEqual([400, expect.stringContaining('_type')])
  expect(await refused('/fhir/Group/none/$export')).toEqual([404, expect.stringContaining('Group/none')])
  expect(await refused('/fhir/Patient/$export?patient=Patient/nobody')).toEqual([400, expect.stringContaining('Patient/nobody')])
  expect(await refused('/fhir/Group/g/$export?patient=Patient/p2')).toEqual([400, expect.stringContaining('not a member')])
  for (const path of ['export/none', 'export/a%00b', 'export/a/b%00', 'import/none', 'import/a%00b', 'import/%00/refused'])
    expect((await refused(`/fhir/bulk/${path}`))[0], path).toBe(404)
  const wanted = (body: object) => at.call('POST', '/fhir/$export', body, async)
  const parameters = (parameter: unknown) => ({ resourceType: 'Parameters', parameter })
  for (const body of [
    [],
    { resourceType: 'Patient' },
    parameters([{ name: '_typ', valueString: 'Patient' }]),
    parameters([{ name: 'patient', valueInteger: 1 }]),
    parameters([{ name: 'patient', valueReference: { reference: 'Patient/a\0' } }]),
  ])
    expect((await wanted(body)).status, JSON.stringify(body)).toBe(400)
})

const filters = (...texts: string[]) => texts.map((text) => `_typeFilter=${encodeURIComponent(text)}`).join('&')

it('exports of a type what meets one of its filters, and all of the types without one', async () => {
  for (const id of ['f1', 'f2', 'f3'])
    await at.call('PUT', `/fhir/Patient/${id}`, {
      resourceType: 'Patient',
      id,
      gender: id === 'f2' ? 'female' : 'male',
      birthDate: `195${id[1]}-01-01`,
    })
  await at.call('PUT', '/fhir/Observation/of', {
    resourceType: 'Observation',
    id: 'of',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: 'Patient/f2' },
  })
  const of = async (query: string, type = 'Patient') => {
    const { lines, told } = await fetched(at, `/fhir/$export?_type=Patient,Group,Observation&${query}`)
    expect([told, lines.get('Group')?.length]).toEqual([[], 1])
    return lines.get(type)?.map((line) => (JSON.parse(line) as { id: string }).id) ?? []
  }
  expect(await of(filters('Patient?gender=female'))).toEqual(['f2'])
  expect(await of(filters('Patient?gender=female', 'Patient?birthdate=1951'))).toEqual(['f1', 'f2'])
  expect(await of(filters('Patient?gender=male&birthdate=gt1952,Patient?_id=f1,f2'))).toEqual(['f1', 'f2', 'f3'])
  expect(await of(filters('Observation?subject:Patient.gender=female'), 'Observation')).toEqual(['of'])
  expect(await of(filters('Observation?subject:Patient.gender=other'), 'Observation')).toEqual([])
  expect((await of(filters('Patient?gender=female'), 'Observation')).length).toBeGreaterThan(30)
  for (const address of ['Observation/of', ...['f1', 'f2', 'f3'].map((id) => `Patient/${id}`)]) await at.call('DELETE', `/fhir/${address}`)
})

it('exports the elements that are named, with those that a resource cannot be without, and says that they are a part', async () => {
  const { lines } = await fetched(at, '/fhir/$export?_type=Patient,Observation&_elements=Patient.name,subject')
  const [patient, observation] = [lines.get('Patient')![0]!, lines.get('Observation')![0]!].map(
    (line) => JSON.parse(line) as Record<string, unknown>,
  )
  expect(Object.keys(patient!).sort()).toEqual(['id', 'meta', 'name', 'resourceType'])
  expect(patient!['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] })
  expect(Object.keys(observation!).sort()).toEqual(['code', 'id', 'meta', 'resourceType', 'status', 'subject'])
})

it.each([
  [filters('Patient?gendr=male'), 'gendr'],
  [filters('Patient?_id=p1&_sort=name'), '_sort'],
  [filters('Observation?status=final'), 'Observation is not among the types'],
  ['_elements=nmae', 'nmae'],
  ['_elements=Patient.name.family', 'Patient.name.family'],
  ['includeAssociatedData=LatestProvenanceResources', 'includeAssociatedData'],
])('refuses what it cannot honour, %s, or leaves it aside for whom asks leniently and says so in the manifest', async (query, said) => {
  const url = `/fhir/$export?_type=Patient&${query}`
  const refused = await at.call('GET', url, undefined, async)
  expect([refused.status, refused.json.resourceType, refused.said]).toEqual([400, 'OperationOutcome', expect.stringContaining(said)])
  const { lines, told } = await fetched(at, url, undefined, 'respond-async, handling=lenient')
  expect([told.length, lines.has('Patient')]).toEqual([1, true])
  expect(JSON.parse(told[0]!)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ diagnostics: expect.stringContaining(said) }] })
})

it('refuses a filter that can be no search, however it is asked', async () => {
  for (const text of ['Patient', 'Pateint?gender=male', 'Patient?birthdate=long ago', 'Patient?name:wrong=x'])
    for (const prefer of [async.prefer, 'respond-async, handling=lenient']) {
      const { status, said } = await at.call('GET', `/fhir/$export?${filters(text)}`, undefined, { ...async, prefer })
      expect([status, said]).toEqual([400, expect.stringContaining('_typeFilter')])
    }
})

it('leaves unknown parameters aside for whom asks for that alone', async () => {
  expect((await at.call('GET', '/fhir/ViewDefinition/visit/$run?_limt=1')).said).toContain('"_limit"')
  expect((await at.call('GET', '/fhir/ViewDefinition/visit/$run?_limt=1', undefined, { prefer: 'handling=lenient' })).status).toBe(200)
})

const ndjson = { 'content-type': 'application/fhir+ndjson' }
/** What the house's process for imports does. */
const run = (location: string) =>
  importBatch(location.split('/').at(-1)!, { record: at.house.record, county: 141099, originals: join(folder, 'files') })

it('takes resources in as lines, refuses line by line, and says which', async () => {
  const lines = [
    '{"resourceType":"Patient","id":"n1","name":[{"text":"李四"}]}',
    '{"resourceType":"Patient","id":"n2","birthDate":"1950-13-01"}',
    '{"resourceType":"Observation","id":"n3","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/n1"},"valueQuantity":{"value":1.00}}',
    '{"resourceType":"Observation","id":"n4","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/nobody"},"focus":[{"reference":"Basic/none"}]}',
  ]
  const asked = await at.call('POST', '/fhir/$import', lines.join('\n'), ndjson)
  expect([asked.status, asked.said]).toEqual([202, ''])
  const location = path(asked.headers['content-location'])
  expect((await at.call('GET', location)).status).toBe(202)
  await run(location)
  const done = await at.call('GET', location)
  expect(done.json).toMatchObject({ state: 'done', taken: 2, refused: 2 })
  const said = await at.call('GET', `${location}/refused`)
  const outcome = (code: string, line: string, path: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ code, diagnostics: expect.stringContaining(line), expression: [path] }],
  })
  expect(
    said.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    outcome('value', 'Line 2', 'Patient.birthDate'),
    {
      issue: [
        outcome('not-found', 'Line 4: "Basic/none" is neither', 'Observation.focus[0]').issue[0],
        outcome('not-found', 'Line 4: "Patient/nobody" is neither', 'Observation.subject').issue[0],
      ],
    },
  ])
  expect((await at.call('GET', '/fhir/Observation/n3')).text).toContain('1.00')
  expect((await at.call('GET', '/fhir/Observation?subject=Patient/n1&_total=accurate')).json).toMatchObject({ total: 1 })
  expect((await at.call('POST', '/fhir/$import', '{}')).status).toBe(415)
})

it('an import stays whose it is when somebody else sends the same bytes, and is the same one when its owner does', async () => {
  const other = await at.account('importer', ['*'])
  const send = async (cookie: string) => {
    const body = '{"resourceType":"Patient","id":"same","name":[{"text":"李四"}]}'
    const asked = await at.call('POST', '/fhir/$import', body, { ...ndjson, cookie })
    expect([asked.status, asked.said]).toEqual([202, ''])
    return path(asked.headers['content-location'])
  }
  const own = await send(at.cookie)
  await run(own)
  const second = await send(other)
  await run(second)
  expect((await at.call('GET', own)).json).toMatchObject({ state: 'done', taken: 1 })
  expect((await at.call('GET', second, undefined, { cookie: other })).json).toMatchObject({ state: 'done', taken: 0, skipped: 1 })
  expect((await at.call('GET', second)).status).toBe(404)
  expect(await send(at.cookie)).toBe(own)
})

it('a conditional reference of an import finds what its sender would find by a search, and what the import brings', async () => {
  const writer = await at.account('writer', ['fhir.write'])
  const person = (id: string) => `{"resourceType":"Patient","id":"${id}","identifier":[{"system":"urn:s","value":"${id}"}]}`
  const about = (id: string, value: string) =>
    `{"resourceType":"Observation","id":"${id}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient?identifier=urn:s|${value}"}}`
  expect((await at.call('PUT', '/fhir/Patient/there', person('there'))).status).toBe(201)
  const send = async (cookie: string, mark: string) => {
    const body = [about(`${mark}-1`, 'there'), about(`${mark}-2`, `${mark}-brought`), person(`${mark}-brought`)].join('\n')
    const asked = await at.call('POST', '/fhir/$import', body, { ...ndjson, cookie })
    const location = path(asked.headers['content-location'])
    await run(location)
    return { done: (await at.call('GET', location, undefined, { cookie })).json, location }
  }
  expect((await send(at.cookie, 'full')).done).toMatchObject({ taken: 3, refused: 0 })
  expect((await at.call('GET', '/fhir/Observation?subject=there,full-brought&_elements=subject')).json).toMatchObject({
    entry: [{ resource: { subject: { reference: 'Patient/there' } } }, { resource: { subject: { reference: 'Patient/full-brought' } } }],
  })
  const { done, location } = await send(writer, 'blind')
  expect(done).toMatchObject({ taken: 2, refused: 1 })
  expect(JSON.parse((await at.call('GET', `${location}/refused`, undefined, { cookie: writer })).text)).toMatchObject({
    issue: [{ code: 'not-found', expression: ['Observation.subject'] }],
  })
})
