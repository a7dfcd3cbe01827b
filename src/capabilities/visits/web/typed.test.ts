import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber, readPressure, readTemperature } from './typed.ts'

describe('readPressure', () => {
  it.each([
    ['152/94', 152, 94],
    ['152-94', 152, 94],
    ['152 94', 152, 94],
    ['１５２／９４', 152, 94],
    [' 98 / 60 ', 98, 60],
    ['15294', 152, 94],
    ['9860', 98, 60],
    ['200110', 200, 110],
  ])('%s', (typed, systolic, diastolic) => expect(readPressure(typed)).toEqual({ systolic, diastolic }))

  it.each(['', '152', '152/', '/94', '152/94/80', '1520/94', 'abc', '15 2/94', '1529401'])('refuses to guess %j', (typed) => {
    expect(readPressure(typed)).toBeUndefined()
  })

  it('reads every possible pressure, with or without the stroke', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 299 }), fc.integer({ min: 20, max: 219 }), (systolic, diastolic) => {
        expect(readPressure(`${systolic}/${diastolic}`)).toEqual({ systolic, diastolic })
        fc.pre(systolic > diastolic && !(systolic < 100 && diastolic >= 100))
        expect(readPressure(`${systolic}${diastolic}`)).toEqual({ systolic, diastolic })
      }),
    )
  })
})

it.each([
  ['36.5', 36.5],
  ['365', 36.5],
  ['３６。５', 36.5],
  ['37', 37],
  ['40', 40],
  ['', undefined],
  ['36.', undefined],
  ['-36', undefined],
])('temperature %j', (typed, value) => expect(readTemperature(typed)).toBe(value))

it('reads numbers only', () => {
  expect(readNumber('72')).toBe(72)
  expect(readNumber('5.6')).toBe(5.6)
  expect(readNumber('7 2')).toBeUndefined()
  expect(readNumber('1e3')).toBeUndefined()
})
