/** Where a day lies between two, in percent: never outside. */
export function placeOf(day: string, from: string, to: string): number {
  const share = (Date.parse(day) - Date.parse(from)) / Math.max(1, Date.parse(to) - Date.parse(from))
  return 100 * Math.min(1, Math.max(0, share))
}

/** For each span of days the first lane in which it overlaps none before it. */
export function lanesOf(spans: readonly { from: string; to: string }[]): number[] {
  const taken: { from: string; to: string }[][] = []
  return spans.map((span) => {
    const free = taken.findIndex((lane) => lane.every(({ from, to }) => span.from > to || span.to < from))
    const lane = free < 0 ? taken.length : free
    taken[lane] = [...(taken[lane] ?? []), span]
    return lane
  })
}

const DAY = 86_400_000
/** Days from one to another; negative where it lies before. */
export const daysTo = (day: string, today: string): number => Math.round((Date.parse(day) - Date.parse(today)) / DAY)
