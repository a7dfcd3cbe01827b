import { expect, it } from 'vitest'
import { daysTo, lanesOf, placeOf } from './timeline.ts'

it('a day lies between the ends of a plan, never outside', () => {
  expect(placeOf('2025-01-01', '2025-01-01', '2027-01-01')).toBe(0)
  expect(placeOf('2026-01-01', '2025-01-01', '2027-01-01')).toBe(50)
  expect(placeOf('2030-01-01', '2025-01-01', '2027-01-01')).toBe(100)
  expect(placeOf('2025-01-01', '2025-01-01', '2025-01-01')).toBe(0)
})

it('phases that follow each other share a lane, those that overlap do not', () => {
  const year = (n: number) => ({ from: `${n}-01-01`, to: `${n}-12-31` })
  expect(lanesOf([year(2025), year(2026), { from: '2025-06-01', to: '2026-06-01' }, year(2027)])).toEqual([0, 0, 1, 0])
})

it('days are counted from today', () => {
  expect([daysTo('2026-11-25', '2026-11-22'), daysTo('2026-11-20', '2026-11-22')]).toEqual([3, -2])
})
