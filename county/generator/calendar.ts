/** Days as whole numbers since 1970-01-01, months by their place in the window. Local days (Asia/Shanghai), no clock is read. */
const DAY = 86_400_000

export type Month = { index: number; text: string; first: number; last: number }
/** The days for which files are written. `monthOf` is -1 before the first and months.length after the last. */
export type Window = { first: number; last: number; years: number; months: readonly Month[]; monthOf: (day: number) => number }

/** The number of a day YYYY-MM-DD. */
export const dayOf = (text: string) => Date.parse(text) / DAY

const texts = new Map<number, string>()
/** A day's number as YYYY-MM-DD; kept, since every row asks for one. */
export function dayText(day: number): string {
  const known = texts.get(day)
  if (known) return known
  const text = new Date(day * DAY).toISOString().slice(0, 10)
  texts.set(day, text)
  return text
}

/** 0 is Sunday. */
export const weekdayOf = (day: number) => (((day + 4) % 7) + 7) % 7

const two = (n: number) => String(n).padStart(2, '0')
const CLOCK = Array.from({ length: 1440 }, (_, minute) => ` ${two(Math.floor(minute / 60))}:${two(minute % 60)}`)
/** YYYY-MM-DD HH:mm; minutes beyond midnight belong to the next day. */
export const timeText = (day: number, minute: number) =>
  minute < 1440 ? dayText(day) + CLOCK[minute]! : dayText(day + Math.floor(minute / 1440)) + CLOCK[minute % 1440]!

/** The `months` that end with the day `end` (YYYY-MM-DD); a day that the first month does not have becomes its first. */
export function windowOf(end: string, months: number): Window {
  const last = dayOf(end)
  const after = new Date((last + 1) * DAY)
  const start = new Date(after)
  start.setUTCMonth(start.getUTCMonth() - months)
  if (start.getUTCDate() !== after.getUTCDate()) start.setUTCDate(1)
  const first = start.getTime() / DAY
  const found: Month[] = []
  for (let day = first; day <= last; day++) {
    const text = dayText(day).slice(0, 7)
    const month = found.at(-1)
    if (month?.text === text) found[found.length - 1] = { ...month, last: day }
    else found.push({ index: found.length, text, first: day, last: day })
  }
  const byDay = Int16Array.from(found.flatMap((m) => Array<number>(m.last - m.first + 1).fill(m.index)))
  const monthOf = (day: number) => (day < first ? -1 : (byDay[day - first] ?? found.length))
  return { first, last, years: (last - first + 1) / 365.25, months: found, monthOf }
}

/** Whole years lived on a day. */
export const ageOn = (birth: number, day: number) => Math.floor((day - birth + 0.5) / 365.2425)
