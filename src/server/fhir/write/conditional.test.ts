import { afterAll, beforeAll, expect, it } from 'vitest'
import { anotherDoor, creating, patient, putting, refusalOf, type TestDoor, testFhirDoor } from '../../../../test/fhir-door.ts'
import { county } from '../../../../test/house.ts'
import { sweepConditionals } from '../../../record/conditionals.ts'
import type { FhirDoor } from '../door.ts'
import { writeAll } from './write.ts'

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

const system = 'http://example.org/number'
const numbered = (value: string, more = {}) => ({ resourceType: 'Patient', identifier: [{ system, value }], ...more })
const by = (value: string) => ({ condition: [['identifier', `${system}|${value}`]] as const })
const made = (value: string) =>
  at.house.record.db.query<{ id: string }>(`select id from resource where county_id = $1 and not deleted and doc like $2`, [
    county,
    `%"${value}"%`,
  ])
const claims = () =>
  at.house.record.db.query<{ holder: string }>(`select holder from claim where county_id = $1 and resource like 'if-none-exist:%'`, [
    county,
  ])

it('creates what a condition does not find, answers the one it finds, and refuses more than one', async () => {
  const first = await at.write(creating(numbered('c1'), by('c1')))
  expect(first).toMatchObject({ status: 201, changed: true })
  expect(await at.write(creating(numbered('c1', { active: true }), by('c1')))).toEqual({ ...first, status: 200, changed: false })
  await at.write(creating(numbered('c1')))
  expect(await refusalOf(at.write(creating(numbered('c1'), by('c1'))))).toMatchObject({ status: 412, codes: ['multiple-matches'] })
})

it('refuses a condition that it does not understand or that asks for nothing', async () => {
  expect(await refusalOf(at.write(creating(numbered('x'), { condition: [['nonsense', 'x']] })))).toMatchObject({ status: 400 })
  expect(await refusalOf(at.write(creating(numbered('x'), { condition: [['birthdate', 'x']] })))).toMatchObject({ status: 400 })
  expect(await refusalOf(at.write(creating(numbered('x'), { condition: [] })))).toMatchObject({ status: 412 })
})

it('updates by a condition: makes, changes, keeps to the id, refuses many', async () => {
  const update = (value: string, more = {}) => at.write({ ...creating(numbered(value, more)), method: 'update', ...by(value) })
  const first = await update('u1')
  expect(first).toMatchObject({ status: 201, version: 1 })
  expect(await update('u1', { active: true })).toMatchObject({ status: 200, id: first.id, version: 2 })
  expect(await update('u1', { active: false, id: first.id })).toMatchObject({ status: 200, version: 3 })
  expect(await refusalOf(update('u1', { id: 'other' }))).toMatchObject({ status: 400, paths: ['Patient.id'] })
  expect(await update('u2', { id: 'chosen' })).toMatchObject({ status: 201, id: 'chosen' })
  await at.write(creating(numbered('u1')))
  expect(await refusalOf(update('u1'))).toMatchObject({ status: 412 })
})

it('patches and deletes by a condition: none, one and many', async () => {
  const patch = (value: string) =>
    at.write({ method: 'patch', type: 'Patient', ...by(value), patch: (doc) => doc.replace('{"res', '{"active":true,"res') })
  const remove = (value: string) => at.write({ method: 'delete', type: 'Patient', ...by(value) })
  expect(await refusalOf(patch('d1'))).toMatchObject({ status: 404 })
  expect(await remove('d1')).toMatchObject({ status: 204, changed: false })
  const { id } = await at.write(creating(numbered('d1')))
  expect(await patch('d1')).toMatchObject({ status: 200, id, version: 2, doc: expect.stringContaining('"active":true') as string })
  expect(await remove('d1')).toMatchObject({ status: 204, id, version: 3, changed: true })
  await at.write(creating(numbered('d2')))
  await at.write(creating(numbered('d2')))
  expect(await refusalOf(patch('d2'))).toMatchObject({ status: 412 })
  expect(await refusalOf(remove('d2'))).toMatchObject({ status: 412 })
  expect(await made('d2')).toHaveLength(2)
})

it('makes one resource of twenty racing conditional creates, from two processes', async () => {
  for (const round of ['r1', 'r2', 'r3']) {
    const racing = Array.from({ length: 20 }, (_, i) =>
      writeAll(i % 2 ? other.door : at.door, at.caller, [creating(numbered(round), by(round))]),
    )
    const written = (await Promise.all(racing)).map(([one]) => one!)
    expect(written.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(written.map(({ id }) => id)).size).toBe(1)
    expect(await made(round)).toHaveLength(1)
  }
})

it('lets thirty-two callers make different ones without a conflict', async () => {
  const racing = Array.from({ length: 32 }, async (_, caller) => {
    for (let i = 0; i < 5; i++) {
      const value = `many-${caller}-${i}`
      const door = caller % 2 ? other.door : at.door
      const [one] = await writeAll(door, at.caller, [creating(numbered(value), by(value))])
      expect(one).toMatchObject({ status: 201 })
    }
  })
  await Promise.all(racing)
})

it('one of twenty racing updates by If-Match wins, the others hear 412', async () => {
  await at.write(putting(patient('race')))
  const racing = Array.from({ length: 20 }, (_, i) =>
    writeAll(i % 2 ? other.door : at.door, at.caller, [putting(patient('race', { language: `x-${i}` }), { ifMatch: [1] })]).then(
      ([one]) => one!.status,
      (error: { status: number }) => error.status,
    ),
  )
  const outcomes = await Promise.all(racing)
  expect(outcomes.filter((status) => status === 200)).toHaveLength(1)
  expect(outcomes.filter((status) => status === 412)).toHaveLength(19)
  expect(await at.stored('Patient', 'race')).toMatchObject({ version: 2 })
})

it('lets thirty-two racing updates without If-Match all come to pass, one after the other', async () => {
  await at.write(putting(patient('crowd')))
  const racing = Array.from({ length: 32 }, (_, i) =>
    writeAll(i % 2 ? other.door : at.door, at.caller, [putting(patient('crowd', { language: `x-${i}` }))]),
  )
  const versions = (await Promise.all(racing)).map(([one]) => one!.version)
  expect(versions.sort((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, i) => i + 2))
})

it('makes it anew when the one that a claim stands for was deleted or changed meanwhile', async () => {
  const first = await at.write(creating(numbered('gone'), by('gone')))
  await at.write({ method: 'delete', type: 'Patient', id: first.id })
  const second = await at.write(creating(numbered('gone'), by('gone')))
  expect(second).toMatchObject({ status: 201 })
  expect(second.id).not.toBe(first.id)
  await at.write(putting({ ...numbered('other'), id: second.id } as never))
  const racing = Array.from({ length: 8 }, () => at.write(creating(numbered('gone'), by('gone'))))
  expect(new Set((await Promise.all(racing)).map(({ id }) => id)).size).toBe(1)
})

it('sweeps the claims that have run out, and no others', async () => {
  const { id } = await at.write(creating(numbered('swept'), by('swept')))
  await sweepConditionals(at.house.record, new Date().toISOString())
  expect((await claims()).map(({ holder }) => holder)).toContain(id)
  expect(await sweepConditionals(at.house.record, new Date(Date.now() + 61_000).toISOString())).toBeGreaterThan(0)
  expect(await claims()).toEqual([])
  expect(await at.write(creating(numbered('swept'), by('swept')))).toMatchObject({ status: 200, id })
})
