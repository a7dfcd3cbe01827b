/** Types of health institutions, WS 218-2002 卫生机构（组织）分类与代码: the codes a county meets. */
export const institutionTypes = {
  A100: ['综合医院', 'General hospital'],
  A210: ['中医综合医院', 'Hospital of Chinese medicine'],
  A221: ['肛肠医院', 'Proctology hospital (TCM)'],
  A222: ['骨伤医院', 'Traumatology hospital (TCM)'],
  A300: ['中西医结合医院', 'Integrated Chinese and Western hospital'],
  A518: ['妇产（科）医院', 'Maternity hospital'],
  A519: ['儿童医院', "Children's hospital"],
  A520: ['精神病医院', 'Psychiatric hospital'],
  A521: ['传染病医院', 'Infectious-disease hospital'],
  A527: ['康复医院', 'Rehabilitation hospital'],
  A600: ['疗养院', 'Sanatorium'],
  A710: ['护理院', 'Nursing home'],
  A720: ['护理站', 'Nursing station'],
  B100: ['社区卫生服务中心', 'Community health centre'],
  B200: ['社区卫生服务站', 'Community health station'],
  C210: ['中心卫生院', 'Central township health centre'],
  C220: ['乡卫生院', 'Township health centre'],
  D110: ['综合门诊部', 'Outpatient department'],
  D120: ['中医门诊部', 'Outpatient department (TCM)'],
  D150: ['专科门诊部', 'Specialised outpatient department'],
  D211: ['普通诊所', 'Private clinic'],
  D300: ['卫生所（室）', 'Health post'],
  D400: ['医务室', 'Infirmary'],
  D600: ['村卫生室', 'Village clinic'],
  E100: ['急救中心', 'Emergency centre'],
  E200: ['急救中心站', 'Emergency substation'],
  E300: ['急救站', 'Emergency station'],
  G100: ['妇幼保健院', 'Maternal and child health hospital'],
  G200: ['妇幼保健所', 'Maternal and child health institute'],
  G300: ['妇幼保健站', 'Maternal and child health station'],
  J100: ['疾病预防控制中心', 'Centre for disease control'],
  J200: ['卫生防疫站', 'Epidemic-prevention station'],
  K100: ['卫生监督所（局）', 'Health inspection'],
  P110: ['临床检验中心', 'Clinical laboratory centre'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

/** Primary care in the county's sense (基层医疗卫生机构): community, township, outpatient departments, clinics, village clinics. */
export function isPrimaryCare(type: string): boolean {
  return /^[BCD]/.test(type)
}

/** Hospitals (医院), TCM and specialised ones included. */
export function isHospital(type: string): boolean {
  return /^A[1-5]/.test(type)
}
