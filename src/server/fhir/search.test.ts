import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FhirHttp, fhirHttp } from '../../../test/fhir-http.ts'
import type { Resource } from '../../fhir/resource.ts'
import { validate } from '../../fhir/validate/validate.ts'

type Entry = { fullUrl?: string; resource?: Resource; search?: { mode: string }; request?: object; response?: object }
type Page = { total?: number; link: { relation: string; url: string }[]; entry?: Entry[] }
const base = 'http://localhost:80/fhir'
let at: FhirHttp
const page = (json: unknown) => json as Page
const ids = (json: unknown) => (page(json).entry ?? []).map(({ resource }) => resource?.id)
const linkOf = (json: unknown, relation: string) => page(json).link.find((link) => link.relation === relation)?.url
const find = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await at.call('GET', url.startsWith(base) ? url.slice(base.length - 5) : `/fhir/${url}`, undefined, headers)
  expect(answer.status, answer.text).toBe(200)
  return answer
}
const observation = (id: string, patient: string, value: string) =>
  `{"resourceType":"Observation","id":"${id}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"subject":{"reference":"Patient/${patient}"},"effectiveDateTime":"2026-03-0${id.at(-1)}","valueQuantity":{"value":${value},"unit":"mmHg"}}`
beforeAll(async () => {
  at = await fhirHttp()
  for (const [id, name] of [
    ['p1', '张三'],
    ['p2', '李四'],
  ] as const)
    await at.call('PUT', `/fhir/Patient/${id}`, {
      resourceType: 'Patient',
      id,
      name: [{ text: name }],
      identifier: [{ system: 'urn:x', value: id }],
    })
  for (const [id, patient, value] of [
    ['o1', 'p1', '120.0'],
    ['o2', 'p1', '1.5E2'],
    ['o3', 'p1', '130'],
    ['o4', 'p2', '140'],
  ] as const) {
    const put = await at.call('PUT', `/fhir/Observation/${id}`, observation(id, patient, value))
    expect(put.status, put.text).toBe(201)
  }
})
afterAll(() => at.close())

describe('a search', () => {
  it('answers a Bundle of the stored texts, with its own link, and is valid R4', async () => {
    const { text, json } = await find('Observation?subject=Patient/p1&code=http://loinc.org|8480-6')
    expect(ids(json)).toEqual(['o1', 'o2', 'o3'])
    expect(text).toContain('"value":1.5E2')
    expect(text).toContain('"value":120.0')
    expect(linkOf(json, 'self')).toBe(`${base}/Observation?subject=Patient/p1&code=http://loinc.org%7C8480-6`)
    expect(linkOf(json, 'next')).toBeUndefined()
    expect(page(json).entry![0]).toMatchObject({
      fullUrl: `${base}/Observation/o1`,
      search: { mode: 'match' },
      resource: { meta: { versionId: '1' } },
    })
    expect(validate(json).filter(({ severity }) => severity === 'error')).toEqual([])
    expect((await find('Observation?subject=Patient/none')).json).not.toHaveProperty('entry')
  })

  it('goes on page by page, and counts when asked', async () => {
    const seen: unknown[] = []
    let url: string | undefined = `${base}/Observation?_count=1&_sort=-date&_total=accurate`
    for (let pages = 0; url && pages < 9; pages++) {
      const { json } = await find(url)
      expect(page(json).total).toBe(4)
      seen.push(...ids(json))
      url = linkOf(json, 'next')
    }
    expect(seen).toEqual(['o4', 'o3', 'o2', 'o1'])
    const counted = (await find('Observation?_summary=count')).json
    expect(counted).toMatchObject({ total: 4 })
    expect(counted).not.toHaveProperty('entry')
  })

  it('takes a value set for the codes in it', async () => {
    const compose = { include: [{ system: 'http://loinc.org', concept: [{ code: '8480-6' }] }] }
    const put = await at.call('PUT', '/fhir/ValueSet/vs', {
      resourceType: 'ValueSet',
      id: 'vs',
      url: 'http://example.org/vs',
      status: 'active',
      compose,
    })
    expect(put.status, put.text).toBe(201)
    expect(ids((await find('Observation?code:in=http://example.org/vs')).json)).toEqual(['o1', 'o2', 'o3', 'o4'])
    expect(ids((await find('Observation?code:not-in=http://example.org/vs')).json)).toEqual([])
    expect((await at.call('GET', '/fhir/Observation?code:in=http://example.org/none')).status).toBe(400)
  })

  it('is the same by POST, whose form may add to the address', async () => {
    const answer = await at.call('POST', '/fhir/Observation/_search?code=8480-6', 'subject=Patient%2Fp2&_sort=date', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([answer.status, ids(answer.json)]).toEqual([200, ['o4']])
    expect(linkOf(answer.json, 'self')).toBe(`${base}/Observation?code=8480-6&subject=Patient/p2&_sort=date`)
    const everywhere = await at.call('POST', '/fhir/_search', '_type=Patient&_id=p1', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(ids(everywhere.json)).toEqual(['p1'])
  })

  it('brings what belongs to the matches, in whole or in part', async () => {
    const { json } = await find('Observation?_id=o4&_include=Observation:subject')
    expect(page(json).entry!.map(({ search, resource }) => [search?.mode, resource?.id])).toEqual([
      ['match', 'o4'],
      ['include', 'p2'],
    ])
    const part = (await find('Observation?_id=o4&_elements=status')).json
    expect(Object.keys(page(part).entry![0]!.resource!)).toEqual(['resourceType', 'id', 'meta', 'status', 'code'])
    expect(JSON.stringify(page((await find('Patient?_id=p1&_summary=true')).json).entry![0])).toContain('SUBSETTED')
  })

  it('is made in a compartment, and everywhere', async () => {
    expect(ids((await find('Patient/p1/Observation?_sort=-date')).json)).toEqual(['o3', 'o2', 'o1'])
    expect(ids((await find('Patient/p1/*')).json).sort()).toEqual(['o1', 'o2', 'o3', 'p1'])
    expect(ids((await find('?_type=Patient,Observation&_lastUpdated=ge2026&_count=100')).json)).toHaveLength(6)
  })

  it('leaves out what nobody knows and says so, or refuses it where it is to be strict', async () => {
    const { json } = await find('Patient?colour=red&_id=p1')
    const entries = page(json).entry!
    expect(entries.map(({ search }) => search?.mode)).toEqual(['match', 'outcome'])
    expect(entries[1]!.resource).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', code: 'not-supported' }],
    })
    expect(linkOf(json, 'self')).toBe(`${base}/Patient?_id=p1`)
    const strict = await at.call('GET', '/fhir/Patient?colour=red', undefined, { prefer: 'handling=strict' })
    expect([strict.status, strict.json.resourceType]).toEqual([400, 'OperationOutcome'])
    for (const wrong of ['birthdate=yesterday', '_count=-1', '_cursor=abc', '_sort=-nothing:x', 'name:wild=x'])
      expect((await at.call('GET', `/fhir/Patient?${wrong}`)).status, wrong).toBe(wrong.startsWith('_sort') ? 200 : 400)
  })

  it('shows nobody more than he may see, and is set down', async () => {
    const cookie = await at.account('other', ['visit.*'])
    expect((await at.call('GET', '/fhir/Patient', undefined, { cookie })).status).toBe(403)
    await find('Observation?subject=Patient/p1')
    const [row] = await at.house.record.db.query<{ patient_id: string; detail: string }>(
      `select patient_id, detail from audit where action = 'fhir.search' order by at desc limit 1`,
    )
    expect([row!.patient_id, JSON.parse(row!.detail)]).toEqual(['p1', { type: 'Observation', by: ['subject'], found: 3 }])
  })
})

describe('a history', () => {
  beforeAll(async () => {
    await at.call('PUT', '/fhir/Basic/h', { resourceType: 'Basic', id: 'h', code: { text: 'a' } })
    await at.call('PUT', '/fhir/Basic/h', { resourceType: 'Basic', id: 'h', code: { text: 'b' } })
    await at.call('DELETE', '/fhir/Basic/h')
    await at.call('PUT', '/fhir/Basic/i', { resourceType: 'Basic', id: 'i', code: { text: 'c' } })
  })
  const statuses = (json: unknown) =>
    page(json).entry!.map(({ fullUrl, response }) => `${fullUrl!.slice(base.length + 1)} ${(response as { status: string }).status}`)

  it('of one resource tells each version, the deletion too', async () => {
    const { json } = await find('Basic/h/_history')
    expect(statuses(json)).toEqual(['Basic/h 204', 'Basic/h 200', 'Basic/h 201'])
    expect(page(json).entry!.map(({ request }) => request)).toEqual([
      { method: 'DELETE', url: 'Basic/h' },
      { method: 'PUT', url: 'Basic/h' },
      { method: 'POST', url: 'Basic' },
    ])
    expect(validate(json).filter(({ severity }) => severity === 'error')).toEqual([])
    expect((await at.call('GET', '/fhir/Basic/none/_history')).status).toBe(404)
  })

  it('of a type and of all goes on page by page', async () => {
    expect(statuses((await find('Basic/_history')).json)).toEqual(['Basic/i 201', 'Basic/h 204', 'Basic/h 200', 'Basic/h 201'])
    const first = (await find('_history?_count=2')).json
    expect(statuses(first)).toEqual(['Basic/i 201', 'Basic/h 204'])
    const second = (await find(linkOf(first, 'next')!)).json
    expect(statuses(second)).toEqual(['Basic/h 200', 'Basic/h 201'])
  })

  it('since, and as it was at a moment', async () => {
    const all = page((await find('Basic/_history')).json).entry!
    const second = (all[2]!.response as { lastModified: string }).lastModified
    expect(statuses((await find(`Basic/_history?_since=${second}`)).json)).toHaveLength(3)
    expect(statuses((await find(`Basic/h/_history?_at=${second}`)).json)).toContain('Basic/h 200')
    expect((await at.call('GET', '/fhir/Basic/_history?_since=once')).status).toBe(400)
    expect((await at.call('GET', '/fhir/Basic/_history?_cursor=once')).status).toBe(400)
  })
})

describe('everything of a patient', () => {
  it('is his record page by page, within the types and days asked for', async () => {
    const all = (await find('Patient/p1/$everything')).json
    expect(ids(all).sort()).toEqual(['o1', 'o2', 'o3', 'p1'])
    expect(validate(all).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(ids((await find('Patient/p1/$everything?_type=Observation&start=2026-03-02')).json)).toEqual(['o2', 'o3'])
    const first = (await find('Patient/p1/$everything?_count=3')).json
    const second = (await find(linkOf(first, 'next')!)).json
    expect([...ids(first), ...ids(second)].sort()).toEqual(['o1', 'o2', 'o3', 'p1'])
    const body = { resourceType: 'Parameters', parameter: [{ name: '_type', valueCode: 'Patient' }] }
    expect(ids((await at.call('POST', '/fhir/Patient/p1/$everything', body)).json)).toEqual(['p1'])
    for (const [url, status] of [
      ['Patient/none/$everything', 404],
      ['Patient/p1/$everything?start=once', 400],
      ['Patient/p1/$everything?_type=Sock', 400],
      ['Observation/o1/$everything', 404],
      ['$everything', 404],
    ] as const)
      expect((await at.call('GET', `/fhir/${url}`)).status, url).toBe(status)
  })
})

it('a place that somebody made up is refused, wherever it leads', async () => {
  const forged = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url')
  const paths = ['_history', 'Patient/_history', 'Patient?_sort=_lastUpdated', 'Patient?_sort=birthdate', 'Patient/p-0/$everything']
  for (const path of paths)
    for (const value of ['never', 5, '2026-02-30 00:00:00+00', '2026'])
      expect(
        (await at.call('GET', `/fhir/${path}${path.includes('?') ? '&' : '?'}_cursor=${forged('Patient', 'x', value, 1)}`)).status,
        `${path} ${value}`,
      ).toBe(400)
  expect((await at.call('GET', `/fhir/_history?_cursor=${forged('Patient', 'x', '2026-01-01T00:00:00.000Z', 'one')}`)).status).toBe(400)
  expect((await at.call('GET', `/fhir/Patient?_cursor=${forged('Patient', 'x\0')}`)).status).toBe(400)
})
