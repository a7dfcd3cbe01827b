import type { List, View } from '../../../kernel/grammar/view.ts'
import { texts } from '../texts.ts'
import { identityType } from './fhir.ts'

/** One row a decision; src/record/identity.ts asks it which doubts somebody has settled. */
export const identityView: View = {
  definition: {
    name: 'identity',
    resource: identityType,
    select: [
      {
        column: [
          { name: 'org', path: 'organization', type: 'string' },
          { name: 'at', path: 'decidedAt', type: 'instant' },
          { name: 'patient_id', path: 'a', type: 'string' },
          { name: 'other_id', path: 'b', type: 'string' },
          { name: 'state', path: 'state', type: 'string' },
          { name: 'decided_by', path: 'decidedBy', type: 'string' },
          { name: 'reason', path: 'reason', type: 'string' },
        ],
      },
    ],
  },
}

const states = { same: texts.same, different: texts.different, undone: texts.undone }
/** What was decided, newest first. */
export const identityList: List = {
  name: 'identities',
  text: texts.decisions,
  view: 'identity',
  sort: { column: 'at', descending: true },
  opens: (id) => `/identities?decision=${id}`,
  columns: [
    { name: 'at', text: texts.decidedAt, kind: 'instant', width: 150 },
    { name: 'person_name', text: texts.name, kind: 'person', width: 110 },
    { name: 'state', text: texts.decision, kind: 'state', codes: states, width: 110 },
    { name: 'org_name', text: texts.organization, kind: 'organization', width: 200 },
    { name: 'decided_by', text: texts.decidedBy, kind: 'text', width: 100 },
    { name: 'reason', text: texts.reason, kind: 'text', width: 260 },
  ],
}
