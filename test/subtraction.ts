const prime = 2_147_483_647n
const power = (x: bigint, n: bigint): bigint => {
  if (n === 0n) return 1n
  const half = power(x, n / 2n)
  const square = (half * half) % prime
  return n % 2n ? (square * x) % prime : square
}

/** A figure as the sum of unknown single counts: one number a count. */
export type Sum = { key: string; of: readonly number[] }

/**
 * What a reader with patience can do: which of the hidden sums follow exactly from the published ones? Gauss over a prime field: no rounding, and nothing follows there that
 * does not follow in the integers.
 */
export function derivable(published: readonly Sum[], hidden: readonly Sum[]): string[] {
  const rows: { at: number; row: bigint[] }[] = []
  const reduced = ({ of }: Sum) => {
    const row = of.map((n) => ((BigInt(n) % prime) + prime) % prime)
    for (const { at, row: known } of rows) {
      const factor = row[at]!
      if (factor) for (let i = 0; i < row.length; i++) row[i] = (row[i]! + (prime - factor) * known[i]!) % prime
    }
    return row
  }
  for (const sum of published) {
    const row = reduced(sum)
    const at = row.findIndex((x) => x !== 0n)
    if (at < 0) continue
    const inverse = power(row[at]!, prime - 2n)
    rows.push({ at, row: row.map((x) => (x * inverse) % prime) })
  }
  return hidden.filter((sum) => reduced(sum).every((x) => x === 0n)).map(({ key }) => key)
}
