import { expect, test } from 'vitest'
import { periodName, startOf } from './periods.ts'

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
