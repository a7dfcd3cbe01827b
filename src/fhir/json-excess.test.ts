import fc from 'fast-check'
import { expect, it } from 'vitest'
import { excessIn } from './json-excess.ts'
import { whole } from './slices.ts'

const excessOf = (text: string) => whole(excessIn(text))

it('JSON of any ordinary size is no excess', () => {
  fc.assert(
    fc.property(fc.json({ depthSize: 'large' }), (text) => {
      expect(excessOf(text)).toBeUndefined()
    }),
  )
})

it('depth, members of one object and parts in all are bounded, whatever stands in strings', () => {
  const members = (count: number) => `{${Array.from({ length: count }, (_, i) => `"a${i}":":[{"`).join()}}`
  expect(excessOf(`${'['.repeat(256)}${']'.repeat(256)}`)).toBeUndefined()
  expect(excessOf('['.repeat(257))).toContain('256 levels')
  expect(excessOf(`[${Array.from({ length: 5 }, () => members(1000)).join()}]`)).toBeUndefined()
  expect(excessOf(members(1001))).toContain('1000 members')
  expect(excessOf(`[${'[],'.repeat(999_998)}[]]`)).toBeUndefined()
  expect(excessOf(`[${'{},'.repeat(999_999)}{}]`)).toContain('1000000 objects')
})

it('brackets that close nothing are left to the parser', () => {
  for (const text of [']]]]{', '}:::', '"', '"\\', '[}']) expect(excessOf(text)).toBeUndefined()
})

it('long text is read with pauses', () => {
  expect([...excessIn(' '.repeat(1 << 20))].length).toBeGreaterThan(2)
})
