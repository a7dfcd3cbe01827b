/** Which spoilt rows must be refused, by the contract of the files: written for this comparison, without the import's rules. */
import { fen } from './csv.ts'
import type { Line } from './spoiled.ts'

const needed: Readonly<Record<string, string>> = {
  visits: '就诊号 机构代码 姓名 就诊时间 就诊类别',
  'front-pages':
    'USERNAME BAH XM XB CSRQ RYSJ CYSJ JBDM LYFS ZFY YLFUF ZLCZF HLF QTFY BLZDF SYSZDF YXXZDF LCZDXMF FSSZLXMF SSZLF KFF ZYZLF XYF ZCYF ZCYF1 XF HCYYCLF YYCLF YCXYYCLF QTF',
  settlements: '结算号 机构代码 就医地 证件号码 姓名 险种 就医类别 入院时间 结算时间 总费用',
  'follow-ups': '随访号 机构代码 证件号码 姓名 病种 随访日期',
  residents: '登记机构代码 证件号码 姓名 乡镇代码 常住 户籍',
  deaths: '报告卡号 报告机构代码 证件号码 姓名 死亡时间 根本死因编码',
  'chronic-registers': '档案号 机构代码 证件号码 姓名 病种 建档日期 管理状态',
}
const local = new Set(['visits', 'front-pages'])
const away = ({ row }: Line) => row['就医地'] !== '县内'
const born = ({ kind }: Line) => ['visits', 'residents', 'deaths', 'front-pages'].includes(kind)

/** @param nameless whether the directory does not have the institution of a settlement when its file comes, so that its name is needed */
type Verdict = (line: Line, nameless: (line: Line) => boolean) => boolean
const verdicts: Readonly<Record<string, Verdict>> = {
  missing(line, nameless) {
    const { kind, column = '', clean } = line
    if (needed[kind]!.split(' ').includes(column)) return true
    if (kind !== 'settlements') return false
    // the parts of a settlement that are given sum to its total
    return column === '机构名称' ? nameless(line) : column.endsWith('支付') && fen(clean[column]) > 0
  },
  /** An old number of 15 digits is a good one, but says that somebody was born in the last century. */
  identity: (line) => {
    const [from, to] = [line.clean, line.row].map((r) => r['证件号码'] ?? r['SFZH'] ?? '') as [string, string]
    return to.length !== 15 || (!from.startsWith('19', 6) && born(line))
  },
  /** Local codes of diagnoses are mapped later, but an insurance office and a death card have none. */
  code: ({ kind }) => !local.has(kind),
  unmatched: () => false,
  /** Only at the end of a row may nothing but what can be missing have moved. */
  shifted: ({ kind, column = '', clean }) =>
    !(
      (kind === 'deaths' && column === '乡镇代码') ||
      (kind === 'chronic-registers' && (['分级', '责任医生'].includes(column) || (column === '终止日期' && clean['分级'] === '')))
    ),
  day: () => true,
  order: () => true,
  negative: () => true,
  /** A visit need not tell all its parts. */
  sum: ({ kind, row }) => kind !== 'visits' || fen(row['检查检验费']) + Math.max(fen(row['药费']), fen(row['中药费'])) > fen(row['总费用']),
  institution: (line) => line.kind !== 'settlements' || !away(line),
  formula: () => false,
}
export const refused: Verdict = (line, nameless) => verdicts[line.defect!]!(line, nameless)
