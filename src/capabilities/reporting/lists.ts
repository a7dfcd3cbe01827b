import type { List } from '../../kernel/grammar/view.ts'
import { texts } from './texts.ts'

/** All reports of all months: what the boards' late-report counts open onto. */
export const lists: readonly List[] = [
  {
    name: 'reports',
    text: texts.reports,
    view: 'report',
    sort: { column: 'at', descending: true },
    columns: [
      { name: 'report_month', text: texts.monthOf, kind: 'text', width: 100 },
      { name: 'org_name', text: texts.organization, kind: 'organization', width: 220 },
      { name: 'due', text: texts.dueDay, kind: 'date', width: 120 },
      { name: 'submitted_at', text: texts.submittedAt, kind: 'instant', width: 150 },
      { name: 'submitted_by', text: texts.submittedBy, kind: 'text', width: 100 },
      { name: 'chased', text: texts.chased, kind: 'number', width: 100 },
      {
        name: 'state',
        text: texts.state,
        kind: 'state',
        codes: { due: texts.due, late: texts.late, submitted: texts.submitted, returned: texts.returned, approved: texts.approved },
        width: 100,
      },
    ],
  },
]
