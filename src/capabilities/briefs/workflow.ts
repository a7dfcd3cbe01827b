import { workflowOf } from '../../kernel/grammar/capability.ts'
import { briefFromFhir, briefToFhir, briefType } from './fhir.ts'
import { operations } from './operations.ts'
import { Brief } from './shape.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'

export const brief = workflowOf<Brief>()({
  kind: {
    name: 'brief',
    text: texts.brief,
    shape: Brief,
    states: {
      draft: { text: texts.drafted, colour: 'blue' },
      issued: { text: texts.issued, colour: 'green' },
      withdrawn: { text: texts.withdrawn, final: true, colour: 'grey' },
    },
    documents: (id) => [{ type: briefType, id }],
    toFhir: briefToFhir,
    fromFhir: briefFromFhir,
  },
  operations,
  stories,
})
