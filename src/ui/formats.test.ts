import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measured, number, rounded, yuan } from '../kernel/grammar/amount.ts'
import { age, clock, day, fromLocal, minute, month, shown, today, toLocal, totalOf } from './formats.ts'

test('instants are shown in China’s time, days as they are', () => {
  expect(minute('2025-03-06T16:05:00Z')).toBe('2025-03-07 00:05')
  expect(clock('2025-03-06T16:05:00Z')).toBe('00:05')
  expect(day('2025-03-06T16:05:00Z')).toBe('2025-03-07')
  expect(day('2025-03-06')).toBe('2025-03-06')
  expect([day(null), minute(undefined), clock('')]).toEqual(['—', '—', '—'])
  expect(minute('unreadable')).toBe('unreadable')
  expect(today(Date.parse('2025-12-31T16:00:00Z'))).toBe('2026-01-01')
})
test('a typed local time and its instant are each other’s inverse', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      const instant = new Date(Math.floor(seconds / 60) * 60_000).toISOString()
      expect(fromLocal(toLocal(instant))).toBe(instant)
    }),
  )
  expect([toLocal(''), fromLocal('')]).toEqual(['', ''])
})
test('age counts days, months, then years, by the calendar', () => {
  expect(age('2025-03-01', '2025-03-31')).toEqual({ value: 30, unit: 'days' })
  expect(age('2025-01-31', '2025-04-30')).toEqual({ value: 2, unit: 'months' })
  expect(age('2022-03-08', '2025-03-07')).toEqual({ value: 35, unit: 'months' })
  expect(age('2022-03-07', '2025-03-07')).toEqual({ value: 3, unit: 'years' })
  expect(age('1960-02-29', '2025-02-28')).toEqual({ value: 64, unit: 'years' })
  expect([age(null), age('2030-01-01', '2025-01-01')]).toEqual([undefined, undefined])
})
test('fen become yuan without a rounding', () => {
  expect([yuan(0), yuan(5), yuan(-5), yuan(123_456_789), yuan(null)]).toEqual(['0.00', '0.05', '−0.05', '1,234,567.89', '—'])
  fc.assert(fc.property(fc.maxSafeInteger(), (fen) => Number(yuan(fen).replace(/[,.]/g, '').replace('−', '-')) === fen || fen === 0))
})
test('numbers have thousands and no trailing noughts', () => {
  expect([number(1234.5), number(0.1 + 0.2), number(-0.001), number(-1234567), number(12, 0), number(null)]).toEqual([
    '1,234.5',
    '0.3',
    '0',
    '−1,234,567',
    '12',
    '—',
  ])
})
test('an indicator is shown in its unit', () => {
  expect(measured(78.25, 'percent')).toBe('78.3%')
  expect([measured(-3.14, 'percent'), measured(-2.5, 'permille'), measured(-3, 'yuan')]).toEqual(['−3.1%', '−2.5‰', '−3.00'])
  expect(measured(156.789, 'yuan')).toBe('156.79')
  expect([measured(98.595, 'yuan'), rounded(98.595, 'yuan')]).toEqual(['98.60', 98.6])
  expect([measured(2.84, 'permille'), measured(1.234, 'ratio')]).toEqual(['2.8‰', '1.23'])
  expect(measured(1234, 'count')).toBe('1,234')
  expect(measured(3.25, 'days')).toBe('3.3')
  expect(measured(null, 'percent')).toBe('—')
})
test('months in both languages; other periods as they are; masked values keep their stars', () => {
  expect(month('2025-03', 'zh')).toBe('2025年3月')
  expect(month('2025-03', 'en')).toBe('Mar 2025')
  expect(month('2025', 'zh')).toBe('2025')
  expect([shown('141097********123X'), shown(null), shown(0)]).toEqual(['141097********123X', '—', '0'])
})

test('a total that was counted only so far says that there are more', () => {
  expect([0, 9_999, 10_000, 10_001].map(totalOf)).toEqual(['0', '9,999', '10,000', '10,000+'])
})
