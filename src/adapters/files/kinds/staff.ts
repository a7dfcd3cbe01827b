import type { Post } from '../../../capabilities/organisations/practitioner/shape.ts'
import { isPrimaryCare } from '../../../patterns/institutions/ws218.ts'
import { defineKind, type ReadContext, type Row } from '../kind.ts'
import { idCardColumn, nameColumn } from '../person-columns.ts'
import { type Directory, departmentOf, openDirectory } from './directory.ts'
import { closingProblem } from './open-span.ts'
import { type EntryProblem, openPeople, type People } from './people.ts'
import { categoryColumn, departmentColumn, institutionColumn, titleColumn } from './resource-columns.ts'

const columns = {
  机构代码: institutionColumn,
  证件号码: { ...idCardColumn, required: true },
  姓名: { ...nameColumn, names: ['人员姓名', 'XM'], max: 50 },
  科室代码: departmentColumn,
  岗位类别: categoryColumn,
  职称: titleColumn,
  执业证书编码: {
    type: 'text',
    text: ['执业证书编码', 'Practising licence'],
    names: ['执业证号', '执业证书号'],
    max: 30,
    example: '110141099000001',
  },
  执业范围: { type: 'text', text: ['执业范围', 'What the licence allows'], max: 100, example: '内科专业' },
  是否全科: {
    type: 'yes-no',
    text: ['是否注册全科', 'Registered for general practice'],
    names: ['全科医生', '是否注册为全科医生'],
    example: '否',
  },
  学历: { type: 'text', text: ['最高学历', 'Highest education'], names: ['最高学历'], max: 30, example: '大学本科' },
  入职日期: {
    type: 'day',
    text: ['入职日期', 'First day'],
    names: ['到岗日期', '参加本单位工作日期'],
    required: true,
    example: '2020-07-01',
  },
  离职日期: { type: 'day', text: ['离职日期，最后一天', 'Last day'], names: ['离岗日期', '调出日期'], example: '2025-06-30' },
  手机: { type: 'phone', text: ['手机', 'Mobile phone'], names: ['手机号', '联系电话', '电话'], example: '13800000000' },
} as const
type StaffRow = Row<typeof columns>

const columnOf: Readonly<Partial<Record<EntryProblem[0], keyof typeof columns>>> = {
  idCard: '证件号码',
  name: '姓名',
  organization: '机构代码',
  department: '科室代码',
  category: '岗位类别',
  titleLevel: '职称',
  licence: '执业证书编码',
  licenceScope: '执业范围',
  generalPractice: '是否全科',
  education: '学历',
  from: '入职日期',
  to: '离职日期',
  phone: '手机',
}

const roles: Readonly<Record<string, string>> = {
  '13': 'village-doctor',
  '21': 'nurse',
  '31': 'pharmacist',
  '41': 'technician',
  '51': 'public-health',
  '71': 'office',
  '81': 'support',
}
/** The role of a post by category and institution. It gives no rights: those are granted to accounts. */
export function roleOf(category: string, institutionType: string | undefined): string {
  if (category !== '11' && category !== '12') return roles[category] ?? 'other'
  if (institutionType?.startsWith('D6')) return 'village-doctor'
  return isPrimaryCare(institutionType ?? '') ? 'township-doctor' : 'county-doctor'
}

const entryOf = (row: StaffRow, directory: Directory) => {
  const department = row.科室代码 && directory.department(row.机构代码, row.科室代码)?.organization.id
  return {
    idCard: row.证件号码,
    name: row.姓名,
    details: { licence: row.执业证书编码, licenceScope: row.执业范围, education: row.学历, phone: row.手机 },
    role: roleOf(row.岗位类别, directory.byId(row.机构代码)?.organization.type),
    post: {
      organization: row.机构代码,
      department,
      category: row.岗位类别 as Post['category'],
      titleLevel: row.职称 as Post['titleLevel'],
      generalPractice: row.是否全科,
      from: row.入职日期,
      to: row.离职日期,
    },
  }
}
/** Whether a row can stand by itself: only such rows have a say in what a person is. */
const sound = (row: StaffRow, { today }: ReadContext, directory: Directory) =>
  row.入职日期 <= today &&
  !closingProblem(row.入职日期, row.离职日期, today) &&
  (row.科室代码 === undefined || directory.department(row.机构代码, row.科室代码) !== undefined)

/** Who is employed where, since when, as what: one Practitioner a person by ID number, one PractitionerRole a row. */
export const staff = defineKind({
  name: 'staff',
  text: ['人员', 'Staff'],
  institution: '机构代码',
  columns,
  extra: async (record, county): Promise<{ directory: Directory; people: People }> => ({
    directory: await openDirectory(record, county),
    people: await openPeople(record, county),
  }),
  survey(row, context, { directory, people }) {
    if (sound(row, context, directory)) people.hear(entryOf(row, directory))
  },
  read(row, context, refuse, { directory, people }) {
    departmentOf(directory, row.机构代码, row.科室代码, '科室代码', refuse)
    if (row.入职日期 > context.today) refuse('入职日期', 'future', ['入职日期晚于今天', 'The first day lies in the future'])
    const closing = closingProblem(row.入职日期, row.离职日期, context.today)
    if (closing) refuse('离职日期', ...closing)
    if (!sound(row, context, directory)) return []
    const { drafts, problems } = people.take(entryOf(row, directory), context)
    for (const [field, rule, message] of problems) refuse(columnOf[field] ?? '证件号码', rule, message)
    return drafts
  },
})
