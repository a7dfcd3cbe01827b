/** Chances that keep their promise: counts and means of a small county come as near to the statistics as those of a large one. */
import { type Random, random } from '../demo/random.ts'

/** A random stream of its own for every purpose, so that a change in one part leaves the others as they were. */
export function streams(seed: number): (purpose: string) => Random {
  return (purpose) => {
    let hash = Math.imul(seed ^ 0x811c9dc5, 0x9e3779b1) >>> 0
    for (const c of purpose) hash = Math.imul(hash ^ c.codePointAt(0)!, 0x01000193) >>> 0
    return random(hash)
  }
}

/** How often something happens now, when it happens by this `chance`: sums never differ from the expectation by more than one (systematic sampling). A negative chance pays back what came by another way. */
export function evenly(r: Random): (chance: number) => number {
  let owed = r.unit()
  return (chance) => {
    owed += chance
    const times = owed < 1 ? 0 : Math.floor(owed)
    owed -= times
    return times
  }
}

/** Shares that hold in the long run. `draw` gives one of those that fit, the ones behind their share first; `took` books what was decided, here or elsewhere; `next` does both. */
export type Quota<T> = {
  draw: (r: Random, fits?: (item: T) => boolean) => T
  took: (item: T) => void
  next: (r: Random, fits?: (item: T) => boolean) => T
}

export function quota<T>(shares: readonly (readonly [T, number])[]): Quota<T> {
  const items = shares.map(([item]) => item)
  const sum = shares.reduce((total, [, share]) => total + share, 0)
  const each = shares.map(([, share]) => share / sum)
  const credit = each.map(() => 0)
  const weights = each.map(() => 0)
  const took = (item: T) => {
    const at = items.indexOf(item)
    if (at < 0) return
    for (let i = 0; i < each.length; i++) credit[i]! += each[i]!
    credit[at]! -= 1
  }
  const draw = (r: Random, fits?: (item: T) => boolean): T => {
    let total = 0
    for (let i = 0; i < each.length; i++) {
      const behind = Math.min(Math.max(1 + credit[i]! / (2 * each[i]! + 0.2), 0.001), 20)
      weights[i] = fits && !fits(items[i]!) ? 0 : each[i]! * behind
      total += weights[i]!
    }
    if (total === 0) throw new RangeError('nothing fits')
    let u = r.unit() * total
    let last = 0
    for (let i = 0; i < each.length && u >= 0; i++) {
      if (weights[i] === 0) continue
      u -= weights[i]!
      last = i
    }
    return items[last]!
  }
  const next = (r: Random, fits?: (item: T) => boolean): T => {
    const item = draw(r, fits)
    took(item)
    return item
  }
  return { draw, took, next }
}

/** Scales raw figures so that their mean is `target`, learning what the raw mean is as they come; `expected` is what it will be, roughly. */
export function holding(target: number, expected: number): (raw: number) => number {
  let n = 100
  let sum = expected * n
  return (raw) => {
    n++
    sum += raw
    return (raw * target * n) / sum
  }
}

/** `total` things dealt out by weight, as whole numbers that sum to it (largest remainder). */
export function portions(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((w) => (total * w) / sum)
  const counts = exact.map(Math.floor)
  const left = total - counts.reduce((a, b) => a + b, 0)
  const order = exact.map((x, i) => [x - Math.floor(x), i] as const).toSorted((a, b) => b[0] - a[0] || a[1] - b[1])
  for (const [, i] of order.slice(0, left)) counts[i]!++
  return counts
}

/** Fisher–Yates, in place. */
export function shuffle<T>(r: Random, items: T[]): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = r.whole(0, i)
    const held = items[i]!
    items[i] = items[j]!
    items[j] = held
  }
  return items
}
