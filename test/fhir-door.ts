import type { Resource } from '../src/fhir/resource.ts'
import type { Removed, Stored } from '../src/record/plan.ts'
import { houseReader } from '../src/record/search/reader.ts'
import type { Caller } from '../src/server/fhir/caller.ts'
import type { FhirDoor } from '../src/server/fhir/door.ts'
import type { Intent } from '../src/server/fhir/write/intent.ts'
import { county, type TestHouse, testHouse } from './house.ts'

/** A machine that may do everything at the FHIR door. */
export const machine = (login = 'machine'): Caller => ({
  county,
  actor: { login, name: login, organization: 'qy-a', roles: [], verbs: [] },
  reader: houseReader(county),
  sees: 'full',
  may: () => true,
  mayCall: () => true,
})

export type TestDoor = {
  door: FhirDoor
  caller: Caller
  house: TestHouse
  /** What the record holds of a document now. */
  stored(type: string, id: string): Promise<Stored | Removed | undefined>
  close(): Promise<void>
}

/** The FHIR door on a small county of its own. */
export async function testFhirDoor(options: { integrity?: boolean; clock?: () => Date } = {}): Promise<TestDoor> {
  const house = await testHouse(options.clock)
  return {
    door: { house, integrity: options.integrity ?? true },
    caller: machine(),
    house,
    stored: async (type, id) => (await house.record.shared.documents(county, [{ type, id }])).find((d) => d.type === type && d.id === id),
    close: house.close,
  }
}

/** A resource as the intent to create it, or to put it where its id says. */
export const creating = (resource: Resource, more: Partial<Intent> = {}): Intent => ({
  method: 'create',
  type: resource.resourceType,
  text: JSON.stringify(resource),
  ...more,
})
export const putting = (resource: Resource, more: Partial<Intent> = {}): Intent => ({
  ...creating(resource),
  method: 'update',
  id: resource.id,
  ...more,
})
