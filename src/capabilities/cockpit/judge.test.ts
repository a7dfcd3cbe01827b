import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PlanWord, State } from './contract.ts'
import { dutySignal, firstOf, planSignal, signalOf, stateOf, strongest } from './judge.ts'

const behind: PlanWord = {
  ...{ plan: 'p', target: 't', name: ['计划', 'plan'], value: 90, planned: 80, deadline: '2027-12-31' },
  status: 'behind',
}

it('only the worse side counts; from two spreads on it is to be looked at, from three on to be acted on', () => {
  expect(stateOf(signalOf(2.5, 'higher', 'usual'))).toBe('good')
  expect(stateOf(signalOf(-2.5, 'higher', 'usual'))).toBe('watch')
  expect(stateOf(signalOf(-3, 'higher', 'usual'))).toBe('act')
  expect(stateOf(signalOf(3.2, 'lower', 'usual'))).toBe('act')
  expect(stateOf(undefined)).toBe('good')
})

it('where neither side is worse a figure far off asks for a look and never for more', () => {
  fc.assert(
    fc.property(fc.double({ min: 2, max: 1e6, noNaN: true }), fc.boolean(), (far, up) => {
      expect(stateOf(signalOf(up ? far : -far, 'neither', 'usual'))).toBe('watch')
    }),
  )
})

it('a plan behind is worth a look however little it lacks; three twentieths of the way ask for acting; on the way is none', () => {
  expect(stateOf(planSignal(behind, 79.5))).toBe('watch')
  expect(stateOf(planSignal(behind, 68))).toBe('act')
  expect(planSignal({ ...behind, status: 'met' }, 95)).toBeUndefined()
  expect(planSignal({ ...behind, status: 'on-way' }, 81)).toBeUndefined()
  expect(stateOf(planSignal(behind, null))).toBe('watch')
})

it('one late report is worth a look, every third asks for acting, none is none', () => {
  expect(stateOf(dutySignal(1, 20))).toBe('watch')
  expect(stateOf(dutySignal(6, 20))).toBe('act')
  expect(dutySignal(0, 20)).toBeUndefined()
})

it('of several signals the strongest to the worse side speaks', () => {
  const good = { size: 9, bad: false, of: 'usual' } as const
  const bad = { size: 2, bad: true, of: 'plan' } as const
  expect(strongest([good, undefined, bad])).toBe(bad)
  expect(strongest([good])).toBe(good)
  expect(strongest([undefined])).toBeUndefined()
})

const candidate = (code: string, state: State, size: number, weight = 1) => ({
  ...{ code, state, weight },
  signal: { size, bad: true, of: 'usual' as const },
})
it('first comes what asks for acting, then the largest by its weight, then what stands first; where all is well nothing', () => {
  expect(firstOf([candidate('a', 'watch', 9), candidate('b', 'act', 3)])?.code).toBe('b')
  expect(firstOf([candidate('a', 'act', 3), candidate('b', 'act', 3, 1.5)])?.code).toBe('b')
  expect(firstOf([candidate('a', 'watch', 2), candidate('b', 'watch', 2)])?.code).toBe('a')
  expect(firstOf([candidate('a', 'good', 9), candidate('b', 'unknown', 9)])).toBeUndefined()
})

it('what asks for acting is never passed over for a look', () => {
  const some = fc.record({
    state: fc.constantFrom<State>('good', 'watch', 'act', 'unknown'),
    size: fc.double({ min: 0, max: 1e9, noNaN: true }),
  })
  fc.assert(
    fc.property(fc.array(some), (all) => {
      const chosen = firstOf(all.map(({ state, size }, i) => candidate(String(i), state, size)))
      if (all.some(({ state }) => state === 'act')) expect(chosen?.state).toBe('act')
    }),
  )
})
