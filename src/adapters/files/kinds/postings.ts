import type { Post } from '../../../capabilities/organisations/practitioner/shape.ts'
import { defineKind, type Row } from '../kind.ts'
import { idCardColumn, nameColumn } from '../person-columns.ts'
import { type Directory, openDirectory } from './directory.ts'
import { type Entry, type EntryProblem, openPeople, type People } from './people.ts'
import { categoryColumn, institutionColumn, titleColumn } from './resource-columns.ts'
import { roleOf } from './staff.ts'

const columns = {
  证件号码: { ...idCardColumn, required: true },
  姓名: { ...nameColumn, names: ['人员姓名', 'XM'], max: 50 },
  派出机构代码: { ...institutionColumn, text: ['派出机构代码', 'Code of the institution that sends'], names: ['派出单位代码'] },
  派驻机构代码: {
    ...institutionColumn,
    text: ['派驻机构代码', 'Code of the institution of work'],
    names: ['派驻单位代码'],
    example: 'QY0000062',
  },
  岗位类别: categoryColumn,
  职称: titleColumn,
  每周天数: { type: 'decimal', text: ['每周工作天数', 'Days a week'], names: ['每周派驻天数'], example: '2' },
  开始日期: { type: 'day', text: ['开始日期', 'First day'], names: ['派驻开始日期'], required: true, example: '2025-01-01' },
  结束日期: {
    type: 'day',
    text: ['结束日期，最后一天；可以是计划的', 'Last day; it may be planned'],
    names: ['派驻结束日期'],
    example: '2025-12-31',
  },
} as const
type PostingRow = Row<typeof columns>

const columnOf: Readonly<Partial<Record<EntryProblem[0], keyof typeof columns>>> = {
  name: '姓名',
  home: '派出机构代码',
  organization: '派驻机构代码',
  category: '岗位类别',
  titleLevel: '职称',
  daysPerWeek: '每周天数',
  from: '开始日期',
  to: '结束日期',
}
const entryOf = (row: PostingRow, directory: Directory): Entry => ({
  idCard: row.证件号码,
  name: row.姓名,
  details: {},
  role: roleOf(row.岗位类别, directory.byId(row.派出机构代码)?.organization.type),
  post: {
    organization: row.派驻机构代码,
    home: row.派出机构代码,
    category: row.岗位类别 as Post['category'],
    ...(row.职称 === undefined ? {} : { titleLevel: row.职称 as Post['titleLevel'] }),
    ...(row.每周天数 === undefined ? {} : { daysPerWeek: row.每周天数 }),
    from: row.开始日期,
    ...(row.结束日期 === undefined ? {} : { to: row.结束日期 }),
  },
})
const wrongDays = ({ 每周天数: days }: PostingRow) => days !== undefined && (days < 0.1 || days > 7)
const wrongOrder = ({ 开始日期: from, 结束日期: to }: PostingRow) => to !== undefined && to < from
const sound = (row: PostingRow) => row.派出机构代码 !== row.派驻机构代码 && !wrongDays(row) && !wrongOrder(row)

/** Who is sent by one institution to work at another (派驻), how many days a week, from when until when: a post that names its sender. */
export const postings = defineKind({
  name: 'postings',
  text: ['派驻', 'Postings'],
  institution: '派出机构代码',
  columns,
  extra: async (record, county): Promise<{ directory: Directory; people: People }> => ({
    directory: await openDirectory(record, county),
    people: await openPeople(record, county),
  }),
  survey(row, _, { directory, people }) {
    if (sound(row)) people.hear(entryOf(row, directory))
  },
  read(row, context, refuse, { directory, people }) {
    if (row.派出机构代码 === row.派驻机构代码)
      refuse('派驻机构代码', 'same', ['派驻机构不能是派出机构', 'Nobody is posted to the institution that sends him'])
    if (wrongDays(row)) refuse('每周天数', 'range', ['每周天数应在 0.1 和 7 之间', 'Between 0.1 and 7 days a week'])
    if (wrongOrder(row)) refuse('结束日期', 'order', ['早于开始日期', 'Before the first day'])
    if (!sound(row)) return []
    const { drafts, problems } = people.take(entryOf(row, directory), context)
    for (const [field, rule, message] of problems) refuse(columnOf[field] ?? '证件号码', rule, message)
    return drafts
  },
})
