import { workflowOf } from '../../kernel/grammar/capability.ts'
import { documents, fromFhir, toFhir } from './fhir.ts'
import { operations } from './operations.ts'
import { Visit } from './shape.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'

/** The visit and its verbs: what the pages perform on, without the pages. */
export const visit = workflowOf<Visit>()({
  kind: {
    name: 'visit',
    text: texts.visit,
    shape: Visit,
    states: {
      planned: { text: texts.planned, colour: 'orange' },
      'in-progress': { text: texts.inProgress, colour: 'blue' },
      finished: { text: texts.finished, colour: 'green', final: true },
      cancelled: { text: texts.cancelled, colour: 'grey', final: true },
      'entered-in-error': { text: texts.enteredInError, colour: 'red', final: true },
    },
    documents,
    toFhir,
    fromFhir,
    patient: (v) => v.patient,
    grants: (v) => [{ patient: v.patient, organization: v.organization, reason: 'visit' }],
  },
  operations,
  stories,
})
