import { expect, it } from 'vitest'
import { inLine } from './in-line.ts'

it('long bodies are worked on one after the other, short ones at once, and what would wait too long is refused', async () => {
  const running: (() => void)[] = []
  let begun = 0
  const work = () => {
    begun++
    return new Promise<number>((done) => running.push(() => done(begun)))
  }
  const turn = () => new Promise((done) => setTimeout(done, 5))
  const long = Array.from({ length: 8 }, () => inLine(2 ** 21, work))
  const short = inLine(1000, work)
  await expect(inLine(2 ** 21, work)).rejects.toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  await turn()
  expect(begun).toBe(2)
  for (const end of running.splice(0)) end()
  await short
  for (let i = 3; i <= 9; i++) {
    await turn()
    expect([begun, running.length]).toEqual([i, 1])
    running.shift()!()
  }
  expect(await Promise.all(long)).toHaveLength(8)
  const failing = inLine(2 ** 21, () => Promise.reject(new Error('no')))
  await expect(failing).rejects.toThrow('no')
  expect(await inLine(2 ** 21, async () => 'next')).toBe('next')
})
