import type { View } from '../../kernel/grammar/view.ts'
import { filingType } from './fhir.ts'

/** One row a filing; `at` is when it was filed, `org` in whose name. */
export const filingView: View = {
  definition: {
    name: 'filing',
    resource: filingType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: 'filedAt', type: 'instant' },
          { name: 'code', path: 'code', type: 'string' },
          { name: 'variant', path: 'variant', type: 'string' },
          { name: 'name', path: 'name', type: 'string' },
          { name: 'grain', path: 'grain', type: 'string' },
          { name: 'period', path: 'period', type: 'string' },
          { name: 'unit', path: 'unit', type: 'string' },
          { name: 'unit_id', path: 'of', type: 'string' },
          { name: 'unit_name', path: 'unitName', type: 'string' },
          { name: 'value', path: 'value', type: 'decimal' },
          { name: 'state', path: 'state', type: 'string' },
          { name: 'filed_by', path: 'filedBy', type: 'string' },
        ],
      },
    ],
  },
}
