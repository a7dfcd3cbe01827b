import type { Text } from '../../kernel/grammar/texts.ts'

/** 医疗收费项目类别 (med_chrgitm_type of the national insurance platform). */
export const feeCategories = {
  '01': ['床位费', 'Bed'],
  '02': ['诊察费', 'Consultation'],
  '03': ['检查费', 'Examination'],
  '04': ['化验费', 'Laboratory'],
  '05': ['治疗费', 'Treatment'],
  '06': ['手术费', 'Surgery'],
  '07': ['护理费', 'Nursing'],
  '08': ['卫生材料费', 'Materials'],
  '09': ['西药费', 'Western drugs'],
  '10': ['中药饮片费', 'Herbs'],
  '11': ['中成药费', 'Chinese patent drugs'],
  '12': ['一般诊疗费', 'General treatment fee'],
  '13': ['挂号费', 'Registration'],
  '14': ['其他费', 'Other'],
} as const satisfies Readonly<Record<string, Text>>
export type FeeCategory = keyof typeof feeCategories

/** 收费项目等级 (chrgitm_lv): what of it the insurance takes into account. */
export const feeLevels = {
  '01': ['甲类', 'Class A'],
  '02': ['乙类', 'Class B'],
  '03': ['自费', 'Self-paid'],
} as const satisfies Readonly<Record<string, Text>>

export const feeClasses = {
  AMB: ['门诊', 'Outpatient'],
  EMER: ['急诊', 'Emergency'],
  IMP: ['住院', 'Inpatient'],
} as const satisfies Readonly<Record<string, Text>>
export type FeeClass = keyof typeof feeClasses

/** Categories of drugs, and of them those of Chinese medicine. */
export const drugs: readonly FeeCategory[] = ['09', '10', '11']
export const chineseDrugs: readonly FeeCategory[] = ['10', '11']
/** What the service of people is not: drugs, materials, examinations and tests. */
export const notService: readonly FeeCategory[] = [...drugs, '08', '03', '04']

export type Code = { system: string; code: string; name?: string | undefined }
/** One line of a bill. Negative quantity and amount: a refund. */
export type Fee = {
  id: string
  line: string
  organization: string
  class: FeeClass
  /** Visit number, for inpatients record number and times admitted; the Encounter it means, whether or not that is in the record. */
  visit: string
  encounter: string
  patient?: string | undefined
  /** Local FHIR dateTime of the charge. */
  at: string
  /** The institution's own code and words, and the national code where one is known. */
  item: { code: string; name: string }
  national?: Code | undefined
  category: FeeCategory
  level?: keyof typeof feeLevels | undefined
  specification?: string | undefined
  unit?: string | undefined
  quantity: number
  /** Yuan, up to six decimals. */
  price: number
  amountFen: number
  /** The department that ordered it, by the institution's own name, and its id in the directory. */
  department?: { name: string; id?: string | undefined } | undefined
  /** The line that a refund takes back. */
  refunds?: { id: string; line: string } | undefined
}
