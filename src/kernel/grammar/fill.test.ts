import { expect, it } from 'vitest'
import { fill } from './fill.ts'

it('a sentence is filled in both languages, a text in its own, and a place without a value stays', () => {
  expect(fill(['{n}项：{name}{else}', '{n}: {name}{else}'], { n: 0, name: ['甲', 'A'] })).toEqual(['0项：甲{else}', '0: A{else}'])
})
