import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachNumeral, isPlain } from './numerals.ts'

const numeralsOf = (text: string) => {
  const list: string[] = []
  eachNumeral(text, (numeral) => list.push(numeral) > 0)
  return list
}

describe('numbers as they are written', () => {
  it('are found outside strings, and only there', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        const text = JSON.stringify(value)
        const expected = (text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g) ?? []).filter((token) => !token.startsWith('"'))
        expect(numeralsOf(text)).toEqual(expected)
      }),
    )
  })

  it.each([
    ['{"a":1.00}', false],
    ['{"a":"1.00","b":[-0.5,12]}', true],
    ['{"a":1e3}', false],
    ['{"a":"\\\\","b":1.0}', false],
    ['{"a":"\\"1.0"}', true],
    ['[0.1,123456789012345678901]', false],
    ['-0', false],
  ])('of %s can be left to JavaScript: %s', (text, plain) => {
    expect(isPlain(text)).toBe(plain)
  })
})
