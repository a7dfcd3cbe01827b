import { afterAll, beforeAll, expect, it } from 'vitest'
import { encounter, plan, rowsOf, writing } from '../../test/documents.ts'
import { county, type TestHouse, testHouse } from '../../test/house.ts'
import type { Plan } from './plan.ts'
import { Lost } from './write.ts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.close())
const write = (more: Partial<Plan>, documents: Plan['documents'] = []) => house.record.write(plan(documents, more))
const claim = (resource: string, slot: number, holder: string, until?: string) => ({ claims: [{ resource, slot, holder, until }] })
const holders = async (resource: string) => (await rowsOf(house.record, 'claim', resource, 'resource')).map((r) => [r['slot'], r['holder']])
const soon = () => new Date(Date.now() + 3600_000).toISOString()

it('gives each slot to one holder, however many ask at once', async () => {
  const asked = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => write(claim('ward', (i % 3) + 1, `case-${i}`))))
  expect(asked.filter((r) => r.status === 'fulfilled')).toHaveLength(3)
  for (const r of asked) if (r.status === 'rejected') expect(r.reason).toBeInstanceOf(Lost)
  expect((await holders('ward')).map(([slot]) => slot)).toEqual([1, 2, 3])
})

it('keeps nothing of a plan whose claim is lost', async () => {
  await write(claim('bed', 1, 'first'))
  await expect(write(claim('bed', 1, 'second'), [writing(encounter('bedless'))])).rejects.toBeInstanceOf(Lost)
  expect(await rowsOf(house.record, 'resource', 'bedless')).toEqual([])
  await expect(write({ claims: [1, 2].map((slot) => ({ resource: 'bed', slot, holder: 'second' })) })).rejects.toBeInstanceOf(Lost)
  expect(await holders('bed')).toEqual([[1, 'first']])
})

it('a lock ends by itself, and not before', async () => {
  await write(claim('lock', 1, 'gone', '2020-01-01T00:00:00Z'))
  await write(claim('lock', 1, 'now', soon()))
  expect(await holders('lock')).toEqual([[1, 'now']])
  await expect(write(claim('lock', 1, 'late'))).rejects.toBeInstanceOf(Lost)
})

it('a released slot is free; releasing what nobody holds harms nothing', async () => {
  await write(claim('room', 1, 'first'))
  await write({
    releases: [
      { resource: 'room', slot: 1 },
      { resource: 'room', slot: 9 },
    ],
  })
  await write(claim('room', 1, 'second'))
  expect(await holders('room')).toEqual([[1, 'second']])
})

it('replaces the deadlines of a case by those of its new state', async () => {
  const due = (set: { name: string; due: string }[], id = 'c1') => ({
    deadlines: { kind: 'test', id, set: set.map((d) => ({ ...d, operation: 'close' })) },
  })
  await write(
    due([
      { name: 'answer', due: '2026-03-01T00:00:00Z' },
      { name: 'arrive', due: '2026-03-02T00:00:00Z' },
    ]),
  )
  await write(due([{ name: 'answer', due: '2026-03-01T00:00:00Z' }], 'c2'))
  await write(
    due([
      { name: 'arrive', due: '2026-03-05T00:00:00Z' },
      { name: 'report', due: '2026-03-06T00:00:00Z' },
    ]),
  )
  const rows = await house.record.db.query('select case_id, name, due_at from deadline where county_id = $1 order by 1, 2', [county])
  expect(rows).toEqual([
    { case_id: 'c1', name: 'arrive', due_at: new Date('2026-03-05T00:00:00Z') },
    { case_id: 'c1', name: 'report', due_at: new Date('2026-03-06T00:00:00Z') },
    { case_id: 'c2', name: 'answer', due_at: new Date('2026-03-01T00:00:00Z') },
  ])
  await write({})
  await write(due([]))
  expect(await rowsOf(house.record, 'deadline', 'c1', 'case_id')).toEqual([])
})
