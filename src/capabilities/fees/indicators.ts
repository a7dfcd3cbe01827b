import type { Indicator } from '../../kernel/grammar/measure.ts'
import { monitoring2020, ofLevel2, survey, tcmAppraisal } from '../../patterns/numbers/sources.ts'

const percent = { theme: 'cost', from: '2020-01-01', unit: 'percent', scale: 100 } as const

/** Shares of what was charged, by the categories of single lines; refunds are taken off. */
export const indicators: readonly Indicator[] = [
  {
    ...percent,
    code: 'fee-drug-share',
    text: ['药占比（收费明细）', 'Drug share of fees'],
    definition: [
      '收费明细中西药费、中药饮片费、中成药费之和 ÷ 全部收费金额，门诊和住院合计，按收费月份，退费已扣除。',
      'Western drugs, herbs and Chinese patent drugs ÷ all fees charged, visits and stays, by the month of the charge, refunds taken off.',
    ],
    numerator: 'fees.drugFen',
    denominator: 'fees.fen',
    better: 'lower',
    source: `${survey}：医疗收入中的药品收入`,
  },
  {
    ...percent,
    code: 'fee-tcm-drug-share',
    text: ['中药收入占药品收入比例', 'Chinese drugs as a share of drugs'],
    definition: [
      '收费明细中中药饮片费、中成药费之和 ÷ 西药费、中药饮片费、中成药费之和。',
      'Herbs and Chinese patent drugs ÷ western drugs, herbs and Chinese patent drugs.',
    ],
    numerator: 'fees.tcmFen',
    denominator: 'fees.drugFen',
    better: 'higher',
    source: `${tcmAppraisal}：中药收入占药品收入比例`,
  },
  {
    ...percent,
    code: 'fee-herb-share',
    text: ['中药饮片收入占药品收入比例', 'Herbs as a share of drugs'],
    definition: ['收费明细中中药饮片费 ÷ 西药费、中药饮片费、中成药费之和。', 'Herbs ÷ western drugs, herbs and Chinese patent drugs.'],
    numerator: 'fees.herbFen',
    denominator: 'fees.drugFen',
    better: 'higher',
    source: `${tcmAppraisal}：中药饮片收入占药品收入比例`,
  },
  {
    ...percent,
    code: 'fee-service-share',
    text: ['医疗服务收入占比（收费明细）', 'Service share of fees'],
    definition: [
      '（全部收费金额 − 药品 − 卫生材料 − 检查 − 化验）÷ 全部收费金额，按收费明细的类别。',
      '(All fees − drugs − materials − examinations − laboratory) ÷ all fees, by the category of each line.',
    ],
    numerator: 'fees.serviceFen',
    denominator: 'fees.fen',
    better: 'higher',
    source: `${ofLevel2(19, '医疗服务收入占医疗收入比例')}；${monitoring2020}`,
  },
]
