import type { Text } from '../../kernel/grammar/texts.ts'
import type { List, ListColumn } from '../../kernel/grammar/view.ts'
import { staffCategories, titleLevels } from '../../patterns/staff/codes.ts'
import { type FigureUnit, figureItems } from './items.ts'
import { texts } from './texts.ts'

/** The name of another organisation of the row, as it is called now. */
const nameOf = (column: string) =>
  `coalesce((select o.name from org_dim o where o.county_id = f.county_id and o.org_id = f.${column} order by o.valid_from desc limit 1), '')`
const today = `(now() at time zone 'Asia/Shanghai')::date`
const stateToday = `case when f.until < ${today} then 'ended' when f.day > ${today} then 'later' else 'active' end`

const month: ListColumn = { name: 'month', text: texts.month, kind: 'text', sql: `to_char(f.month, 'YYYY-MM')`, width: 96 }
const institution: ListColumn = { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 }
const department: ListColumn = { name: 'department_name', text: texts.department, kind: 'text', sql: nameOf('department'), width: 130 }
const period: readonly ListColumn[] = [
  { name: 'at', text: texts.from, kind: 'date', width: 110 },
  { name: 'until', text: texts.to, kind: 'date', width: 110 },
]
const person: readonly ListColumn[] = [
  { name: 'name', text: texts.name, kind: 'text', width: 100 },
  { name: 'category', text: texts.category, kind: 'code', codes: staffCategories, width: 130 },
  { name: 'title_level', text: texts.titleLevel, kind: 'code', codes: titleLevels, width: 110 },
]
const working: ListColumn = {
  name: 'state',
  text: texts.state,
  kind: 'state',
  sql: stateToday,
  codes: { active: texts.atWork, later: texts.later, ended: texts.ended },
  width: 90,
}

const units = {
  yuan: texts.yuan,
  percent: texts.percent,
  persons: texts.personsUnit,
  items: texts.itemsUnit,
  grade: texts.gradeUnit,
  'yes-no': texts.yesNoUnit,
} as const satisfies Record<FigureUnit, Text>
const textsOf = Object.fromEntries(Object.entries(figureItems).map(([code, { text }]) => [code, text]))
const unitOf = `case f.item ${Object.entries(figureItems)
  .filter(([, { unit }]) => unit !== 'yuan')
  .map(([code, { unit }]) => `when '${code}' then '${unit}'`)
  .join(' ')} else 'yuan' end`

/** Who works where is open to everybody at work, as in the directory; what managers count needs the right to read numbers. */
export const lists: readonly List[] = [
  {
    name: 'staff',
    text: texts.staff,
    view: 'staff',
    verb: 'organization.read',
    sort: { column: 'at', descending: true },
    columns: [
      ...person,
      {
        name: 'general_practice',
        text: texts.generalPractice,
        kind: 'text',
        sql: `case when f.general_practice then '✓' else '' end`,
        width: 80,
      },
      institution,
      department,
      ...period,
      working,
    ],
  },
  {
    name: 'postings',
    text: texts.postings,
    view: 'posting',
    verb: 'organization.read',
    sort: { column: 'at', descending: true },
    columns: [
      ...person,
      { name: 'home_name', text: texts.home, kind: 'text', sql: nameOf('home'), width: 200 },
      { ...institution, text: texts.host },
      { name: 'days_per_week', text: texts.daysPerWeek, kind: 'number', width: 90 },
      ...period,
      working,
    ],
  },
  {
    name: 'bed-months',
    text: texts.beds,
    view: 'bed_month',
    verb: 'indicators.read',
    sort: { column: 'at', descending: true },
    columns: [
      month,
      institution,
      department,
      { name: 'approved', text: texts.approved, kind: 'number', width: 100 },
      { name: 'actual', text: texts.actual, kind: 'number', width: 100 },
      { name: 'open_days', text: texts.openDays, kind: 'number', width: 170 },
      { name: 'occupied_days', text: texts.occupiedDays, kind: 'number', width: 170 },
      { name: 'discharged_days', text: texts.dischargedDays, kind: 'number', width: 180 },
      { name: 'use', text: texts.use, kind: 'number', sql: 'round(100.0 * f.occupied_days / nullif(f.open_days, 0), 1)', width: 100 },
    ],
  },
  {
    name: 'equipment',
    text: texts.equipment,
    view: 'equipment',
    verb: 'indicators.read',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'number', text: texts.deviceNumber, kind: 'text', width: 110 },
      { name: 'name', text: texts.deviceName, kind: 'text', width: 220 },
      { name: 'type', text: texts.deviceType, kind: 'text', width: 80 },
      { name: 'model', text: texts.model, kind: 'text', width: 90 },
      { name: 'manufacturer', text: texts.manufacturer, kind: 'text', width: 90 },
      institution,
      department,
      ...period,
      { name: 'value_fen', text: texts.value, kind: 'fen', width: 130 },
      {
        name: 'state',
        text: texts.state,
        kind: 'state',
        codes: { 'in-use': texts.inUse, stopped: texts.stopped, scrapped: texts.scrapped },
        width: 90,
      },
    ],
  },
  {
    name: 'month-figures',
    text: texts.figures,
    view: 'figure',
    verb: 'indicators.read',
    sort: { column: 'at', descending: true },
    columns: [
      month,
      institution,
      { name: 'item', text: texts.item, kind: 'code', codes: textsOf, width: 160 },
      { name: 'value', text: texts.figure, kind: 'number', width: 150 },
      {
        name: 'unit',
        text: texts.unit,
        kind: 'code',
        sql: unitOf,
        codes: units,
        width: 80,
      },
      { name: 'note', text: texts.note, kind: 'text', width: 240 },
    ],
  },
]
