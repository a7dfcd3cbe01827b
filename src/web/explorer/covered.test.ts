import { expect, test } from 'vitest'
import { coveredBy } from './covered.ts'

test('an institution has a month when its data reach it, or when it reported it though nothing happened', () => {
  const units = [
    { unit: 'a', lastDay: '2026-10-31' },
    { unit: 'b', lastDay: '2026-09-30' },
    { unit: 'c', lastDay: null },
    { unit: 'd', lastDay: null, reports: 'approved' },
    { unit: 'e', lastDay: '2026-11-02', reports: 'missing' },
  ]
  const { have, lack } = coveredBy({ units }, '2026-10')
  expect([have.map(({ unit }) => unit), lack.map(({ unit }) => unit)]).toEqual([
    ['a', 'd', 'e'],
    ['b', 'c'],
  ])
})
