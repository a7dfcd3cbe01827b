import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDoor, testFhirDoor } from '../fhir-door.ts'
import { changedByXml, faultyElements } from './law.ts'
import { life, places } from './synthea-like.ts'
import { changedByDoor, sendBundle } from './transaction.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor()
})
afterAll(() => at.close())

describe('a life in the manner of Synthea', () => {
  const text = life(1, 30, 'urn')

  it('is long, valid, full of numbers that JavaScript would write otherwise, and the same in XML', () => {
    expect(JSON.parse(text).entry).toHaveLength(303)
    expect(text).toContain('"value": 0.00,')
    expect(faultyElements(text)).toEqual([])
    expect(changedByXml(text)).toBeUndefined()
  })

  it('goes in as one transaction, and each resource comes out as it was', async () => {
    expect(await changedByDoor(at, text)).toEqual([])
  })

  it('goes in with conditional references to the hospital and the practitioner', async () => {
    const [hospital, practitioner] = await sendBundle(at, places())
    expect(await sendBundle(at, places())).toEqual([hospital, practitioner])
    const references = {
      'Organization?identifier=https://github.com/synthetichealth/synthea|hospital-1': hospital!,
      'Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999000001': practitioner!,
    }
    const conditional = life(2, 10, 'conditional')
    for (const reference of Object.keys(references)) expect(conditional).toContain(reference)
    expect(await changedByDoor(at, conditional, references)).toEqual([])
  })
})
