import { changes, shortened } from './relations.ts'

/** Fewer persons than this are not shown to those who may not see persons. */
export const fewest = 5

/** For each month, or leaf (an institution, a township where people live), all times or units it is part of, itself first and under its own number: 2026-02 → 2026-02, 2026-Q1, 2026. */
export type Chains = readonly (readonly number[])[]
/** One thing that is told, by month and leaf (`month * leaves + leaf`). */
export type Line = {
  /** What is shown. Whole numbers. */
  amounts: Float64Array
  /** How many rows there are: among several cells that could be hidden, those with few are. */
  rows: Float64Array
  /** Cells (`time * units + unit`) that are built on one to four persons. */
  small: readonly number[]
}
export type Ledger = {
  lines: readonly Line[]
  months: Chains
  leaves: Chains
  /** Leaves of one kind count in the same lines (primary institutions, the lead hospital …). */
  kinds: readonly string[]
  times: number
  units: number
}

/** A zero says that nobody was there: it is hidden for company last. */
const zeroCosts = 10_000

/**
 * Which cells of all lines are hidden, so that no count of one to four persons is shown, or can be had by any sums and differences of what is shown: over periods, over units and over
 * lines that share their rows.
 *
 * For each small cell a change of the rows is sought that changes it and leaves what is shown as it is, as far as may be: somebody counts at another institution, and in another month the other way
 * round; lines that hang together change together (`changes`). Whatever the change touches is hidden. So every hidden cell could have another value under the very same shown ones: none
 * follows from them. The cheapest change is taken: few rows, small units, short times.
 * @returns by line, 1 where a cell (`time * units + unit`) is hidden; it stops after each small cell, for others to have their turn
 */
export function* hiding(ledger: Ledger): Generator<undefined, Uint8Array[]> {
  const { lines, kinds, units, times } = ledger
  const kindAt = numbered(kinds)
  const hidden = lines.map(() => new Uint8Array(times * units))
  const sums = lines.map((line) => summed(ledger, line))
  const lineChanges = changesBy(ledger)
  const wide = widthsOf(ledger)
  const price = (line: number, cell: number) => (hidden[line]![cell] ? 0 : (1 + (sums[line]![cell] || zeroCosts)) * wide[cell]!)
  const each = (move: Move, see: (line: number, cell: number) => void) => {
    for (const { line, units: at } of move.changed) for (const time of move.times) for (const unit of at) see(line, time * units + unit)
  }
  /** What a change hides, as far as that is less than another does. */
  const costOf = ({ changed, times }: Move, least: number) => {
    let sum = 0
    for (const { line, units: at } of changed)
      for (const time of times) {
        for (const unit of at) sum += price(line, time * units + unit)
        if (sum >= least) return sum
      }
    return sum
  }

  /** What changes when a line counts more at a leaf, and as much less at another: or nothing less, where a unit that both are part of must change. */
  function changedAt(line: number, leaf: number, other: number | undefined, unit: number): Move['changed'] {
    const mine = ledger.leaves[leaf]!
    const theirs = other === undefined ? [] : ledger.leaves[other]!
    const both = mine.filter((at) => theirs.includes(at))
    const [own, of] = [mine.filter((at) => !both.includes(at)), theirs.filter((at) => !both.includes(at))]
    const more = lineChanges(kinds[leaf]!, line)
    const less = other === undefined ? undefined : lineChanges(kinds[leaf]!, line, kinds[other]!, !both.includes(unit))
    return lines.flatMap((_, i) => {
      const [up, down] = [more[i]!, less?.[i] ?? 0]
      const at = [...(up ? own : []), ...(down ? of : []), ...(up !== down ? both : [])]
      return at.length ? [{ line: i, units: at }] : []
    })
  }

  function cheapest(line: number, time: number, unit: number): Move | undefined {
    let [best, least]: [Move | undefined, number] = [undefined, Number.POSITIVE_INFINITY]
    for (const { month, leaf } of insides(ledger, line, time, unit)) {
      const { leaves, months } = ledger
      const alike = (other: number) => kindAt[other] === kindAt[leaf]
      const away = partners(
        leaves,
        leaf,
        (other) => ((alike(other) ? !leaves[other]!.includes(unit) : leaf !== unit) ? price(line, time * units + other) : undefined),
        (other) => kindAt[other]!,
      )
      const places = [undefined, ...away].map((other) => changedAt(line, leaf, other, unit))
      const then = partners(months, month, (other) => (months[other]!.includes(time) ? undefined : price(line, other * units + unit)))
      const spans = [months[month]!, ...then.map((other) => apart(months[month]!, months[other]!))]
      for (const changed of places)
        if (changed.some((one) => one.line === line && one.units.includes(unit)))
          for (const times of spans) {
            const move = { changed, times }
            const cost = costOf(move, least)
            if (cost < least) [best, least] = [move, cost]
          }
    }
    return best
  }

  for (const [line, { small }] of lines.entries())
    for (const cell of small) {
      if (hidden[line]![cell]) continue
      const move = cheapest(line, Math.floor(cell / units), cell % units)
      if (move)
        each(move, (line, cell) => {
          hidden[line]![cell] = 1
        })
      yield
    }
  return hidden
}
/** The same at once. */
export function hide(ledger: Ledger): Uint8Array[] {
  const steps = hiding(ledger)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** How many leaves and months each cell is of: the number of the county, or of a year, goes from sight last. */
function widthsOf({ months, leaves, times, units }: Ledger): Float64Array {
  const wide = new Float64Array(times * units)
  for (const over of months) for (const above of leaves) for (const time of over) for (const unit of above) wide[time * units + unit]! += 1
  return wide
}

/** Each line that changes with the units in which it does, in all these times. */
type Move = { changed: readonly { line: number; units: readonly number[] }[]; times: readonly number[] }

function summed({ months, leaves, times, units }: Ledger, { rows }: Line): Float64Array {
  const sums = new Float64Array(times * units)
  for (const [at, n] of rows.entries())
    if (n)
      for (const time of months[Math.floor(at / leaves.length)]!)
        for (const unit of leaves[at % leaves.length]!) sums[time * units + unit]! += n
  return sums
}

/** By how much lines change at leaves of a kind when one of them does; with another kind, what they change there so that as many as may be stay the same in all; `same`: that line, too, else it stays as it is there. */
function changesBy({ lines, kinds, leaves, months }: Ledger): (kind: string, line: number, other?: string, same?: boolean) => Float64Array {
  const vectors = new Map<string, Float64Array[]>()
  const vectorsOf = (kind: string) => {
    const mine = leaves.flatMap((_, leaf) => (kinds[leaf] === kind ? [leaf] : []))
    const cut = ({ amounts }: Line) =>
      Float64Array.from(months.flatMap((_, month) => mine.map((leaf) => amounts[month * leaves.length + leaf]!)))
    const known = vectors.get(kind) ?? shortened(lines.map(cut))
    vectors.set(kind, known)
    return known
  }
  const all = lines.map((_, line) => line)
  const known = new Map<string, Float64Array>()
  const of = (kind: string, line: number, other = kind, same = true): Float64Array => {
    const key = `${line} ${kind} ${other} ${same}`
    const found = known.get(key)
    if (found) return found
    const here = other === kind && same ? undefined : of(kind, line)
    const wishes = [
      { line, by: same ? (here?.[line] ?? 1) : 0 },
      ...all.filter((one) => one !== line).map((one) => ({ line: one, by: here?.[one] ?? 0 })),
    ]
    const made = changes(vectorsOf(other), wishes)
    known.set(key, made)
    return made
  }
  return of
}

/** Where a cell has something, the smallest first: one of a few such places is changed. */
function insides({ lines, months, leaves }: Ledger, line: number, time: number, unit: number) {
  const { amounts, rows } = lines[line]!
  const found: { month: number; leaf: number; n: number }[] = []
  for (const [month, over] of months.entries())
    if (over.includes(time))
      for (const [leaf, above] of leaves.entries()) {
        const at = month * leaves.length + leaf
        if (above.includes(unit) && (amounts[at] || rows[at])) found.push({ month, leaf, n: amounts[at] ? rows[at]! : Number.MAX_VALUE })
      }
  return found.sort((a, b) => a.n - b.n).slice(0, 3)
}

const apart = (mine: readonly number[], theirs: readonly number[]) => [
  ...mine.filter((at) => !theirs.includes(at)),
  ...theirs.filter((at) => !mine.includes(at)),
]

/** A number for each, the same for the same. */
const numbered = (all: readonly string[]) => {
  const known = [...new Set(all)]
  const numbers = new Map(known.map((one, i) => [one, i]))
  return Int32Array.from(all, (one) => numbers.get(one)!)
}

/** For two leaves or months, by what they are both part of: the same number for the same things. */
const ways = new WeakMap<Chains, readonly Int32Array[]>()
function waysOf(chains: Chains): readonly Int32Array[] {
  const known = ways.get(chains)
  if (known) return known
  const numbers = new Map<string, number>()
  const made = chains.map((mine) =>
    Int32Array.from(chains, (theirs) => {
      const way = mine.filter((at) => theirs.includes(at)).join()
      const number = numbers.get(way) ?? numbers.size
      numbers.set(way, number)
      return number
    }),
  )
  ways.set(chains, made)
  return made
}

/** Others that could change with one: for each way in which they hang together with it, and each sort, the two cheapest. */
function partners(
  chains: Chains,
  one: number,
  price: (other: number) => number | undefined,
  sort: (other: number) => number = () => 0,
): number[] {
  const best = new Map<number, [first: number, cost: number, second: number, cost: number]>()
  const way = waysOf(chains)[one]!
  for (let other = 0; other < chains.length; other++) {
    const cost = other === one ? undefined : price(other)
    if (cost === undefined) continue
    const key = way[other]! * chains.length + sort(other)
    const [first, least, , next] = best.get(key) ?? [-1, Number.POSITIVE_INFINITY, -1, Number.POSITIVE_INFINITY]
    if (cost < least) best.set(key, [other, cost, first, least])
    else if (cost < next) best.set(key, [first, least, other, cost])
  }
  return [...best.values()].flatMap(([first, , second]) => (second < 0 ? [first] : [first, second]))
}
