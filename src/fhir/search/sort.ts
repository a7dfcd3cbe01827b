import type { SearchParameter } from '../search-parameters.ts'
import { itemsOf } from './items.ts'
import { kindOf } from './kinds/index.ts'

/** Whether results can be put in order by a parameter. */
export const isSortable = ({ type, expression }: SearchParameter): boolean =>
  expression !== '' && type !== 'composite' && type !== 'special'

/**
 * What a resource is put in order by: the lowest of its values, undefined without one. Dates by the instant they begin at, quantities in
 * their base unit, strings folded, tokens by code, references by Type/id.
 */
export function sortValue(_type: string, param: SearchParameter): (resource: unknown) => string | number | undefined {
  const kind = kindOf(param)
  if (!kind) return () => undefined
  const items = itemsOf(param.expression)
  return (resource) => {
    let lowest: string | number | undefined
    for (const item of items(resource)) {
      const value = kind.order(item)
      if (value !== undefined && (lowest === undefined || value < lowest)) lowest = value
    }
    return lowest
  }
}
