import { expect, it } from 'vitest'
import { lately } from './lately.ts'

it('is given out while it is fresh, made anew behind it while it ages, and waited for when it is old or another is asked for', async () => {
  const of = {}
  let made = 0
  const ask = (now: number, stamp = 'a') => lately(of, 'key', { now, stamp, fresh: 10, old: 100 }, async () => ++made)
  expect(await ask(0)).toBe(1)
  expect(await ask(10)).toBe(1)
  expect([await ask(11), await ask(11)]).toEqual([1, 2]) // the first of them began the second answer
  expect(await ask(12)).toBe(2)
  expect(await ask(200)).toBe(3)
  expect(await ask(201, 'b')).toBe(4)
})

it('an answer that fails is not kept, and the one before goes on until it is old', async () => {
  const of = {}
  const ask = (now: number, make: () => Promise<number>) => lately(of, 'key', { now, fresh: 10, old: 100 }, make)
  const fails = () => Promise.reject(new Error('no database'))
  await expect(ask(0, fails)).rejects.toThrow('no database')
  expect(await ask(0, async () => 1)).toBe(1)
  expect(await ask(50, fails)).toBe(1)
  await expect(ask(500, fails)).rejects.toThrow('no database')
})
