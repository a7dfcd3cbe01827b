import type { Indicator } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { monitoring2020, monitoring2024 } from '../../patterns/numbers/sources.ts'

const common = { theme: 'cost', from: '2020-01-01', better: 'lower' } as const
const yuan = { ...common, unit: 'yuan', scale: 0.01 } as const
const percent = { ...common, unit: 'percent', scale: 100 } as const

/** A mean, or its growth against the same months a year before. */
type Mean = readonly [numerator: string, denominator: string]
const mean = ([numerator, denominator]: Mean) => ({ numerator, denominator })
const growth = ([numerator, denominator]: Mean) => {
  const value = `(${numerator} / ${denominator})`
  return { numerator, denominator, formula: `(${value} - prev(${value})) / prev(${value})` }
}
const perPerson: Mean = ['stays.fen@inside', 'insured-inpatients.persons']
const perStayInside: Mean = ['stays.fen@inside', 'stays.count@inside']
const perStay: Mean = ['stays.fen', 'stays.count']
const perInsured: Mean = ['settlements.care-fen', 'avg(insured.persons)']
const perSettlement: Mean = ['settlements.care-fen', 'settlements.visits']

/** What the fund gave back of what care cost; settlements that do not say who paid are left out. */
const reimbursed = (code: string, [fund, fen]: Mean, text: Text, [zh, en]: Text): Indicator => ({
  ...percent,
  theme: 'fund',
  code,
  text,
  definition: [
    `${zh}的统筹基金支付 ÷ 其总费用；没有各部分金额的结算不计。`,
    `What the pooled fund paid for ${en} ÷ what it cost; settlements that do not say who paid are left out.`,
  ],
  numerator: fund,
  denominator: fen,
  better: 'higher',
  source: `${monitoring2020}：住院费用实际报销比`,
})
const outpatient = (where: string): Mean => [
  `settlements.care-fund${where} - stays.fund${where}`,
  `settlements.care-fen${where} - stays.knownFen${where}`,
]

/** What the insured cost, and who pays. */
export const cost: readonly Indicator[] = [
  {
    ...yuan,
    code: 'inside-cost-per-inpatient',
    text: ['参保人县域内住院人均费用', 'Cost per insured inpatient in the county'],
    definition: [
      '参保人县内住院结算总费用 ÷ 县内住院的参保人数；统计期内一人多次住院只计 1 人。',
      'Total cost of the settled stays of the insured in the county ÷ persons; who was in hospital several times in the period counts once.',
    ],
    ...mean(perPerson),
    sets: ['M24-10'],
    source: `${monitoring2024}：参保人在县域内住院人均费用`,
    reading: ['人均', 'Per person'],
    variants: [
      {
        name: 'per-admission',
        text: ['次均', 'Per admission'],
        definition: [
          '参保人县内住院结算总费用 ÷ 县内住院结算人次。',
          'Total cost of the settled stays of the insured in the county ÷ number of these stays.',
        ],
        ...mean(perStayInside),
      },
    ],
  },
  {
    ...percent,
    code: 'inside-cost-per-inpatient-growth',
    text: ['参保人县域内住院人均费用增长率', 'Growth of cost per insured inpatient in the county'],
    definition: [
      '（本期人均费用 − 上年同期）÷ 上年同期；没有上年数据时无值。',
      '(Cost per person − that of the same months a year before) ÷ that of a year before; no value without a year before.',
    ],
    ...growth(perPerson),
    sets: ['M24-10'],
    source: `${monitoring2024}：参保人在县域内住院人均费用增长率`,
    reading: ['人均', 'Per person'],
    variants: [
      {
        name: 'per-admission',
        text: ['次均', 'Per admission'],
        definition: ['（本期次均费用 − 上年同期）÷ 上年同期。', '(Cost per admission − that of a year before) ÷ that of a year before.'],
        ...growth(perStayInside),
      },
    ],
  },
  {
    ...yuan,
    code: 'away-cost-per-admission',
    text: ['参保人县外住院次均费用', 'Cost per insured admission outside the county'],
    definition: [
      '参保人县外住院结算总费用 ÷ 县外住院结算人次。',
      'Total cost of the settled stays of the insured outside the county ÷ number of these stays.',
    ],
    numerator: 'stays.fen@outside',
    denominator: 'stays.count@outside',
    source: `${monitoring2020}：参保人员次均医疗费用`,
  },
  {
    ...yuan,
    code: 'self-paid-per-admission',
    text: ['参保人住院次均自付费用', 'Paid by the person per insured admission'],
    definition: [
      '住院结算中个人账户和个人现金支付 ÷ 住院结算人次；没有各部分金额的结算不计。',
      'Paid from accounts and in cash for settled stays ÷ number of stays; those that do not say who paid are left out.',
    ],
    numerator: 'stays.self',
    denominator: 'stays.known',
    source: `${monitoring2020}：住院费用实际报销比（个人负担）`,
  },
  {
    ...reimbursed(
      'inpatient-reimbursement',
      ['stays.fund', 'stays.knownFen'],
      ['住院费用实际报销比', 'Actual reimbursement of stays'],
      ['参保人住院结算', 'settled stays'],
    ),
    sets: ['M20-24'],
    reading: ['统筹基金', 'Pooled fund'],
    variants: [
      {
        name: 'all-payers',
        text: ['含大病保险和医疗救助', 'With serious-illness insurance and aid'],
        definition: [
          '住院结算中统筹基金、大病保险和医疗救助支付 ÷ 其总费用。',
          'What the pooled fund, serious-illness insurance and medical aid paid for settled stays ÷ what they cost.',
        ],
        numerator: 'stays.allPaid',
        denominator: 'stays.knownFen',
      },
    ],
  },
  reimbursed(
    'inside-inpatient-reimbursement',
    ['stays.fund@inside', 'stays.knownFen@inside'],
    ['县内住院实际报销比', 'Actual reimbursement of stays in the county'],
    ['参保人县内住院结算', 'settled stays in the county'],
  ),
  reimbursed(
    'away-inpatient-reimbursement',
    ['stays.fund@outside', 'stays.knownFen@outside'],
    ['县外住院实际报销比', 'Actual reimbursement of stays outside the county'],
    ['参保人县外住院结算', 'settled stays outside the county'],
  ),
  reimbursed(
    'outpatient-reimbursement',
    outpatient(''),
    ['门诊费用实际报销比', 'Actual reimbursement of visits'],
    ['参保人门急诊结算（药店不计）', 'settled visits, pharmacies left out'],
  ),
  reimbursed(
    'inside-outpatient-reimbursement',
    outpatient('@inside'),
    ['县内门诊实际报销比', 'Actual reimbursement of visits in the county'],
    ['参保人县内门急诊结算', 'settled visits in the county'],
  ),
  reimbursed(
    'away-outpatient-reimbursement',
    outpatient('@outside'),
    ['县外门诊实际报销比', 'Actual reimbursement of visits outside the county'],
    ['参保人县外门急诊结算', 'settled visits outside the county'],
  ),
  {
    ...percent,
    theme: 'service',
    code: 'insured-admission-rate',
    text: ['参保居民住院率', 'Admission rate of insured residents'],
    definition: [
      '参保居民住院结算人次（县内外）÷ 统计期各月末参保居民平均人数；按年看为年住院率。',
      'Settled admissions of insured residents, in the county and beyond ÷ mean number of insured residents at the ends of the months; over a year it is the annual rate.',
    ],
    numerator: 'stays.count',
    denominator: 'avg(insured.persons)',
    by: 'residence',
    sets: ['M20-25'],
    source: `${monitoring2020}：参保人员年住院率`,
  },
  {
    ...percent,
    code: 'insured-cost-growth',
    text: ['参保人员次均医疗费用增幅', 'Growth of cost per settled visit or admission'],
    definition: [
      '（本期次均医疗费用 − 上年同期）÷ 上年同期；次均费用为门诊和住院结算总费用 ÷ 结算人次，药店不计。',
      '(Cost per settled visit or admission − that of the same months a year before) ÷ that of a year before; pharmacies are left out.',
    ],
    ...growth(perSettlement),
    sets: ['M20-26'],
    source: `${monitoring2020}：参保人员次均/人均医疗费用增幅`,
    reading: ['门诊和住院次均', 'Per visit or admission'],
    variants: [
      {
        name: 'per-admission',
        text: ['住院次均', 'Per admission'],
        definition: [
          '（本期住院次均费用 − 上年同期）÷ 上年同期，县内外合计。',
          '(Cost per admission − that of a year before) ÷ that of a year before, in the county and beyond.',
        ],
        ...growth(perStay),
      },
    ],
  },
  {
    ...yuan,
    code: 'cost-per-insured',
    text: ['参保居民人均医疗费用', 'Cost per insured resident'],
    definition: [
      '参保居民门诊和住院结算总费用（县内外，药店不计）÷ 统计期各月末参保居民平均人数。',
      'Cost of the settled visits and stays of insured residents, wherever they went, without pharmacies ÷ mean number of insured residents at the ends of the months.',
    ],
    ...mean(perInsured),
    by: 'residence',
    source: `${monitoring2020}：参保人员人均医疗费用`,
  },
  {
    ...percent,
    code: 'cost-per-insured-growth',
    text: ['参保居民人均医疗费用增幅', 'Growth of cost per insured resident'],
    definition: [
      '（本期参保居民人均医疗费用 − 上年同期）÷ 上年同期；没有上年数据时无值。',
      '(Cost per insured resident − that of the same months a year before) ÷ that of a year before; no value without a year before.',
    ],
    ...growth(perInsured),
    by: 'residence',
    sets: ['M20-26'],
    source: `${monitoring2020}：参保人员人均医疗费用增幅`,
  },
]
