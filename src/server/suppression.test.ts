import fc from 'fast-check'
import { expect, it } from 'vitest'
import { derivable } from '../../test/subtraction.ts'
import { changes, shortened } from './relations.ts'
import { type Chains, fewest, hide, type Ledger, type Line } from './suppression.ts'

/** Six months in two quarters: 0–5, 6–7, the half year 8. Six institutions in three townships: 0–5, 6–8, the county 9. The last two are hospitals. */
const months: Chains = [0, 1, 2, 3, 4, 5].map((m) => [m, m < 3 ? 6 : 7, 8])
const leaves: Chains = [6, 6, 6, 7, 7, 8].map((township, leaf) => [leaf, township, 9])
const kinds = ['p', 'p', 'p', 'p', 'h', 'h']
const [times, units, places] = [9, 10, 6]

/** Rows by what they are: emergency, first visit, neither; each line counts some of them, at some institutions. */
const told = [
  { name: 'all', of: [1, 1, 1], at: ['p', 'h'] },
  { name: 'emergency', of: [1, 0, 0], at: ['p', 'h'] },
  { name: 'others', of: [0, 1, 1], at: ['p', 'h'] },
  { name: 'first', of: [0, 1, 0], at: ['p', 'h'] },
  { name: 'all at primary', of: [1, 1, 1], at: ['p'] },
  { name: 'first at hospitals', of: [0, 1, 0], at: ['h'] },
]
type Count = readonly (readonly number[])[]
/** One person a row. */
function ledgerOf(counts: Count, lines = told): Ledger {
  const lineOf = ({ of, at }: (typeof told)[number]): Line => {
    const amounts = Float64Array.from(counts, (row, place) =>
      at.includes(kinds[place % places]!) ? row.reduce((n, m, i) => n + m * of[i]!, 0) : 0,
    )
    const sums = new Float64Array(times * units)
    for (const [i, n] of amounts.entries())
      for (const t of months[Math.floor(i / places)]!) for (const u of leaves[i % places]!) sums[t * units + u]! += n
    return { amounts, rows: amounts, small: [...sums].flatMap((n, cell) => (n > 0 && n < fewest ? [cell] : [])) }
  }
  return { lines: lines.map(lineOf), months, leaves, kinds, times, units }
}
const sumsOf = (lines = told) =>
  lines.flatMap(({ of, at }, line) =>
    Array.from({ length: times * units }, (_, cell) => ({
      key: `${line}|${cell}`,
      of: Array.from({ length: 36 * 3 }, (__, base) => {
        const [place, row] = [Math.floor(base / 3), base % 3]
        const [month, leaf] = [Math.floor(place / places), place % places]
        const within = months[month]!.includes(Math.floor(cell / units)) && leaves[leaf]!.includes(cell % units)
        return within && at.includes(kinds[leaf]!) ? of[row]! : 0
      }),
    })),
  )
function givenAway(hidden: readonly Uint8Array[], lines = told): string[] {
  const all = sumsOf(lines).filter(({ of }) => of.some((n) => n))
  const isHidden = ({ key }: { key: string }) => {
    const [line, cell] = key.split('|').map(Number) as [number, number]
    return hidden[line]![cell] === 1
  }
  return derivable(
    all.filter((sum) => !isHidden(sum)),
    all.filter(isHidden),
  )
}
const few = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 5, max: 300 }))
const counts = fc.array(fc.tuple(few, few, few), { minLength: 36, maxLength: 36 })
const alike = (n: number) => Array.from({ length: 36 }, () => [n, n, n])
const at = (month: number, leaf: number) => month * places + leaf

it('shows no cell of one to four persons', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const ledger = ledgerOf(given)
      const hidden = hide(ledger)
      for (const [i, { small }] of ledger.lines.entries()) expect(small.filter((cell) => !hidden[i]![cell])).toEqual([])
    }),
  )
})

it('leaves no hidden cell to be had from any sums and differences of all that is shown, over grains, units and related lines together', () => {
  fc.assert(
    fc.property(counts, (given) => {
      expect(givenAway(hide(ledgerOf(given)))).toEqual([])
    }),
    { numRuns: 40 },
  )
})

it('the test of subtraction itself finds what each line by itself gives away', () => {
  const given = alike(50)
  given[at(1, 1)] = [2, 50, 50] // emergency: all less the others
  const alone = told.map((line) => hide(ledgerOf(given, [line]))[0]!)
  expect(givenAway(alone)).toContain(`1|${1 * units + 1}`)
})

it('of lines that share rows the largest stay in sight: what is not emergency goes with the emergencies, not the whole', () => {
  const given = Array.from({ length: 36 }, (_, i) => [50 + ((i * 7) % 31), 60 + ((i * 11) % 37), 70 + ((i * 13) % 29)])
  given[at(1, 1)] = [2, 50, 50]
  const shown = hide(ledgerOf(given)).map((hidden) => hidden.every((n) => n === 0))
  expect(told.filter((_, i) => shown[i]).map(({ name }) => name)).toEqual(['all', 'first', 'all at primary', 'first at hospitals'])
})

it('hides the next smallest for company, over units and over periods, and leaves the totals', () => {
  const given = alike(100)
  given[at(1, 1)] = [2, 0, 0]
  given[at(1, 2)] = [20, 0, 0] // its smallest neighbour
  given[at(0, 1)] = [30, 0, 0] // and the smallest other month of the quarter
  const [hidden] = hide(ledgerOf(given, [told[0]!]))
  const cells = [at(1, 1), at(1, 2), at(0, 1), at(0, 2)].map((i) => Math.floor(i / places) * units + (i % places))
  expect([...hidden!].flatMap((n, cell) => (n ? [cell] : [])).sort()).toEqual(cells.sort())
})

it('zero stays zero where another can be hidden; where nothing is small, nothing is', () => {
  const given = Array.from({ length: 36 }, (_, i) => (i % places === 0 ? [0, 0, 0] : [100, 100, 100]))
  expect(hide(ledgerOf(given)).every((line) => line.every((n) => n === 0))).toBe(true)
  given[at(0, 1)] = [3, 0, 0]
  const [hidden] = hide(ledgerOf(given, [told[0]!]))
  expect([hidden![1], hidden![0]]).toEqual([1, 0])
})

it('what hangs together is found, and what stands alone is not taken along', () => {
  const vectors = [
    [5, 9, 7, 4],
    [1, 2, 3, 4],
    [4, 7, 4, 0],
    [9, 9, 1, 1],
  ].map((n) => Float64Array.from(n))
  const changed = (line: number) => {
    const others = vectors.flatMap((_, other) => (other === line ? [] : [{ line: other, by: 0 }]))
    return [...changes(shortened(vectors), [{ line, by: 1 }, ...others]).entries()].flatMap(([other, by]) => (by ? [other] : []))
  }
  expect([0, 1, 2, 3].map(changed)).toEqual([[0, 2], [1, 2], [1, 2], [3]])
})

it('a small part of a large whole leaves the whole in sight: what is less here is more there', () => {
  const given = alike(0)
  given[at(1, 0)] = [0, 0, 2]
  given[at(1, 1)] = [0, 0, 2]
  given[at(1, 4)] = [0, 0, 6]
  const [all, , , , primary] = hide(ledgerOf(given))
  expect([primary![1 * units + 9], all![1 * units + 9]]).toEqual([1, 0])
})
