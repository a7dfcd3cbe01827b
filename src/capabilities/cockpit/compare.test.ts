import { expect, it } from 'vitest'
import { isSmall, yearDistance } from './compare.ts'

it('a twentieth more is one, but few cases are no more than chance', () => {
  expect(yearDistance({ value: 11000, numerator: 11000 }, { value: 10000, numerator: 10000 }, 'count')).toBeCloseTo(2, 5)
  expect(yearDistance({ value: 6, numerator: 6 }, { value: 3, numerator: 3 }, 'count')).toBeCloseTo(1, 5)
  expect(yearDistance({ value: 90, numerator: 90 }, { value: 100, numerator: 100 }, 'yuan')).toBeCloseTo(-2, 5)
  expect(yearDistance({ value: 5, numerator: 5 }, { value: 0, numerator: 0 }, 'count')).toBe(0)
})

it('a share moves by points, and only as far as its cases carry it', () => {
  const share = (numerator: number, denominator: number) => ({ value: (numerator / denominator) * 100, numerator, denominator })
  expect(yearDistance(share(5600, 10000), share(5900, 10000), 'percent')).toBeCloseTo(-2, 5)
  expect(Math.abs(yearDistance(share(5, 10), share(8, 10), 'percent'))).toBeLessThan(1.5)
})

it('fewer than five persons are small in every part of a share; nobody is not, and of money its rows are asked', () => {
  expect(isSmall({ value: 4, numerator: 4 }, undefined)).toBe(true)
  expect(isSmall({ value: 0, numerator: 0 }, undefined)).toBe(false)
  expect(isSmall({ value: 98, numerator: 98, denominator: 100 }, undefined)).toBe(true)
  expect(isSmall({ value: 50, numerator: 50, denominator: 100 }, undefined)).toBe(false)
  expect(isSmall({ value: 3, numerator: 300 }, 12)).toBe(false)
  expect(isSmall({ value: 3, numerator: 300 }, 2)).toBe(true)
})
