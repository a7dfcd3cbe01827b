import type { SearchParameter } from '../search-parameters.ts'
import { itemsOf } from './items.ts'
import { kindOf } from './kinds/index.ts'
import type { SortKey } from './query.ts'

/** Whether results can be put in order by a parameter. */
export const isSortable = ({ type, expression }: SearchParameter): boolean =>
  expression !== '' && type !== 'composite' && type !== 'special'

/**
 * What a resource is put in order by: of several values the one that comes first in that order, undefined without one. Dates by the instant they begin at,
 * quantities in their base unit, strings folded, tokens by code, references by Type/id.
 */
export function sortValue({ param, descending }: SortKey): (resource: unknown) => string | number | undefined {
  const kind = kindOf(param)
  if (!kind) return () => undefined
  const items = itemsOf(param.expression)
  return (resource) => {
    let first: string | number | undefined
    for (const item of items(resource)) {
      const value = kind.order(item)
      if (value !== undefined && (first === undefined || (descending ? value > first : value < first))) first = value
    }
    return first
  }
}
