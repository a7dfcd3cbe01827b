import { settlementToFhir } from '../../../capabilities/insurance/fhir.ts'
import { payers } from '../../../capabilities/insurance/shape.ts'
import { defineKind } from '../kind.ts'
import { type Outside, outsideId, outsideInstitution, outsideOf, type Place } from '../outside.ts'
import { outsideVisit } from '../outside-visit.ts'
import { thinPatient } from '../thin-patient.ts'
import { before, future } from '../times.ts'
import { settlementColumns } from './settlement-columns.ts'

const payerColumns = {
  fund: '统筹基金支付',
  serious: '大病保险支付',
  aid: '医疗救助支付',
  account: '个人账户支付',
  cash: '个人现金支付',
} as const

/** What a settlement prices: an admission or a visit; a pharmacy's sale is neither. */
export const visitClasses: Readonly<Record<string, 'AMB' | 'EMER' | 'IMP'>> = { 11: 'AMB', 13: 'EMER', 14: 'AMB', 21: 'IMP' }

/** Insurance settlements: one ExplanationOfBenefit a line; out of the county the visit itself too, for no other file brings it. */
export const settlements = defineKind({
  name: 'settlements',
  text: ['医保结算', 'Insurance settlements'],
  columns: settlementColumns,
  extra: outsideOf,
  read(row, context, refuse, outside: Outside) {
    const { 就医地: place, 机构代码: code, 结算号: number, 入院时间: start, 出院时间: end, 结算时间: at, 总费用: totalFen } = row
    const known = context.institutions.get(code)
    if (place === '1' && !known)
      refuse('机构代码', 'institution', [
        '机构目录里没有这个代码，请核对或先登记机构',
        'No institution in the directory has this code: check it, or register the institution first',
      ])
    if (known && (place === '1') === outside.ids.has(known))
      refuse('就医地', 'place', ['与机构所在地不符', 'Does not agree with where the institution lies'])
    if (!known && place !== '1' && !row.机构名称)
      refuse('机构名称', 'required', ['目录外的机构须有名称', 'An institution that is not in the directory needs a name'])
    if (row.就医地区划 && !/^\d{6}(\d{3}|\d{6})?$/.test(row.就医地区划))
      refuse('就医地区划', 'division', ['区划代码应为 6、9 或 12 位数字', 'A division code has 6, 9 or 12 digits'])
    if (end && before(end, start)) refuse('出院时间', 'order', ['出院早于入院', 'Discharged before admitted'])
    if (at.slice(0, 10) < start.slice(0, 10)) refuse('结算时间', 'order', ['结算早于就诊', 'Settled before the visit'])
    if (future(at, context)) refuse('结算时间', 'future', ['时间晚于现在', 'Lies in the future'])
    const paid: { -readonly [P in keyof typeof payerColumns]?: number } = {}
    let sum: number | undefined
    for (const payer of payers) {
      const fen = row[payerColumns[payer]]
      if (fen === undefined) continue
      sum = (sum ?? 0) + fen
      paid[payer] = fen
    }
    if (sum !== undefined && sum !== totalFen)
      refuse('总费用', 'sum', [`各部分之和为 ${yuanText(sum)} 元`, `The parts sum to ${yuanText(sum)} yuan`])

    const organization = known ?? outsideId(context, code)
    const patient = thinPatient(context, organization, { idCard: row.证件号码, name: row.姓名 })
    const visitClass = visitClasses[row.就医类别]
    const kind = visitClass === 'IMP' ? 'admission' : 'visit'
    const away = place !== '1' && visitClass !== undefined
    const encounter = !visitClass
      ? undefined
      : row.就诊号
        ? context.id(organization, kind, row.就诊号)
        : away
          ? context.id(organization, 'settlement-visit', number)
          : undefined
    const settlement = {
      id: context.id(code, 'settlement', number),
      number,
      patient: patient.id,
      organization,
      place: place as '1' | Place,
      division: row.就医地区划,
      insurance: row.险种,
      class: row.就医类别,
      encounter,
      start,
      end,
      at,
      diagnoses: row.诊断编码 ?? [],
      totalFen,
      paid,
    }
    return [
      { resource: settlementToFhir(settlement) },
      patient,
      ...(away && encounter ? [outsideVisit(settlement, encounter, visitClass, row.就诊号)] : []),
      ...(known || place === '1' ? [] : outsideInstitution(context, outside, place as Place, code, row.机构名称 ?? code)),
    ]
  },
})
const yuanText = (fen: number) => (fen / 100).toFixed(2)
