import type { Indicator, MeasureUnit } from '../../kernel/grammar/measure.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { frontPage, level2, monitoring2020 } from '../../patterns/numbers/sources.ts'

const page = `${frontPage}费用分项`
const common = { theme: 'cost', from: '2020-01-01', better: 'lower' } as const
const yuan = { ...common, unit: 'yuan', scale: 0.01 } as const
const percent = { ...common, unit: 'percent' satisfies MeasureUnit, scale: 100 } as const

/** The growth of a mean against the same months a year before. */
const growth = (numerator: string, denominator: string) => {
  const mean = `(${numerator} / ${denominator})`
  return { numerator, denominator, formula: `(${mean} - prev(${mean})) / prev(${mean})` }
}
/** What part of the cost of stays went into something. */
const share = (code: string, part: string, text: Text, [zh, en]: Text, source: string): Indicator => ({
  ...percent,
  code,
  text,
  definition: [`出院者${zh} ÷ 住院总费用；只计有费用分项的病案。`, `${en} ÷ total cost of stays; only stays whose page gives the parts.`],
  numerator: `admissions.${part}`,
  denominator: 'admissions.partedFen',
  source,
})

/** What a stay costs, what for, and how fast that grows. */
export const cost: readonly Indicator[] = [
  {
    ...yuan,
    code: 'cost-per-admission',
    text: ['住院次均费用', 'Cost per admission'],
    definition: ['出院者住院总费用 ÷ 出院人次。', 'Total cost of the stays of those discharged ÷ discharges.'],
    numerator: 'admissions.fen',
    denominator: 'admissions.count',
    sets: ['M20-21'],
    source: `${monitoring2020}：县域内住院次均费用`,
  },
  {
    ...yuan,
    code: 'county-cost-per-admission',
    text: ['县级医院住院次均费用', 'Cost per admission at county hospitals'],
    definition: [
      '县级医院（含中医院、妇幼）出院者住院总费用 ÷ 其出院人次。',
      'Total cost of stays at county-level hospitals (TCM and maternal ones too) ÷ their discharges.',
    ],
    numerator: 'admissions.fen@county',
    denominator: 'admissions.count@county',
    source: `${monitoring2020}：县域内住院次均费用（县级）`,
  },
  {
    ...yuan,
    code: 'primary-cost-per-admission',
    text: ['基层住院次均费用', 'Cost per admission at primary institutions'],
    definition: ['基层机构出院者住院总费用 ÷ 其出院人次。', 'Total cost of stays at primary institutions ÷ their discharges.'],
    numerator: 'admissions.fen@primary',
    denominator: 'admissions.count@primary',
    source: `${monitoring2020}：县域内住院次均费用（基层）`,
  },
  {
    ...yuan,
    code: 'drug-cost-per-admission',
    text: ['住院次均药费', 'Drug cost per admission'],
    definition: [
      '出院者西药费、中成药费、中草药费之和 ÷ 出院人次；只计有费用分项的病案。',
      'Western, patent and herbal drugs ÷ discharges; only stays whose page gives the parts.',
    ],
    numerator: 'admissions.drugFen',
    denominator: 'admissions.parted',
    source: `${level2} 指标 22：住院次均药品费用`,
  },
  {
    ...percent,
    code: 'cost-per-admission-growth',
    text: ['住院次均费用增幅', 'Growth of cost per admission'],
    definition: [
      '（本期住院次均费用 − 上年同期）÷ 上年同期；没有上年数据时无值。',
      '(Cost per admission − that of the same months a year before) ÷ that of a year before; no value without a year before.',
    ],
    ...growth('admissions.fen', 'admissions.count'),
    sets: ['L2-21'],
    source: `${level2} 指标 21：次均费用增幅（住院）`,
  },
  {
    ...percent,
    code: 'drug-cost-per-admission-growth',
    text: ['住院次均药费增幅', 'Growth of drug cost per admission'],
    definition: [
      '（本期住院次均药费 − 上年同期）÷ 上年同期；没有上年数据时无值。',
      '(Drug cost per admission − that of the same months a year before) ÷ that of a year before; no value without a year before.',
    ],
    ...growth('admissions.drugFen', 'admissions.parted'),
    sets: ['L2-22'],
    source: `${level2} 指标 22：次均药品费用增幅（住院）`,
  },
  share(
    'inpatient-drug-share',
    'drugFen',
    ['住院药占比', 'Drug share of inpatient cost'],
    ['西药费、中成药费、中草药费之和', 'Western, patent and herbal drugs'],
    `${page}：西药费、中成药费、中草药费`,
  ),
  share(
    'inpatient-consumable-share',
    'consumableFen',
    ['住院耗材占比', 'Consumable share of inpatient cost'],
    ['检查、治疗、手术用一次性医用材料费之和', 'Consumables for examination, treatment and surgery'],
    `${page}：一次性医用材料费`,
  ),
  share(
    'inpatient-examination-share',
    'examinationFen',
    ['住院检查检验占比', 'Examination share of inpatient cost'],
    ['病理、实验室、影像和临床诊断项目费之和', 'Pathology, laboratory, imaging and clinical diagnostics'],
    `${page}：诊断类`,
  ),
  {
    ...share(
      'inpatient-service-share',
      'serviceFen',
      ['住院医疗服务费用占比', 'Service share of inpatient cost'],
      ['综合医疗服务、治疗、康复和中医治疗费之和', 'General services, treatment, rehabilitation and TCM treatment'],
      `${page}；参照${level2} 指标 19：医疗服务收入占医疗收入比例`,
    ),
    better: 'higher',
  },
]
