/** A resource is deleted at the moment another is made to refer to it: one of the two must lose, in one process and in two. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Resource } from '../../src/fhir/resource.ts'
import type { FhirDoor } from '../../src/server/fhir/door.ts'
import { FhirRefusal } from '../../src/server/fhir/outcome.ts'
import type { Intent } from '../../src/server/fhir/write/intent.ts'
import { writeAll } from '../../src/server/fhir/write/write.ts'
import { anotherDoor, creating, patient, putting, type TestDoor, testFhirDoor } from '../fhir-door.ts'
import { county } from '../house.ts'

let at: TestDoor
let other: { door: FhirDoor; close(): Promise<void> }
beforeAll(async () => {
  at = await testFhirDoor()
  other = await anotherDoor(at)
})
afterAll(async () => {
  await other.close()
  await at.close()
})

const rounds = 15
const observation = (id: string, subject: string): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: 'x' },
  subject: { reference: subject },
})
const entry = (intent: Intent, i: number): Intent => ({ ...intent, at: `Bundle.entry[${i}].resource` })

/** How a reference to `name` comes to be; `id` is free, `id-before` refers to nobody yet. */
const ways: Readonly<Record<string, (name: string, id: string) => readonly Intent[]>> = {
  create: (name, id) => [creating(observation(id, name))],
  put: (name, id) => [putting(observation(id, name))],
  transaction: (name, id) => [entry(creating(patient(`${id}-p`)), 0), entry(putting(observation(id, name)), 1)],
  patch: (name, id) => [
    {
      method: 'patch',
      type: 'Observation',
      id: `${id}-before`,
      patch: (doc) => doc.replace('"code"', `"subject":{"reference":"${name}"},"code"`),
    },
  ],
}
const removals: Readonly<Record<string, (id: string) => readonly Intent[]>> = {
  delete: (id) => [{ method: 'delete', type: 'Patient', id }],
  'delete in a transaction': (id) => [
    entry({ method: 'delete', type: 'Patient', id }, 0),
    entry(creating({ resourceType: 'Basic', code: { text: 'x' } } as Resource), 1),
  ],
}

/** Its outcome: done, or why it was refused. Anything else is a bug. */
async function outcome(door: FhirDoor, intents: readonly Intent[]): Promise<number> {
  try {
    await writeAll(door, at.caller, intents)
    return 200
  } catch (error) {
    if (error instanceof FhirRefusal) return error.status
    throw error
  }
}

for (const [removal, remove] of Object.entries(removals))
  for (const [way, refer] of Object.entries(ways))
    for (const processes of [1, 2])
      test(`${removal} and ${way} in ${processes === 1 ? 'one process' : 'two processes'} never both come to pass`, async () => {
        const world = `${removal.replaceAll(' ', '-')}-${way}-${processes}`.slice(0, 40)
        for (let round = 0; round < rounds; round++) {
          const id = `${world}-${round}`
          const name = `Patient/${id}`
          await at.write(putting(patient(id)))
          if (way === 'patch') await at.write(putting({ ...observation(`${id}-before`, name), subject: undefined } as never))
          const wait = (ms: number) => new Promise((ok) => setTimeout(ok, ms))
          const [gone, made] = await Promise.all([
            wait(round % 4 === 1 ? round % 3 : 0).then(() => outcome(at.door, remove(id))),
            wait(round % 4 === 2 ? round % 3 : 0).then(() => outcome(processes === 2 ? other.door : at.door, refer(name, id))),
          ])
          expect([200, 409]).toContain(gone)
          expect([200, 409, 422]).toContain(made)
          const there = (await at.stored('Patient', id))?.doc !== null
          const rows = await at.house.record.db.query<{ n: number }>(
            `select count(*)::int as n from resource where county_id = $1 and type = 'Observation' and not deleted and doc like $2`,
            [county, `%"${name}"%`],
          )
          expect([round, there, rows[0]!.n]).toEqual([round, made === 200 || gone !== 200, made === 200 ? 1 : 0])
        }
      })
