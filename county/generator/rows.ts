/** Rows of the four files that come month by month: visits, settlements, front pages (front-page.ts) and follow-ups. */
import { dayText, timeText } from './calendar.ts'
import { diseaseOf } from './chronic.ts'
import { tcmOf } from './conditions.ts'
import { rowOf, yuan } from './csv.ts'
import type { Care, Parts } from './insurance.ts'
import type { Visit } from './outpatients.ts'
import type { Insurance, Person } from './person.ts'
import type { Institution } from './places.ts'
import type { FollowUp } from './registers.ts'

export const visitHeader =
  '就诊号 机构代码 证件号码 患者编号 姓名 性别 出生日期 就诊时间 结束时间 就诊类别 初复诊 科室 医生 诊断编码 中医病证编码 险种 药费 中药费 检查检验费 总费用'.split(
    ' ',
  )
export const settlementHeader =
  '结算号 机构代码 机构名称 就医地 就医地区划 证件号码 姓名 险种 就医类别 就诊号 入院时间 出院时间 结算时间 诊断编码 总费用 统筹基金支付 大病保险支付 医疗救助支付 个人账户支付 个人现金支付'.split(
    ' ',
  )
export const followUpHeader =
  '随访号 机构代码 档案号 证件号码 姓名 病种 随访日期 随访方式 收缩压 舒张压 空腹血糖 糖化血红蛋白 体重 服药依从性 随访分类 下次随访日期'.split(
    ' ',
  )

export const schemes: Readonly<Record<Insurance, string>> = { employee: '城镇职工', resident: '城乡居民', none: '自费' }
export const wheres = { 1: '县内', 2: '市内县外', 3: '省内市外', 4: '省外' } as const
export const cares: Readonly<Record<Care, string>> = { '11': '普通门诊', '13': '急诊', '14': '门诊慢特病', '21': '住院', '41': '药店购药' }

/** `length` in minutes. */
export function visitRow(v: Visit, number: string, doctor: string, scheme: string, length: number): string {
  const { person, at, reason, day, minute } = v
  return [
    ...[
      number,
      at.code,
      person.cells,
      timeText(day, minute),
      timeText(day, minute + length),
      v.urgent ? '急诊' : '门诊',
      v.again ? '复诊' : '初诊',
    ],
    ...[
      reason.department,
      doctor,
      reason.code,
      v.tcm ? tcmOf(reason.code) : '',
      scheme,
      yuan(v.drug),
      yuan(v.herb),
      yuan(v.exam),
      yuan(v.fen),
    ],
  ].join(',')
}

export type Settled = {
  person: Person
  at: Institution
  care: Care
  /** Visit number, or record number and times admitted; empty out of the county. */
  visit: string
  start: string
  end: string
  settled: string
  code: string
  fen: number
  parts: Parts
}
export function settlementRow(s: Settled, number: string): string {
  const { person, at, parts } = s
  return [
    ...[
      number,
      at.code,
      at.name,
      wheres[at.where],
      at.division,
      person.idCard,
      person.name,
      schemes[person.insurance],
      cares[s.care],
      s.visit,
    ],
    ...[
      s.start,
      s.end,
      s.settled,
      s.code,
      yuan(s.fen),
      yuan(parts.fund),
      yuan(parts.large),
      yuan(parts.aid),
      yuan(parts.account),
      yuan(parts.cash),
    ],
  ].join(',')
}

const ways = { 1: '门诊', 2: '家庭', 3: '电话' } as const
const adherences = { 1: '规律', 2: '间断', 3: '不服药' } as const
const results = { 1: '控制满意', 2: '控制不满意', 3: '不良反应', 4: '并发症' } as const
export function followUpRow(f: FollowUp, number: string): string {
  const { person, at, key, number: register } = f.register
  return rowOf(followUpHeader, {
    ...{ 随访号: number, 机构代码: at.code, 档案号: register, 证件号码: person.idCard, 姓名: person.name, 病种: diseaseOf(key).word },
    ...{ 随访日期: dayText(f.day), 随访方式: ways[f.way], 收缩压: f.systolic ?? '', 舒张压: f.diastolic ?? '', 空腹血糖: f.glucose ?? '' },
    ...{
      糖化血红蛋白: f.hba1c ?? '',
      体重: f.weight,
      服药依从性: adherences[f.adherence],
      随访分类: results[f.result],
      下次随访日期: dayText(f.next),
    },
  })
}
