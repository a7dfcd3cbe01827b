import type { View } from '../../kernel/grammar/view.ts'
import { briefType } from './fhir.ts'

/** One row a brief; `at` is when it was last edited, `org` who puts it out. */
export const briefView: View = {
  definition: {
    name: 'brief',
    resource: briefType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: 'editedAt', type: 'instant' },
          { name: 'brief_month', path: 'month', type: 'string' },
          { name: 'title', path: 'title', type: 'string' },
          { name: 'state', path: 'state', type: 'string' },
          { name: 'edited_by', path: 'editedBy', type: 'string' },
        ],
      },
    ],
  },
}
