/** Round steps of 1, 2 or 5 times a power of ten. */
function stepOf(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
}
const tidy = (value: number) => Number(value.toPrecision(12))

/** Round lines that cover 0…most, three to six. */
export function ticksOf(most: number): number[] {
  if (most <= 0) return [0, 1]
  const step = stepOf(most / 4)
  return Array.from({ length: Math.ceil(most / step - 1e-9) + 1 }, (_, at) => tidy(at * step))
}

/**
 * Round lines around the values of a line chart: from zero, unless all of them lie in the upper half of the way, where a change would drown; the chart then says so.
 * Negative values are covered too.
 */
export function spanOf(values: readonly number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (values.length === 0 || most === least) return values.length && most < 0 ? [tidy(most * 2), 0] : ticksOf(Math.max(0, most ?? 0))
  if (least >= 0 && least < most * 0.5) return ticksOf(most)
  const step = stepOf((most - least) / 3)
  const first = Math.floor(least / step + 1e-9)
  return Array.from({ length: Math.ceil(most / step - 1e-9) - first + 1 }, (_, at) => tidy((first + at) * step))
}

/** Places at least `gap` apart, in the given order of places, moved as little as that needs; none lies beyond `most`. */
export function apart(places: readonly number[], gap: number, most: number): number[] {
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]!)
  const out = [...places]
  order.forEach((at, n) => {
    if (n > 0) out[at] = Math.max(out[at]!, out[order[n - 1]!]! + gap)
  })
  let limit = most
  for (const at of order.reverse()) {
    out[at] = Math.min(out[at]!, limit)
    limit = out[at]! - gap
  }
  return out
}

/** Bounds of up to `count` classes with about equally many values each: the greatest value of every class, ascending and different. */
export function classesOf(values: readonly number[], count = 5): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  const bounds = Array.from({ length: count }, (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / count) - 1])
  return [...new Set(bounds.filter((bound): bound is number => bound !== undefined))]
}
/** The class of a value: the first whose bound it does not pass. */
export const classOf = (bounds: readonly number[], value: number): number => {
  const found = bounds.findIndex((bound) => value <= bound)
  return found < 0 ? bounds.length - 1 : found
}
