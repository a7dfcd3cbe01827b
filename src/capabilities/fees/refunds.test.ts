import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Refund, refundFaults } from './refunds.ts'

const of = (line: string, ...fens: number[]): Refund[] => fens.map((fen, i) => ({ id: `${line}-${i}`, of: line, fen }))
const left = (refunds: Refund[], fen: number | undefined, back = 0) =>
  refundFaults(refunds, () => (fen === undefined ? undefined : { fen, back })).map((fault) => [fault.refund.fen, fault.left])

it('takes back what was charged, in parts, and to the fen that rounding adds', () => {
  expect(left(of('1', -500, -730), 1230)).toEqual([])
  expect(left(of('1', -67, -67, -67), 200)).toEqual([])
  expect(left(of('1', -1000, -231, -1), 1230)).toEqual([[-1, 0]])
})

it('refuses what was never charged, what is more than is left, and what takes back a refund', () => {
  expect(left(of('1', -1), undefined)).toEqual([[-1, undefined]])
  expect(left(of('1', -500, -800, -730), 1230)).toEqual([[-800, 730]])
  expect(left(of('1', -700), 1230, 600)).toEqual([[-700, 630]])
  expect(left(of('1', -100), -100)).toEqual([[-100, 0]])
})

it('what goes in never comes to more than the charge and a fen, and a fault says what was left', () => {
  const fen = fc.integer({ min: 1, max: 1000 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), fc.array(fen, { maxLength: 9 }), (charge, parts) => {
      const refunds = of('1', ...parts.map((part) => -part))
      const faults = refundFaults(refunds, () => ({ fen: charge, back: 0 }))
      const kept = refunds.filter((refund) => !faults.some((fault) => fault.refund === refund)).reduce((sum, r) => sum - r.fen, 0)
      expect(kept).toBeLessThanOrEqual(charge + 1)
      for (const { refund, left } of faults) expect(-refund.fen).toBeGreaterThan(left!)
    }),
  )
})
