/** What one row of a file says, counted by hand: nothing here knows the generator's events or the engine. */
import { fen, type Row } from './csv.ts'

/** Part of the truth, unit, measure, month, how much. */
export type Count = readonly [part: 'institutions' | 'insurance', unit: string, measure: string, month: string, n: number]
type Said = readonly (readonly [measure: string, n: number | boolean])[]

const at = (part: Count[0], unit: string, time: string, said: Said): Count[] =>
  said.map(([measure, n]) => [part, unit, measure, time.slice(0, 7), Number(n)] as const)

const visit = (r: Row) =>
  at('institutions', r['机构代码']!, r['就诊时间']!, [
    ['visits', 1],
    ['emergencyVisits', r['就诊类别'] === '急诊'],
    ['firstVisits', r['初复诊'] === '初诊'],
    ['tcmVisits', r['中医病证编码'] !== ''],
    ['visitFees', fen(r['总费用'])],
    ['drugFees', fen(r['药费'])],
    ['herbFees', fen(r['中药费'])],
    ['examFees', fen(r['检查检验费'])],
  ])

function stay(r: Row) {
  const levels = Array.from({ length: 7 }, (_, i) => Number(r[`SSJB${i + 1}`])).filter((level) => level > 0)
  const days = (Date.parse(r['CYSJ']!.slice(0, 10)) - Date.parse(r['RYSJ']!.slice(0, 10))) / 86_400_000
  return at('institutions', r['USERNAME']!, r['CYSJ']!, [
    ['discharges', 1],
    ['dischargedDays', Math.max(days, 1)],
    ['hospitalDeaths', r['LYFS'] === '5'],
    ['transfersOut', r['LYFS'] === '2'],
    ['transfersDown', r['LYFS'] === '3'],
    ['stayFees', fen(r['ZFY'])],
    ['stayDrugFees', fen(r['XYF']) + fen(r['ZCYF']) + fen(r['ZCYF1'])],
    ['surgicalDischarges', levels.length > 0],
    ['highSurgicalDischarges', levels.some((level) => level > 2)],
    ...[1, 2, 3, 4].map((level) => [`surgery${level}`, levels.filter((l) => l === level).length] as const),
  ])
}

function settlement(r: Row) {
  const care = r['就医类别'] !== '药店购药'
  const inpatient = r['就医类别'] === '住院'
  const [total, fund] = [fen(r['总费用']), fen(r['统筹基金支付'])]
  const paid = at('insurance', `${r['险种']}|${r['就医地']}`, r['结算时间']!, [
    ...([
      ['settlements', 1],
      ['fees', total],
      ['fund', fund],
    ] as const),
    ...([
      ['careSettlements', care],
      ['careFund', care ? fund : 0],
    ] as const),
    ...([
      ['large', fen(r['大病保险支付'])],
      ['aid', fen(r['医疗救助支付'])],
      ['account', fen(r['个人账户支付'])],
      ['cash', fen(r['个人现金支付'])],
    ] as const),
    ...([
      ['inpatientSettlements', inpatient],
      ['inpatientFees', inpatient ? total : 0],
      ['inpatientFund', inpatient ? fund : 0],
    ] as const),
  ])
  if (r['就医地'] !== '县内') return paid
  const here = at('institutions', r['机构代码']!, r['结算时间']!, [
    ['settlements', 1],
    ['settledFees', total],
    ['settledFund', fund],
  ])
  return [...paid, ...here]
}

const followUp = (r: Row) =>
  at('institutions', r['机构代码']!, r['随访日期']!, [
    ['followUps', 1],
    ['followUpsControlled', r['随访分类'] === '控制满意'],
    ['hypertensionFollowUps', r['病种'] === '高血压'],
    ['diabetesFollowUps', r['病种'] === '2型糖尿病'],
  ])
const death = (r: Row) => at('institutions', r['报告机构代码']!, r['死亡时间']!, [['reportedDeaths', 1]])

const counters: Readonly<Record<string, (row: Row) => readonly Count[]>> = {
  ...{ visits: visit, 'front-pages': stay, settlements: settlement, 'follow-ups': followUp, deaths: death },
}
/** What a row of a kind counts for; nothing for kinds that only describe. */
export const countsOf = (kind: string, row: Row): readonly Count[] => counters[kind]?.(row) ?? []
