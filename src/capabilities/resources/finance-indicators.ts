import type { Indicator } from '../../kernel/grammar/measure.ts'
import { monitoring2020, ofLevel2, survey } from '../../patterns/numbers/sources.ts'
import { wordsOf } from '../../patterns/numbers/words.ts'
import { numberTexts as texts } from './number-texts.ts'

/** Money of institutions, from their monthly figures. The appraisal of level-2 hospitals asks the county-level hospitals (`@county`). */
const words = wordsOf(texts)
const of2020 = (what: string) => `${monitoring2020}：${what}`
const common = { theme: 'finance', better: 'neither', from: '2020-01-01', manual: true, unseen: texts.byHand } as const
const share = { ...common, unit: 'percent', scale: 100 } as const

const services = (who: string) => ['medical', 'drugs', 'consumables', 'exams'].map((part) => `month-figures.${part}${who}`).join(' - ')
const medical = (who: string) => `month-figures.medical${who}`

export const financeIndicators: readonly Indicator[] = [
  {
    ...common,
    ...words('revenue'),
    code: 'revenue',
    numerator: 'month-figures.revenue',
    scale: 0.01,
    unit: 'yuan',
    source: `${survey}：总收入`,
  },
  {
    ...share,
    ...words('drugShare'),
    code: 'drug-revenue-share',
    numerator: 'month-figures.drugs',
    denominator: 'month-figures.medical',
    better: 'lower',
    source: `${survey}：药品收入占医疗收入比重`,
  },
  {
    ...share,
    ...words('serviceShare'),
    code: 'service-income-share',
    sets: ['M20-16', 'L2-19'],
    numerator: services(''),
    denominator: medical(''),
    better: 'higher',
    reading: texts.computed,
    variants: [
      { name: 'county', text: texts.countyHospitals, numerator: services('@county'), denominator: medical('@county') },
      { name: 'primary', text: texts.primary, numerator: services('@primary'), denominator: medical('@primary') },
      {
        name: 'reported',
        text: texts.asReported,
        definition: texts.asReportedDefinition,
        numerator: 'month-figures.services',
        denominator: medical(''),
      },
    ],
    source: `${of2020('医疗服务收入占医疗收入比例')}；${ofLevel2(19, '医疗服务收入占医疗收入比例')}`,
  },
  {
    ...share,
    ...words('fiscalShare'),
    code: 'fiscal-share',
    sets: ['M20-17'],
    numerator: 'month-figures.fiscal',
    denominator: 'month-figures.revenue',
    source: of2020('财政补助收入占总收入比例（项目整理）'),
  },
  {
    ...share,
    ...words('staffCostShare'),
    code: 'staff-cost-share',
    sets: ['M20-19'],
    numerator: 'month-figures.staff-cost',
    denominator: 'month-figures.spent',
    better: 'higher',
    source: of2020('人员经费占业务支出比例（项目整理）'),
  },
  {
    ...share,
    ...words('staffCostOfActivity'),
    code: 'staff-cost-of-activity',
    sets: ['L2-16'],
    numerator: 'month-figures.staff-cost@county',
    denominator: 'month-figures.cost@county',
    better: 'higher',
    source: ofLevel2(16, '人员经费占比'),
  },
  {
    ...share,
    ...words('margin'),
    code: 'operating-margin',
    sets: ['L2-14'],
    numerator: 'month-figures.income@county - month-figures.cost@county',
    denominator: 'month-figures.income@county',
    formula: '(month-figures.income@county - month-figures.cost@county) / month-figures.income@county',
    source: ofLevel2(14, '医疗盈余率'),
  },
  {
    ...share,
    ...words('debtRatio'),
    code: 'debt-ratio',
    sets: ['L2-15', 'P-2019县院 二(六)17'],
    numerator: 'states.debt@county',
    denominator: 'states.assets@county',
    better: 'lower',
    source: ofLevel2(15, '资产负债率'),
  },
  {
    ...common,
    ...words('energy'),
    code: 'energy-per-10000-yuan',
    sets: ['L2-17'],
    unit: 'yuan',
    scale: 10_000,
    numerator: 'month-figures.energy@county',
    denominator: 'month-figures.revenue@county',
    better: 'lower',
    source: ofLevel2(17, '万元收入能耗支出'),
  },
  {
    ...share,
    ...words('fundShare'),
    code: 'fund-share-of-revenue',
    sets: ['L2-18'],
    numerator: 'month-figures.fund@county',
    denominator: medical('@county'),
    source: ofLevel2(18, '医疗收入中来自医保基金的比例'),
  },
  {
    ...share,
    ...words('revenueGrowth'),
    code: 'medical-revenue-growth',
    sets: ['L2-20'],
    numerator: medical('@county'),
    denominator: `prev(${medical('@county')})`,
    formula: `(${medical('@county')} - prev(${medical('@county')})) / prev(${medical('@county')})`,
    source: ofLevel2(20, '医疗收入增幅'),
  },
  {
    ...share,
    ...words('trainingShare'),
    code: 'training-share',
    sets: ['L2-25'],
    numerator: 'month-figures.training@county',
    denominator: 'month-figures.spent@county',
    better: 'higher',
    source: ofLevel2(25, '人才培养经费投入占比'),
  },
]
