import type { MeasureGroup, Part } from '../../kernel/grammar/measure.ts'
import { isKeyDisease } from './key-diseases.ts'

/** A sale in a pharmacy is settled, but nobody went there to be treated. */
const visit = "f.class <> '41'"
/** Says who paid: only then can its cost stand below what somebody paid. */
const known = '(f.total_fen = 0 or coalesce(f.fund_fen, f.serious_fen, f.aid_fen, f.account_fen, f.cash_fen) is not null)'
const own = 'coalesce(f.account_fen, 0) + coalesce(f.cash_fen, 0)'
/** By the place of care that the settlement names. */
const places = { prefecture: "f.place = '2'", province: "f.place = '3'", beyond: "f.place = '4'" } as const
const byPlace = Object.fromEntries(
  Object.entries(places).flatMap(([name, where]): [string, Part][] => [
    [`${name}-visits`, { where: `${visit} and ${where}` }],
    [`${name}-fund`, { where: `${visit} and ${where}`, add: 'f.fund_fen' }],
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
      count: {},
      visits: { where: visit },
      fen: { where: known, add: 'f.total_fen' },
      'care-fen': { where: `${visit} and ${known}`, add: 'f.total_fen' },
      fund: { add: 'f.fund_fen' },
      'care-fund': { where: visit, add: 'f.fund_fen' },
      self: { where: known, add: own },
      serious: { add: 'f.serious_fen' },
      aid: { add: 'f.aid_fen' },
      ...byPlace,
    },
  },
  {
    ...common,
    // a pass of its own over few rows, so that its many parts cost nothing beside those of all settlements
    name: 'stays',
    outside: 'counted',
    residence: true,
    dims: { disease: 'left(f.diagnosis, 3)' },
    join: `join (select '21' as class) k on k.class = f.class`,
    parts: {
      count: {},
      fen: { add: 'f.total_fen' },
      knownFen: { where: known, add: 'f.total_fen' },
      known: { where: known },
      fund: { add: 'f.fund_fen' },
      allPaid: { add: 'coalesce(f.fund_fen, 0) + coalesce(f.serious_fen, 0) + coalesce(f.aid_fen, 0)' },
      self: { where: known, add: own },
      key: { where: isKeyDisease },
      keyFar: { where: `${isKeyDisease} and f.place in ('3', '4')` },
      keyBeyond: { where: `${isKeyDisease} and f.place = '4'` },
    },
  },
  {
    ...common,
    name: 'insured-inpatients',
    kind: 'distinct',
    parts: { persons: { where: inpatient } },
  },
  {
    name: 'insured',
    kind: 'stock',
    view: 'resident_dim',
    list: 'residents',
    nowhere: true,
    residence: 'f.township',
    until: 'least(f.until, f.died + 1)',
    parts: { persons: { where: "f.township is not null and f.insurance in ('310', '390')", from: 'greatest(f.day, f.birth)' } },
  },
]
