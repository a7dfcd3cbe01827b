import { expect, test } from 'vitest'
import { changeOf, signed } from './change.ts'

test('shares change by points, as rounded on the page; everything else by percent', () => {
  expect(changeOf(78.24, 76.16, { unit: 'percent', better: 'higher' })).toEqual({ points: true, amount: 2, way: 'up', verdict: 'good' })
  expect(changeOf(110, 100, { unit: 'yuan', better: 'lower' })).toEqual({ points: false, amount: 10, way: 'up', verdict: 'bad' })
  expect(changeOf(5.1, 5.4, { unit: 'permille', better: 'lower' })).toEqual({ points: true, amount: -0.3, way: 'down', verdict: 'good' })
  expect(changeOf(90, 100, { unit: 'count', better: 'neither' })?.verdict).toBe('neutral')
})
test('what rounds away is no change, and no verdict', () => {
  expect(changeOf(78.24, 78.21, { unit: 'percent', better: 'higher' })).toEqual({
    points: true,
    amount: 0,
    way: 'same',
    verdict: 'neutral',
  })
})
test('there is no change from nothing, and no percentage of zero', () => {
  expect(changeOf(null, 1, { unit: 'count', better: 'higher' })).toBeUndefined()
  expect(changeOf(1, undefined, { unit: 'count', better: 'higher' })).toBeUndefined()
  expect(changeOf(5, 0, { unit: 'count', better: 'higher' })).toBeUndefined()
  expect(changeOf(0, 0, { unit: 'count', better: 'higher' })?.way).toBe('same')
  expect(changeOf(-2, 4, { unit: 'yuan', better: 'higher' })).toBeUndefined()
})
test('a fall from a negative value is a fall', () => {
  expect(changeOf(-12, -10, { unit: 'yuan', better: 'higher' })).toMatchObject({ amount: -20, verdict: 'bad' })
})
test('signs are seen', () => {
  expect([signed(2.1), signed(-2), signed(0), signed(1234)]).toEqual(['+2.1', '−2.0', '0.0', '+1,234.0'])
})
