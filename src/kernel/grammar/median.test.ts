import { expect, it } from 'vitest'
import { median } from './median.ts'

it('the median is the middle value, or the mean of the middle two, in whatever order they come', () => {
  expect(median([9])).toBe(9)
  expect(median([10, 9, 1])).toBe(9)
  expect(median([-3, 100, 2, 4])).toBe(3)
  expect(median([])).toBeNaN()
})
