/** When people come: the county model's week, year and day. */
import type { Random } from './random.ts'

const WEEK = [0.65, 1.2, 1.08, 1.05, 1.03, 1.05, 0.94] // Sunday first
const SPRING_FESTIVALS = [
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
]
/** Weight of each hour of the day: peaks from 8 to 10 and from 14 to 16. */
const HOURS = [1, 1, 1, 1, 1, 1, 2, 12, 40, 44, 30, 18, 6, 8, 28, 28, 20, 12, 6, 5, 4, 3, 2, 1].flatMap((weight, hour) =>
  Array<number>(weight).fill(hour),
)
const DAY = 86_400_000

/** How busy a day is against the mean: weekday, winter, harvest, Spring Festival week. */
export function rhythm(day: string, weekday: number): number {
  const festival = SPRING_FESTIVALS.some((f) => Date.parse(day) >= Date.parse(f) - DAY && Date.parse(day) < Date.parse(f) + 6 * DAY)
  const month = [1.1, 1.08, 1.02, 0.98, 0.97, 0.95, 0.95, 0.95, 0.97, 0.9, 1.03, 1.1][Number(day.slice(5, 7)) - 1]!
  return WEEK[weekday]! * month * (festival ? 0.6 : 1)
}

/** The minutes of a day (0–1439) at which so many visits begin, in order. */
export function minutesOf(r: Random, visits: number): Uint16Array {
  return Uint16Array.from({ length: visits }, () => r.pick(HOURS) * 60 + r.whole(0, 59)).sort()
}
