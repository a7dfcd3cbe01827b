import type { Resource } from '../src/fhir/resource.ts'
import type { Removed, Stored } from '../src/record/plan.ts'
import { openRecord } from '../src/record/record.ts'
import { houseReader } from '../src/record/search/reader.ts'
import type { Caller } from '../src/server/fhir/caller.ts'
import type { FhirDoor } from '../src/server/fhir/door.ts'
import { FhirRefusal } from '../src/server/fhir/outcome.ts'
import type { Intent, Written } from '../src/server/fhir/write/intent.ts'
import { writeAll } from '../src/server/fhir/write/write.ts'
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
  /** One intent, written by the machine. */
  write(intent: Intent): Promise<Written>
  /** What the record holds of a document now. */
  stored(type: string, id: string): Promise<Stored | Removed | undefined>
  close(): Promise<void>
}

/** The FHIR door on a small county of its own. */
export async function testFhirDoor(options: { integrity?: boolean; clock?: () => Date } = {}): Promise<TestDoor> {
  const house = await testHouse(options.clock)
  const door = { house, integrity: options.integrity ?? true }
  const caller = machine()
  return {
    door,
    caller,
    write: async (intent) => (await writeAll(door, caller, [intent]))[0]!,
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

export const patient = (id: string, more: Record<string, unknown> = {}): Resource => ({ resourceType: 'Patient', id, ...more })

/** What a refusal says: its status, and the codes, paths and words of its issues. @throws Error when nothing was refused */
export async function refusalOf(work: Promise<unknown>) {
  const outcome = await work.catch((error: unknown) => error)
  if (!(outcome instanceof FhirRefusal)) throw outcome instanceof Error ? outcome : new Error(`not refused: ${JSON.stringify(outcome)}`)
  const { status, issues } = outcome
  return {
    status,
    codes: issues.map(({ code }) => code),
    paths: issues.flatMap(({ expression }) => expression ?? []),
    said: issues.map(({ diagnostics }) => diagnostics).join('\n'),
  }
}

/** The same door from another process: a record of its own on the same database. */
export async function anotherDoor({ house, door }: TestDoor): Promise<{ door: FhirDoor; close(): Promise<void> }> {
  const record = await openRecord(
    house.url,
    house.record.views.map((v) => v.definition as never),
  )
  return { door: { ...door, house: { ...house, record } }, close: () => record.close() }
}
