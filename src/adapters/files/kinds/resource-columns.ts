import { staffCategories, titleLevels } from '../../../patterns/staff/codes.ts'
import type { Column, ReadContext } from '../kind.ts'

/** Columns that several kinds about resources share. */
export const institutionColumn = {
  type: 'institution',
  text: ['机构目录中的机构代码', 'Code of the institution in the directory'],
  names: ['医疗机构代码', '医院代码', '组织机构代码', 'YLJGDM', 'JGDM'],
  required: true,
  example: 'QY0000038',
} as const satisfies Column

export const departmentColumn = {
  type: 'text',
  text: ['科室代码，可带机构代码前缀', "Code of the department, with or without the institution's before it"],
  names: ['科室编码', '科室编号', 'KSDM'],
  max: 40,
  example: '01',
} as const satisfies Column

export const monthColumn = {
  type: 'month',
  text: ['月份', 'Month'],
  names: ['报告月份', '统计月份', '年月', 'YF'],
  required: true,
  example: '2026-01',
} as const satisfies Column

const words = (table: Readonly<Record<string, readonly [zh: string, en: string]>>) =>
  Object.fromEntries(Object.entries(table).map(([code, [zh]]) => [code, zh]))

export const categoryColumn = {
  type: 'code',
  text: ['岗位类别', 'Category of the post'],
  names: ['人员类别', '专业类别', 'GWLB'],
  codes: words(staffCategories),
  required: true,
  example: '执业医师',
} as const satisfies Column

export const titleColumn = {
  type: 'code',
  text: ['职称级别', 'Level of the professional title'],
  names: ['职称级别', '专业技术职称', '技术职称'],
  codes: words(titleLevels),
  example: '中级',
} as const satisfies Column

/** Whether a month has not begun yet on the day of the import. */
export const monthAhead = (month: string, { today }: Pick<ReadContext, 'today'>) => month > today.slice(0, 7)
