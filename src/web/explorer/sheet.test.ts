import { expect, test } from 'vitest'
import type { Cell } from '../../ui/contract.ts'
import { ranked, sheetOf, valuesOf } from './sheet.ts'

const cell = (id: string, period: string, value: number | null, outside?: true): Cell => ({
  period,
  unit: { id, name: id, ...(outside ? { outside } : {}) },
  value,
  numerator: value,
})
const sheet = sheetOf(
  [cell('x', '2026-01', 9, true), cell('a', '2026-01', 2), cell('b', '2026-01', 5), cell('a', '2026-03', 3), cell('c', '2026-01', null)],
  { from: '2026-01', to: '2026-03', grain: 'month' },
)

test('units keep their order, what lies outside stands last, and empty periods have their place', () => {
  expect(sheet.units.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'x'])
  expect(sheet.periods).toEqual(['2026-01', '2026-02', '2026-03'])
  expect(valuesOf(sheet, 'a')).toEqual([2, null, 3])
})
test('the best stands first: the highest, or the lowest where lower is better; outside and empty ones are not ranked', () => {
  const order = (better: 'higher' | 'lower' | 'neither') => ranked(sheet, '2026-01', better).map(({ unit }) => unit.id)
  expect([order('higher'), order('lower'), order('neither')]).toEqual([
    ['b', 'a'],
    ['a', 'b'],
    ['b', 'a'],
  ])
})
