import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDoor, testFhirDoor } from '../../../../test/fhir-door.ts'
import { writeAll } from './write.ts'

let at: TestDoor
beforeAll(async () => {
  at = await testFhirDoor()
})
afterAll(() => at.close())

it('creates a resource with an id of its own, its text as it was sent', async () => {
  const text = '{ "resourceType": "Observation", "status": "final", "code": {"text": "x"}, "valueQuantity": {"value": 1.00} }'
  const [written] = await writeAll(at.door, at.caller, [{ method: 'create', type: 'Observation', text }])
  expect(written).toMatchObject({ status: 201, type: 'Observation', version: 1, changed: true })
  expect(written!.doc).toBe(
    `{"resourceType":"Observation","id":"${written!.id}","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.00}}`,
  )
  expect((await at.stored('Observation', written!.id))?.doc).toBe(written!.doc)
})
