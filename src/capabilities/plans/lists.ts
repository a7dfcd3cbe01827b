import type { List } from '../../kernel/grammar/view.ts'
import { texts } from './texts.ts'

const today = "(now() at time zone 'Asia/Shanghai')::date"

/** Tasks by the day they are due, and what was entered by hand. */
export const lists: readonly List[] = [
  {
    name: 'tasks',
    text: texts.tasks,
    view: 'task',
    sort: { column: 'at', descending: true },
    opens: (id) => `/plans/tasks?task=${id}`,
    columns: [
      { name: 'due', text: texts.due, kind: 'date', width: 110 },
      {
        name: 'condition',
        text: texts.condition,
        kind: 'state',
        sql: `case when f.state <> 'open' then f.state when f.due < ${today} then 'late' when f.due <= ${today} + 30 then 'soon' else 'open' end`,
        codes: { open: texts.open, soon: texts.soon, late: texts.late, done: texts.done, dropped: texts.dropped },
        width: 120,
      },
      { name: 'days_left', text: texts.daysLeft, kind: 'number', sql: `case when f.state = 'open' then f.due - ${today} end`, width: 90 },
      { name: 'number', text: texts.number, kind: 'text', width: 100 },
      { name: 'text', text: texts.text, kind: 'text', width: 360 },
      { name: 'org_name', text: texts.lead, kind: 'organization', width: 200 },
      { name: 'plan_name', text: texts.planName, kind: 'text', width: 220 },
      { name: 'plan', text: texts.plan, kind: 'code', hidden: true },
      { name: 'clause', text: texts.number, kind: 'code', hidden: true },
      { name: 'units', text: texts.lead, kind: 'code', hidden: true },
    ],
  },
  {
    name: 'statements',
    text: texts.statements,
    view: 'statement',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'day', text: texts.day, kind: 'date', width: 110 },
      { name: 'target_name', text: texts.target, kind: 'text', width: 280 },
      { name: 'unit_name', text: texts.unit, kind: 'text', width: 180 },
      { name: 'value', text: texts.value, kind: 'number', width: 90 },
      { name: 'until', text: texts.until, kind: 'date', width: 110 },
      {
        name: 'condition',
        text: texts.condition,
        kind: 'state',
        sql: `case when f.state <> 'stated' then f.state when not f.valid then 'unsupported' when f.until < ${today} then 'lapsed' else f.state end`,
        codes: { stated: texts.stated, lapsed: texts.lapsed, unsupported: texts.unsupported, withdrawn: texts.withdrawn },
        width: 130,
      },
      { name: 'files', text: texts.evidence, kind: 'number', width: 90 },
      { name: 'stated_by', text: texts.statedBy, kind: 'text', width: 100 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 },
      { name: 'plan_name', text: texts.planName, kind: 'text', width: 220 },
    ],
  },
]
