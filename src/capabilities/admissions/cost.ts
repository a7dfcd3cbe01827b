import type { Text } from '../../kernel/grammar/texts.ts'

/** The groups in which the front page sums its cost, in the order of the form. */
export const costGroups = {
  service: ['综合医疗服务类', 'General services'],
  diagnosis: ['诊断类', 'Diagnosis'],
  treatment: ['治疗类', 'Treatment'],
  rehabilitation: ['康复类', 'Rehabilitation'],
  tcm: ['中医类', 'Chinese medicine'],
  western: ['西药类', 'Western drugs'],
  chinese: ['中药类', 'Chinese drugs'],
  blood: ['血液和血液制品类', 'Blood and its products'],
  consumables: ['耗材类', 'Consumables'],
  other: ['其他类', 'Other'],
} as const satisfies Readonly<Record<string, Text>>

type Part = { text: Text; group: keyof typeof costGroups; of?: string }
/** The cost parts of the inpatient front page (卫医政发〔2011〕84号; standards part 15.1). They add up to the total; one with `of` is contained in that other one. */
export const costParts = {
  general: { text: ['一般医疗服务费', 'General medical service'], group: 'service' },
  procedures: { text: ['一般治疗操作费', 'General procedures'], group: 'service' },
  nursing: { text: ['护理费', 'Nursing'], group: 'service' },
  otherService: { text: ['综合医疗服务其他费用', 'Other services'], group: 'service' },
  pathology: { text: ['病理诊断费', 'Pathology'], group: 'diagnosis' },
  laboratory: { text: ['实验室诊断费', 'Laboratory'], group: 'diagnosis' },
  imaging: { text: ['影像学诊断费', 'Imaging'], group: 'diagnosis' },
  clinical: { text: ['临床诊断项目费', 'Clinical diagnostics'], group: 'diagnosis' },
  nonSurgical: { text: ['非手术治疗项目费', 'Non-surgical treatment'], group: 'treatment' },
  physical: { text: ['临床物理治疗费', 'Physical therapy'], group: 'treatment', of: 'nonSurgical' },
  surgical: { text: ['手术治疗费', 'Surgical treatment'], group: 'treatment' },
  anaesthesia: { text: ['麻醉费', 'Anaesthesia'], group: 'treatment', of: 'surgical' },
  operation: { text: ['手术费', 'Operation'], group: 'treatment', of: 'surgical' },
  rehabilitation: { text: ['康复费', 'Rehabilitation'], group: 'rehabilitation' },
  tcm: { text: ['中医治疗费', 'TCM treatment'], group: 'tcm' },
  western: { text: ['西药费', 'Western drugs'], group: 'western' },
  antimicrobial: { text: ['抗菌药物费用', 'Antimicrobials'], group: 'western', of: 'western' },
  patent: { text: ['中成药费', 'Chinese patent drugs'], group: 'chinese' },
  herbal: { text: ['中草药费', 'Chinese herbs'], group: 'chinese' },
  blood: { text: ['血费', 'Blood'], group: 'blood' },
  albumin: { text: ['白蛋白类制品费', 'Albumin'], group: 'blood' },
  globulin: { text: ['球蛋白类制品费', 'Globulin'], group: 'blood' },
  clotting: { text: ['凝血因子类制品费', 'Clotting factors'], group: 'blood' },
  cytokine: { text: ['细胞因子类制品费', 'Cytokines'], group: 'blood' },
  examConsumables: { text: ['检查用一次性医用材料费', 'Consumables for examination'], group: 'consumables' },
  treatmentConsumables: { text: ['治疗用一次性医用材料费', 'Consumables for treatment'], group: 'consumables' },
  surgeryConsumables: { text: ['手术用一次性医用材料费', 'Consumables for surgery'], group: 'consumables' },
  other: { text: ['其他费', 'Other'], group: 'other' },
} as const satisfies Readonly<Record<string, Part>>

export type CostPart = keyof typeof costParts
export const partNames = Object.keys(costParts) as CostPart[]
/** What the part is contained in; those contained in nothing add up to the total. */
export const wholeOf = (part: CostPart): CostPart | undefined => (costParts[part] as Part).of as CostPart | undefined

/** The flat column of a part. */
export const column = (part: CostPart) => `${part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}_fen`
/** Parts added in SQL over the flat view, alias f; a part that is not there is none, for the parts add up to the total. */
export const sumSql = (parts: readonly CostPart[]) => parts.map((part) => `coalesce(f.${column(part)}, 0)`).join(' + ')

/** What reports ask for: drugs (western, patent, herbal); examinations and tests; consumables; and the medical service itself, which is none of these. */
export const sums = {
  drug: ['western', 'patent', 'herbal'],
  examination: ['pathology', 'laboratory', 'imaging', 'clinical'],
  consumable: ['examConsumables', 'treatmentConsumables', 'surgeryConsumables'],
  service: ['general', 'procedures', 'nursing', 'otherService', 'nonSurgical', 'surgical', 'rehabilitation', 'tcm'],
} as const satisfies Readonly<Record<string, readonly CostPart[]>>
