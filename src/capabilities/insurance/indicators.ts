import type { Indicator } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { monitoring2020, monitoring2024 } from '../../patterns/numbers/sources.ts'
import { away } from './indicators-away.ts'
import { cost } from './indicators-cost.ts'

export { measures } from './measures.ts'

const statistics = '全国医疗保障事业发展统计公报（国家医疗保障局）'
const common = { theme: 'fund', from: '2020-01-01', better: 'neither' } as const
const paid = { ...common, unit: 'yuan', scale: 0.01 } as const
const percent = { ...common, unit: 'percent', scale: 100 } as const

const sums: readonly Indicator[] = [
  {
    ...common,
    code: 'settlements',
    text: ['医保结算人次', 'Insurance settlements'],
    definition: ['统计月内结算的人次，含县外就医和药店购药。', 'Settlements of the month, with care outside the county and pharmacies.'],
    numerator: 'settlements.count',
    unit: 'count',
    source: `${statistics}：结算人次`,
  },
  {
    ...paid,
    code: 'fund-paid',
    text: ['统筹基金支出', 'Paid by the pooled fund'],
    definition: [
      '统计月内结算中基本医保统筹基金支付的金额，不含大病保险和医疗救助。',
      'What the pooled fund paid in the settlements of the month, without serious-illness insurance and medical aid.',
    ],
    numerator: 'settlements.fund',
    source: `${statistics}：统筹基金支出`,
  },
  {
    ...paid,
    code: 'serious-illness-paid',
    text: ['大病保险支付', 'Paid by serious-illness insurance'],
    definition: ['统计月内结算中大病保险支付的金额。', 'What serious-illness insurance paid in the settlements of the month.'],
    numerator: 'settlements.serious',
    source: `${statistics}：大病保险；一站式结算（辽宁省全面提升县级医院综合能力工程 二(五)16）`,
  },
  {
    ...paid,
    code: 'medical-aid-paid',
    text: ['医疗救助支付', 'Paid by medical aid'],
    definition: ['统计月内结算中医疗救助支付的金额。', 'What medical aid paid in the settlements of the month.'],
    numerator: 'settlements.aid',
    source: `${statistics}：医疗救助；一站式结算（辽宁省全面提升县级医院综合能力工程 二(五)16）`,
  },
  {
    ...percent,
    code: 'self-paid-share',
    text: ['个人负担占比', 'Share paid by the persons'],
    definition: [
      '个人账户和个人现金支付 ÷ 总费用；没有各部分金额的结算不计。',
      'Paid from accounts and in cash ÷ total cost; settlements that do not say who paid are left out.',
    ],
    numerator: 'settlements.self',
    denominator: 'settlements.fen',
    better: 'lower',
    source: `${statistics}：个人负担`,
  },
]

const inside: readonly Indicator[] = [
  {
    ...percent,
    code: 'inside-fund-share',
    text: ['医保基金县域内支出占比', 'Share of the fund spent in the county'],
    definition: [
      '参保人在县内就医的统筹基金支出 ÷ 参保人全部统筹基金支出，药店不计，按结算月份。',
      "Fund paid for the insured's care in the county ÷ all the fund paid for them, pharmacies left out, by month of settlement.",
    ],
    numerator: 'settlements.care-fund@inside',
    denominator: 'settlements.care-fund',
    better: 'higher',
    sets: ['M24-08', 'M20-22'],
    source: `${monitoring2024}：医保基金县域内支出占比（不含药店）`,
    reading: ['不含药店', 'Without pharmacies'],
    variants: [
      {
        name: 'with-pharmacies',
        text: ['含药店', 'With pharmacies'],
        definition: [
          '参保人在县内的统筹基金支出（含药店）÷ 全部统筹基金支出。',
          'Fund paid in the county, pharmacies included ÷ all the fund paid.',
        ],
        numerator: 'settlements.fund@inside',
        denominator: 'settlements.fund',
      },
    ],
  },
  {
    ...percent,
    code: 'primary-fund-share',
    text: ['基层医保基金支出占比', 'Primary share of the fund spent in the county'],
    definition: [
      '参保人在县内基层机构就医的统筹基金支出 ÷ 在县内全部机构就医的统筹基金支出，药店不计。',
      'Fund paid for care at primary institutions in the county ÷ fund paid for care at all institutions in the county, pharmacies left out.',
    ],
    numerator: 'settlements.care-fund@primary.inside',
    denominator: 'settlements.care-fund@inside',
    better: 'higher',
    sets: ['M24-09', 'M20-23', 'P-2023体系 二(五)2'],
    source: `${monitoring2024}：县域内基层医疗卫生机构医保基金支出占比`,
    reading: ['不含药店', 'Without pharmacies'],
    variants: [
      {
        name: 'with-pharmacies',
        text: ['分母含药店', 'Pharmacies below'],
        definition: [
          '参保人在县内基层机构就医的统筹基金支出 ÷ 县内全部统筹基金支出（含药店）。',
          'Fund paid for care at primary institutions in the county ÷ all the fund paid in the county, pharmacies included.',
        ],
        numerator: 'settlements.care-fund@primary.inside',
        denominator: 'settlements.fund@inside',
      },
    ],
  },
  {
    ...percent,
    code: 'inside-admissions-share',
    theme: 'access',
    text: ['参保人县域内住院人次占比', 'In-county share of insured admissions'],
    definition: [
      '参保人县内住院结算人次 ÷ 参保人全部住院结算人次，按结算月份。',
      'Settled admissions of the insured in the county ÷ all their settled admissions, by month of settlement.',
    ],
    numerator: 'stays.count@inside',
    denominator: 'stays.count',
    better: 'higher',
    sets: ['M24-11', 'M20-02'],
    source: `${monitoring2024}：参保人县域内住院人次占比`,
  },
]

type Share = [code: string, part: string, of: 'visits' | 'fund', zh: string, en: string]
const shares: readonly Share[] = [
  ['away-fund-share', 'care-fund@outside', 'fund', '县外', 'outside the county'],
  ['prefecture-fund-share', 'prefecture-fund', 'fund', '市内县外', 'in the prefecture outside the county'],
  ['province-fund-share', 'province-fund', 'fund', '省内市外', 'in the province outside the prefecture'],
  ['beyond-fund-share', 'beyond-fund', 'fund', '省外', 'outside the province'],
  ['away-visits-share', 'visits@outside', 'visits', '县外', 'outside the county'],
  ['prefecture-visits-share', 'prefecture-visits', 'visits', '市内县外', 'in the prefecture outside the county'],
  ['province-visits-share', 'province-visits', 'visits', '省内市外', 'in the province outside the prefecture'],
  ['beyond-visits-share', 'beyond-visits', 'visits', '省外', 'outside the province'],
]
const words = {
  fund: (zh: string, en: string): [text: Text, definition: Text] => [
    [`${zh}基金支出占比`, `Share of the fund spent ${en}`],
    [
      `就医地为${zh}的统筹基金支出 ÷ 全部统筹基金支出，药店不计，按结算月份。`,
      `Fund paid for care ${en} ÷ all the fund paid, pharmacies left out, by month of settlement.`,
    ],
  ],
  visits: (zh: string, en: string): [text: Text, definition: Text] => [
    [`${zh}就医人次占比`, `Share of settled visits ${en}`],
    [
      `就医地为${zh}的结算人次 ÷ 全部结算人次，药店购药不计；是人次，不是人数。`,
      `Settlements of care ${en} ÷ all settlements, pharmacies left out; visits, not persons.`,
    ],
  ],
} as const
/** Where the fund goes, and where people go. */
const byPlace = shares.map(([code, part, of, zh, en]): Indicator => {
  const [text, definition] = words[of](zh, en)
  return {
    ...percent,
    code,
    text,
    definition,
    numerator: `settlements.${part}`,
    denominator: of === 'fund' ? 'settlements.care-fund' : 'settlements.visits',
    better: 'lower',
    source: `${monitoring2020}：${of === 'fund' ? '医保基金县域内支出率（不含药店）' : '县域就诊率'}（按就医地分）`,
  }
})

export const indicators: readonly Indicator[] = [...sums, ...inside, ...byPlace, ...cost, ...away]
