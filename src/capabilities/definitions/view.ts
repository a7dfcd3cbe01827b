import type { View } from '../../kernel/grammar/view.ts'
import { definitionType } from './fhir.ts'

/** What of a definition is shown: of the version in force, else of the one being written. */
const shown = (name: string) => `iif(active.exists(), active.${name}, draft.${name})`

/** One row a local indicator; `at` is when it was last worked on. */
export const definitionView: View = {
  definition: {
    name: 'definition',
    resource: definitionType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: 'editedAt', type: 'dateTime' },
          { name: 'state', path: 'state', type: 'code' },
          { name: 'name', path: shown('name'), type: 'string' },
          { name: 'name_en', path: shown('nameEn'), type: 'string' },
          { name: 'unit', path: shown('unit'), type: 'code' },
          { name: 'source', path: shown('source'), type: 'string' },
          { name: 'version', path: 'version', type: 'integer' },
          { name: 'pending', path: 'draft.exists()', type: 'boolean' },
          { name: 'activated', path: 'activatedAt', type: 'instant' },
          { name: 'edited_by', path: 'editedBy', type: 'string' },
        ],
      },
    ],
  },
}
