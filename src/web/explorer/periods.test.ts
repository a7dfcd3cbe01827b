import { expect, test } from 'vitest'
import { later, monthsOf, periodName, periodOf, periodsBetween, startOf } from './periods.ts'

test('months go over the end of a year, both ways', () => {
  expect([later('2025-12', 1), later('2026-01', -1), later('2026-02', -13), later('2026-02', 0)]).toEqual([
    '2026-01',
    '2025-12',
    '2025-01',
    '2026-02',
  ])
})
test('a period is made of its months, and each of them lies in it', () => {
  for (const [period, grain, months] of [
    ['2026-02', 'month', ['2026-02', '2026-02']],
    ['2026-Q4', 'quarter', ['2026-10', '2026-12']],
    ['2026', 'year', ['2026-01', '2026-12']],
    ['2026-02', 'rolling', ['2025-03', '2026-02']],
  ] as const) {
    expect(monthsOf(period, grain)).toEqual(months)
    expect(periodOf(months[1], grain)).toBe(period)
  }
})
test('periods between two months stand once each, oldest first', () => {
  expect(periodsBetween('2025-11', '2026-02', 'month')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(periodsBetween('2025-11', '2026-02', 'quarter')).toEqual(['2025-Q4', '2026-Q1'])
  expect(periodsBetween('2025-11', '2026-02', 'year')).toEqual(['2025', '2026'])
  expect(periodsBetween('2026-02', '2026-01', 'month')).toEqual([])
})
test('a first look reaches the same period a year before, in whole periods', () => {
  expect(startOf('2026-10', 'month')).toBe('2025-10')
  expect(startOf('2026-10', 'rolling')).toBe('2025-10')
  expect(startOf('2026-11', 'quarter')).toBe('2024-10')
  expect(startOf('2026-11', 'year')).toBe('2022-01')
})
test('periods have names', () => {
  expect(periodName('2026-02', 'month', 'zh')).toBe('2026年2月')
  expect(periodName('2026-Q1', 'quarter', 'zh')).toBe('2026年第1季度')
  expect(periodName('2026-02', 'rolling', 'zh')).toBe('截至2026年2月的12个月')
  expect(periodName('2026', 'year', 'en')).toBe('2026')
  expect(periodName('2026-02', 'month', 'zh', true)).toBe('26.02')
  expect(periodName('2026-Q1', 'quarter', 'zh', true)).toBe('26Q1')
})
