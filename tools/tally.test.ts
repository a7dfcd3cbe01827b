import { expect, it } from 'vitest'
import { failures, tally, total } from './tally.ts'

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((one) => ({ status: one })) })

it('counts tests over all files', () => {
  const report = { testResults: [file('passed', 'passed', 'passed', 'skipped'), file('failed', 'failed', 'passed', 'todo')] }
  expect(tally(report, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

it('a file that did not load is a failure of its own', () => {
  expect(tally({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
})

it('a bad end without a failed test is a failure', () => {
  expect(tally({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(tally(undefined, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

it('a good run has no failures, and runs add up', () => {
  const one = tally({ testResults: [file('passed', 'passed')] }, 0)
  expect(total([one, one, { passed: 0, failed: 0, skipped: 4 }])).toEqual({ passed: 2, failed: 0, skipped: 4 })
})

it('names what failed: tests by their names, files that did not begin by their own reason', () => {
  const test = (status: string, fullName: string, ...failureMessages: string[]) => ({ status, fullName, failureMessages })
  const files = [
    { name: 'a.test.ts', status: 'failed', assertionResults: [test('passed', 'adds'), test('failed', 'takes', ' expected 1 to be 2')] },
    { name: 'b.test.ts', status: 'failed', message: 'Hook timed out', assertionResults: [test('skipped', 'waits')] },
    { name: 'c.test.ts', status: 'passed', assertionResults: [test('passed', 'stands')] },
  ]
  expect(failures({ testResults: files })).toEqual(['a.test.ts › takes › expected 1 to be 2', 'b.test.ts › Hook timed out'])
  expect(failures(undefined)).toEqual([])
})
