/** The county's value of each indicator by the truth: numerator, and denominator where it is a share or a mean. */
import type { Truth } from '../../county/generator/index.ts'

export type Value = readonly [numerator: number, denominator?: number]
/** Sums of a month over all institutions, and over the schemes and places that fit. */
export type Month = { all: (measure: string) => number; paid: (measure: string, place?: string) => number }

type Series = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>
export function monthOf({ institutions, insurance }: Truth, month: number): Month {
  const sum = (part: Series, measure: string, fits: (unit: string) => boolean = () => true) =>
    Object.entries(part).reduce((n, [unit, series]) => n + (fits(unit) ? series[measure]![month]! : 0), 0)
  return {
    all: (measure) => sum(institutions, measure),
    paid: (measure, place) => sum(insurance, measure, (unit) => !place || unit.endsWith(`|${place}`)),
  }
}

export const values: Readonly<Record<string, (m: Month) => Value>> = {
  deaths: ({ all }) => [all('reportedDeaths')],
  'follow-ups': ({ all }) => [all('followUps')],
  'follow-up-control': ({ all }) => [all('followUpsControlled'), all('followUps')],
  'htn-follow-ups': ({ all }) => [all('hypertensionFollowUps')],
  'dm-follow-ups': ({ all }) => [all('diabetesFollowUps')],
  'open-bed-days': ({ all }) => [all('openBedDays')],
  'bed-use': ({ all }) => [all('bedDays'), all('openBedDays')],
  revenue: ({ all }) => [all('revenue')],
}
