import { afterString } from './document.ts'
import type { Slices } from './slices.ts'

/**
 * What JSON text may hold at most. `depth`: several times what any resource needs, and far from what a walk by recursion could not follow. `members`: no object of R4 has
 * so many; a parser keeps more of them in a table that takes seconds to fill. `parts`, objects and arrays together: what the longest body holds of the smallest honest content;
 * empty ones would cost a hundred times their length in memory.
 */
const most = { depth: 256, members: 1000, parts: 1_000_000 }
/** Characters read between two pauses: about a millisecond. */
const stride = 1 << 18

/** What is too much in JSON text, in words; nothing when it can be parsed at a bounded cost. Pauses now and then. Reads brackets and colons only: other faults are the parser's to find. */
export function* excessIn(text: string): Slices<string | undefined> {
  const members = new Uint16Array(most.depth + 1)
  let [depth, parts, pause] = [0, 0, stride]
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 34)
      i = afterString(text, i) - 1 // one without an end is not JSON: whoever parses it says where
    else if (char === 58) {
      if (++members[depth]! > most.members) return `An object has more than ${most.members} members.`
    } else if (char === 123 || char === 91) {
      if (++depth > most.depth) return `Nested deeper than ${most.depth} levels.`
      if (++parts > most.parts) return `More than ${most.parts} objects and arrays: send it in parts.`
      members[depth] = 0
    } else if (char === 125 || char === 93) depth = Math.max(0, depth - 1)
    if (i >= pause) {
      pause = i + stride
      yield
    }
  }
  return undefined
}
