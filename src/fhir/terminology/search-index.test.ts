import fc from 'fast-check'
import { expect, it } from 'vitest'
import { holding, searchText } from './search-index.ts'
import type { Concept } from './types.ts'

const letters = fc.string({ unit: fc.constantFrom('a', 'B', '1', '.', '高', '血', 'İ', ' '), maxLength: 6 })
const concept = fc.record({ display: letters, initials: letters, designations: fc.array(fc.record({ value: letters }), { maxLength: 2 }) })
const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '1', '.', '高', '血'), minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 3,
})

it('finds what looking at every concept finds, in its order', () => {
  fc.assert(
    fc.property(fc.array(concept, { maxLength: 30 }), words, (made, asked) => {
      const all = new Map(made.map((one, i): [string, Concept] => [`c${i}`, { code: `C${i}`, ...one }]))
      const expected = [...all.values()].filter((one) => asked.every((word) => searchText(one).includes(word)))
      expect([...holding(all, asked)]).toEqual(expected)
    }),
  )
})
