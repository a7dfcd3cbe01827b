import type { Indicator } from '../../kernel/grammar/measure.ts'
import { keyDiseases } from './key-diseases.ts'

const raise = '蒲县县级医疗机构综合能力提升三年行动（蒲政办发〔2023〕26号）一(二)：重点疾病域外、省外就诊大幅减少'
const common = { theme: 'access', from: '2020-01-01', better: 'lower' } as const
const percent = { ...common, unit: 'percent', scale: 100 } as const
const unseen = ['没有经医保结算的县外住院没有数据', 'Stays beyond the county that no insurance settled are in no file'] as const

const change = (part: string, years: 1 | 2 = 1) => {
  const before = years === 1 ? `prev(${part})` : `prev(prev(${part}))`
  return { numerator: part, denominator: before, formula: `(${part} - ${before}) / ${before}` }
}

/** Who is treated elsewhere. */
export const away: readonly Indicator[] = [
  {
    ...percent,
    code: 'out-referral-rate',
    text: ['外转率', 'Out-referral rate'],
    definition: [
      '参保人县外住院结算人次 ÷ 参保人全部住院结算人次，按结算月份。',
      'Settled admissions of the insured outside the county ÷ all their settled admissions, by month of settlement.',
    ],
    numerator: 'stays.count@outside',
    denominator: 'stays.count',
    source: '偃师市县域医疗中心建设（偃政办〔2020〕7号）三(一)、三(四)；辽宁省全面提升县级医院综合能力工程 二(一)2',
    unseen,
  },
  {
    ...common,
    code: 'away-admissions-per-1000',
    text: ['每千参保居民县外住院人次', 'Admissions outside the county per 1 000 insured residents'],
    definition: [
      '参保居民县外住院结算人次 ÷ 统计期各月末参保居民平均人数 × 1000。',
      'Settled admissions of insured residents outside the county ÷ mean number of insured residents at the ends of the months × 1 000.',
    ],
    numerator: 'stays.count@outside',
    denominator: 'avg(insured.persons)',
    scale: 1000,
    unit: 'permille',
    by: 'residence',
    source: '辽宁省全面提升县级医院综合能力工程 二(一)2：外转病种排名',
    unseen,
  },
  {
    ...common,
    code: 'key-diseases-away',
    sets: ['P-2023县级 一(二)'],
    text: ['重点病种县外住院人次', 'Admissions for key diseases outside the county'],
    definition: [
      `主要诊断为重点病种的参保人县外住院结算人次。重点病种（本县约定）：${keyDiseases[0]}。`,
      `Settled admissions of the insured outside the county whose main diagnosis is a key disease. Key diseases, as the county agreed: ${keyDiseases[1]}.`,
    ],
    numerator: 'stays.key@outside',
    unit: 'count',
    source: raise,
    unseen,
    reading: ['县外', 'Outside the county'],
    variants: [
      {
        name: 'outside-prefecture',
        text: ['市外', 'Outside the prefecture'],
        definition: ['就医地为省内市外或省外的重点病种住院结算人次。', 'As above, outside the prefecture.'],
        numerator: 'stays.keyFar',
      },
      {
        name: 'outside-province',
        text: ['省外', 'Outside the province'],
        definition: ['就医地为省外的重点病种住院结算人次。', 'As above, outside the province.'],
        numerator: 'stays.keyBeyond',
      },
    ],
  },
  {
    ...percent,
    code: 'key-diseases-away-share',
    text: ['重点病种外转率', 'Out-referral rate of key diseases'],
    definition: [
      `重点病种县外住院结算人次 ÷ 重点病种全部住院结算人次。重点病种（本县约定）：${keyDiseases[0]}。`,
      `Settled admissions for key diseases outside the county ÷ all settled admissions for key diseases. Key diseases, as the county agreed: ${keyDiseases[1]}.`,
    ],
    numerator: 'stays.key@outside',
    denominator: 'stays.key',
    source: raise,
    unseen,
  },
  {
    ...percent,
    code: 'key-diseases-away-change',
    text: ['重点病种县外住院增减', 'Change of admissions for key diseases outside the county'],
    definition: [
      `（本期重点病种县外住院结算人次 − 基线）÷ 基线。基线为上年同期；约定下降 20% 及以上（−20% 及以下）为“大幅减少”。重点病种：${keyDiseases[0]}。`,
      `(Settled admissions for key diseases outside the county − baseline) ÷ baseline. The baseline is the same months a year before; a fall of 20 % or more (−20 % or below) counts as a large one, as agreed. Key diseases: ${keyDiseases[1]}.`,
    ],
    ...change('stays.key@outside'),
    source: raise,
    unseen,
    reading: ['县外，比上年同期', 'Outside the county, against a year before'],
    variants: [
      {
        name: 'two-years',
        text: ['县外，比两年前同期', 'Outside the county, against two years before'],
        definition: ['基线为两年前同期。', 'The baseline is the same months two years before.'],
        ...change('stays.key@outside', 2),
      },
      {
        name: 'outside-prefecture',
        text: ['市外，比上年同期', 'Outside the prefecture, against a year before'],
        definition: ['就医地为省内市外或省外；基线为上年同期。', 'Outside the prefecture; the baseline is the same months a year before.'],
        ...change('stays.keyFar'),
      },
      {
        name: 'outside-province',
        text: ['省外，比上年同期', 'Outside the province, against a year before'],
        definition: ['就医地为省外；基线为上年同期。', 'Outside the province; the baseline is the same months a year before.'],
        ...change('stays.keyBeyond'),
      },
    ],
  },
]
