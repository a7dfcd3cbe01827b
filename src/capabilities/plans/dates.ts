import { shift, span } from '../../kernel/grammar/period.ts'

/** First and last day, both of them inside. */
export type Dates = { from: string; to: string }

/** How many days a month (2026-02) has. */
const lengthOf = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
/** That day of the month, or its last one where it has fewer. */
export const dayIn = (month: string, day: number) => `${month}-${String(Math.min(day, lengthOf(month))).padStart(2, '0')}`
export const lastDayOf = (month: string) => dayIn(month, 31)
export const clamp = (day: string, { from, to }: Dates) => (day < from ? from : day > to ? to : day)

/** The same day, that many months on; the end of a month stays the end of a month. */
export function addMonths(day: string, by: number): string {
  const month = day.slice(0, 7)
  const date = Number(day.slice(8))
  return date === lengthOf(month) ? lastDayOf(shift(month, by)) : dayIn(shift(month, by), date)
}
/** The last day on which something of `day` holds that holds for so many months: 2026-01-15 and 12 → 2027-01-14. */
export const holdsUntil = (day: string, months: number) =>
  new Date(Date.parse(`${addMonths(day, months)}T00:00:00Z`) - 24 * 3600_000).toISOString().slice(0, 10)

/**
 * Where the days of a document fall when a county carries it out at other times. Its first and last day become the county's own. The end of a month is a day of the calendar
 * (before the end of November) and moves by whole years, as far as the first days' years are apart; any other day is counted from the beginning (within two months) and moves by as many months as
 * the first days are apart. No day leaves the plan.
 */
export function mover(document: Dates, own: Dates): (day: string) => string {
  if (document.from === own.from && document.to === own.to) return (day) => day
  const months = span(document.from.slice(0, 7), own.from.slice(0, 7)) - 1
  const years = Number(own.from.slice(0, 4)) - Number(document.from.slice(0, 4))
  const moved = (day: string) => addMonths(day, day === lastDayOf(day.slice(0, 7)) ? 12 * years : months)
  return (day) => (day === document.from ? own.from : day === document.to ? own.to : clamp(moved(day), own))
}
