import type { Text } from '../../kernel/grammar/texts.ts'

export type FigureUnit = 'yuan' | 'percent'
/** A monthly figure that no system of the county computes. `least` and `most` only refuse slips of the key. */
export type FigureItem = { text: Text; unit: FigureUnit; least: number; most: number }

const yuan = (zh: string, en: string): FigureItem => ({ text: [zh, en], unit: 'yuan', least: 0, most: 1e11 })
const share = (zh: string, en: string): FigureItem => ({ text: [zh, en], unit: 'percent', least: 0, most: 100 })

/**
 * What institutions report by hand each month: money by the lines of 政府会计制度 with its supplement for hospitals
 * (财会〔2018〕24号), pay, satisfaction. For the indicators of 紧密型县域医共体 (income shares, staff income, debt) and of the hospital appraisal (satisfaction).
 */
export const figureItems: Readonly<Record<string, FigureItem>> = {
  REV_TOTAL: yuan('总收入', 'Total revenue'),
  REV_MED: yuan('医疗收入', 'Medical revenue'),
  REV_FISCAL: yuan('财政补助收入', 'Government subsidy'),
  REV_DRUG: yuan('药品收入', 'Drug revenue'),
  REV_CONSUMABLE: yuan('卫生材料收入', 'Consumables revenue'),
  REV_EXAM: yuan('检查检验收入', 'Examination and test revenue'),
  REV_SERVICE: yuan('医疗服务收入', 'Medical service revenue'),
  EXP_TOTAL: yuan('总支出', 'Total expenditure'),
  EXP_STAFF: yuan('人员支出', 'Staff expenditure'),
  DEBT: yuan('负债合计', 'Liabilities'),
  ASSET: yuan('资产合计', 'Assets'),
  PAY_TOTAL: yuan('应发薪酬', 'Pay due'),
  PAY_FLOOR: yuan('基本薪酬', 'Basic pay'),
  SAT_OP: share('门诊患者满意度', 'Outpatient satisfaction'),
  SAT_IP: share('住院患者满意度', 'Inpatient satisfaction'),
  SAT_STAFF: share('员工满意度', 'Staff satisfaction'),
}
