import { workflowOf } from '../../kernel/grammar/capability.ts'
import { documents, fromFhir, toFhir } from './fhir.ts'
import { operations } from './operations.ts'
import { Admission } from './shape.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'

/** A stay as its front page tells it. Most come in files; a hospital's system may also send one when the patient leaves. */
export const admission = workflowOf<Admission>()({
  kind: {
    name: 'admission',
    text: texts.admission,
    shape: Admission,
    states: {
      finished: { text: texts.finished, colour: 'green', final: true },
      'entered-in-error': { text: texts.enteredInError, colour: 'red', final: true },
    },
    documents,
    toFhir,
    fromFhir,
    patient: (a) => a.patient,
    grants: (a) => [{ patient: a.patient, organization: a.organization, reason: 'admission' }],
  },
  operations,
  stories,
})
