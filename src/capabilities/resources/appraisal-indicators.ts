import type { Indicator } from '../../kernel/grammar/measure.ts'
import { ofLevel2 } from '../../patterns/numbers/sources.ts'
import { wordsOf } from '../../patterns/numbers/words.ts'
import { numberTexts as texts } from './number-texts.ts'

/** What the appraisal of level-2 public hospitals takes from monthly figures, beside money: purchases, grades, quality rounds, satisfaction. */
const words = wordsOf(texts)
const common = { theme: 'quality', better: 'higher', from: '2020-01-01', manual: true, unseen: texts.byHand } as const
const share = { ...common, unit: 'percent', scale: 100 } as const
/** Satisfaction is told in percent; rows hold hundredths of it. */
const mean = { ...common, unit: 'percent', scale: 0.01 } as const
const out = { numerator: 'month-figures.outpatients', denominator: 'month-figures.outpatients-told' }
const inside = { numerator: 'month-figures.inpatients', denominator: 'month-figures.inpatients-told' }

export const appraisalIndicators: readonly Indicator[] = [
  {
    ...share,
    ...words('essentialDrugs'),
    code: 'essential-drug-share',
    sets: ['L2-07'],
    numerator: 'month-figures.essential@county',
    denominator: 'month-figures.bought@county',
    source: ofLevel2(7, '基本药物采购金额占比'),
  },
  {
    ...share,
    ...words('winningDrugs'),
    code: 'central-procurement-share',
    sets: ['L2-08'],
    numerator: 'month-figures.won@county',
    denominator: 'month-figures.same@county',
    source: ofLevel2(8, '国家组织药品集中采购中标药品金额占比'),
  },
  {
    ...share,
    ...words('keyDrugs'),
    code: 'key-drug-share',
    sets: ['L2-09'],
    numerator: 'month-figures.key-drugs@county',
    denominator: 'month-figures.drugs@county',
    better: 'lower',
    source: ofLevel2(9, '重点监控药品收入占比'),
  },
  {
    ...share,
    ...words('keyConsumables'),
    code: 'key-consumable-share',
    sets: ['L2-10'],
    numerator: 'month-figures.key-consumables@county',
    denominator: 'month-figures.consumables@county',
    better: 'lower',
    source: ofLevel2(10, '重点监控高值医用耗材收入占比'),
  },
  {
    ...common,
    ...words('emrGrade'),
    code: 'emr-grade',
    sets: ['L2-11', 'P-2023县级 二(三)13'],
    unit: 'index',
    numerator: 'states.grade@county',
    denominator: 'states.grade-told@county',
    source: ofLevel2(11, '电子病历应用功能水平分级'),
  },
  {
    ...share,
    ...words('eqaJoined'),
    code: 'quality-rounds-joined',
    sets: ['L2-12'],
    numerator: 'month-figures.joined@county',
    denominator: 'month-figures.offered@county',
    source: ofLevel2(12, '省级室间质量评价临床检验项目参加率与合格率'),
  },
  {
    ...share,
    ...words('eqaPassed'),
    code: 'quality-rounds-passed',
    sets: ['L2-12'],
    numerator: 'month-figures.passed@county',
    denominator: 'month-figures.joined@county',
    source: ofLevel2(12, '省级室间质量评价临床检验项目参加率与合格率'),
  },
  {
    ...mean,
    ...words('satisfaction'),
    code: 'patient-satisfaction',
    sets: ['L2-27', 'P-2020中心 三(五)2'],
    numerator: `${out.numerator} + ${inside.numerator}`,
    denominator: `${out.denominator} + ${inside.denominator}`,
    variants: [
      { name: 'outpatients', text: texts.outpatients, ...out },
      { name: 'inpatients', text: texts.inpatients, ...inside },
    ],
    source: ofLevel2(27, '患者满意度'),
  },
  {
    ...mean,
    ...words('staffSatisfaction'),
    code: 'staff-satisfaction',
    sets: ['L2-28'],
    numerator: 'month-figures.satisfied',
    denominator: 'month-figures.satisfied-told',
    source: ofLevel2(28, '医务人员满意度'),
  },
]
