/** When people come: the county model's week, year and day (calibration 17.2). */
import type { Random } from '../demo/random.ts'
import { dayOf, dayText, weekdayOf } from './calendar.ts'

const WEEK = [0.65, 1.2, 1.08, 1.05, 1.03, 1.05, 0.94] // Sunday first
const YEAR = [1.1, 1.08, 1.02, 0.98, 0.97, 0.95, 0.95, 0.95, 0.97, 0.9, 1.03, 1.1]
/** First days of the Spring Festival 春节. */
const FESTIVALS = `2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10
2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-03`
  .split(/\s+/)
  .map(dayOf)
/** The festival week at 0.6 takes this from a year. */
const MEAN = 1 - (7 * 0.4 * 1.09) / 365.25

/** How busy a day is against the mean of its year: weekday, winter, harvest, the week of the Spring Festival. */
export function rhythm(day: number): number {
  const festival = FESTIVALS.some((f) => day >= f - 1 && day < f + 6)
  return (WEEK[weekdayOf(day)]! * YEAR[Number(dayText(day).slice(5, 7)) - 1]! * (festival ? 0.6 : 1)) / MEAN
}

/** November to February, when breathing hurts. */
export const isWinter = (day: number) => /-(1[12]|0[12])-/.test(dayText(day))

const spread = (weights: readonly number[]) => weights.flatMap((weight, hour) => Array<number>(weight).fill(hour))
/** Weight of each hour: peaks from 8 to 10 and from 14 to 16; emergencies come into the night. */
const HOURS = spread([0, 0, 0, 0, 0, 0, 2, 12, 40, 44, 30, 18, 6, 8, 28, 28, 20, 12, 6, 3, 1, 0, 0, 0])
const URGENT_HOURS = spread([5, 4, 4, 3, 3, 3, 4, 5, 8, 9, 8, 7, 6, 6, 7, 7, 7, 8, 9, 10, 10, 9, 8, 6])

/** The minute of the day (0–1439) at which a visit begins. */
export const minuteOf = (r: Random, urgent: boolean) => r.pick(urgent ? URGENT_HOURS : HOURS) * 60 + r.whole(0, 59)
