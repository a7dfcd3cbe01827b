import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ticksOf } from './Chart.tsx'

test('the lines of a chart are round and few', () => {
  expect(ticksOf(1543)).toEqual([0, 500, 1000, 1500, 2000])
  expect(ticksOf(0)).toEqual([0, 1])
  expect(ticksOf(0.37)).toEqual([0, 0.1, 0.2, 0.3, 0.4])
})
test('the lines start at zero, cover the greatest value and are never many', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (most) => {
      const ticks = ticksOf(most)
      expect(ticks[0]).toBe(0)
      expect(ticks[ticks.length - 1]! * (1 + 1e-9)).toBeGreaterThanOrEqual(most)
      expect(ticks.length).toBeLessThanOrEqual(6)
    }),
  )
})
