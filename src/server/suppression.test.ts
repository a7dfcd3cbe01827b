import fc from 'fast-check'
import { expect, it } from 'vitest'
import { derivable } from '../../test/subtraction.ts'
import { type Above, type Counted, cellKey, fewest, hide } from './suppression.ts'

const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06']
const clinics = { a1: 'A', a2: 'A', a3: 'A', b1: 'B', b2: 'B', c1: 'C' }
const timeAbove: Above = (t) => (t.length === 4 ? undefined : t.includes('Q') ? '2026' : t <= '2026-03' ? '2026-Q1' : '2026-Q2')
const unitAbove: Above = (u) => (u === 'county' ? undefined : ((clinics as Record<string, string>)[u] ?? 'county'))
const upward = (one: string, above: Above): string[] => [one, ...(above(one) === undefined ? [] : upward(above(one)!, above))]

type Base = { time: string; unit: string; persons: number }
/** Every table of a base of months × clinics: all grains × all levels of units. */
function tables(base: readonly Base[]): Counted[] {
  const sums = new Map<string, Counted>()
  for (const { time, unit, persons } of base)
    for (const t of upward(time, timeAbove))
      for (const u of upward(unit, unitAbove)) {
        const sum = sums.get(cellKey(t, u)) ?? { time: t, unit: u, persons: 0 }
        sums.set(cellKey(t, u), { ...sum, persons: sum.persons + persons })
      }
  return [...sums.values()]
}
const grid = (counts: readonly number[]): Base[] =>
  months.flatMap((time, i) => Object.keys(clinics).map((unit, j) => ({ time, unit, persons: counts[i * 6 + j]! })))
const found = (counts: readonly number[]) => {
  const cells = tables(grid(counts))
  return { cells, hidden: hide(cells, timeAbove, unitAbove) }
}

/** The hidden cells of a table that follow from the others. */
function givenAway(base: readonly Base[], cells: readonly Counted[], hidden: ReadonlySet<string>): string[] {
  const sums = cells.map(({ time, unit }) => ({
    key: cellKey(time, unit),
    of: base.map((b) => (upward(b.time, timeAbove).includes(time) && upward(b.unit, unitAbove).includes(unit) ? 1 : 0)),
  }))
  return derivable(
    sums.filter(({ key }) => !hidden.has(key)),
    sums.filter(({ key }) => hidden.has(key)),
  )
}
const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 5, max: 300 })), {
  minLength: 36,
  maxLength: 36,
})

it('shows no cell of one to four persons', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const { cells, hidden } = found(given)
      const shown = cells.filter((c) => !hidden.has(cellKey(c.time, c.unit)))
      expect(shown.filter((c) => c.persons > 0 && c.persons < fewest)).toEqual([])
    }),
  )
})

it('leaves no hidden cell to be had from any sums of all that is published, over all grains and levels together', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const { cells, hidden } = found(given)
      expect(givenAway(grid(given), cells, hidden)).toEqual([])
    }),
    { numRuns: 150 },
  )
})

it('the test of subtraction itself finds what primary suppression alone gives away', () => {
  const given = Array.from({ length: 36 }, (_, i) => (i === 7 ? 2 : 50))
  const cells = tables(grid(given))
  expect(givenAway(grid(given), cells, new Set([cellKey('2026-02', 'a2')]))).toEqual(['2026-02|a2'])
})

it('hides the next smallest of the line for company, over units and over periods, and leaves the totals', () => {
  const given = Array.from({ length: 36 }, () => 100)
  given[6 + 1] = 2 // 2026-02, a2
  given[6 + 2] = 20 // its smallest neighbour
  given[0 + 1] = 30 // and the smallest other month
  const { cells, hidden } = found(given)
  expect([...hidden].sort()).toEqual(['2026-01|a2', '2026-01|a3', '2026-02|a2', '2026-02|a3'].sort())
  expect(cells.length).toBeGreaterThan(hidden.size)
})

it('zero stays zero where another can be hidden; where nothing is small, nothing is hidden', () => {
  const zeros: number[] = Array.from({ length: 36 }, (_, i) => (i % 6 === 0 ? 0 : 100))
  expect([...found(zeros).hidden]).toEqual([])
  zeros[1] = 3
  const { hidden } = found(zeros)
  expect(hidden.has('2026-01|a2')).toBe(true)
  expect(hidden.has('2026-01|a1')).toBe(false)
})

it('a zero is hidden where it would give the only other one away', () => {
  const given = Array.from({ length: 36 }, () => 100)
  given[3] = 3 // 2026-01 in b1, and b has only b2 beside it
  given[4] = 0
  const { hidden } = found(given)
  expect(hidden.has('2026-01|b1')).toBe(true)
  expect(hidden.has('2026-01|b2')).toBe(true)
})
