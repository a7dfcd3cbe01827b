import { afterAll, beforeAll, expect, it } from 'vitest'
import { one, type SearchDoor, searchDoor, to } from '../../../test/search-world.ts'

type Entry = { search: { mode: string } }
let at: SearchDoor
beforeAll(async () => {
  at = await searchDoor()
})
afterAll(() => at.close())

it('a parameter without a value asks nothing, also of whoever is to be strict', async () => {
  for (const url of ['Patient?name=&gender=male', 'Patient?gender=male&_count=&_sort='])
    for (const handling of ['strict', 'lenient']) {
      const answer = await at.call('GET', `/fhir/${url}`, undefined, { prefer: `handling=${handling}` })
      expect([answer.status, answer.text.includes('"zeng"')], url).toEqual([200, true])
    }
  const conditional = await at.call('POST', '/fhir/Patient', one('Patient', ''), { 'if-none-exist': 'identifier=&name=曾' })
  expect(conditional.status).toBe(400)
})

it('brings what points to the matches, by whatever reference', async () => {
  const included = async (url: string) => (await at.idsOf(url, 'include')).sort().join(' ')
  expect(await included('Observation?_id=glu&_revinclude=*')).toBe('dr')
  expect(await included('Observation?_id=bp&_revinclude=*')).toBe('l prov')
  expect(await included('Patient?_id=shan&_revinclude=*')).toBe('c2 g l qr2 stay weight')
  expect(await included('Patient?_id=shan&_revinclude=Observation:*&_revinclude=Encounter:patient')).toBe('stay weight')
  expect(await included('Organization?_id=county&_revinclude:iterate=Organization:partof')).toBe('hospital ward')
  expect(await included('Encounter?_id=visit&_include=Encounter:location&_include:iterate=Location:partof')).toBe('floor room site')
  expect(await included('Observation?_id=bp&_include=*')).toBe('visit zeng')
  expect(await included('Observation?_id=of-group&_include=Observation:performer:Organization')).toBe('')
})

it('says so where more belongs to a page than goes with it', async () => {
  const line = (i: number) => one('Basic', `b${i}`, { code: { text: 'x' }, subject: to('Patient/sima') })
  for (let n = 0; n < 1005; n += 335) {
    const entry = Array.from({ length: 335 }, (_, i) => ({ resource: line(n + i), request: { method: 'PUT', url: `Basic/b${n + i}` } }))
    const sent = await at.call('POST', '/fhir', { resourceType: 'Bundle', type: 'transaction', entry })
    expect(sent.status, sent.said).toBe(200)
  }
  const answer = await at.call('GET', '/fhir/Patient?_id=sima&_revinclude=Basic:subject')
  const modes = (answer.json as unknown as { entry: Entry[] }).entry.map(({ search }) => search.mode)
  expect(modes.filter((mode) => mode === 'include')).toHaveLength(1000)
  expect(answer.text).toContain('"code":"incomplete"')
})

it('a reference that no search parameter reads stands in the way of deleting what it names', async () => {
  await at.call('PUT', '/fhir/Organization/contact', one('Organization', 'contact', { name: '单位' }))
  const patient = one('Patient', 'employee', { contact: [{ organization: to('Organization/contact') }] })
  expect((await at.call('PUT', '/fhir/Patient/employee', patient)).status).toBe(201)
  const refused = await at.call('DELETE', '/fhir/Organization/contact')
  expect([refused.status, refused.said]).toEqual([409, expect.stringContaining('Patient/employee')])
  expect((await at.call('DELETE', '/fhir/Patient/employee')).status).toBe(204)
  expect((await at.call('DELETE', '/fhir/Organization/contact')).status).toBe(204)
})

it('searches for several types know what all of them know', async () => {
  for (const [url, status, words] of [
    ['?_type=Observation,Condition&code:in=http://x', 400, 'needs a search for one type'],
    ['?_type=Observation,Condition&code:below=a', 400, 'needs a search for one type'],
    ['?_has:Provenance:target:agent=d1', 400, 'or for those that _type names'],
    ['?_type=Observation,Condition&value-quantity=5', 200, 'Condition has no search parameter'],
  ] as const) {
    const answer = await at.call('GET', `/fhir/${url}`)
    expect([answer.status, answer.text.includes(words.replaceAll('"', '\\"'))], `${url} ${answer.text.slice(0, 300)}`).toEqual([
      status,
      true,
    ])
  }
})

it('tells where it begins and where it goes on', async () => {
  type Link = { relation: string; url: string }
  const linksAt = async (url: string) =>
    Object.fromEntries(((await at.call('GET', url)).json as unknown as { link: Link[] }).link.map((l) => [l.relation, l.url]))
  const first = await linksAt('/fhir/Patient?_count=2&_sort=birthdate&name=&_format=json')
  expect(first).toEqual({
    self: 'http://localhost:80/fhir/Patient?_count=2&_sort=birthdate&_format=json',
    next: expect.stringContaining('&_format=json&_cursor='),
  })
  const second = await linksAt(first['next']!.slice('http://localhost:80'.length))
  expect(second).toMatchObject({ self: first['next'], first: first['self'] })
})

it('knows the ends of the calendar', async () => {
  const edges = ['0001', '0001-01-01T00:00:00Z', '9999', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59.999Z']
  const prefixes = ['', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']
  for (const name of ['Observation?_lastUpdated', 'Observation?date', 'Patient?birthdate'])
    for (const edge of edges)
      for (const prefix of prefixes) {
        const answer = await at.call('GET', `/fhir/${name}=${prefix}${edge}&_total=accurate`)
        expect(answer.status, `${name}=${prefix}${edge} ${answer.said}`).toBe(200)
      }
  const all = await at.idsOf('Patient?_lastUpdated=ge0001')
  expect(await at.idsOf('Patient?_lastUpdated=le9999')).toEqual(all)
  expect(await at.idsOf('Patient?_lastUpdated=lt9999')).toEqual(all)
  expect(await at.idsOf('Patient?_lastUpdated=gt9999')).toEqual([])
})
