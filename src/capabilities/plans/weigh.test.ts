import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type UnitPart, weigh } from './weigh.ts'

const unit = (id: string) => ({ id, name: id })
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

describe('who weighs on a share', () => {
  const parts: UnitPart[] = [
    { unit: unit('a'), value: 50, numerator: 50, denominator: 100 },
    { unit: unit('b'), value: 10, numerator: 1, denominator: 10 },
    { unit: unit('c'), value: 90, numerator: 90, denominator: 100 },
  ]
  it('the large one below it lacks more than the small one far below, and who is above it lacks nothing', () => {
    const told = weigh(parts, { goal: 80, direction: 1, scale: 100 })
    expect(told.map(({ unit, lacks }) => [unit.id, lacks])).toEqual([
      ['a', 30],
      ['b', 7],
      ['c', -10],
    ])
    expect(told.map(({ share }) => share)).toEqual([30 / 37, 7 / 37, 0])
  })
  it('where less is better, who is above it', () => {
    expect(weigh(parts, { goal: 40, direction: -1, scale: 100 })[0]).toMatchObject({ unit: { id: 'c' }, lacks: 50 })
  })
})

describe('who weighs on a count', () => {
  it('each is to grow as the whole: its part is as the year before', () => {
    const parts = [
      { unit: unit('a'), value: 30, numerator: 30, lastYear: 30 },
      { unit: unit('b'), value: 18, numerator: 18, lastYear: 10 },
    ]
    expect(weigh(parts, { goal: 60, direction: 1, scale: 1 }).map(({ unit, lacks }) => [unit.id, lacks])).toEqual([
      ['a', 15],
      ['b', -3],
    ])
  })
})

it('all lacks together are what the whole lacks, the shares are one, and nobody is left out', () => {
  const part = fc.record({
    numerator: fc.integer({ min: 0, max: 500 }),
    more: fc.integer({ min: 0, max: 500 }),
    lastYear: fc.integer({ min: 0, max: 500 }),
  })
  const all = fc.array(part, { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(all, fc.boolean(), fc.constantFrom(1, -1 as const), fc.integer({ min: 0, max: 100 }), (units, ratio, direction, goal) => {
      const parts = units.map(({ numerator, more, lastYear }, i): UnitPart => {
        const shape = { unit: unit(String(i)), value: null, numerator, lastYear }
        return ratio ? { ...shape, denominator: numerator + more } : shape
      })
      const told = weigh(parts, { goal, direction: direction as 1 | -1, scale: ratio ? 100 : 1 })
      const [n, d] = [sum(units.map((u) => u.numerator)), sum(units.map((u) => u.numerator + u.more))]
      const whole = direction * (ratio ? (goal / 100) * d - n : goal - n)
      expect(sum(told.map(({ lacks }) => lacks))).toBeCloseTo(whole, 6)
      expect(told).toHaveLength(units.length)
      const shares = sum(told.map(({ share }) => share))
      expect(shares).toBeCloseTo(told.some(({ lacks }) => lacks > 0) ? 1 : 0, 9)
    }),
  )
})
