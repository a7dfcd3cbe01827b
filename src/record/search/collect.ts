import { setImmediate } from 'node:timers/promises'
import type { Compiled } from './compile.ts'
import { type After, type Order, type Placed, page, type Searching } from './page.ts'

/** So many candidates are looked at at once; more each time, so that a scan of many is not many round trips. */
const batches = [51, 201, 501, 1001]
/** After so many documents others have their turn. */
const breath = 100

/**
 * The next `wanted` matches after a place. `last`: where the looking ended, when there may be more beyond it: after the last match when there were enough, after
 * whatever was looked at last when `deadline` (ms since 1970) had passed.
 */
export async function collect(
  db: Searching,
  compiled: Compiled,
  order: Order,
  after: After | undefined,
  wanted: number,
  deadline: number,
): Promise<{ placed: Placed[]; last?: After }> {
  const placed: Placed[] = []
  let at = after
  for (let round = 0; ; round++) {
    const limit = compiled.exact ? Math.min(wanted + 1 - placed.length, 1001) : batches[Math.min(round, batches.length - 1)]!
    const candidates = await page(db, compiled, order, at, limit)
    for (const [i, candidate] of candidates.entries()) {
      if (!compiled.exact && i % breath === breath - 1) await setImmediate()
      if (!compiled.exact && !compiled.matches(candidate.found.doc)) continue
      if (placed.length === wanted) return { placed, ...(wanted ? { last: placeOf(placed.at(-1)!) } : {}) }
      placed.push(candidate)
    }
    if (candidates.length < limit) return { placed }
    at = placeOf(candidates.at(-1)!)
    if (Date.now() > deadline) return { placed, last: at }
  }
}

export const placeOf = ({ found, value }: Placed): After => ({ value, id: found.id })
