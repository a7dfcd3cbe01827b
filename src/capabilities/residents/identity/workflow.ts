import { workflowOf } from '../../../kernel/grammar/capability.ts'
import { texts } from '../texts.ts'
import { identityFromFhir, identityToFhir, identityType } from './fhir.ts'
import { operations } from './operations.ts'
import { Identity } from './shape.ts'
import { stories } from './stories.ts'

/** A decision whether two patients are one person: merging and parting change the binding alone, never a clinical document. */
export const identity = workflowOf<Identity>()({
  kind: {
    name: 'identity',
    text: texts.identity,
    shape: Identity,
    states: {
      same: { text: texts.same, colour: 'green' },
      different: { text: texts.different, colour: 'blue' },
      undone: { text: texts.undone, final: true, colour: 'grey' },
    },
    documents: (id) => [{ type: identityType, id }],
    toFhir: identityToFhir,
    fromFhir: identityFromFhir,
    patient: ({ a }) => a,
  },
  operations,
  stories,
})
