import { workflowOf } from '../../kernel/grammar/capability.ts'
import { filingFromFhir, filingToFhir, filingType } from './fhir.ts'
import { operations } from './operations.ts'
import { Filing } from './shape.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'

export const filing = workflowOf<Filing>()({
  kind: {
    name: 'filing',
    text: texts.filing,
    shape: Filing,
    states: { filed: { text: texts.filed, colour: 'green' }, withdrawn: { text: texts.withdrawn, final: true, colour: 'grey' } },
    documents: (id) => [{ type: filingType, id }],
    toFhir: filingToFhir,
    fromFhir: filingFromFhir,
  },
  operations,
  stories,
})
