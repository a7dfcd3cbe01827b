import fc from 'fast-check'
import { expect, it } from 'vitest'
import { apart, distance, usualOf } from './usual.ts'

it('the usual range of eight weekdays is their median and two robust spreads; one odd day does not move it', () => {
  const usual = usualOf([100, 104, 96, 101, 99, 103, 97, 100], true)!
  expect(usual).toEqual({ middle: 100, spread: 10, low: 80, high: 120 })
  const withHoliday = usualOf([100, 104, 96, 101, 99, 103, 97, 3], true)!
  expect(withHoliday.middle).toBe(99.5)
  expect(withHoliday.high).toBeLessThan(121)
  expect(distance(130, usual)).toBe(3)
})

it('fewer than four such weekdays say nothing; counts never fall below zero; a share that never moved still has a little room', () => {
  expect(usualOf([1, 2, 3], true)).toBeUndefined()
  expect(usualOf([0, 0, 1, 0], true)).toEqual({ middle: 0, spread: 1, low: 0, high: 2 })
  expect(usualOf([50, 50, 50, 50], false)).toEqual({ middle: 50, spread: 1, low: 48, high: 52 })
})

it('the middle lies in the range, and a value outside of it is two spreads away', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5000), { minLength: 4, maxLength: 12 }), fc.nat(5000), (values, value) => {
      const usual = usualOf(values, true)!
      expect(usual.low).toBeLessThanOrEqual(usual.middle)
      expect(usual.high).toBeGreaterThan(usual.middle)
      if (value > usual.high || value < usual.low) expect(Math.abs(distance(value, usual))).toBeGreaterThan(2)
    }),
  )
})

it('two counts of equal time are as far apart as chance would rarely bring them', () => {
  expect(apart(110, 90)).toBeCloseTo(Math.SQRT2, 3)
  expect(apart(90, 110)).toBe(-apart(110, 90))
  expect(apart(0, 0)).toBe(0)
})
