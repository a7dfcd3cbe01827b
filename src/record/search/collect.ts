import { setImmediate } from 'node:timers/promises'
import type { Compiled } from './compile.ts'
import { type After, type Order, type Placed, page, type Searching } from './page.ts'

/** So many candidates are looked at at once; more each time, so that a scan of many is not many round trips. */
const batches = [51, 201, 501, 1001]
/** How long (ms) documents are looked at until others have their turn. */
const breath = 20

/** How far to look: for so many matches, until an instant (ms since 1970), until the matches' text has so many bytes. */
export type Limits = { wanted: number; deadline: number; bytes: number }
/** So much text is held at once where every match is needed. */
export const holdable = 2 ** 28

/**
 * The next matches after a place. `last`: where the looking ended, when there may be more beyond it: after the last match when there were enough, after whatever was
 * looked at last when time or room ran out. Something is looked at in any case.
 */
export async function collect(
  db: Searching,
  compiled: Compiled,
  order: Order,
  after: After | undefined,
  { wanted, deadline, bytes }: Limits,
): Promise<{ placed: Placed[]; last?: After }> {
  const placed: Placed[] = []
  let at = after
  let room = bytes
  let breathed = Date.now()
  for (let round = 0; ; round++) {
    const limit = compiled.exact ? Math.min(wanted + 1 - placed.length, 1001) : batches[Math.min(round, batches.length - 1)]!
    const candidates = await page(db, compiled, order, at, limit)
    for (const [i, candidate] of candidates.placed.entries()) {
      const now = compiled.exact ? 0 : Date.now()
      if (i > 0 && at && (room <= 0 || now > deadline)) return { placed, last: at }
      if (now > breathed + breath) {
        await setImmediate()
        breathed = Date.now()
      }
      if (compiled.exact || compiled.matches(candidate.found.doc)) {
        if (placed.length === wanted) return { placed, last: placeOf(placed.at(-1) ?? candidate) }
        placed.push(candidate)
        room -= Buffer.byteLength(candidate.found.doc)
      }
      at = placeOf(candidate)
    }
    if (candidates.placed.length < limit && !candidates.cut) return { placed }
    if (at && (room <= 0 || Date.now() > deadline)) return { placed, last: at }
  }
}

export const placeOf = ({ found, value }: Placed): After => ({ value, id: found.id })
