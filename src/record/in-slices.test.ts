import { expect, it } from 'vitest'
import { eachInSlices } from './in-slices.ts'

const busy = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until; );
}

it('long work lets others have their turn, in order and with its errors; short work is done before anybody else comes', async () => {
  let turns = 0
  const turn = () => {
    turns++
    if (turns < 1000) setImmediate(turn)
  }
  setImmediate(turn)
  const items = [1, 2, 3, 4, 5, 6]
  expect(await eachInSlices(items, (n, i) => [n, i, turns])).toEqual(items.map((n, i) => [n, i, 0]))
  const seen = await eachInSlices(items, () => {
    busy(25)
    return turns
  })
  expect(new Set(seen).size).toBe(items.length)
  await expect(
    eachInSlices(items, (n) => {
      if (n === 3) throw new Error('three')
    }),
  ).rejects.toThrow('three')
})
