import type { Resource } from '../../fhir/resource.ts'
import { defineCapability } from '../../kernel/grammar/capability.ts'
import { type Compiled, compileDefinition } from './compile.ts'
import { definitionType, fromFhir } from './fhir.ts'
import type { Library } from './library.ts'
import { lists } from './lists.ts'
import { texts } from './texts.ts'
import { definitionView } from './view.ts'
import { workflowOver } from './workflow.ts'

/**
 * The numbers of one document: of its version in force. None while it is only written or when it is retired; none either when it no longer compiles, because an
 * upgrade took a column away: the others must go on, and the page says so.
 */
function numbersOf(document: Resource, library: Library): Compiled {
  const { id, state, active } = fromFhir([document])
  const read = state === 'active' && active ? compileDefinition(id, active, library) : undefined
  return read && 'compiled' in read ? read.compiled : { measures: [], indicators: [] }
}

/** Local indicators over what the other capabilities count. */
export const definitionsOver = (library: Library) =>
  defineCapability({
    name: 'definitions',
    text: texts.definitions,
    workflows: [workflowOver(library)],
    views: [definitionView],
    lists,
    measures: [],
    indicators: [],
    local: { type: definitionType, numbers: (document) => numbersOf(document, library) },
    texts,
    pages: [{ path: '/definitions', text: texts.definitions, verb: 'definition.read', page: () => import('./web/Definitions.tsx') }],
  })
