import { readIdCard } from '../../fhir/china/id-card.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Coded, Column, ColumnType, ReadContext } from './kind.ts'

type Value = string | number | boolean | readonly Coded[]
export type ValueProblem = readonly [rule: string, message: Text]
/** What a cell says, or why it says nothing that can be used. */
export type Read = { value: Value } | { problem: ValueProblem }
type Parse = (cell: string, column: Column, context: ReadContext) => Read

const bad = (rule: string, zh: string, en: string): Read => ({ problem: [rule, [zh, en]] })

const moment =
  /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d\d)(\d\d))(?:[ T]*(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?)?$/
/** A local day or time (Asia/Shanghai) as FHIR date or dateTime; undefined when there is no such day or hour. */
export function localTime(text: string): string | undefined {
  const m = moment.exec(text)
  if (!m) return undefined
  const two = (n: string) => n.padStart(2, '0')
  const [, year, , , , , , , h, mi = '00', s = '00'] = m
  const day = `${year}-${two((m[2] ?? m[4] ?? m[6])!)}-${two((m[3] ?? m[5] ?? m[7])!)}`
  const real = new Date(`${day}T00:00:00Z`)
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== day || day < '1850-01-01') return undefined
  if (h === undefined) return day
  return Number(h) > 23 || Number(mi) > 59 || Number(s) > 59 ? undefined : `${day}T${two(h)}:${mi}:${s}+08:00`
}

/** 44927 is how a spreadsheet writes 2023-01-01 in a cell that is not formatted as a date. */
const serialDay = (cell: string) =>
  /^[1-5]\d{4}(\.\d+)?$/.test(cell)
    ? new Date(Date.UTC(1899, 11, 30) + Math.floor(Number(cell)) * 86_400_000).toISOString().slice(0, 10)
    : undefined
function noTime(cell: string, zh: string, en: string): Read {
  const serial = serialDay(cell)
  return serial
    ? bad(
        'serial',
        `像是表格的日期序号（${serial}？），请把该列设为日期格式再导出`,
        `Looks like a spreadsheet serial (${serial}?): format the column as a date and export again`,
      )
    : bad('time', `没有这个日期或时间，应写成 ${zh}`, `No such day or time; write ${en}`)
}

const number =
  (pattern: RegExp, rule: string, zh: string, en: string): Parse =>
  (cell) =>
    pattern.test(cell) ? { value: Number(cell) } : bad(rule, zh, en)

/** 国家临床版 ICD-10, standards part 14.5. */
const icd10 = /^[A-Z]\d{2}(\.[0-9x]\d{0,2}(x\d{3})?)?[+*†]?$/
/** 国家临床版 ICD-9-CM-3, standards part 14.5. */
const icd9 = /^\d{2}\.[0-9x]{1,4}(x\d{3})?$/
/** GB/T 15657: A disease, B syndrome; an x marks a row of our own small tables. */
const tcm = /^[AB]\d{2}(\.x?\d{2}){0,5}\.?$/
const codes =
  (system: 'icd10' | 'icd9' | 'tcm', pattern: RegExp): Parse =>
  (cell, column, context) => {
    const value: Coded[] = []
    for (const part of cell.split(/[;；|]/)) {
      const code = part.trim()
      if (!code) continue
      const name = pattern.test(code) ? context.nameOf(system, code) : undefined
      if (pattern.test(code)) value.push(name === undefined ? { code } : { code, name })
      else if (column.local) value.push({ code, local: true })
      else return bad(system, `不是规范的编码：${code.slice(0, 40)}`, `Not a code of the standard: ${code.slice(0, 40)}`)
    }
    return { value }
  }

const idMessages = {
  length: ['身份证号应为 18 位（旧证 15 位）', 'An ID number has 18 characters (an old one 15)'],
  characters: ['身份证号只能有数字，末位可为 X', 'An ID number has digits only, and perhaps X at the end'],
  date: ['身份证号中的出生日期不存在', 'The day of birth in the ID number does not exist'],
  future: ['身份证号中的出生日期晚于今天', 'The day of birth in the ID number lies in the future'],
  check: ['身份证号校验位不对，请核对', 'The check character of the ID number is wrong'],
} as const satisfies Record<string, Text>

const parsers: Readonly<Record<ColumnType, Parse>> = {
  text: (cell) => ({ value: cell }),
  code: (cell) => ({ value: cell }),
  day(cell) {
    const at = localTime(cell)
    return at ? { value: at.slice(0, 10) } : noTime(cell, '2026-01-05', '2026-01-05')
  },
  time(cell) {
    const at = localTime(cell)
    return at ? { value: at } : noTime(cell, '2026-01-05 08:30', '2026-01-05 08:30')
  },
  month(cell) {
    const m = /^(\d{4})[-/年]?(0?[1-9]|1[0-2])月?$/.exec(cell)
    return m ? { value: `${m[1]}-${m[2]!.padStart(2, '0')}` } : bad('month', '月份应写成 2026-01', 'Write the month as 2026-01')
  },
  money: (cell, { signed }) =>
    (signed ? /^-?\d{1,11}(\.\d{1,2})?$/ : /^\d{1,11}(\.\d{1,2})?$/).test(cell)
      ? { value: Math.round(Number(cell) * 100) || 0 }
      : signed
        ? bad('money', '应是金额（元），最多两位小数', 'An amount in yuan with at most two decimals')
        : bad('money', '应是不小于 0 的金额（元），最多两位小数', 'An amount in yuan, not below 0, with at most two decimals'),
  integer: number(/^\d{1,9}$/, 'integer', '应是不小于 0 的整数', 'A whole number, not below 0'),
  decimal: number(/^-?\d{1,13}(\.\d{1,6})?$/, 'decimal', '应是数字', 'A number'),
  'id-card'(cell, _, { today }) {
    const card = readIdCard(cell, today)
    return card.ok ? { value: card.value } : { problem: [`id-card.${card.reason}`, idMessages[card.reason]] }
  },
  icd10: codes('icd10', icd10),
  icd9: codes('icd9', icd9),
  tcm: codes('tcm', tcm),
  institution(cell, _, { institutions }) {
    const id = institutions.get(cell)
    return id
      ? { value: id }
      : bad(
          'institution',
          '机构目录里没有这个代码，请核对或先登记机构',
          'No institution in the directory has this code: check it, or register the institution first',
        )
  },
  division9: (cell) => (/^\d{9}$/.test(cell) ? { value: cell } : bad('division', '乡镇代码应为 9 位数字', 'A township code has 9 digits')),
  division12: (cell) => (/^\d{12}$/.test(cell) ? { value: cell } : bad('division', '村代码应为 12 位数字', 'A village code has 12 digits')),
  phone: (cell) =>
    /^\+?[\d -]{5,20}$/.test(cell) ? { value: cell.replace(/[ -]/g, '') } : bad('phone', '电话号码不对', 'Not a telephone number'),
  'yes-no'(cell) {
    if (/^(是|1|Y|有|true)$/i.test(cell)) return { value: true }
    if (/^(否|0|2|N|无|false)$/i.test(cell)) return { value: false }
    return bad('yes-no', '只能是 是 或 否', 'Either 是 or 否')
  },
}

/** A parser for one column: the rules of its type, its allowed codes and its length. Cells come trimmed and not empty. */
export function valueParser(column: Column): (cell: string, context: ReadContext) => Read {
  const parse = parsers[column.type]
  const longest = column.max ?? 300
  const byWord = new Map(Object.entries(column.codes ?? {}).flatMap(([code, word]) => [[code, code] as const, [word, code] as const]))
  const allowed = [...new Set(Object.values(column.codes ?? {}))].join('、')
  return (cell, context) => {
    if (cell.length > longest || unclean.test(cell) || !cell.isWellFormed())
      return bad('text', '内容过长或含有不能保存的字符', 'Too long, or with characters that cannot be kept')
    if (cell.length < 30 && spoiled.test(cell)) return cell.startsWith('#') ? formula : lostDigits
    if (!column.codes) return parse(cell, column, context)
    const code = byWord.get(cell)
    return code === undefined ? bad('code', `只能是 ${allowed}`, `One of ${allowed}`) : { value: code }
  }
}
// what neither the database nor FHIR keeps: control characters but tab and line ends, and the mark of a broken character
const unclean = /[^\P{Cc}\t\n\r]|\ufffd/u

/** What a spreadsheet makes of a long number (1.41099E+17: of 18 digits 15 are left at most) and of a formula that failed. */
const spoiled = /^(\d(\.\d+)?E\+(1[1-9]|[2-9]\d)|#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|ERROR!))$/i
const lostDigits = bad(
  'digits',
  '长数字被表格软件改写，末几位已丢失，请把该列设为文本后重新导出',
  'A spreadsheet has written this long number with an exponent and lost its last digits: format the column as text and export again',
)
const formula = bad('formula', '单元格里的公式有错，没有结果', 'The formula of this cell failed and gave no result')
