import type { Criterion, Query } from '../../fhir/search/query.ts'
import type { SearchParameter } from '../../fhir/search-parameters.ts'
import { memo } from '../../fhir/validate/schema.ts'
import type { Caller } from './caller.ts'
import { type Plan, planFor, planOfResource } from './mask-plan.ts'
import { refuseFhir } from './outcome.ts'

const rulesOf = (plan: Plan, element: string) =>
  [...plan].flatMap(([name, rule]) => (name === element || new RegExp(`^${element}[A-Z]`).test(name) ? [rule] : []))

/** Whether what stands at a path within a plan is masked, or an element of it is. Identifiers of things are masked only where they look like a person's. */
function masks(plan: Plan, [element, ...deeper]: readonly string[]): boolean {
  if (element === undefined) return [...plan.values()].some(({ kind }) => kind === 'mask')
  return rulesOf(plan, element).some((rule) => {
    if (rule.kind !== 'walk') return rule.kind === 'mask'
    return (rule.type !== 'Identifier' || rule.personal) && masks(planFor(rule.type, rule.personal), deeper)
  })
}

/** `Patient.telecom.where(system='phone')`; others (with operators or functions) name no element. */
const elementPath = /^\(?([A-Z]\w+)((?:\.\w+)*?)(?:\.where\([^()]*\)|\.as\(\w+\))?\)?$/

/** Whether a parameter looks at what masked readers are not shown. Free text may hold anything; of a county's own parameters only plain paths can be told. */
const looksBehind = memo((key): boolean => {
  const [type = '', code = '', custom = '', expression = ''] = key.split('\n')
  if (code === '_text' || code === '_content') return true
  return expression.split(' | ').some((part) => {
    const [, , path] = elementPath.exec(part.trim()) ?? []
    return path === undefined ? custom !== '' : masks(planOfResource(type), path.split('.').slice(1))
  })
})
const behind = (type: string, { code, custom, expression }: SearchParameter) =>
  looksBehind([type, code, custom ? 'custom' : '', expression].join('\n'))

/** The parameters of a criterion on a type that look behind the mask. */
function guesses(type: string, criterion: Criterion): string[] {
  switch (criterion.kind) {
    case 'chain':
    case 'each':
      return criterion.of.flatMap((one) => guesses(one.type, one.criterion))
    case 'has':
      return guesses(criterion.type, criterion.criterion)
    case 'value':
      return criterion.modifier === 'identifier' || behind(type, criterion.param) ? [criterion.param.code] : []
    default:
      return []
  }
}

/**
 * Whoever sees persons masked may not ask for the names, numbers, contacts, addresses and days of birth that he is not shown: each search would test a guess, and an order
 * by them would tell what comes first. @throws FhirRefusal 403
 */
export function mustNotGuess({ sees }: Caller, type: string | undefined, { criteria, sort }: Pick<Query, 'criteria' | 'sort'>): void {
  if (sees === 'full') return
  const asked = [
    ...criteria.flatMap((criterion) => guesses(type ?? 'Resource', criterion)),
    ...sort.flatMap(({ param }) => (type !== undefined && behind(type, param) ? [param.code] : [])),
  ]
  if (asked.length)
    throw refuseFhir(
      403,
      'suppressed',
      `You see persons masked, so you may not search or sort by ${[...new Set(asked)].join(', ')}: that would test guesses. Search by _id, or by what you are shown.`,
      `http.${asked[0]}`,
    )
}
