import { paramsOf } from './compartments.ts'
import { itemsOf } from './items.ts'
import { kindOf } from './kinds/index.ts'
import { isElement } from './kinds/kind.ts'
import { linkOf } from './kinds/reference.ts'
import type { Criterion } from './query.ts'

type Matches = (resource: unknown) => boolean

const never: Matches = () => false

function valueMatcher(criterion: Criterion & { kind: 'value' }): Matches {
  const { param, operands, modifier } = criterion
  const kind = kindOf(param)
  if (!kind || modifier === 'in' || modifier === 'not-in') return never
  const items = itemsOf(param.expression)
  const test = kind.test(operands, criterion)
  const some: Matches = (resource) => {
    const found = items(resource)
    for (let at = 0; at < found.length; at++) if (test(found[at])) return true
    return false
  }
  return modifier === 'not' ? (resource) => !some(resource) : some
}

function compartmentMatcher(type: string, criterion: Criterion & { kind: 'compartment' }): Matches {
  const { compartment, id } = criterion
  const paths = paramsOf(type, criterion).map(({ expression }) => itemsOf(expression))
  const itself: Matches = (resource) => isElement(resource) && resource.resourceType === compartment && resource.id === id
  return (resource) =>
    itself(resource) ||
    paths.some((items) =>
      items(resource).some((item) => {
        const link = linkOf(item)
        return link !== undefined && 'id' in link && link.type === compartment && link.id === id
      }),
    )
}

/**
 * Whether a resource of a type meets a criterion: the truth about a match (http://hl7.org/fhir/R4/search.html). Compile once, run often.
 * Chains and `_has` need other documents and never hold here, nor do `:in` and `:not-in` that nobody has expanded. `_id` and
 * `_lastUpdated` are read from the resource as it stands in the answer.
 */
export function matcher(type: string, criterion: Criterion): Matches {
  if (criterion.kind === 'value') return valueMatcher(criterion)
  if (criterion.kind === 'compartment') return compartmentMatcher(type, criterion)
  if (criterion.kind !== 'missing') return never
  const items = itemsOf(criterion.param.expression)
  return (resource) => (items(resource).length === 0) === criterion.missing
}
