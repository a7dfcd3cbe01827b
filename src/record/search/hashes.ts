import { tokenHash } from '../ids.ts'

type Generation = Map<string, Map<string, string>>
const most = 60_000
let [young, old, size]: [Generation, Generation, number] = [new Map(), new Map(), 0]

const within = (generation: Generation, space: string) => {
  const known = generation.get(space) ?? new Map<string, string>()
  generation.set(space, known)
  return known
}

/** Values that come once: to remember them would only push out codes, which come again and again. */
const single = /^(?:identifier|_id)\|/

/**
 * The hashes under which search keys of a type stand in the index, as the text of a bigint. Hashing costs more than all else that is done with a key, so those
 * used lately are remembered: at most 120 000 in all.
 */
export function hasher(county: number, type: string): (key: string) => string {
  const space = `${county}|${type}|`
  return (key) => {
    if (single.test(key)) return tokenHash(space + key)
    const known = young.get(space)?.get(key)
    if (known !== undefined) return known
    const hash = old.get(space)?.get(key) ?? tokenHash(space + key)
    if (++size > most) [young, old, size] = [new Map(), young, 0]
    within(young, space).set(key, hash)
    return hash
  }
}
