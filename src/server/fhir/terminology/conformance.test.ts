import { afterAll, beforeAll, expect, it } from 'vitest'
import { county, type TestHouse, testHouse } from '../../../../test/house.ts'
import { validateProfile } from '../../../fhir/conformance/profile.ts'
import { isReserved } from '../../../fhir/conformance/publish.ts'
import type { StructureDefinition } from '../../../fhir/conformance/structure.ts'
import type { Resource } from '../../../fhir/resource.ts'
import { officialTerms } from '../../../fhir/terminology/official.ts'
import { systemOf } from '../../../fhir/terminology/system.ts'
import type { ConceptMap, Terms, ValueSet } from '../../../fhir/terminology/types.ts'
import { validate } from '../../../fhir/validate/validate.ts'
import { documentsOfType } from '../../../record/read.ts'
import { conformanceResources, ensureConformance } from './conformance.ts'

const all = conformanceResources()
const find = <T>(type: string, url: string) => all.find((r) => r.resourceType === type && r['url'] === url) as T | undefined
/** The official terminology with the house's own, without a record. */
const terms: Terms = {
  ...officialTerms,
  system: async (url) => {
    const own = find<Resource>('CodeSystem', url)
    return own ? systemOf(own as object) : officialTerms.system(url)
  },
  valueSet: async (url) => find<ValueSet>('ValueSet', url) ?? officialTerms.valueSet(url),
}
const sources = { terms, profile: async (url: string) => find<StructureDefinition>('StructureDefinition', url) }
let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())

it('every conformance resource is valid R4 with address, version, status, date and the time it holds', () => {
  const period = 'http://hl7.org/fhir/StructureDefinition/resource-effectivePeriod'
  for (const resource of all) {
    expect(validate(resource), resource.id).toEqual([])
    expect(isReserved(resource.resourceType, resource.id!), resource.id).toBe(true)
    expect(resource).toMatchObject({ url: expect.any(String), version: '1.0.0', status: 'active', date: expect.any(String) })
    expect(resource).toMatchObject({ extension: [{ url: period, valuePeriod: { start: expect.stringMatching(/^\d{4}/) } }] })
  }
  expect(new Set(all.map((r) => `${r.resourceType}/${r.id}`)).size).toBe(all.length)
  expect(new Set(all.map((r) => `${r.resourceType} ${r['url']}`)).size).toBe(all.length)
})

it('concept maps go from known codes to known codes', async () => {
  const maps = all.filter((r) => r.resourceType === 'ConceptMap') as unknown as ConceptMap[]
  expect(maps.length).toBeGreaterThan(4)
  for (const group of maps.flatMap((map) => map.group ?? []))
    for (const { code, target } of group.element ?? []) {
      expect((await terms.system(group.source!))?.find(code!)?.code, `${group.source}|${code}`).toBe(code)
      for (const to of target ?? [])
        expect((await terms.system(group.target!))?.find(to.code!)?.code, `${group.target}|${to.code}`).toBe(to.code)
    }
})

it('bindings of the profiles name value sets there are', async () => {
  const bound = JSON.stringify(all).matchAll(/"strength":"\w+","valueSet":"([^"]+)"/g)
  let seen = 0
  for (const [, url = ''] of bound) {
    seen++
    expect(await terms.valueSet(url), url).toBeDefined()
  }
  expect(seen).toBeGreaterThan(8)
})

it('are written into the record once, owned by the house', async () => {
  const { record } = house
  await ensureConformance(record, { id: county }, new Date())
  const kept = await documentsOfType(record.db, county, 'CodeSystem')
  expect(kept.length).toBe(all.filter((r) => r.resourceType === 'CodeSystem').length)
  await ensureConformance(record, { id: county }, new Date())
  const [row] = await record.db.query<{ most: number; owners: number }>(
    `select max(version) as most, count(distinct owner) as owners from resource where county_id = $1 and type = 'CodeSystem'`,
    [county],
  )
  expect(row).toEqual({ most: 1, owners: 1 })
})

it('the documents of the house keep to its own profiles', async () => {
  const person = await house.person(1)
  const { id } = await house.do('visit.open', { person, class: 'AMB', first: true })
  const profileOf: Record<string, string> = { Patient: 'patient', Encounter: 'visit', Organization: 'organization' }
  let seen = 0
  for (const [type, profile] of Object.entries(profileOf))
    for (const { doc } of await documentsOfType(house.record.db, county, type)) {
      const resource = JSON.parse(doc) as Resource
      const found = await validateProfile(
        sources,
        find<StructureDefinition>('StructureDefinition', `urn:countywide:profile:${profile}`)!,
        resource,
      )
      expect(found).toEqual([])
      seen++
    }
  expect(id).toBeTruthy()
  expect(seen).toBeGreaterThan(3)
})

it('a wrong identity number breaks the profile of residents, at its place', async () => {
  const identifier = [{ system: 'urn:oid:2.16.156.10011.1.3', value: '12345' }]
  const patient = { resourceType: 'Patient', name: [{ text: '张三' }], gender: 'male', identifier, managingOrganization: { display: 'x' } }
  const profile = find<StructureDefinition>('StructureDefinition', 'urn:countywide:profile:patient')!
  const found = await validateProfile(sources, profile, patient)
  expect(found).toMatchObject([
    { severity: 'error', expression: 'Patient.identifier[0].value', diagnostics: expect.stringContaining('cw-id-1') },
  ])
})
