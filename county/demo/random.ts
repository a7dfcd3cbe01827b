/** Repeatable pseudo-random numbers (mulberry32): the same seed gives the same county on every machine. */
export type Random = {
  /** 0 ≤ x < 1 */
  unit: () => number
  /** A whole number, both ends included. */
  whole: (from: number, to: number) => number
  pick: <T>(from: readonly T[]) => T
}

export function random(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const whole = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1))
  return { unit, whole, pick: (from) => from[whole(0, from.length - 1)]! }
}
