import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mend } from './older.ts'

const array = {} as Pick<unknown[], 'at' | 'findLast'>
const object = {} as Pick<ObjectConstructor, 'hasOwn'>
mend(array, object)

test('the mended methods do what the engine’s own do', () => {
  expect(array.at).not.toBe(Array.prototype.at)
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: -12, max: 12 }), (list, place) => {
      expect(array.at.call(list, place)).toBe(list.at(place))
      const even = (value: unknown) => Number(value) % 2 === 0
      expect(array.findLast.call(list, even)).toBe(list.findLast(even))
    }),
  )
  expect(object.hasOwn({ a: 1 }, 'a')).toBe(true)
  expect(object.hasOwn({ a: 1 }, 'toString')).toBe(false)
})
test('what the engine has is left alone', () => {
  const own = Array.prototype.at
  mend()
  expect(Array.prototype.at).toBe(own)
})
