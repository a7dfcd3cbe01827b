import type { Indicator } from '../../kernel/grammar/measure.ts'
import { level2, monitoring2020, survey } from '../../patterns/numbers/sources.ts'

const common = { theme: 'cost', from: '2020-01-01', better: 'lower' } as const
const yuan = { ...common, unit: 'yuan', scale: 0.01 } as const
const percent = { ...common, unit: 'percent', scale: 100 } as const

const perVisit = '(visits.fen / visits.priced)'
const drugPerVisit = '(visits.drugFen / visits.priced)'
/** What a visit costs, and how fast that grows. */
export const cost: readonly Indicator[] = [
  {
    ...yuan,
    code: 'cost-per-visit',
    text: ['门诊次均费用', 'Cost per visit'],
    definition: ['有费用记录的就诊总费用 ÷ 有费用记录的就诊人次。', 'Total cost of the visits that carry a cost ÷ number of those visits.'],
    numerator: 'visits.fen',
    denominator: 'visits.priced',
    sets: ['M20-20'],
    source: `${monitoring2020}：县域内门诊次均费用`,
  },
  {
    ...yuan,
    code: 'county-cost-per-visit',
    text: ['县级医院门诊次均费用', 'Cost per visit at county hospitals'],
    definition: [
      '县级医院（含中医院、妇幼）门急诊总费用 ÷ 有费用记录的人次。',
      'Total cost of visits to county-level hospitals (TCM and maternal ones too) ÷ visits that carry a cost.',
    ],
    numerator: 'visits.fen@county',
    denominator: 'visits.priced@county',
    source: `${monitoring2020}：县域内门诊次均费用（县级）`,
  },
  {
    ...yuan,
    code: 'primary-cost-per-visit',
    text: ['基层门诊次均费用', 'Cost per visit at primary institutions'],
    definition: ['基层机构门急诊总费用 ÷ 有费用记录的人次。', 'Total cost of visits to primary institutions ÷ visits that carry a cost.'],
    numerator: 'visits.fen@primary',
    denominator: 'visits.priced@primary',
    source: `${monitoring2020}：县域内门诊次均费用（基层）`,
  },
  {
    ...yuan,
    code: 'drug-cost-per-visit',
    text: ['门诊次均药费', 'Drug cost per visit'],
    definition: ['门急诊药费 ÷ 有费用记录的就诊人次。', 'Drug cost of visits ÷ visits that carry a cost.'],
    numerator: 'visits.drugFen',
    denominator: 'visits.priced',
    source: `${level2} 指标 22：门诊次均药品费用`,
  },
  {
    ...percent,
    code: 'cost-per-visit-growth',
    text: ['门诊次均费用增幅', 'Growth of cost per visit'],
    definition: [
      '（本期门诊次均费用 − 上年同期）÷ 上年同期；没有上年数据时无值。',
      '(Cost per visit − that of the same months a year before) ÷ that of a year before; no value without a year before.',
    ],
    numerator: 'visits.fen',
    denominator: 'visits.priced',
    formula: `(${perVisit} - prev(${perVisit})) / prev(${perVisit})`,
    sets: ['L2-21'],
    source: `${level2} 指标 21：次均费用增幅（门诊）`,
  },
  {
    ...percent,
    code: 'drug-cost-per-visit-growth',
    text: ['门诊次均药费增幅', 'Growth of drug cost per visit'],
    definition: [
      '（本期门诊次均药费 − 上年同期）÷ 上年同期；没有上年数据时无值。',
      '(Drug cost per visit − that of the same months a year before) ÷ that of a year before; no value without a year before.',
    ],
    numerator: 'visits.drugFen',
    denominator: 'visits.priced',
    formula: `(${drugPerVisit} - prev(${drugPerVisit})) / prev(${drugPerVisit})`,
    sets: ['L2-22'],
    source: `${level2} 指标 22：次均药品费用增幅（门诊）`,
  },
  {
    ...percent,
    code: 'outpatient-drug-share',
    text: ['门诊药占比', 'Drug share of outpatient cost'],
    definition: [
      '门急诊药费（含中药）÷ 门急诊总费用；只计注明药费的就诊。',
      'Drugs (herbal ones too) ÷ total cost of visits; only visits that say what their drugs cost.',
    ],
    numerator: 'visits.drugFen',
    denominator: 'visits.partedFen',
    source: `${survey}：门诊病人次均药费`,
  },
]
