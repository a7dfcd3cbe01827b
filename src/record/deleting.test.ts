import { afterAll, beforeAll, expect, it } from 'vitest'
import { current, encounter, plan, removing, writing } from '../../test/documents.ts'
import { county } from '../../test/house.ts'
import { bareRecord } from '../../test/searching.ts'
import { readMany } from './read.ts'
import { openRecord, type RecordStore } from './record.ts'

let record: RecordStore
let other: RecordStore
let close: () => Promise<void>
beforeAll(async () => {
  const bare = await bareRecord()
  ;({ record } = bare)
  other = await openRecord(bare.url, [])
  close = async () => {
    await other.close()
    await bare.close()
  }
})
afterAll(() => close())

const patient = (id: string) => ({ type: 'Patient', id })
const brings = (id: string) => record.write(plan([writing({ resourceType: 'Patient', id })]))
const refers = (id: string, to: string) =>
  plan([writing(encounter(id, { subject: { reference: `Patient/${to}` } }))], { requires: [patient(to)] })
const goes = async (id: string) => plan([removing(await current(record, 'Patient', id))], { unneeded: [patient(id)] })
const there = async (type: string, id: string) => (await readMany(record.db, county, [{ type, id }])).length === 1

it('what a plan requires must stand: absent or deleted it is lost, and nothing of it is kept', async () => {
  await expect(record.write(refers('e-absent', 'nobody'))).rejects.toMatchObject({ why: 'changed' })
  await brings('gone')
  await record.write(await goes('gone'))
  await expect(record.write(refers('e-gone', 'gone'))).rejects.toMatchObject({ why: 'changed' })
  expect([await there('Encounter', 'e-absent'), await there('Encounter', 'e-gone')]).toEqual([false, false])
})

it('one that requires what is not there does not fail its neighbours of the same moment', async () => {
  await brings('stands')
  const all = [refers('n1', 'stands'), refers('n2', 'nobody'), refers('n3', 'stands')].map((one) => record.write(one))
  expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('what something refers to is not deleted, unless that goes or changes with it', async () => {
  await brings('needed')
  await record.write(refers('e-needs', 'needed'))
  await expect(record.write(await goes('needed'))).rejects.toMatchObject({ why: 'changed' })
  const both = await goes('needed')
  await record.write({ ...both, documents: [...both.documents, removing(await current(record, 'Encounter', 'e-needs'))] })
  expect([await there('Patient', 'needed'), await there('Encounter', 'e-needs')]).toEqual([false, false])
})

it('of a deletion and a new reference at the same moment one is lost, in one process and in two', { timeout: 60_000 }, async () => {
  const outcomes = new Set<string>()
  for (const by of [record, other])
    for (let round = 0; round < 40; round++) {
      const id = `${by === record ? 'one' : 'two'}-${round}`
      await brings(id)
      const removal = await goes(id)
      const works = [() => record.write(removal), () => by.write(refers(`e-${id}`, id))]
      const done = (await Promise.allSettled((round % 2 ? works : works.toReversed()).map((work) => work()))).map(({ status }) => status)
      expect([...done].sort(), id).toEqual(['fulfilled', 'rejected'])
      expect(await there('Patient', id)).toBe(await there('Encounter', `e-${id}`))
      outcomes.add((await there('Patient', id)) ? 'stands' : 'gone')
    }
  expect(outcomes).toEqual(new Set(['stands', 'gone'])) // each was the faster one at times
})

it('a patient may change while others refer to him', async () => {
  await brings('busy')
  const changes = async () => {
    for (let n = 0; n < 10; n++)
      await record.write(
        plan([writing({ resourceType: 'Patient', id: 'busy', active: n % 2 === 0 }, await current(record, 'Patient', 'busy'))]),
      )
  }
  const references = Array.from({ length: 40 }, (_, n) => (n % 2 ? record : other).write(refers(`busy-${n}`, 'busy')))
  await Promise.all([changes(), ...references])
  expect((await current(record, 'Patient', 'busy')).version).toBe(11)
})
