/** What truly happened, counted from the people's events as they happen. Shares nothing with the engine that reads the files. */
import { dayText } from './calendar.ts'
import { type Heads, type HeadsTruth, heads } from './heads.ts'
import type { Care } from './insurance.ts'
import type { Institution } from './places.ts'
import type { Setting } from './setting.ts'

/** Of an institution and month. Money is fen; stocks are those of the month's last day. README.md says what each counts. */
export const institutionMeasures = [
  ...(['visits', 'emergencyVisits', 'firstVisits', 'tcmVisits', 'visitFees', 'drugFees', 'herbFees', 'examFees'] as const),
  ...([
    'admissions',
    'discharges',
    'dischargedDays',
    'bedDays',
    'openBedDays',
    'hospitalDeaths',
    'stayFees',
    'stayDrugFees',
    'births',
  ] as const),
  ...([
    'surgicalDischarges',
    'highSurgicalDischarges',
    'surgery1',
    'surgery2',
    'surgery3',
    'surgery4',
    'transfersOut',
    'transfersDown',
  ] as const),
  ...([
    'registered',
    'managed',
    'controlled',
    'followUps',
    'followUpsControlled',
    'hypertensionFollowUps',
    'diabetesFollowUps',
    'staff',
    'doctors',
    'nurses',
    'authorisedBeds',
    'openBeds',
    'reportedDeaths',
    'settlements',
    'settledFees',
    'settledFund',
    'revenue',
  ] as const),
] as const
/** Of the people who live somewhere: a township, or the county. */
export const residenceMeasures = [
  ...(['population', 'births', 'deaths', 'movedIn', 'movedOut', 'visitsIn', 'visitsOut', 'visitsOutSettled'] as const),
  ...([
    'admissionsIn',
    'admissionsOut',
    'dischargesIn',
    'dischargesOut',
    'dischargesOutSettled',
    'strokes',
    'infarctions',
    'traumas',
  ] as const),
  ...([
    'hypertensives',
    'registered',
    'registeredPersons',
    'registeredHypertension',
    'registeredDiabetes',
    'managed',
    'controlled',
  ] as const),
] as const
export const settlementMeasures = [
  'settlements',
  'careSettlements',
  'careFund',
  'fees',
  'fund',
  'large',
  'aid',
  'account',
  'cash',
  'inpatientSettlements',
  'inpatientFees',
  'inpatientFund',
] as const
export type InstitutionMeasure = (typeof institutionMeasures)[number]
export type ResidenceMeasure = (typeof residenceMeasures)[number]
export type SettlementMeasure = (typeof settlementMeasures)[number]

type Series<M extends string> = Record<M, number[]>
/** Each series holds one number a month, in the order of `months`. */
export type Truth = HeadsTruth & {
  about: { county: string; residents: number; seed: number; first: string; last: string; defects: number }
  months: string[]
  /** By institution code. */
  institutions: Record<string, Series<InstitutionMeasure>>
  /** By township code, and of all together. */
  townships: Record<string, Series<ResidenceMeasure>>
  county: Series<ResidenceMeasure>
  /** By scheme and place, `城乡居民|县内`. */
  insurance: Record<string, Series<SettlementMeasure>>
  /** By institution code and item: what the file of monthly figures says, money in fen; null where nothing was told. */
  figures: Record<string, Record<string, (number | null)[]>>
  /** Rows spoilt on purpose: kind, defect, how many. */
  defects: Record<string, Record<string, number>>
}

type Book<M extends string> = { add: (key: string, measure: M, month: number, amount?: number) => void; series: Record<string, Series<M>> }

function book<M extends string>(measures: readonly M[], months: number, keys: readonly string[]): Book<M> {
  const blank = () => Object.fromEntries(measures.map((m) => [m, Array<number>(months).fill(0)])) as Series<M>
  const series: Record<string, Series<M>> = Object.fromEntries(keys.map((key) => [key, blank()]))
  const add = (key: string, measure: M, month: number, amount = 1) => {
    if (month < 0 || month >= months) return
    series[key] ??= blank()
    series[key][measure][month]! += amount
  }
  return { add, series }
}

export type Sum = { month: number; at: Institution; scheme: string; care: Care; times: number; fen: number; fund: number; own: number }

export type Ledger = {
  at: Book<InstitutionMeasure>['add']
  /** Counts for the township and for the county. */
  home: Book<ResidenceMeasure>['add']
  paid: Book<SettlementMeasure>['add']
  /** The monthly sums of the insurance office. */
  sum: (at: Institution, scheme: string, care: Care, month: number, fen: number, fund: number, own: number) => void
  sums: readonly Sum[]
  figure: (institution: string, item: string, month: number, value: number) => void
  heads: Heads
  /** Residents of a township so far, by month. */
  living: (township: string) => readonly number[]
  /** What was counted so far at an institution. */
  of: (institution: string) => Readonly<Record<InstitutionMeasure, readonly number[]>>
  truth: () => Truth
}

export function ledger(setting: Setting): Ledger {
  const { county, residents, seed, window, places } = setting
  const months = window.months.length
  const inside = places.all.filter((i) => i.where === 1).map((i) => i.code)
  const institutions = book(institutionMeasures, months, inside)
  const townships = book(
    residenceMeasures,
    months,
    places.townships.map((t) => t.code),
  )
  const whole = book(residenceMeasures, months, ['all'])
  const insurance = book(settlementMeasures, months, [])
  const sums = new Map<string, Sum>()
  const figures: Truth['figures'] = {}
  const counted = heads(setting)
  return {
    heads: counted,
    figure(institution, item, month, value) {
      figures[institution] ??= {}
      figures[institution][item] ??= Array<number | null>(months).fill(null)
      figures[institution][item][month] = value
    },
    living: (township) => townships.series[township]!.population,
    at: institutions.add,
    home: (township, measure, month, amount) => {
      townships.add(township, measure, month, amount)
      whole.add('all', measure, month, amount)
    },
    paid: insurance.add,
    sum(at, scheme, care, month, fen, fund, own) {
      const key = `${String(month).padStart(3, '0')}|${String(at.index).padStart(4, '0')}|${scheme}|${care}`
      const sum = sums.get(key) ?? { month, at, scheme, care, times: 0, fen: 0, fund: 0, own: 0 }
      if (sum.times === 0) sums.set(key, sum)
      sum.times++
      sum.fen += fen
      sum.fund += fund
      sum.own += own
    },
    of: (institution) => institutions.series[institution]!,
    get sums() {
      return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
    },
    truth: () => ({
      about: { county: county.county.code, residents, seed, first: dayText(window.first), last: dayText(window.last), defects: 0 },
      ...{ months: window.months.map((m) => m.text), institutions: institutions.series },
      ...{ townships: townships.series, county: whole.series['all']!, insurance: insurance.series, defects: {} },
      ...{ figures, ...counted.truth() },
    }),
  }
}
