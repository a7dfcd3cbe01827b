import type { MeasureGroup, Part } from '../../kernel/grammar/measure.ts'
import { isKeyDisease } from './key-diseases.ts'

/** A sale in a pharmacy is settled, but nobody went there to be treated. */
const visit = "f.class <> '41'"
/** Says who paid: only then can its cost stand below what somebody paid. */
const known = '(f.total_fen = 0 or coalesce(f.fund_fen, f.serious_fen, f.aid_fen, f.account_fen, f.cash_fen) is not null)'
const own = 'coalesce(f.account_fen, 0) + coalesce(f.cash_fen, 0)'
/** By the place of care that the settlement names. */
const places = {
  prefecture: { where: "f.place = '2'", zh: '市内县外', en: 'in the prefecture outside the county' },
  province: { where: "f.place = '3'", zh: '省内市外', en: 'in the province outside the prefecture' },
  beyond: { where: "f.place = '4'", zh: '省外', en: 'outside the province' },
} as const
const byPlace = Object.fromEntries(
  Object.entries(places).flatMap(([name, { where, zh, en }]): [string, Part][] => [
    [`${name}-visits`, { text: [`${zh}结算人次`, `settlements ${en}`], where: `${visit} and ${where}` }],
    [`${name}-fund`, { text: [`${zh}统筹基金支付`, `fund paid ${en}`], where: `${visit} and ${where}`, add: 'f.fund_fen' }],
  ]),
)
const common = { view: 'settlement', list: 'settlements' } as const
const inpatient = "f.class = '21'"

/** Settlements in the month they were settled, wherever the institution lies: the fund is the county's. */
export const measures: readonly MeasureGroup[] = [
  {
    ...common,
    name: 'settlements',
    outside: 'counted',
    residence: true,
    dims: { disease: 'left(f.diagnosis, 3)' },
    parts: {
      count: { text: ['结算人次', 'settlements'] },
      visits: { text: ['结算人次（药店不计）', 'settlements without pharmacies'], where: visit },
      fen: { text: ['结算总费用', 'cost settled'], where: known, add: 'f.total_fen' },
      'care-fen': {
        text: ['结算总费用（药店不计）', 'cost settled without pharmacies'],
        where: `${visit} and ${known}`,
        add: 'f.total_fen',
      },
      fund: { text: ['统筹基金支付', 'fund paid'], add: 'f.fund_fen' },
      'care-fund': { text: ['统筹基金支付（药店不计）', 'fund paid without pharmacies'], where: visit, add: 'f.fund_fen' },
      self: { text: ['个人账户和现金支付', 'paid from accounts and in cash'], where: known, add: own },
      serious: { text: ['大病保险支付', 'paid by serious-illness insurance'], add: 'f.serious_fen' },
      aid: { text: ['医疗救助支付', 'paid by medical aid'], add: 'f.aid_fen' },
      ...byPlace,
    },
  },
  {
    ...common,
    // apart from all settlements: its many parts are counted over few rows
    name: 'stays',
    outside: 'counted',
    residence: true,
    dims: { disease: "coalesce(upper(left(f.diagnosis, 3)), '')" },
    where: inpatient,
    parts: {
      count: { text: ['住院结算人次', 'settled stays'] },
      away: { text: ['县外住院结算人次', 'settled stays outside the county'], where: "f.place in ('2', '3', '4')" },
      prefecture: { text: ['市内县外住院结算人次', 'settled stays elsewhere in the prefecture'], where: "f.place = '2'" },
      province: { text: ['省内市外住院结算人次', 'settled stays elsewhere in the province'], where: "f.place = '3'" },
      beyond: { text: ['省外住院结算人次', 'settled stays beyond the province'], where: "f.place = '4'" },
      fen: { text: ['住院结算总费用', 'cost of settled stays'], add: 'f.total_fen' },
      knownFen: { text: ['有支付信息的住院结算总费用', 'cost of settled stays that say who paid'], where: known, add: 'f.total_fen' },
      known: { text: ['有支付信息的住院结算人次', 'settled stays that say who paid'], where: known },
      fund: { text: ['住院统筹基金支付', 'fund paid for stays'], add: 'f.fund_fen' },
      allPaid: {
        text: ['住院统筹基金、大病保险和医疗救助支付', 'paid for stays by fund, serious-illness insurance and aid'],
        add: 'coalesce(f.fund_fen, 0) + coalesce(f.serious_fen, 0) + coalesce(f.aid_fen, 0)',
      },
      self: { text: ['住院个人账户和现金支付', 'paid for stays from accounts and in cash'], where: known, add: own },
      key: { text: ['重点病种住院结算人次', 'settled stays for key diseases'], where: isKeyDisease },
      keyFar: {
        text: ['重点病种市外住院结算人次', 'settled stays for key diseases outside the prefecture'],
        where: `${isKeyDisease} and f.place in ('3', '4')`,
      },
      keyBeyond: {
        text: ['重点病种省外住院结算人次', 'settled stays for key diseases outside the province'],
        where: `${isKeyDisease} and f.place = '4'`,
      },
    },
  },
  {
    ...common,
    name: 'insured-inpatients',
    kind: 'distinct',
    where: inpatient,
    parts: { persons: { text: ['县内住院的参保人数', 'insured persons in hospital in the county'] } },
  },
  {
    name: 'insured',
    kind: 'stock',
    view: 'resident_dim',
    list: 'residents',
    nowhere: true,
    residence: 'f.township',
    until: 'least(f.until, f.died + 1)',
    parts: {
      persons: {
        text: ['参保居民', 'insured residents'],
        where: "f.township is not null and f.insurance in ('310', '390')",
        from: 'greatest(f.day, f.birth)',
      },
    },
  },
]
