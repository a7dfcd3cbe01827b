import { workflowOf } from '../../kernel/grammar/capability.ts'
import { definitionType, fromFhir, toFhir } from './fhir.ts'
import type { Library } from './library.ts'
import { operationsOver } from './operations.ts'
import { Definition } from './shape.ts'
import { stories } from './stories.ts'
import { texts } from './texts.ts'

export const workflowOver = (library: Library) =>
  workflowOf<Definition>()({
    kind: {
      name: 'definition',
      text: texts.definition,
      shape: Definition,
      states: {
        draft: { text: texts.draftState, colour: 'orange' },
        active: { text: texts.activeState, colour: 'green' },
        retired: { text: texts.retiredState, colour: 'grey', final: true },
      },
      documents: (id) => [{ type: definitionType, id }],
      toFhir,
      fromFhir,
    },
    operations: operationsOver(library),
    stories,
  })

/** The workflow as the page needs it: names, words and inputs. The server decides with the whole library. */
export const definition = workflowOver({ views: [], groups: [] })
