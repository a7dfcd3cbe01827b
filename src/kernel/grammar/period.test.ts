import fc from 'fast-check'
import { expect, it } from 'vitest'
import { earlier, type Grain, monthsOf, periodOf, periodOfMonth, periodsBetween, previous, shift, span } from './period.ts'

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2040 }), fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`)
const grain = fc.constantFrom<Grain>('month', 'quarter', 'year', 'rolling')

it('months go on and back over years', () => {
  expect([shift('2025-11', 3), shift('2025-01', -1), shift('2026-02', -13), shift('2025-06', 0), span('2025-11', '2026-02')]).toEqual([
    '2026-02',
    '2024-12',
    '2025-01',
    '2025-06',
    4,
  ])
  fc.assert(fc.property(month, fc.integer({ min: -200, max: 200 }), (m, n) => shift(shift(m, n), -n) === m))
})

it('a period is made of its months, and the last of them lies in it', () => {
  for (const [name, grain, months] of [
    ['2026-02', 'month', ['2026-02', '2026-02']],
    ['2026-Q4', 'quarter', ['2026-10', '2026-12']],
    ['2026', 'year', ['2026-01', '2026-12']],
    ['2026-02', 'rolling', ['2025-03', '2026-02']],
  ] as const) {
    expect(monthsOf(name, grain)).toEqual(months)
    expect(periodOfMonth(months[1], grain)).toBe(name)
  }
  const names = (...args: Parameters<typeof periodsBetween>) => periodsBetween(...args).map(({ name }) => name)
  expect(names('2025-11', '2026-02', 'month')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(names('2025-11', '2026-02', 'quarter')).toEqual(['2025-Q4', '2026-Q1'])
  expect(names('2025-11', '2026-02', 'year')).toEqual(['2025', '2026'])
  expect(names('2026-02', '2026-01', 'month')).toEqual([])
})

it('a period is told as far as it goes, the same months a year before, and the one before it', () => {
  const year = periodOf('2026', 'year', '2026-02')!
  expect(year).toEqual({ name: '2026', from: '2026-01', to: '2026-02', end: '2026-12', partial: true })
  expect(earlier(year, 12)).toMatchObject({ from: '2025-01', to: '2025-02' })
  expect(previous(periodOf('2026-Q1', 'quarter', '2026-03')!, 'quarter')).toMatchObject({ from: '2025-10', to: '2025-12' })
  expect(previous(periodOf('2026-02', 'rolling', '2026-02')!, 'rolling')).toMatchObject({ from: '2025-02', to: '2026-01' })
  expect(periodOf('2027', 'year', '2026-02')).toBeUndefined()
  for (const [name, g] of [
    ['2026-Q5', 'quarter'],
    ['26', 'year'],
    ['2026-13', 'month'],
    ["2026' or 1", 'month'],
  ] as const)
    expect(periodOf(name, g, '2030-01')).toBeUndefined()
})

it('periods cover the months asked for, without a gap and (but for rolling years) without overlap', () => {
  fc.assert(
    fc.property(month, fc.integer({ min: 0, max: 40 }), grain, (from, length, g) => {
      const to = shift(from, length)
      const periods = periodsBetween(from, to, g)
      expect(periods[0]!.from <= from && periods.at(-1)!.to === to).toBe(true)
      for (const [i, p] of periods.entries()) {
        expect(periodOf(p.name, g, to)).toEqual(p)
        if (i && g !== 'rolling') expect(p.from).toBe(shift(periods[i - 1]!.to, 1))
        if (g === 'rolling') expect(span(p.from, p.to)).toBe(12)
      }
    }),
  )
})
