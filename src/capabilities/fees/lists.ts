import type { List } from '../../kernel/grammar/view.ts'
import { feeCategories, feeClasses, feeLevels } from './shape.ts'
import { texts } from './texts.ts'

/** The rows that the shares of fees are made of. */
export const lists: readonly List[] = [
  {
    name: 'fees',
    text: texts.fees,
    view: 'fee',
    // whoever may see what was settled may see what for
    verb: 'settlement.read',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'at', text: texts.at, kind: 'instant', width: 150 },
      { name: 'person_name', text: texts.patient, kind: 'person', width: 90 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 160 },
      { name: 'class', text: texts.class, kind: 'code', codes: feeClasses, width: 90 },
      { name: 'category', text: texts.category, kind: 'code', codes: feeCategories, width: 110 },
      { name: 'name', text: texts.item, kind: 'text', width: 170 },
      { name: 'specification', text: texts.specification, kind: 'text', width: 140 },
      { name: 'quantity', text: texts.quantity, kind: 'number', width: 80 },
      { name: 'unit', text: texts.unit, kind: 'text', width: 70 },
      { name: 'price', text: texts.price, kind: 'number', width: 110 },
      { name: 'amount_fen', text: texts.amount, kind: 'fen', width: 110 },
      { name: 'national', text: texts.national, kind: 'text', width: 190 },
      { name: 'code', text: texts.code, kind: 'text', width: 120 },
      { name: 'level', text: texts.level, kind: 'code', codes: feeLevels, width: 100 },
      { name: 'department_name', text: texts.department, kind: 'text', width: 120 },
      { name: 'number', text: texts.number, kind: 'text', width: 160 },
      { name: 'line', text: texts.line, kind: 'text', width: 100 },
      { name: 'refunds', text: texts.refunds, kind: 'text', width: 100 },
    ],
  },
]
