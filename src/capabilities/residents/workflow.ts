import { workflowOf } from '../../kernel/grammar/capability.ts'
import { fromFhir, toFhir } from '../../patterns/patient/fhir.ts'
import { Resident } from '../../patterns/patient/shape.ts'
import { operations } from './operations.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'

/** The resident and its verbs: what the pages perform on, without the pages. */
export const resident = workflowOf<Resident>()({
  kind: {
    name: 'resident',
    text: texts.resident,
    shape: Resident,
    states: {
      active: { text: texts.active, colour: 'green' },
      deceased: { text: texts.deceased, colour: 'grey' },
      'entered-in-error': { text: texts.enteredInError, colour: 'red', final: true },
    },
    documents: (id) => [{ type: 'Patient', id }],
    toFhir,
    fromFhir,
    patient: (r) => r.id,
    binds: (r) => (r.person ? [{ patient: r.id, person: r.person }] : []),
    grants: (r) => [{ patient: r.id, organization: r.organization, reason: 'registered' }],
  },
  operations,
  stories,
})
