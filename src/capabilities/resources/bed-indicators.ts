import type { Indicator } from '../../kernel/grammar/measure.ts'
import { monitoring2020, survey } from '../../patterns/numbers/sources.ts'
import { people, wordsOf } from '../../patterns/numbers/words.ts'
import { numberTexts as texts } from './number-texts.ts'

/** Beds and how they are used. Discharges are those of the front pages (capability admissions). */
const words = wordsOf(texts)
const common = { theme: 'resources', better: 'neither', from: '2020-01-01' } as const
const discharges = 'admissions.count'
const meanBeds = 'avg(beds.mean) / 100'

export const bedIndicators: readonly Indicator[] = [
  {
    ...common,
    ...words('openBedDays'),
    code: 'open-bed-days',
    numerator: 'beds.open',
    unit: 'days',
    source: `${survey}：实际开放总床日数`,
  },
  {
    ...common,
    ...words('bedUse'),
    code: 'bed-use',
    numerator: 'beds.occupied',
    denominator: 'beds.open',
    scale: 100,
    unit: 'percent',
    variants: [
      { name: 'county', text: texts.countyHospitals, numerator: 'beds.occupied@county', denominator: 'beds.open@county' },
      { name: 'primary', text: texts.primary, numerator: 'beds.occupied@primary', denominator: 'beds.open@primary' },
    ],
    source: `${survey}：病床使用率`,
  },
  {
    ...common,
    ...words('primaryBedUse'),
    code: 'primary-bed-use',
    sets: ['M20-13'],
    numerator: 'beds.occupied@primary',
    denominator: 'beds.open@primary',
    scale: 100,
    unit: 'percent',
    source: `${monitoring2020}：基层医疗卫生机构床位使用率（项目整理）`,
  },
  {
    ...common,
    ...words('bedsPer1000'),
    code: 'beds-per-1000',
    sets: ['P-2023县级 二(一)1'],
    numerator: 'end(beds.actual)',
    denominator: people,
    scale: 1000,
    unit: 'ratio',
    variants: [{ name: 'approved', text: texts.approvedBeds, numerator: 'end(beds.approved)', denominator: people }],
    source: `${survey}：每千人口医疗卫生机构床位数`,
  },
  {
    ...common,
    ...words('averageBeds'),
    code: 'average-beds',
    numerator: meanBeds,
    unit: 'count',
    source: `${survey}：平均开放病床数`,
  },
  {
    ...common,
    ...words('bedTurnover'),
    code: 'bed-turnover',
    numerator: discharges,
    denominator: meanBeds,
    unit: 'ratio',
    source: `${survey}：病床周转次数`,
  },
  {
    ...common,
    ...words('waitingInterval'),
    code: 'waiting-bed-interval',
    numerator: 'beds.open - beds.occupied',
    denominator: discharges,
    formula: `(beds.open - beds.occupied) / ${discharges}`,
    unit: 'days',
    better: 'lower',
    source: `${survey}：病床周转间隔`,
  },
]
