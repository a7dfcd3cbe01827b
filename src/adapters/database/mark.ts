import type { Feed } from './feed.ts'

/**
 * A watermark is the text the source gives, kept as it is: fractions of a second are not lost, and comparing two texts of one column is comparing their times.
 * Whole numbers, or local times in the layouts 2026-01-05 08:30:00.123, 2026-01-05 and 20260105083000.
 */
type Kind = Feed['watermark']['type']
const time = /^\d{4}(-?)\d\d\1\d\d(?:[ T]?\d\d(:?)\d\d\2\d\d(?:\.\d{1,9})?)?$/

/** Is it a watermark at all. */
export const isMark = (text: string, type: Kind): boolean => (type === 'number' ? /^-?\d{1,38}$/ : time).test(text)

/** -1, 0 or 1: which of two watermarks of a column comes first. */
export function compareMarks(a: string, b: string, type: Kind): number {
  const [x, y] = type === 'number' ? [BigInt(a), BigInt(b)] : [a, b]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The watermark so many seconds (or numbers) earlier, in the same layout; whole days for a column of days. */
export function back(mark: string, type: Kind, overlap: number): string {
  if (type === 'number') return String(BigInt(mark) - BigInt(overlap))
  const [whole, ...fraction] = mark.split('.')
  const digits = whole!.replace(/\D/g, '').padEnd(14, '0')
  const at = Date.UTC(+digits.slice(0, 4), +digits.slice(4, 6) - 1, ...([6, 8, 10, 12].map((i) => +digits.slice(i, i + 2)) as [number]))
  return [inLayout(whole!, new Date(at - overlap * 1000).toISOString()), ...fraction].join('.')
}

/** Rows dated in the future must not carry the watermark past those still to come: it stands at most at `now`, as the clock shows in `zone`. */
export function atMost(mark: string, type: Kind, now: Date, zone: string): string {
  if (type === 'number') return mark
  const latest = inLayout(mark, `${localNow(now, zone)}.000000000`)
  return compareMarks(mark, latest, type) > 0 ? latest : mark
}

/** 2026-01-05 08:30:00 as the clocks of a zone show it. */
const localNow = (now: Date, zone: string) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(now)

/** The digits of a time put into the places of another's. */
function inLayout(layout: string, at: string): string {
  const digits = at.replace(/\D/g, '')
  let i = 0
  return layout.replace(/\d/g, () => digits[i++] ?? '0')
}
