import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { random } from '../demo/random.ts'
import { evenly, holding, portions, quota, shuffle, streams } from './chance.ts'

describe('evenly', () => {
  it('never strays from the expectation by more than one', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { maxLength: 200 }), (seed, chances) => {
        const draw = evenly(random(seed))
        const times = chances.reduce((n, chance) => n + draw(chance), 0)
        expect(Math.abs(times - chances.reduce((a, b) => a + b, 0))).toBeLessThan(1.0001)
      }),
    )
  })
})

describe('quota', () => {
  it('keeps its shares, whatever was decided elsewhere', () => {
    const r = random(1)
    const shares = quota([
      ['a', 50],
      ['b', 30],
      ['c', 20],
    ])
    const counts = { a: 0, b: 0, c: 0 } as Record<string, number>
    for (let i = 0; i < 5000; i++) {
      const item = i % 5 === 0 ? 'c' : shares.draw(r)
      shares.took(item)
      counts[item]!++
    }
    expect(Object.values(counts).map((n) => Math.round(n / 100))).toEqual([25, 15, 10])
  })

  it('gives only what fits', () => {
    const shares = quota([
      ['a', 9],
      ['b', 1],
    ])
    const r = random(2)
    expect(Array.from({ length: 50 }, () => shares.next(r, (x) => x === 'b'))).toEqual(Array(50).fill('b'))
    expect(() => shares.next(r, () => false)).toThrow(RangeError)
  })
})

describe('holding', () => {
  it('brings any figures to their mean', () => {
    const r = random(3)
    const scale = holding(218.6, 5)
    const scaled = Array.from({ length: 20_000 }, () => scale(7 * r.unit() + r.unit() ** 3))
    expect(Math.abs(scaled.reduce((a, b) => a + b, 0) / 20_000 / 218.6 - 1)).toBeLessThan(0.02)
  })
})

describe('portions', () => {
  it('sum to the total, each within one of its share', () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 30 }),
        (total, weights) => {
          const counts = portions(total, weights)
          const sum = weights.reduce((a, b) => a + b, 0)
          expect(counts.reduce((a, b) => a + b, 0)).toBe(total)
          expect(counts.filter((n, i) => Math.abs(n - (total * weights[i]!) / sum) > 1)).toEqual([])
        },
      ),
    )
  })
})

it('streams differ by purpose and seed, and repeat', () => {
  const first = (seed: number, purpose: string) => streams(seed)(purpose).unit()
  expect(first(1, 'a')).toBe(first(1, 'a'))
  expect(new Set([first(1, 'a'), first(1, 'b'), first(2, 'a')]).size).toBe(3)
})

it('shuffle keeps every item', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat()), (seed, items) => {
      expect(shuffle(random(seed), [...items]).toSorted()).toEqual(items.toSorted())
    }),
  )
})
