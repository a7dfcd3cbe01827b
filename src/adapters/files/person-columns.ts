import type { Column, Columns } from './kind.ts'

/** Columns by which a line names its person, with the headers that exports give them. */
export const idCardColumn = {
  type: 'id-card',
  text: ['公民身份号码，18 位（旧证 15 位）', 'Citizen ID number, 18 characters (an old one 15)'],
  names: ['身份证号', '身份证号码', '身份证件号码', '公民身份号码', '证件号', '患者身份证号', 'SFZH', 'certno'],
  example: '141099195001011235',
} as const satisfies Column

export const nameColumn = {
  type: 'text',
  text: ['姓名', 'Name'],
  names: ['患者姓名', '病人姓名', '人员姓名', 'XM', 'psn_name'],
  required: true,
  max: 100,
  example: '张三',
} as const satisfies Column

export const sexColumn = {
  type: 'code',
  text: ['性别', 'Sex'],
  names: ['患者性别', 'XB', 'gend'],
  codes: { 1: '男', 2: '女' },
  example: '男',
} as const satisfies Column

export const birthColumn = {
  type: 'day',
  text: ['出生日期', 'Date of birth'],
  names: ['出生年月日', '生日', 'CSRQ', 'brdy'],
  example: '1950-01-01',
} as const satisfies Column

export const insuranceColumn = {
  type: 'code',
  text: ['险种', 'Insurance'],
  names: ['险种类型', '医保类型', '参保类型', '费别', 'insutype'],
  codes: { 310: '城镇职工', 390: '城乡居民', 900: '自费' },
  example: '城乡居民',
} as const satisfies Column

/** A cost in yuan that may stay empty. */
export const money = <const Z extends string, const E extends string>(zh: Z, en: E, names: readonly string[], example: string) =>
  ({ type: 'money', text: [zh, en], names, example }) as const satisfies Columns[string]
