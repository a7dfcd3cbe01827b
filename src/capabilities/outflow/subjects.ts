import type { Text } from '../../kernel/grammar/texts.ts'

/** Clinical subjects by the code of 医疗机构诊疗科目名录 (卫医发〔1994〕27号 with its additions): those that take inpatients. */
export const subjects = {
  '03': ['内科', 'Internal medicine'],
  '03.01': ['呼吸内科', 'Respiratory medicine'],
  '03.02': ['消化内科', 'Gastroenterology'],
  '03.03': ['神经内科', 'Neurology'],
  '03.04': ['心血管内科', 'Cardiology'],
  '03.05': ['血液内科', 'Haematology'],
  '03.06': ['肾病学', 'Nephrology'],
  '03.07': ['内分泌', 'Endocrinology'],
  '03.08': ['免疫学', 'Immunology and rheumatology'],
  '04': ['外科', 'Surgery'],
  '04.01': ['普通外科', 'General surgery'],
  '04.02': ['神经外科', 'Neurosurgery'],
  '04.03': ['骨科', 'Orthopaedics'],
  '04.04': ['泌尿外科', 'Urology'],
  '04.05': ['胸外科', 'Thoracic surgery'],
  '04.07': ['烧伤科', 'Burns'],
  '05': ['妇产科', 'Obstetrics and gynaecology'],
  '05.01': ['妇科', 'Gynaecology'],
  '05.02': ['产科', 'Obstetrics'],
  '07': ['儿科', 'Paediatrics'],
  '07.01': ['新生儿', 'Neonatology'],
  '08': ['小儿外科', 'Paediatric surgery'],
  '10': ['眼科', 'Ophthalmology'],
  '11': ['耳鼻咽喉科', 'Otorhinolaryngology'],
  '12': ['口腔科', 'Stomatology'],
  '13': ['皮肤科', 'Dermatology'],
  '15': ['精神科', 'Psychiatry'],
  '16': ['传染科', 'Infectious diseases'],
  '17': ['结核病科', 'Tuberculosis'],
  '19': ['肿瘤科', 'Oncology'],
  '20': ['急诊医学科', 'Emergency medicine'],
} as const satisfies Readonly<Record<string, Text>>
export type Subject = keyof typeof subjects

/** `03.04` stands under `03`; a first-level subject is its own. */
export const firstLevel = (subject: Subject) => subject.slice(0, 2) as Subject
