import fc from 'fast-check'
import { expect, it } from 'vitest'
import { gapOf, worth } from './gap.ts'

it('says how many cases are lacking of those that were counted', () => {
  expect(gapOf({ numerator: 23, denominator: 35, scale: 100 }, '>=', 80)).toEqual({ cases: 5, way: 'more' })
  expect(gapOf({ numerator: 9, denominator: 40, scale: 100 }, '<=', 20)).toEqual({ cases: 1, way: 'fewer' })
  expect(gapOf({ numerator: 88, scale: 1 }, '>=', 100)).toEqual({ cases: 12, way: 'more' })
})

it('says nothing where the target is met, beyond all of them, no limit, or nobody was counted', () => {
  expect(gapOf({ numerator: 28, denominator: 35, scale: 100 }, '>=', 80)).toBeUndefined()
  expect(gapOf({ numerator: 3, denominator: 4, scale: 100 }, '>=', 120)).toBeUndefined()
  expect(gapOf({ numerator: 3, denominator: 4, scale: 100 }, 'rises', 80)).toBeUndefined()
  expect(gapOf({ numerator: 0, denominator: 0, scale: 100 }, '>=', 80)).toBeUndefined()
})

it('its cases reach the target exactly: one fewer does not', () => {
  const cell = fc
    .integer({ min: 1, max: 100_000 })
    .chain((denominator) => fc.tuple(fc.integer({ min: 0, max: denominator }), fc.constant(denominator)))
  fc.assert(
    fc.property(
      cell,
      fc.constantFrom(100, 1000),
      fc.integer({ min: 0, max: 1000 }),
      fc.constantFrom('>=' as const, '<=' as const),
      (counts, scale, tenths, comparator) => {
        const [numerator, denominator] = counts
        const target = (tenths / 1000) * scale
        const gap = gapOf({ numerator, denominator, scale }, comparator, target)
        const now = (numerator / denominator) * scale
        const met = comparator === '>=' ? now >= target - 1e-9 : now <= target + 1e-9
        expect(gap === undefined).toBe(met)
        if (!gap) return
        const at = (cases: number) => worth({ numerator: numerator + (gap.way === 'more' ? cases : -cases), denominator, scale })!
        const reaches = (value: number) => (comparator === '>=' ? value >= target - 1e-9 : value <= target + 1e-9)
        expect(reaches(at(gap.cases))).toBe(true)
        expect(reaches(at(gap.cases - 1))).toBe(false)
      },
    ),
  )
})
