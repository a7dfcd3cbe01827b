import type { MeasureUnit, Reckoning } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Over } from './contract.ts'
import { texts } from './texts.ts'

/** Whose data a tile rests on: the flat view that says how far they reach. */
export type Source = 'visit' | 'admission' | 'settlement' | 'follow_up' | 'bed_month' | 'report'

/** A number of the morning as data. It is an indicator of the library over days or months, or (`own`) parts that no indicator tells alone. */
export type Tile = {
  code: string
  text: Text
  source: Source
  over: Over
  /** In the library: where it opens and which targets of plans speak of it. */
  indicator?: string
  variant?: string
  own?: Reckoning & { unit: MeasureUnit; better: 'higher' | 'lower' | 'neither' }
  /** Days back from yesterday that are told: what comes in late is not told as if it were complete. */
  lag?: number
  /** The part that counts the rows of a sum of money: whose few they are, is not told. */
  rows?: string
  /** How much it matters against the others when two are equally out of the ordinary (1 is usual). */
  weight?: number
}

const count = { unit: 'count', better: 'neither' } as const
const fewer = { unit: 'count', better: 'lower' } as const
const day = (code: string, text: Text, source: Source, indicator: string, more: Partial<Tile> = {}): Tile => ({
  ...{ code, text, source, indicator },
  ...{ over: 'day' as const, ...more },
})
const toDate = (code: string, text: Text, source: Source, indicator: string, more: Partial<Tile> = {}): Tile =>
  day(code, text, source, indicator, { over: 'to-date', ...more })

/** Everything a county may put on its cockpit; the first twelve are what it starts with, in the order of a morning: people, beds, order of care, money, duties. */
export const tiles: readonly Tile[] = [
  day('visits', texts.visits, 'visit', 'visits'),
  day('emergency', texts.emergency, 'visit', 'emergency-visits'),
  day('discharges', texts.discharges, 'admission', 'discharges'),
  toDate('surgery', texts.surgery, 'admission', 'high-level-surgery', {
    own: { numerator: 'admissions.high', unit: 'count', better: 'higher' },
  }),
  { code: 'beds', text: texts.beds, source: 'bed_month', over: 'month', indicator: 'bed-use' },
  toDate('primary', texts.primary, 'visit', 'primary-visit-share', { weight: 1.2 }),
  { code: 'in-county', text: texts.inCounty, source: 'settlement', over: 'rolling', indicator: 'in-county-care-rate', weight: 1.5 },
  toDate('away', texts.away, 'settlement', 'out-referral-rate', { own: { numerator: 'stays.away', ...fewer }, weight: 1.2 }),
  toDate('fund', texts.fund, 'settlement', 'fund-paid', {
    weight: 1.2,
    rows: 'settlements.count',
    own: { numerator: 'settlements.fund', scale: 0.01, unit: 'yuan', better: 'lower' },
  }),
  toDate('follow-ups', texts.followUps, 'follow_up', 'standard-management', {
    own: { numerator: 'cockpit-due.done', denominator: 'cockpit-due.due', scale: 100, unit: 'percent', better: 'higher' },
  }),
  { code: 'late-reports', text: texts.lateReports, source: 'report', over: 'now', weight: 1.3 },
  toDate('deaths', texts.deaths, 'admission', 'inpatient-deaths'),

  toDate('births', texts.births, 'admission', 'hospital-births'),
  day('inpatients', texts.inpatients, 'admission', 'discharges', { own: { numerator: 'cockpit-inpatients.count', ...count }, lag: 14 }),
  day('admitted', texts.admitted, 'admission', 'discharges', { own: { numerator: 'cockpit-admitted.count', ...count }, lag: 14 }),
  toDate('stay', texts.stay, 'admission', 'average-stay'),
  toDate('cost-visit', texts.costVisit, 'visit', 'cost-per-visit', { rows: 'visits.priced' }),
  toDate('cost-stay', texts.costStay, 'admission', 'cost-per-admission', { rows: 'admissions.count' }),
  toDate('tcm', texts.tcm, 'visit', 'tcm-visit-share'),
  toDate('first-visits', texts.firstVisits, 'visit', 'first-visit-share'),
  toDate('down', texts.down, 'admission', 'down-referral-rate'),
  toDate('self-paid', texts.selfPaid, 'settlement', 'self-paid-share'),
  toDate('inside-fund', texts.insideFund, 'settlement', 'inside-fund-share'),
  { code: 'managed', text: texts.managed, source: 'follow_up', over: 'month', indicator: 'standard-management' },
  { code: 'readmissions', text: texts.readmissions, source: 'admission', over: 'month', indicator: 'readmission-31' },
  { code: 'mortality', text: texts.mortality, source: 'admission', over: 'rolling', indicator: 'inpatient-mortality' },
]
/** So many stand on the page. */
export const shown = 12
/** What a county that chose nothing sees. */
export const usualTiles: readonly Tile[] = tiles.slice(0, shown)
