import type { Text } from '../../kernel/grammar/texts.ts'

export type FigureUnit = 'yuan' | 'percent' | 'persons' | 'items' | 'grade' | 'yes-no'
/** A monthly figure that no system of the county computes. `least` and `most` only refuse slips of the key. */
export type FigureItem = { text: Text; unit: FigureUnit; least: number; most: number }

const item = (unit: FigureUnit, most: number) => (zh: string, en: string) => ({ text: [zh, en], unit, least: 0, most }) satisfies FigureItem
const yuan = item('yuan', 1e11)
const share = item('percent', 100)
const persons = item('persons', 1e7)
const items = item('items', 10_000)
const yesNo = item('yes-no', 1)

/**
 * What institutions report by hand each month: money by the lines of 政府会计制度 with its supplement for hospitals
 * (财会〔2018〕24号), pay, satisfaction, contracts, and what a county assesses itself. For the indicators of 紧密型县域医共体 and of the appraisal of level-2 public hospitals
 * (国卫办医发〔2019〕23号). What is assessed once (yes or no, grades, persons with a contract, debt) stands until it is told again, twelve months at most.
 */
export const figureItems: Readonly<Record<string, FigureItem>> = {
  REV_TOTAL: yuan('总收入', 'Total revenue'),
  REV_MED: yuan('医疗收入', 'Medical revenue'),
  REV_FISCAL: yuan('财政补助收入', 'Government subsidy'),
  REV_DRUG: yuan('药品收入', 'Drug revenue'),
  REV_CONSUMABLE: yuan('卫生材料收入', 'Consumables revenue'),
  REV_EXAM: yuan('检查检验收入', 'Examination and test revenue'),
  REV_SERVICE: yuan('医疗服务收入', 'Medical service revenue'),
  REV_FUND: yuan('医疗收入中医保基金支付', 'Medical revenue paid by insurance funds'),
  REV_ACTIVITY: yuan('医疗活动收入', 'Income from medical activity'),
  REV_KEY_DRUG: yuan('重点监控药品收入', 'Revenue of key-monitored drugs'),
  REV_KEY_CONSUMABLE: yuan('重点监控高值医用耗材收入', 'Revenue of key-monitored high-value consumables'),
  EXP_TOTAL: yuan('总支出', 'Total expenditure'),
  EXP_STAFF: yuan('人员支出', 'Staff expenditure'),
  EXP_ACTIVITY: yuan('医疗活动费用', 'Cost of medical activity'),
  EXP_ENERGY: yuan('能耗支出', 'Energy expenditure'),
  EXP_TRAINING: yuan('人才培养经费', 'Training expenditure'),
  DEBT: yuan('负债合计', 'Liabilities'),
  ASSET: yuan('资产合计', 'Assets'),
  PAY_TOTAL: yuan('应发薪酬', 'Pay due'),
  PAY_FLOOR: yuan('基本薪酬', 'Basic pay'),
  DRUG_PURCHASE: yuan('药品采购金额', 'Drug purchases'),
  DRUG_ESSENTIAL: yuan('基本药物采购金额', 'Purchases of essential drugs'),
  DRUG_SAME: yuan('集采同种药品采购金额', 'Purchases of drugs that have a central-procurement winner'),
  DRUG_WON: yuan('集采中标药品采购金额', 'Purchases of central-procurement winners'),
  SAT_OP: share('门诊患者满意度', 'Outpatient satisfaction'),
  SAT_IP: share('住院患者满意度', 'Inpatient satisfaction'),
  SAT_STAFF: share('员工满意度', 'Staff satisfaction'),
  FD_SIGNED: persons('家庭医生有效签约人数', 'Residents with a valid family-doctor contract'),
  FD_KEY: persons('重点人群人数', 'Persons in key groups'),
  FD_KEY_SIGNED: persons('重点人群有效签约人数', 'Persons in key groups with a valid contract'),
  NEW_TECH: items('帮助基层开展新技术新项目数', 'New techniques brought to primary care'),
  EQA_OFFERED: items('室间质评开展项目数', 'Test items with an external quality round'),
  EQA_JOINED: items('室间质评参加项目数', 'Test items that took part'),
  EQA_PASSED: items('室间质评合格项目数', 'Test items that passed'),
  EMR_GRADE: item('grade', 8)('电子病历应用水平等级', 'Grade of the electronic medical record'),
  UNIFIED: yesNo('医共体资源统一管理（是1否0）', 'Unified management in the consortium (yes 1, no 0)'),
  DEMOCRATIC: yesNo('医共体内部民主决策（是1否0）', 'Democratic decisions in the consortium (yes 1, no 0)'),
  COORDINATED: yesNo('医共体服务协同联动（是1否0）', 'Coordinated services in the consortium (yes 1, no 0)'),
  IMAGING_CENTER: yesNo('影像中心为基层服务（是1否0）', 'Imaging centre serves primary care (yes 1, no 0)'),
  ECG_CENTER: yesNo('心电中心为基层服务（是1否0）', 'ECG centre serves primary care (yes 1, no 0)'),
  STD_BASIC: yesNo('达到服务能力基本标准（是1否0）', 'Meets the basic capability standard (yes 1, no 0)'),
  STD_RECOMMENDED: yesNo('达到服务能力推荐标准（是1否0）', 'Meets the recommended capability standard (yes 1, no 0)'),
}
