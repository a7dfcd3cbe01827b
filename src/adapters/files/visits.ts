import { createHash } from 'node:crypto'
import { costs, department, firstVisit, icd10System, visitNumber } from '../../capabilities/visits/fhir.ts'
import { readIdCard } from '../../fhir/china/id-card.ts'
import type { Resource } from '../../fhir/resource.ts'
import { toFhir } from '../../patterns/patient/fhir.ts'
import type { Incoming, LineRefusal } from '../../record/load.ts'

/** The visits file: header, and what a template shows in its second line. */
export const visitsHeader = ['就诊号', '机构代码', '证件号码', '姓名', '就诊时间', '就诊类别', '科室', '诊断编码', '总费用'] as const
export const visitsExample = [
  'MZ202601050001',
  'QY0000038',
  '141099195001011235',
  '张三',
  '2026-01-05 08:30',
  '门诊',
  '全科',
  'I10.x00',
  '45.60',
]

type Column = (typeof visitsHeader)[number]
export type VisitRow = Record<Column, string>
export type VisitsContext = {
  institutions: ReadonlyMap<string, string> // institution code → organisation id
  diagnosisNames: ReadonlyMap<string, string>
  derive: (source: string, kind: string, key: string) => string
  now: string
}
type Problem = readonly [column: Column, rule: string, message: string]

const classes: Readonly<Record<string, string>> = { 门诊: 'AMB', 急诊: 'EMER', AMB: 'AMB', EMER: 'EMER' }
/** 国家临床版 ICD-10 code, standards part 14.5. */
const icd10 = /^[A-Z]\d{2}(\.[0-9x]\d{0,2}(x\d{3})?)?[+*†]?$/
const time = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/** A local time (Asia/Shanghai) as FHIR dateTime; undefined when there is no such day or hour. */
export function localTime(text: string): string | undefined {
  const m = time.exec(text)
  if (!m) return undefined
  const [, y, mo, d, h = '0', mi = '0', s = '0'] = m
  const two = (n: string) => n.padStart(2, '0')
  const day = `${y}-${two(mo!)}-${two(d!)}`
  const real = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== day || Number(h) > 23 || Number(mi) > 59 || Number(s) > 59)
    return undefined
  return m[4] === undefined ? day : `${day}T${two(h)}:${mi}:${two(s)}+08:00`
}

const hash = (parts: readonly string[]) => createHash('sha256').update(parts.join('\u001f')).digest('hex').slice(0, 32)

/** One line of the visits file → its Encounter and Patient, or every reason why not. Pure. */
export function readVisit(row: VisitRow, line: number, context: VisitsContext): { documents: Incoming[] } | { refusals: LineRefusal[] } {
  const problems: Problem[] = []
  const required = (['就诊号', '机构代码', '证件号码', '姓名', '就诊时间', '就诊类别'] as const).filter((column) => !row[column])
  for (const column of required) problems.push([column, 'required', '必填，请补上'])
  const organization = context.institutions.get(row.机构代码)
  if (row.机构代码 && !organization) problems.push(['机构代码', 'institution', '机构目录里没有这个代码，请核对或先登记机构'])
  const card = readIdCard(row.证件号码)
  if (row.证件号码 && !card.ok) problems.push(['证件号码', `id-card.${card.reason}`, idMessages[card.reason]])
  const at = localTime(row.就诊时间)
  if (row.就诊时间 && !at) problems.push(['就诊时间', 'time', '没有这个时间，应写成 2026-01-05 08:30'])
  if (at && Date.parse(at.length === 10 ? `${at}T00:00:00+08:00` : at) > Date.parse(context.now))
    problems.push(['就诊时间', 'future', '时间晚于现在'])
  const encounterClass = classes[row.就诊类别]
  if (row.就诊类别 && !encounterClass) problems.push(['就诊类别', 'class', '只能是 门诊 或 急诊'])
  const codes = row.诊断编码
    .split(/[;；|]/)
    .map((code) => code.trim())
    .filter(Boolean)
  const badCode = codes.find((code) => !icd10.test(code))
  if (badCode) problems.push(['诊断编码', 'icd10', `不是 ICD-10 国家临床版编码：${badCode}`])
  if (row.总费用 && !/^\d{1,9}(\.\d{1,2})?$/.test(row.总费用)) problems.push(['总费用', 'money', '应是不小于 0 的金额，最多两位小数'])
  for (const column of visitsHeader)
    if (/[\0\ufffd]/.test(row[column]) || !row[column].isWellFormed() || row[column].length > 300)
      problems.push([column, 'text', '内容过长或含有不能保存的字符'])
  if (problems.length || !organization || !card.ok || !at || !encounterClass)
    return { refusals: problems.map(([column, rule, message]) => ({ line, column, value: row[column], rule, message })) }

  const patient = context.derive(organization, 'Patient', card.value)
  const id = context.derive(organization, 'visit', row.就诊号)
  const [resource] = toFhir({
    id: patient,
    state: 'active',
    name: row.姓名,
    sex: card.sex,
    birthDate: card.birthDate,
    idCard: card.value,
    organization,
  })
  const encounter: Resource = {
    resourceType: 'Encounter',
    id,
    extension: [
      { url: firstVisit, valueBoolean: false },
      ...(row.总费用 ? [{ url: costs.totalFen, valueMoney: { value: Number(row.总费用), currency: 'CNY' } }] : []),
    ],
    identifier: [{ system: visitNumber(organization), value: row.就诊号 }],
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: encounterClass },
    subject: { reference: `Patient/${patient}` },
    period: { start: at },
    ...(row.科室 ? { serviceType: { coding: [{ system: department, code: row.科室 }], text: row.科室 } } : {}),
    ...(codes.length
      ? {
          reasonCode: codes.map((code) => ({
            coding: [
              { system: icd10System, code, ...(context.diagnosisNames.has(code) ? { display: context.diagnosisNames.get(code) } : {}) },
            ],
          })),
        }
      : {}),
    serviceProvider: { reference: `Organization/${organization}` },
  }
  return {
    documents: [
      { type: 'Patient', id: patient, resource: resource!, content: hash([card.value, row.姓名]), owner: 'resident', line },
      { type: 'Encounter', id, resource: encounter, content: hash(visitsHeader.map((column) => row[column])), owner: 'visit', line },
    ],
  }
}
const idMessages = {
  length: '身份证号应为 18 位（旧证 15 位）',
  characters: '身份证号只能有数字，末位可为 X',
  date: '身份证号中的出生日期不存在',
  future: '身份证号中的出生日期晚于今天',
  check: '身份证号校验位不对，请核对',
} as const
