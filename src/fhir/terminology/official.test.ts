import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { inSystemNamed, inValueSet } from './check.ts'
import { expand } from './expand.ts'
import { officialTerms } from './official.ts'
import { translate } from './translate.ts'

const folder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'))
type Given = { url: string; concept?: Given[]; code: string; display?: string; content?: string }
const files = (type: string) => readdirSync(folder).filter((file) => file.startsWith(`${type}-`))
const read = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Given

it('every concept of every official code system is held with its name', async () => {
  const flat = (concepts: readonly Given[]): Given[] => concepts.flatMap((c) => [c, ...flat(c.concept ?? [])])
  let seen = 0
  for (const resource of files('CodeSystem').map(read)) {
    const system = await officialTerms.system(resource.url)
    if (!system) continue
    const first = new Map(
      flat(resource.concept ?? [])
        .map((c) => [c.code, c] as const)
        .reverse(),
    )
    expect(system.concepts.size, resource.url).toBe(first.size)
    for (const { code, display } of first.values()) {
      seen++
      expect(system.find(code)?.display).toBe(display?.replace(/\s+/g, ' ').trim() || code)
    }
  }
  expect(seen).toBeGreaterThan(17_000)
})

it('every official value set has members, or says whose codes are not held', async () => {
  const fates = { expanded: 0, unheld: 0 }
  for (const { url } of files('ValueSet').map(read)) {
    const set = await officialTerms.valueSet(url)
    if (!set) continue
    const answer = await expand(officialTerms, set, { count: 1 }).catch((error: Error) => error.message)
    if (typeof answer === 'string') expect(answer).toMatch(/not held here|is not known here/)
    fates[typeof answer === 'string' ? 'unheld' : 'expanded']++
  }
  expect(fates.expanded).toBeGreaterThan(1100)
  expect(fates.unheld).toBeLessThan(160)
})

it('a small value set expands as the specification prints it', async () => {
  const set = (await officialTerms.valueSet('http://hl7.org/fhir/ValueSet/administrative-gender'))!
  const { contains, total } = await expand(officialTerms, set)
  const system = 'http://hl7.org/fhir/administrative-gender'
  expect(total).toBe(4)
  expect(contains[0]).toEqual({ system, version: '4.0.1', code: 'male', display: 'Male' })
})

it('is-a filters walk down, through further parents too', async () => {
  const acts = (await officialTerms.system('http://terminology.hl7.org/CodeSystem/v3-ActCode'))!
  expect(acts.isA('AMB', '_ActEncounterCode')).toBe(true)
  expect(acts.isA('AMB', '_ActAccountCode')).toBe(false)
  const set = (await officialTerms.valueSet('http://terminology.hl7.org/ValueSet/v3-ActEncounterCode'))!
  const coding = { system: acts.url, code: 'EMER' }
  expect(await inValueSet(officialTerms, set, coding)).toMatchObject({ result: true, display: 'emergency' })
  expect(await inValueSet(officialTerms, set, { ...coding, code: 'ACCTRECEIVABLE' })).toMatchObject({ result: false, sure: true })
})

it('of codes that belong to others nobody says no', async () => {
  expect(await inSystemNamed(officialTerms, { system: 'http://loinc.org', code: '8867-4' })).toMatchObject({ result: false, sure: false })
  const signs = (await officialTerms.valueSet('http://hl7.org/fhir/ValueSet/observation-vitalsignresult'))!
  expect(await inValueSet(officialTerms, signs, { system: 'http://loinc.org', code: '8867-4' })).toMatchObject({
    result: false,
    sure: false,
  })
})

it('maps the genders of FHIR to those of v3', async () => {
  const maps = await officialTerms.maps()
  const coding = { system: 'http://hl7.org/fhir/administrative-gender', code: 'female' }
  const target = 'http://terminology.hl7.org/ValueSet/v3-AdministrativeGender'
  expect(translate(maps, { coding, target }).map((m) => m.concept.code)).toEqual(['F'])
})

it('answers warm questions in a fraction of a millisecond', async () => {
  const ask = async () => {
    const set = (await officialTerms.valueSet('http://hl7.org/fhir/ValueSet/service-type'))!
    return (await expand(officialTerms, set, { count: 100 })).contains.length
  }
  expect(await ask()).toBe(100)
  const began = performance.now()
  for (let i = 0; i < 100; i++) await ask()
  expect((performance.now() - began) / 100).toBeLessThan(5)
})
