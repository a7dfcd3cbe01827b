import type { View } from '../../kernel/grammar/view.ts'
import { reportType } from './fhir.ts'

/** One row a report; `at` is the first of its month, so that it stands in the month it is about. */
export const reportView: View = {
  definition: {
    name: 'report',
    resource: reportType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: "month & '-01'", type: 'dateTime' },
          { name: 'report_month', path: 'month', type: 'string' },
          { name: 'state', path: 'state', type: 'string' },
          { name: 'due', path: 'due', type: 'date' },
          { name: 'submitted_at', path: 'submittedAt', type: 'instant' },
          { name: 'submitted_by', path: 'submittedBy', type: 'string' },
          { name: 'chased', path: 'chased', type: 'integer' },
        ],
      },
    ],
  },
}
