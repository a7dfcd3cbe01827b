import type { List } from '../../kernel/grammar/view.ts'
import { texts } from './texts.ts'

const place = { '1': texts.county, '2': texts.prefecture, '3': texts.province, '4': texts.beyond }
const kinds = { '310': texts.employees, '390': texts.residentsKind, '900': texts.selfPaid }
const classes = { '11': texts.outpatient, '13': texts.emergency, '14': texts.chronic, '21': texts.inpatient, '41': texts.pharmacy }
const about = [
  { name: 'org_name', text: texts.organization, kind: 'organization', width: 180 },
  { name: 'place', text: texts.place, kind: 'code', codes: place, width: 100 },
  { name: 'class', text: texts.class, kind: 'code', codes: classes, width: 100 },
  { name: 'insurance', text: texts.insuranceKind, kind: 'code', codes: kinds, width: 100 },
] as const
/** Which visit or admission the settlement prices is kept beside it (record/settlements.ts); sales of pharmacies have none. */
const matched = `(select m.rule::text from settlement_match m where m.county_id = f.county_id and m.settlement_id = f.id)`

/** The rows that the numbers of insurance are made of. */
export const lists: readonly List[] = [
  {
    name: 'settlements',
    text: texts.settlements,
    view: 'settlement',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'at', text: texts.at, kind: 'instant', width: 150 },
      { name: 'person_name', text: texts.patient, kind: 'person', width: 100 },
      ...about,
      { name: 'diagnosis', text: texts.diagnosis, kind: 'text', sql: "coalesce(f.diagnosis_name, f.diagnosis, '')", width: 200 },
      { name: 'visited', text: texts.visited, kind: 'date', width: 110 },
      { name: 'ended', text: texts.ended, kind: 'date', width: 110 },
      { name: 'total_fen', text: texts.total, kind: 'fen', width: 120 },
      { name: 'fund_fen', text: texts.fund, kind: 'fen', width: 120 },
      { name: 'serious_fen', text: texts.serious, kind: 'fen', width: 120 },
      { name: 'aid_fen', text: texts.aid, kind: 'fen', width: 110 },
      { name: 'account_fen', text: texts.account, kind: 'fen', width: 110 },
      { name: 'cash_fen', text: texts.cash, kind: 'fen', width: 110 },
      {
        name: 'match',
        text: texts.match,
        kind: 'code',
        sql: matched,
        codes: { '0': texts.matchNone, '1': texts.matchNumber, '2': texts.matchPerson },
        width: 110,
      },
      { name: 'number', text: texts.number, kind: 'text', width: 170 },
    ],
  },
  {
    name: 'settlement-sums',
    text: texts.sums,
    view: 'settlement_sum',
    verb: 'settlement.read',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'at', text: texts.month, kind: 'date', width: 110 },
      ...about,
      { name: 'settled', text: texts.settled, kind: 'number', width: 100 },
      { name: 'total_fen', text: texts.total, kind: 'fen', width: 130 },
      { name: 'fund_fen', text: texts.fund, kind: 'fen', width: 130 },
      { name: 'self_fen', text: texts.self, kind: 'fen', width: 130 },
    ],
  },
]
