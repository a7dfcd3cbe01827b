/** A prime below 2^26: products of two remainders are exact numbers. */
const prime = 67_108_859
const mod = (n: number) => ((n % prime) + prime) % prime
const times = (a: number, b: number) => (a * b) % prime

function inverse(a: number): number {
  let [result, base] = [1, a]
  for (let n = prime - 2; n > 0; n = Math.floor(n / 2)) {
    if (n % 2) result = times(result, base)
    base = times(base, base)
  }
  return result
}

/** Numbers spread over 1 … prime − 1, the same in every run. */
const scattered = (n: number) => 1 + (((Math.imul(n ^ (n >>> 15), 0x2c1b3c6d) ^ Math.imul(n + 0x9e3779b9, 0x297a2d39)) >>> 0) % (prime - 1))

type Row = { at: number; of: Float64Array; by: number }
/** Vectors with whole numbers, shortened: what depends on others still does, and what does not does so with a chance of one in many millions. */
export function shortened(vectors: readonly Float64Array[]): Float64Array[] {
  const length = vectors.length + 2
  return vectors.map((vector) => {
    const short = new Float64Array(length)
    for (const [column, n] of vector.entries())
      if (n) for (let i = 0; i < length; i++) short[i] = (short[i]! + times(mod(n), scattered(column * 257 + i))) % prime
    return short
  })
}

/** How much a line should change. */
export type Wish = { line: number; by: number }
/**
 * By how much each of several tables of sums changes (modulo a prime) when they change as wished as far as they can: of "all", "emergency" and "not emergency" one cannot change alone. The first
 * wishes come before the last. Tables whose numbers hang together only by chance change together, too; a relation that holds is never missed.
 * @param vectors shortened
 */
export function changes(vectors: readonly Float64Array[], wishes: readonly Wish[]): Float64Array {
  const rows: Row[] = []
  const changed = new Float64Array(vectors.length)
  for (const { line, by } of wishes) {
    const left = Float64Array.from(vectors[line]!)
    let known = 0 // what the wishes before say of it
    for (const { at, of, by } of rows) {
      const factor = left[at]!
      if (!factor) continue
      known = (known + times(factor, by)) % prime
      for (let i = 0; i < left.length; i++) left[i] = (left[i]! + times(prime - factor, of[i]!)) % prime
    }
    const at = left.findIndex((n) => n !== 0)
    changed[line] = at < 0 ? known : by
    if (at < 0) continue
    const inverted = inverse(left[at]!)
    rows.push({ at, of: left.map((n) => times(n, inverted)), by: times(mod(by - known), inverted) })
  }
  return changed
}
