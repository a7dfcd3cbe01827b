import type { Indicator, MeasureGroup, Part } from '../../kernel/grammar/measure.ts'
import { texts } from './texts.ts'

/** A sale in a pharmacy is settled, but nobody went there to be treated. */
const visit = "f.class <> '41'"
const known = '(f.total_fen = 0 or coalesce(f.fund_fen, f.serious_fen, f.aid_fen, f.account_fen, f.cash_fen) is not null)'
const places = { prefecture: "f.place = '2'", province: "f.place = '3'", beyond: "f.place = '4'", away: "f.place <> '1'" } as const
type PlaceName = keyof typeof places
const byPlace = Object.fromEntries(
  Object.entries(places).flatMap(([name, where]): [string, Part][] => [
    [`${name}-visits`, { where: `${visit} and ${where}` }],
    [`${name}-fund`, { where: `${visit} and ${where}`, add: 'f.fund_fen' }],
  ]),
)

/** Settlements in the month they were settled, wherever the institution lies: the fund is the county's. */
export const measures: readonly MeasureGroup[] = [
  {
    name: 'settlements',
    view: 'settlement',
    list: 'settlements',
    outside: 'counted',
    parts: {
      count: {},
      visits: { where: visit },
      fen: { where: known, add: 'f.total_fen' },
      fund: { add: 'f.fund_fen' },
      'care-fund': { where: visit, add: 'f.fund_fen' },
      self: { where: known, add: 'coalesce(f.account_fen, 0) + coalesce(f.cash_fen, 0)' },
      ...byPlace,
    },
  },
]

const common = { theme: 'fund', from: '2020-01-01' } as const
const monitoring = '紧密型县域医疗卫生共同体监测指标体系'
const share = (place: PlaceName, of: 'visits' | 'fund', text: Indicator['text'], definition: Indicator['text']): Indicator => ({
  ...common,
  code: `${place}-${of}-share`,
  text,
  definition,
  numerator: `settlements.${place}-${of}`,
  denominator: of === 'fund' ? 'settlements.care-fund' : 'settlements.visits',
  scale: 100,
  unit: 'percent',
  better: 'lower',
  source: `${monitoring}：${of === 'fund' ? '医保基金县域内支出占比（不含药店）' : '县域内就诊人次占比'}`,
})
export const indicators: readonly Indicator[] = [
  {
    ...common,
    code: 'settlements',
    text: texts.settlementCount,
    definition: texts.settlementCountDefinition,
    numerator: 'settlements.count',
    unit: 'count',
    better: 'neither',
    source: '医疗保障事业发展统计：结算人次',
  },
  {
    ...common,
    code: 'fund-paid',
    text: texts.fundPaid,
    definition: texts.fundPaidDefinition,
    numerator: 'settlements.fund',
    scale: 0.01,
    unit: 'yuan',
    better: 'neither',
    source: '医疗保障事业发展统计：统筹基金支出',
  },
  {
    ...common,
    code: 'self-paid-share',
    text: texts.selfShare,
    definition: texts.selfShareDefinition,
    numerator: 'settlements.self',
    denominator: 'settlements.fen',
    scale: 100,
    unit: 'percent',
    better: 'lower',
    source: `${monitoring}：参保人员住院次均自付费用`,
  },
  share('away', 'fund', texts.awayFund, texts.awayFundDefinition),
  share('prefecture', 'fund', texts.prefectureFund, texts.prefectureFundDefinition),
  share('province', 'fund', texts.provinceFund, texts.provinceFundDefinition),
  share('beyond', 'fund', texts.beyondFund, texts.beyondFundDefinition),
  share('away', 'visits', texts.awayVisits, texts.awayVisitsDefinition),
  share('prefecture', 'visits', texts.prefectureVisits, texts.prefectureVisitsDefinition),
  share('province', 'visits', texts.provinceVisits, texts.provinceVisitsDefinition),
  share('beyond', 'visits', texts.beyondVisits, texts.beyondVisitsDefinition),
]
