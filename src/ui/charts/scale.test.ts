import fc from 'fast-check'
import { expect, test } from 'vitest'
import { apart, classesOf, classOf, spanOf, ticksOf } from './scale.ts'

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
test('lines of a trend start at zero unless every value lies in the upper half', () => {
  expect(spanOf([10, 40])[0]).toBe(0)
  expect(spanOf([91.2, 93.4])).toEqual([91, 92, 93, 94])
  expect(spanOf([-3, 5])).toEqual([-5, 0, 5])
  expect(spanOf([])).toEqual([0, 1])
  expect(spanOf([7])[0]).toBe(0)
})
test('the lines of a trend cover all values and are never many', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 40 }), (raw) => {
      const values = raw.map((value) => Math.round(value * 100) / 100)
      const span = spanOf(values)
      const slack = 1e-6 * Math.max(1, ...values.map(Math.abs))
      expect(span[0]!).toBeLessThanOrEqual(Math.min(...values) + slack)
      expect(span[span.length - 1]!).toBeGreaterThanOrEqual(Math.max(...values) - slack)
      expect(span.length).toBeLessThanOrEqual(6)
    }),
  )
})
test('labels that would lie on each other stand apart, in their order, within the chart', () => {
  expect(apart([10, 11, 50], 14, 100)).toEqual([10, 24, 50])
  expect(apart([96, 99], 14, 100)).toEqual([86, 100])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 6 }), (places) => {
      const out = apart(places, 14, 100).sort((a, b) => a - b)
      out.forEach((place, at) => {
        if (at > 0) expect(place - out[at - 1]!).toBeGreaterThanOrEqual(14)
        expect(place).toBeLessThanOrEqual(100)
      })
    }),
  )
})
test('classes have about equally many values, and equal values are never parted', () => {
  expect(classesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual([2, 4, 6, 8, 10])
  expect(classesOf([5, 5, 5])).toEqual([5])
  expect(classesOf([])).toEqual([])
  const bounds = classesOf([3, 1, 2], 3)
  expect([1, 2, 3].map((value) => classOf(bounds, value))).toEqual([0, 1, 2])
})
