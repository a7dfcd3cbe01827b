/** One of those that are compared; null: no data. */
export type Compared = { id: string; value: number | null }
export type Better = 'higher' | 'lower' | 'neither'
/** Place among those that have data: equal values share the better place (1, 2, 2, 4). `quartile` 1 are the best quarter. */
export type Rank = { rank: number; of: number; quartile: 1 | 2 | 3 | 4 }

/** Fewer than this many with data are not ranked: a place among three says who the others are. */
export const fewestPeers = 5
/** Values that are told alike are alike: two decimals at most are shown. */
const same = 1e-9

/** The places of those that have data, by id; nobody's where fewer than `fewest` have any. Where neither way is better, the greatest comes first. */
export function ranksOf(all: readonly Compared[], better: Better, fewest: number = fewestPeers): ReadonlyMap<string, Rank> {
  const known = all.flatMap(({ id, value }) => (value === null ? [] : [{ id, value }]))
  if (known.length < fewest) return new Map()
  const ahead = (one: number, other: number) => (better === 'lower' ? one < other - same : one > other + same)
  return new Map(
    known.map(({ id, value }) => {
      const rank = 1 + known.filter((other) => ahead(other.value, value)).length
      const quartile = Math.ceil((4 * rank) / known.length) as Rank['quartile']
      return [id, { rank, of: known.length, quartile }]
    }),
  )
}

/** Best first, those without data last; what is equal stands by id, so that the order does not depend on how they came. */
export function inOrder<T extends Compared>(all: readonly T[], better: Better): T[] {
  const sign = better === 'lower' ? 1 : -1
  return [...all].sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null) || a.id.localeCompare(b.id)
    return sign * (a.value - b.value) || a.id.localeCompare(b.id)
  })
}
