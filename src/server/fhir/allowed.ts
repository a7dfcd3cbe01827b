import { asksHierarchy, hierarchies } from '../../fhir/search/hierarchy.ts'
import type { Criterion, Query } from '../../fhir/search/query.ts'
import { resourceTypes } from '../../fhir/validate/schema.ts'
import { type Caller, mustMay } from './caller.ts'
import { mustNotGuess } from './guessing.ts'
import { refuseFhir } from './outcome.ts'

/** Resources on one page. */
export const mostOnPage = 1000

/** The types that the caller may read; undefined when that is every one. */
export function openTypes(caller: Caller): readonly string[] | undefined {
  const open = resourceTypes().filter((type) => caller.may('read', type))
  return open.length === resourceTypes().length ? undefined : open
}

/** The criterion with those ways of a chain that the caller may go: who finds by what stands in a document learns what stands in it. @throws FhirRefusal 403 when there is none */
export function within(caller: Caller, criterion: Criterion): Criterion {
  if (criterion.kind === 'chain') {
    const of = criterion.of.filter(({ type }) => caller.may('search', type))
    if (!of.length) mustMay(caller, 'search', criterion.of[0]?.type ?? criterion.param.code)
    return { ...criterion, of: of.map((one) => ({ ...one, criterion: within(caller, one.criterion) })) }
  }
  if (criterion.kind === 'each')
    return {
      ...criterion,
      of: criterion.of.map((one) => ({
        ...one,
        criterion: caller.may('search', one.type) ? within(caller, one.criterion) : one.criterion,
      })),
    }
  if (asksHierarchy(criterion)) for (const type of hierarchies(criterion.param)) mustMay(caller, 'search', type)
  if (criterion.kind !== 'has') return criterion
  mustMay(caller, 'search', criterion.type)
  return { ...criterion, criterion: within(caller, criterion.criterion) }
}

/** What a caller may ask of a query: of all types those that are open to him, and at most one page. @throws FhirRefusal 403 */
export function allowed(caller: Caller, query: Query): Query {
  if (query.type !== undefined) mustMay(caller, 'search', query.type)
  mustNotGuess(caller, query.type, query)
  const types = query.type === undefined ? (query.types ?? resourceTypes()).filter((type) => caller.may('search', type)) : undefined
  if (types?.length === 0) throw refuseFhir(403, 'forbidden', 'You may not search any of these types.')
  return {
    ...query,
    types,
    criteria: query.criteria.map((criterion) => within(caller, criterion)),
    count: query.count === undefined ? undefined : Math.min(query.count, mostOnPage),
  }
}
