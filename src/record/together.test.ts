import { expect, it } from 'vitest'
import { together } from './together.ts'

/** Answers when told to, and remembers what it was asked. */
function slow() {
  const asked: { county: number; keys: readonly string[] }[] = []
  const gates: (() => void)[] = []
  const ask = together(async (county: number, keys: readonly string[]) => {
    asked.push({ county, keys })
    await new Promise<void>((open) => gates.push(open))
    if (keys.includes('bad')) throw new Error('bad')
    return keys.map((key) => `${county}${key}`)
  }, 1)
  return {
    ask,
    asked,
    open: async () => {
      gates.shift()?.()
      await new Promise((r) => setImmediate(r))
    },
  }
}

it('a lone caller goes at once; those who come meanwhile go together, one county at a time', async () => {
  const { ask, asked, open } = slow()
  const answers = [ask(1, ['a']), ask(1, ['b']), ask(2, ['c']), ask(1, ['d', 'e'])]
  expect(asked).toEqual([{ county: 1, keys: ['a'] }])
  await open()
  expect(asked[1]).toEqual({ county: 1, keys: ['b', 'd', 'e'] })
  await open()
  await open()
  expect(await Promise.all(answers)).toEqual([['1a'], ['1b', '1d', '1e'], ['2c'], ['1b', '1d', '1e']])
  expect(asked).toHaveLength(3)
})

it('nobody fails for a neighbour', async () => {
  const { ask, open } = slow()
  const answers = [ask(1, ['a']), ask(1, ['bad']), ask(1, ['b'])].map((one) => one.catch((error: Error) => error.message))
  for (let i = 0; i < 4; i++) await open()
  expect(await Promise.all(answers)).toEqual([['1a'], 'bad', ['1b']])
})

it('asks nothing for nothing', async () => {
  const { ask, asked } = slow()
  expect(await ask(1, [])).toEqual([])
  expect(asked).toEqual([])
})
