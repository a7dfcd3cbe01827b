import { expect, it } from 'vitest'
import { isMine, narrowed, ordered } from './task-rows.ts'

const row = (id: string, due: string, condition: string, units = 'bureau hospital', plan = 'p') => ({
  id,
  due,
  condition,
  units,
  plan,
  clause: 'c',
})
const rows = [
  row('far', '2027-01-01', 'open'),
  row('past', '2026-01-01', 'done'),
  row('late', '2026-05-01', 'late'),
  row('gone', '2026-03-01', 'dropped'),
  row('soon', '2026-12-01', 'soon', 'east', 'q'),
]
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id)

it('what is late leads, then what is due next; what is over stands last, newest first', () => {
  expect(ids(ordered({ rows }))).toEqual(['late', 'soon', 'far', 'gone', 'past'])
})

it('open tasks are all that are neither done nor dropped', () => {
  const all = { plan: null, clause: null, condition: null }
  expect(ids(narrowed(rows, { ...all, condition: 'open' }))).toEqual(['far', 'late', 'soon'])
  expect(ids(narrowed(rows, { ...all, condition: 'late' }))).toEqual(['late'])
  expect(ids(narrowed(rows, { ...all, plan: 'q' }))).toEqual(['soon'])
})

it('a task is one’s own whether one leads it or takes part', () => {
  expect(ids(rows.filter((one) => isMine(one, 'hospital')))).toEqual(['far', 'past', 'late', 'gone'])
  expect(rows.filter((one) => isMine(one, undefined))).toEqual([])
  expect(isMine(row('x', '2026-01-01', 'open', 'hospital-east'), 'hospital')).toBe(false)
})
