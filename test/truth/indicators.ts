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

const away = (of: Month['paid'], measure: string) => of(measure) - of(measure, '县内')
export const values: Readonly<Record<string, (m: Month) => Value>> = {
  visits: ({ all }) => [all('visits')],
  'emergency-visits': ({ all }) => [all('emergencyVisits')],
  'cost-per-visit': ({ all }) => [all('visitFees'), all('visits')],
  'tcm-visit-share': ({ all }) => [all('tcmVisits'), all('visits')],
  discharges: ({ all }) => [all('discharges')],
  'average-stay': ({ all }) => [all('dischargedDays'), all('discharges')],
  'cost-per-admission': ({ all }) => [all('stayFees'), all('discharges')],
  'inpatient-deaths': ({ all }) => [all('hospitalDeaths')],
  'surgical-discharges': ({ all }) => [all('surgicalDischarges'), all('discharges')],
  'high-level-surgery': ({ all }) => [all('highSurgicalDischarges'), all('surgicalDischarges')],
  'inpatient-drug-share': ({ all }) => [all('stayDrugFees'), all('stayFees')],
  settlements: ({ paid }) => [paid('settlements')],
  'fund-paid': ({ paid }) => [paid('fund')],
  'self-paid-share': ({ paid }) => [paid('account') + paid('cash'), paid('fees')],
  'away-fund-share': ({ paid }) => [away(paid, 'careFund'), paid('careFund')],
  'prefecture-fund-share': ({ paid }) => [paid('careFund', '市内县外'), paid('careFund')],
  'province-fund-share': ({ paid }) => [paid('careFund', '省内市外'), paid('careFund')],
  'beyond-fund-share': ({ paid }) => [paid('careFund', '省外'), paid('careFund')],
  'away-visits-share': ({ paid }) => [away(paid, 'careSettlements'), paid('careSettlements')],
  'prefecture-visits-share': ({ paid }) => [paid('careSettlements', '市内县外'), paid('careSettlements')],
  'province-visits-share': ({ paid }) => [paid('careSettlements', '省内市外'), paid('careSettlements')],
  'beyond-visits-share': ({ paid }) => [paid('careSettlements', '省外'), paid('careSettlements')],
  deaths: ({ all }) => [all('reportedDeaths')],
  'follow-ups': ({ all }) => [all('followUps')],
  'follow-up-control': ({ all }) => [all('followUpsControlled'), all('followUps')],
  'htn-follow-ups': ({ all }) => [all('hypertensionFollowUps')],
  'dm-follow-ups': ({ all }) => [all('diabetesFollowUps')],
  'open-bed-days': ({ all }) => [all('openBedDays')],
  'bed-use': ({ all }) => [all('bedDays'), all('openBedDays')],
  revenue: ({ all }) => [all('revenue')],
}
