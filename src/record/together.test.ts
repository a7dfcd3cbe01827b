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
  })
  const turn = () => new Promise((r) => setImmediate(r))
  return {
    ask,
    asked,
    turn,
    open: async () => {
      gates.shift()?.()
      await turn()
    },
  }
}

it('callers of one turn go together, those who come meanwhile go together after them, one county at a time', async () => {
  const { ask, asked, open, turn } = slow()
  const first = [ask(1, ['a']), ask(1, ['x'])]
  await turn()
  expect(asked).toEqual([{ county: 1, keys: ['a', 'x'] }])
  const answers = [ask(1, ['b']), ask(2, ['c']), ask(1, ['d', 'e'])]
  await turn()
  expect(asked).toHaveLength(1)
  await open()
  expect(asked[1]).toEqual({ county: 1, keys: ['b', 'd', 'e'] })
  await open()
  await open()
  expect(await Promise.all(first)).toEqual([
    ['1a', '1x'],
    ['1a', '1x'],
  ])
  expect(await Promise.all(answers)).toEqual([['1b', '1d', '1e'], ['2c'], ['1b', '1d', '1e']])
  expect(asked).toHaveLength(3)
})

it('nobody fails for a neighbour', async () => {
  const { ask, open, turn } = slow()
  const answers = [ask(1, ['a']), ask(1, ['bad']), ask(1, ['b'])].map((one) => one.catch((error: Error) => error.message))
  await turn()
  for (let i = 0; i < 4; i++) await open()
  expect(await Promise.all(answers)).toEqual([['1a'], 'bad', ['1b']])
})

it('asks nothing for nothing', async () => {
  const { ask, asked } = slow()
  expect(await ask(1, [])).toEqual([])
  expect(asked).toEqual([])
})

it('a question without an answer is lost after a while, with all who asked it, and the next are asked', async () => {
  let lost = true
  const ask = together(
    (_county: number, keys: readonly string[]) => (lost ? new Promise<readonly string[]>(() => {}) : Promise.resolve(keys)),
    { patience: 50 },
  )
  const all = await Promise.allSettled([ask(1, ['a']), ask(1, ['b'])])
  expect(all.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code)).toEqual([
    'CONNECT_TIMEOUT',
    'CONNECT_TIMEOUT',
  ])
  lost = false
  expect(await ask(1, ['c'])).toEqual(['c'])
})
