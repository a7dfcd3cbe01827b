import { type CostPart, costParts } from '../../../../capabilities/admissions/cost.ts'
import {
  admissionRoutes,
  bloodGroups,
  departures,
  familyRelations,
  healings,
  incisions,
  maritalStatuses,
  nationalities,
  noneOrSome,
  occupations,
  onAdmission,
  operationLevels,
  payments,
  recordGrades,
  rhesus,
  sexes,
  yesOrNo,
} from '../../../../patterns/codes/value-sets.ts'
import type { Column } from '../../kind.ts'
import { code, day, money, padded, text, time, unpadded, whole } from './builders.ts'

/** What household registers add to GB/T 3304. */
const nations = { ...nationalities, '97': ['其他', 'Other'], '98': ['外国血统', 'Of foreign descent'] } as const
const required = <const C extends Column>(column: C) => ({ ...column, required: true }) as const
const diagnosis = (zh: string, en: string, names: readonly string[] = []) =>
  ({ type: 'icd10', text: [zh, en], names: [zh, ...names], local: 'diagnosis', max: 60 }) as const

/** The form of 2011 writes the marital status with one digit. */
const oneDigit = { 1: '10', 2: '20', 3: '30', 4: '40', 9: '90' }

/** Institution and person. Names are those of the national upload interface (HQMS, standards part 15.1), in the order of the form. */
export const personColumns = {
  USERNAME: required({
    type: 'institution',
    text: ['医疗机构代码', 'Institution code'],
    names: ['医疗机构代码', '机构代码', '组织机构代码'],
    example: 'QY000002X',
  }),
  YLFKFS: code(payments, '医疗付费方式', 'Way of payment', ['付费方式', '医疗付款方式'], padded(Object.keys(payments))),
  JKKH: text('健康卡号', 'Health-card number', [], 64),
  ZYCS: whole('住院次数', 'How many times admitted', ['第几次住院']),
  BAH: { ...text('病案号', 'Record number', ['住院病案号'], 60), required: true, example: '00012345' },
  XM: { ...text('姓名', 'Name', ['患者姓名', '病人姓名'], 100), required: true, example: '张三' },
  XB: required({ ...code(sexes, '性别', 'Sex'), example: '1' }),
  CSRQ: required({ ...day('出生日期', 'Date of birth'), example: '1950-01-01' }),
  NL: whole('年龄', 'Age in years at admission'),
  GJ: text('国籍', 'Nationality', [], 60),
  BZYZSNL: text('不足一周岁的年龄（月）', 'Age in months of those under one year', ['不足1周岁年龄', '月龄'], 20),
  XSECSTZ: whole('新生儿出生体重（克）', 'Birth weight (g)', ['新生儿出生体重']),
  XSERYTZ: whole('新生儿入院体重（克）', "Newborn's weight at admission (g)", ['新生儿入院体重']),
  CSD: text('出生地', 'Place of birth'),
  GG: text('籍贯', 'Native place'),
  MZ: code(nations, '民族', 'Nation', [], unpadded(Object.keys(nationalities))),
  SFZH: { ...text('身份证号', 'ID number', ['身份证号码', '证件号码', '公民身份号码'], 40), example: '141099195001011235' },
  ZY: code(occupations, '职业', 'Occupation'),
  HY: code(maritalStatuses, '婚姻', 'Marital status', ['婚姻状况'], oneDigit),
  XZZ: text('现住址', 'Present address'),
  DH: text('电话', 'Telephone', ['现住址电话', '联系电话'], 40),
  YB1: text('现住址邮编', 'Postal code', ['邮编'], 20),
  HKDZ: text('户口地址', 'Registered address'),
  YB2: text('户口地址邮编', 'Its postal code', [], 20),
  GZDWJDZ: text('工作单位及地址', 'Employer and address', ['工作单位']),
  DWDH: text('单位电话', "Employer's telephone", [], 40),
  YB3: text('单位邮编', "Employer's postal code", [], 20),
  LXRXM: text('联系人姓名', 'Contact', ['联系人'], 100),
  GX: code(familyRelations, '联系人关系', 'Relation of the contact', ['关系', '与患者关系']),
  DZ: text('联系人地址', "Contact's address"),
  DH2: text('联系人电话', "Contact's telephone", [], 40),
} as const

export const stayColumns = {
  RYTJ: code(admissionRoutes, '入院途径', 'Route of admission'),
  RYSJ: required({ ...time('入院时间', 'Day or time of admission', ['入院日期']), example: '2026-01-05' }),
  RYSJS: whole('入院时间（时）', 'Hour of admission', ['入院时']),
  RYKB: { ...text('入院科别', 'Department of admission', ['入院科室'], 100) },
  RYBF: text('入院病房', 'Ward of admission', [], 100),
  ZKKB: text('转科科别', 'Departments between', ['转科科室'], 200),
  CYSJ: required({ ...time('出院时间', 'Day or time of discharge', ['出院日期']), example: '2026-01-12' }),
  CYSJS: whole('出院时间（时）', 'Hour of discharge', ['出院时']),
  CYKB: text('出院科别', 'Department of discharge', ['出院科室'], 100),
  CYBF: text('出院病房', 'Ward of discharge', [], 100),
  SJZYTS: whole('实际住院天数', 'Days of stay', ['住院天数']),
  MZZD: text('门（急）诊诊断', 'Outpatient diagnosis', ['门急诊诊断', '门诊诊断']),
  JBBM: diagnosis('门（急）诊诊断编码', 'Its code', ['门急诊诊断编码', '门诊诊断编码']),
  ZYZD: text('主要诊断', 'Main diagnosis', ['出院主要诊断']),
  JBDM: required({ ...diagnosis('主要诊断编码', 'Code of the main diagnosis', ['出院主要诊断编码']), example: 'I10.x00' }),
  RYBQ: code(onAdmission, '主要诊断入院病情', 'Main diagnosis: condition at admission', ['入院病情']),
  WBYY: text('损伤、中毒的外部原因', 'External cause of an injury or poisoning', ['损伤中毒外部原因']),
  H23: diagnosis('外部原因编码', 'Its code', ['损伤中毒外部原因编码']),
  BLZD: text('病理诊断', 'Pathology'),
  JBMM: text('病理诊断编码', 'Its code', [], 40),
  BLH: text('病理号', 'Number of the pathology report', [], 100),
  YWGM: code(noneOrSome, '药物过敏', 'Drug allergy'),
  GMYW: text('过敏药物', 'Drugs', ['过敏药物名称']),
  SWHZSJ: code(yesOrNo, '死亡患者尸检', 'Autopsy'),
  XX: code(bloodGroups, '血型', 'Blood group', ['ABO血型'], padded(Object.keys(bloodGroups))),
  RH: code(rhesus, 'RH血型', 'Rhesus', ['Rh', 'Rh血型'], padded(Object.keys(rhesus))),
  BAZL: code(recordGrades, '病案质量', 'Quality of the record'),
  ZKRQ: day('质控日期', 'Day of the quality check', ['质控时间']),
  LYFS: required({ ...code(departures, '离院方式', 'Way of leaving'), example: '1' }),
  YZZY_YLJG: text('医嘱转院拟接收机构', 'Institution sent on to', ['拟接收医疗机构名称', '转院拟接收机构']),
  WSY_YLJG: text('转社区或乡镇卫生院拟接收机构', 'Primary-care institution sent on to', ['转社区拟接收机构']),
  SFZZYJH: code(noneOrSome, '出院31天内再住院计划', 'Readmission planned in 31 days', ['31天再住院计划']),
  MD: text('再住院目的', 'Its purpose'),
  RYQ_T: whole('入院前昏迷天', 'Coma before admission: days'),
  RYQ_XS: whole('入院前昏迷小时', 'Hours'),
  RYQ_F: whole('入院前昏迷分钟', 'Minutes'),
  RYH_T: whole('入院后昏迷天', 'Coma after admission: days'),
  RYH_XS: whole('入院后昏迷小时', 'Hours'),
  RYH_F: whole('入院后昏迷分钟', 'Minutes'),
} as const

/** Who answers for the stay and the page. */
export const staffColumns = {
  KZR: text('科主任', 'Head of department', [], 100),
  ZRYS: text('主任（副主任）医师', 'Chief physician', ['主任医师'], 100),
  ZZYS: text('主治医师', 'Attending physician', [], 100),
  ZYYS: text('住院医师', 'Resident physician', [], 100),
  ZRHS: text('责任护士', 'Nurse', [], 100),
  JXYS: text('进修医师', 'Visiting physician', [], 100),
  SXYS: text('实习医师', 'Intern', [], 100),
  BMY: text('编码员', 'Coder', [], 100),
  ZKYS: text('质控医师', 'Quality physician', [], 100),
  ZKHS: text('质控护士', 'Quality nurse', [], 100),
} as const

/** Which part of the cost a column is; ZFY is the total, ZFJE what the patient paid himself. */
export const costKeys = {
  YLFUF: 'general',
  ZLCZF: 'procedures',
  HLF: 'nursing',
  QTFY: 'otherService',
  BLZDF: 'pathology',
  SYSZDF: 'laboratory',
  YXXZDF: 'imaging',
  LCZDXMF: 'clinical',
  FSSZLXMF: 'nonSurgical',
  WLZLF: 'physical',
  SSZLF: 'surgical',
  MAF: 'anaesthesia',
  SSF: 'operation',
  KFF: 'rehabilitation',
  ZYZLF: 'tcm',
  XYF: 'western',
  KJYWF: 'antimicrobial',
  ZCYF: 'patent',
  ZCYF1: 'herbal',
  XF: 'blood',
  BDBLZPF: 'albumin',
  QDBLZPF: 'globulin',
  NXYZLZPF: 'clotting',
  XBYZLZPF: 'cytokine',
  HCYYCLF: 'examConsumables',
  YYCLF: 'treatmentConsumables',
  YCXYYCLF: 'surgeryConsumables',
  QTF: 'other',
} as const satisfies Readonly<Record<string, CostPart>>
type CostKey = keyof typeof costKeys
export const costColumns = {
  ZFY: required({ ...money('总费用', 'Total (yuan)', ['住院总费用', '住院费用总计']), example: '6125.80' }),
  ZFJE: money('自付金额', 'Paid by the patient himself (yuan)', ['其中自付金额']),
  ...(Object.fromEntries(
    Object.entries(costKeys).map(([key, part]) => [key, money(costParts[part].text[0], `${costParts[part].text[1]} (yuan)`)]),
  ) as Record<CostKey, ReturnType<typeof money>>),
} as const

/** The columns that repeat, for one diagnosis or operation; `n` is added to each header. */
const otherDiagnosis = {
  QTZD: text('其他诊断', 'Other diagnosis'),
  JBDM: diagnosis('其他诊断编码', 'Code of the other diagnosis'),
  RYBQ: code(onAdmission, '其他诊断入院病情', 'Other diagnosis: condition at admission'),
} as const
const operation = {
  SSJCZBM: {
    type: 'icd9',
    text: ['手术操作编码', 'Code of the operation'],
    names: ['手术操作编码', '手术编码'],
    local: 'operation',
    max: 60,
  },
  SSJCZRQ: time('手术操作日期', 'Day of the operation', ['手术日期']),
  SSJB: code(operationLevels, '手术级别', 'Level of the operation'),
  SSJCZMC: text('手术操作名称', 'Name of the operation', ['手术名称']),
  SZ: text('术者', 'Surgeon', [], 100),
  YZ: text('一助', 'First assistant', ['Ⅰ助'], 100),
  EZ: text('二助', 'Second assistant', ['Ⅱ助'], 100),
  QKDJ: code(incisions, '切口等级', 'Class of the incision'),
  QKYHLB: code(healings, '切口愈合类别', 'Healing', ['愈合类别']),
  MZFS: text('麻醉方式', 'Anaesthesia', [], 60),
  MZYS: text('麻醉医师', 'Anaesthetist', [], 100),
} as const
/** How many of each the national interface has room for. */
export const most = 40
type Numbered<C extends Readonly<Record<string, Column>>> = { readonly [K in keyof C & string as `${K}${number}`]: C[K] }
const numbered = <const C extends Readonly<Record<string, Column>>>(columns: C): Numbered<C> =>
  Object.fromEntries(
    Array.from({ length: most }, (_, i) => i + 1).flatMap((n) =>
      Object.entries(columns).map(([key, column]) => [
        `${key}${n}`,
        { ...column, text: column.text.map((word) => `${word} ${n}`), names: column.names?.map((name) => `${name}${n}`) },
      ]),
    ),
  ) as unknown as Numbered<C>

export const columns = {
  ...personColumns,
  ...stayColumns,
  ...staffColumns,
  ...numbered(otherDiagnosis),
  ...numbered(operation),
  ...costColumns,
} as typeof personColumns &
  typeof stayColumns &
  typeof staffColumns &
  Numbered<typeof otherDiagnosis> &
  Numbered<typeof operation> &
  typeof costColumns
