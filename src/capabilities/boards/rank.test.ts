import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Compared, inOrder, ranksOf } from './rank.ts'

const of = (...values: (number | null)[]): Compared[] => values.map((value, i) => ({ id: `u${i}`, value }))
const places = (all: readonly Compared[], better: 'higher' | 'lower') => all.map(({ id }) => ranksOf(all, better).get(id)?.rank)

it('equal values share the better place, and who has no data has none', () => {
  expect(places(of(10, 30, 30, 5, null, 40), 'higher')).toEqual([4, 2, 2, 5, undefined, 1])
  expect(places(of(10, 30, 30, 5, null, 40), 'lower')).toEqual([2, 3, 3, 1, undefined, 5])
})

it('nobody is ranked among fewer than five that have data', () => {
  expect(ranksOf(of(1, 2, 3, 4, null), 'higher').size).toBe(0)
  expect(ranksOf(of(1, 2, 3, 4, 5), 'higher').size).toBe(5)
  expect(ranksOf(of(1, 2), 'higher', 2).size).toBe(2)
})

it('quarters of eight are pairs', () => {
  const all = of(8, 7, 6, 5, 4, 3, 2, 1)
  expect(all.map(({ id }) => ranksOf(all, 'higher').get(id)!.quartile)).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
})

const values = fc.array(fc.option(fc.integer({ min: -1000, max: 1000 })), { minLength: 5, maxLength: 30 })
const better = fc.constantFrom('higher' as const, 'lower' as const)

it('a place does not depend on the order in which units come, nor on the scale of the value', () => {
  fc.assert(
    fc.property(values, better, fc.integer({ min: 1, max: 50 }), (list, way, scale) => {
      const all = of(...list)
      const ranks = ranksOf(all, way)
      const again = ranksOf(
        all.toReversed().map(({ id, value }) => ({ id, value: value === null ? null : value * scale + 7 })),
        way,
      )
      expect([...again].sort()).toEqual([...ranks].sort())
      expect(inOrder(all.toReversed(), way)).toEqual(inOrder(all, way))
    }),
  )
})

it('as many stand ahead of one as its place says, and the order agrees with the places', () => {
  fc.assert(
    fc.property(values, better, (list, way) => {
      const all = of(...list)
      const ranks = ranksOf(all, way)
      for (const { id, value } of all) {
        const ahead = all.filter(
          (one) => one.value !== null && value !== null && (way === 'higher' ? one.value > value : one.value < value),
        )
        if (ranks.has(id)) expect(ranks.get(id)!.rank).toBe(ahead.length + 1)
      }
      const ordered = inOrder(all, way).flatMap(({ id }) => ranks.get(id)?.rank ?? [])
      expect(ordered).toEqual(ordered.toSorted((a, b) => a - b))
    }),
  )
})
