import { defineTexts, type Text } from '../../kernel/grammar/texts.ts'
import type { ColumnType } from './kind.ts'

/** What a column takes, in words for the data dictionary, and an example where the kind gives none. */
export const typeTexts: Readonly<Record<ColumnType, Text>> = {
  text: ['文字', 'Text'],
  code: ['代码或名称', 'Code or word'],
  day: ['日期，如 2026-01-05', 'Day: 2026-01-05'],
  time: ['时间，如 2026-01-05 08:30', 'Time: 2026-01-05 08:30'],
  month: ['月份，如 2026-01', 'Month: 2026-01'],
  money: ['金额（元），最多两位小数', 'Amount in yuan, at most two decimals'],
  integer: ['整数', 'Whole number'],
  decimal: ['数字', 'Number'],
  'id-card': ['身份证号，单元格设为文本', 'ID number; format the cell as text'],
  icd10: ['疾病编码（ICD-10 国家临床版），多个用 ; 隔开', 'ICD-10 codes (national clinical edition), several parted by ;'],
  icd9: ['手术编码（ICD-9-CM-3 国家临床版），多个用 ; 隔开', 'ICD-9-CM-3 codes (national clinical edition), several parted by ;'],
  tcm: ['中医病证编码（GB/T 15657），多个用 ; 隔开', 'TCM codes (GB/T 15657), several parted by ;'],
  institution: ['机构代码，机构目录里有的', 'Code of an institution in the directory'],
  division9: ['乡镇代码，9 位数字', 'Township code, 9 digits'],
  division12: ['村代码，12 位数字', 'Village code, 12 digits'],
  phone: ['电话', 'Telephone number'],
  'yes-no': ['是 或 否', '是 (yes) or 否 (no)'],
}

export const typeExamples: Readonly<Partial<Record<ColumnType, string>>> = {
  day: '2026-01-05',
  time: '2026-01-05 08:30',
  month: '2026-01',
  money: '45.60',
  integer: '12',
  decimal: '7.2',
  icd10: 'I10.x00',
  'yes-no': '是',
}

export const texts = defineTexts({
  column: ['列名', 'Column'],
  names: ['也可写作', 'Also'],
  type: ['类型', 'Type'],
  required: ['必填', 'Required'],
  codes: ['可用代码', 'Codes'],
  example: ['示例', 'Example'],
  meaning: ['含义', 'Meaning'],
  yes: ['是', 'yes'],
  data: ['数据', 'Data'],
  dictionary: ['数据字典', 'Data dictionary'],
  reason: ['原因', 'Reason'],
})
