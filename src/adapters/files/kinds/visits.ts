import { costs, department, firstVisit, insuranceKind, visitNumber } from '../../../capabilities/visits/fhir.ts'
import { concepts } from '../concepts.ts'
import { type Coded, defineKind, type ReadContext } from '../kind.ts'
import { birthColumn, idCardColumn, insuranceColumn, money, nameColumn, sexColumn } from '../person-columns.ts'
import { contradiction, thinPatient } from '../thin-patient.ts'
import { before, future, yuan } from '../times.ts'

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'

/** Outpatient and emergency visits (standards part 15.2): one Encounter a line, and its Patient where the institution has none yet. */
export const visits = defineKind({
  name: 'visits',
  text: ['门急诊就诊', 'Outpatient and emergency visits'],
  institution: '机构代码',
  columns: {
    就诊号: {
      type: 'text',
      text: ['就诊号，同一机构内不重复', 'Visit number, unique within the institution'],
      names: ['门诊号', '挂号序号', '挂号流水号', '就诊流水号', '门诊流水号', 'JZLSH', 'mdtrt_id'],
      required: true,
      max: 64,
      example: 'MZ202601050001',
    },
    机构代码: {
      type: 'institution',
      text: ['机构目录中的机构代码', 'Code of the institution in the directory'],
      names: ['医疗机构代码', '医院代码', 'YLJGDM', 'USERNAME'],
      required: true,
      example: 'QY0000038',
    },
    证件号码: idCardColumn,
    患者编号: {
      type: 'text',
      text: ['没有证件号码时的院内患者编号', "The institution's own number of a patient without an ID number"],
      names: ['病人编号', '患者ID', '病人ID', '就诊卡号', '门诊卡号', 'BRID'],
      max: 64,
    },
    姓名: nameColumn,
    性别: sexColumn,
    出生日期: birthColumn,
    就诊时间: {
      type: 'time',
      text: ['就诊时间', 'Time of the visit'],
      names: ['就诊日期', '就诊日期时间', '接诊时间', '挂号时间', 'JZSJ', 'JZRQ'],
      required: true,
      example: '2026-01-05 08:30',
    },
    结束时间: {
      type: 'time',
      text: ['就诊结束时间', 'End of the visit'],
      names: ['离诊时间', '就诊结束时间'],
      example: '2026-01-05 08:45',
    },
    就诊类别: {
      type: 'code',
      text: ['就诊类别', 'Class of the visit'],
      names: ['就诊类型', '门急诊类别', 'JZLX'],
      codes: { AMB: '门诊', EMER: '急诊' },
      required: true,
      example: '门诊',
    },
    初复诊: {
      type: 'code',
      text: ['初诊或复诊', 'First or return visit'],
      names: ['初复诊标志', '初诊标志'],
      codes: { 1: '初诊', 2: '复诊' },
      example: '复诊',
    },
    科室: {
      type: 'text',
      text: ['就诊科室，本机构的名称', "Department, by the institution's own name"],
      names: ['科室名称', '就诊科室', '挂号科室', 'KSMC'],
      max: 100,
      example: '内科',
    },
    医生: {
      type: 'text',
      text: ['接诊医生姓名', 'Name of the doctor'],
      names: ['医生姓名', '接诊医生', '医师', '医师姓名', 'YSXM'],
      max: 100,
      example: '李四',
    },
    诊断编码: {
      type: 'icd10',
      text: ['ICD-10 诊断编码（国家临床版），多个以 ; 分隔', 'ICD-10 diagnosis codes (国家临床版), several parted by ;'],
      names: ['疾病诊断编码', '诊断代码', 'ICD10', 'ICD10编码', '疾病编码', 'ZDDM'],
      local: 'diagnosis',
      max: 500,
      example: 'I10.x00',
    },
    中医病证编码: {
      type: 'tcm',
      text: ['中医疾病和证候编码（GB/T 15657），以 ; 分隔', 'TCM disease and syndrome codes (GB/T 15657), parted by ;'],
      names: ['中医诊断编码', '中医病证代码', '中医诊断代码'],
      local: 'diagnosis',
      max: 500,
    },
    险种: insuranceColumn,
    药费: money('药费合计（元）', 'Drugs (yuan)', ['药品费', '药品费用'], '20.60'),
    中药费: money('其中中药费（元）', 'Of it herbal medicine (yuan)', ['中药费用', '中草药费'], '0.00'),
    检查检验费: money('检查检验费（元）', 'Examinations and tests (yuan)', ['检查费', '检查检验费用'], '15.00'),
    总费用: money('总费用（元）', 'Total (yuan)', ['总金额', '费用总额', '医疗总费用', 'ZFY', 'medfee_sumamt'], '45.60'),
  },
  read(row, context, refuse) {
    const { 证件号码: idCard, 患者编号: number, 就诊时间: start, 结束时间: end, 总费用: total } = row
    const person = { idCard, number, name: row.姓名, sex: row.性别, birthDate: row.出生日期 }
    if (!idCard && !number)
      refuse('证件号码', 'required', ['证件号码和患者编号至少填一项', 'Either an ID number or a patient number is needed'])
    const wrong = contradiction(person)
    if (wrong) refuse(wrong === 'sex' ? '性别' : '出生日期', `id-card.${wrong}`, ['与证件号码不符', 'Does not agree with the ID number'])
    if (future(start, context)) refuse('就诊时间', 'future', ['时间晚于现在', 'Lies in the future'])
    if (end && before(end, start)) refuse('结束时间', 'order', ['结束早于就诊', 'Ends before it begins'])
    const parts = (row.检查检验费 ?? 0) + Math.max(row.药费 ?? 0, row.中药费 ?? 0)
    if (total !== undefined && parts > total)
      refuse('总费用', 'sum', ['药费与检查检验费之和大于总费用', 'Drugs and examinations cost more than the whole'])

    const organization = row.机构代码
    const patient = thinPatient(context, organization, person)
    const insured = (coded: Coded) => context.insured('diagnosis', coded, start)
    const reasonCode = [...concepts('icd10', row.诊断编码, organization, insured), ...concepts('tcm', row.中医病证编码, organization)]
    const encounter = {
      resourceType: 'Encounter',
      id: context.id(organization, 'visit', row.就诊号),
      ...extensions(row),
      identifier: [{ system: visitNumber(organization), value: row.就诊号 }],
      status: 'finished',
      class: { system: actCode, code: row.就诊类别 },
      subject: { reference: `Patient/${patient.id}` },
      ...(row.医生 ? { participant: [{ individual: { display: row.医生 } }] } : {}),
      period: end ? { start, end } : { start },
      ...(row.科室 ? { serviceType: serviceType(context, organization, row.科室) } : {}),
      ...(reasonCode.length ? { reasonCode } : {}),
      serviceProvider: { reference: `Organization/${organization}` },
    }
    return [{ resource: encounter, owner: 'visit' }, patient]
  },
})

type Extra = { 初复诊: string | undefined; 险种: string | undefined } & Record<
  '总费用' | '药费' | '中药费' | '检查检验费',
  number | undefined
>
const moneyExtensions = [
  ['总费用', costs.totalFen],
  ['药费', costs.drugFen],
  ['中药费', costs.herbalFen],
  ['检查检验费', costs.examFen],
] as const
function extensions(row: Extra) {
  const extension: ({ url: string } & Record<string, unknown>)[] = []
  if (row.初复诊) extension.push({ url: firstVisit, valueBoolean: row.初复诊 === '1' })
  for (const [column, url] of moneyExtensions) {
    const fen = row[column]
    if (fen !== undefined) extension.push({ url, valueMoney: yuan(fen) })
  }
  if (row.险种) extension.push({ url: insuranceKind, valueCode: row.险种 })
  return extension.length ? { extension } : {}
}

/** The department by the institution's own name, with the directory's code once that is known. */
const serviceType = (context: ReadContext, organization: string, name: string) => ({
  coding: [{ system: department, code: context.translate('department', organization, name, name)?.code ?? name.replace(/\s+/g, ' ') }],
  text: name,
})
