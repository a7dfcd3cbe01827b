import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDoor, testFhirDoor } from '../fhir-door.ts'
import { changedByXml, faultyElements } from './law.ts'
import { life } from './synthea-like.ts'
import { hospitalInformation, placesBefore, practitionerInformation } from './synthea-places.ts'
import { changedByDoor, sendBundle } from './transaction.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor()
})
afterAll(() => at.close())

/** Work, and how long (ms) the process worked at most until others had their turn: not by the clock, since others use the machine too. */
async function beside<T>(work: () => Promise<T>): Promise<{ answer: T; longest: number }> {
  let [longest, over] = [0, false]
  const worked = () => Object.values(process.cpuUsage()).reduce((user, system) => user + system) / 1000
  const watching = (async () => {
    for (let last = worked(); !over; ) {
      await sleep(1)
      const now = worked()
      longest = Math.max(longest, now - last)
      last = now
    }
  })()
  const answer = await work().finally(() => {
    over = true
  })
  await watching
  return { answer, longest }
}

/** The resource types of Synthea's exporter. */
const types =
  'AllergyIntolerance CarePlan CareTeam Claim Condition Device DiagnosticReport DocumentReference Encounter ExplanationOfBenefit Goal ImagingStudy Immunization Location Media ' +
  'Medication MedicationAdministration MedicationRequest Observation Organization Patient Practitioner PractitionerRole Procedure Provenance SupplyDelivery'

describe('a life in the manner of Synthea', () => {
  const text = life(1, 12, 'urn')

  it('is of all its types, valid, full of numbers that JavaScript would write otherwise, and the same in XML', () => {
    const entries = JSON.parse(text).entry as { resource: { resourceType: string; target?: unknown[] } }[]
    expect([...new Set(entries.map(({ resource }) => resource.resourceType))].sort().join(' ')).toBe(types)
    expect(entries.at(-1)!.resource.target).toHaveLength(entries.length - 1)
    expect(text).toContain('"value": 0.00,')
    expect(faultyElements(text)).toEqual([])
    expect(changedByXml(text)).toBeUndefined()
  })

  it('goes in as one transaction, and each resource comes out as it was', async () => {
    expect(await changedByDoor(at, text)).toEqual([])
  })

  it('goes in behind the files of hospitals and practitioners, whose numbers it names; those go in twice and make nothing new', async () => {
    const hospitals = await sendBundle(at, hospitalInformation([1, 2]))
    expect(await sendBundle(at, hospitalInformation([1, 2]))).toEqual(hospitals)
    const [practitioner, role, ...others] = await sendBundle(at, practitionerInformation([1, 2]))
    expect([practitioner, role, ...others].map((place) => place!.split('/')[0])).toEqual([
      'Practitioner',
      'PractitionerRole',
      'Practitioner',
      'PractitionerRole',
    ])
    expect((await sendBundle(at, practitionerInformation([1])))[0]).toBe(practitioner)
    const { doctor, house, place } = placesBefore(1)
    const references = {
      [String(house['reference'])]: hospitals[0]!,
      [String(place['reference'])]: hospitals[1]!,
      [String(doctor['reference'])]: practitioner!,
    }
    const conditional = life(2, 4, 'conditional')
    for (const reference of Object.keys(references)) expect(conditional).toContain(reference)
    expect(await changedByDoor(at, conditional, references)).toEqual([])
  })

  it('goes in when it is thousands of entries long, and others have their turn beside it', async () => {
    const long = life(3, 156, 'conditional')
    const { entry } = JSON.parse(long) as { entry: unknown[] }
    expect(entry.length).toBeGreaterThan(4700)
    const began = performance.now()
    const { answer, longest } = await beside(() => sendBundle(at, long))
    expect(answer.filter((place) => !place.includes('/'))).toEqual([])
    expect(performance.now() - began).toBeLessThan(30_000)
    expect(longest).toBeLessThan(400)
  }, 60_000)
})
