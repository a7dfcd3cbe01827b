import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pretty } from './pretty.ts'
import { whole } from './slices.ts'

it('is what JSON.stringify writes, numbers as they were', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const plain = JSON.parse(JSON.stringify(value))
      expect(whole(pretty(JSON.stringify(plain)))).toBe(JSON.stringify(plain, undefined, 2))
    }),
  )
  expect(whole(pretty('{"a":[1.00,"{\\"",{ }],"b":{}}'))).toBe('{\n  "a": [\n    1.00,\n    "{\\"",\n    {}\n  ],\n  "b": {}\n}')
})
