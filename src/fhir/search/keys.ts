import { linksIn, localKey, named } from '../references.ts'
import type { Resource } from '../resource.ts'
import type { SearchParameter } from '../search-parameters.ts'
import { memo } from '../validate/schema.ts'
import { type Items, itemsOf } from './items.ts'
import { hull, type Span, spansOf } from './kinds/date.ts'
import { kindOf } from './kinds/index.ts'
import type { Kind } from './kinds/kind.ts'
import { mainDate, mainDateOf } from './main-date.ts'
import { officialParameters } from './parameters.ts'

/** What goes into the index about a resource: the keys it is found by, and the span of its main date. */
export type SearchKeys = { keys: string[]; at?: Span }

/** Columns of their own. */
const COLUMNS = new Set(['_id', '_lastUpdated'])

/** The parameter whose keys also answer this one: string parameters over the same elements (`phonetic` over `name`) share theirs. */
export function keyParameter(type: string, parameter: SearchParameter): SearchParameter {
  if (parameter.type !== 'string' || parameter.expression === '') return parameter
  return (
    officialParameters.of(type).find(({ type: kind, expression }) => kind === 'string' && expression === parameter.expression) ?? parameter
  )
}

type Source = { param: SearchParameter; kind: Kind; items: Items }

const sourcesOf: (type: string) => readonly Source[] = memo((type) =>
  officialParameters.of(type).flatMap((param) => {
    const kind = kindOf(param)
    const keyless = COLUMNS.has(param.code) || param.code === mainDate(type) || param.expression === ''
    return !kind || keyless || keyParameter(type, param) !== param ? [] : [{ param, kind, items: itemsOf(param.expression) }]
  }),
)

const mainItems: (type: string) => Items | undefined = memo((type) => {
  const main = mainDateOf(type)
  return main && itemsOf(main.expression)
})

/** Stands for a parameter in the keys of references that no search parameter reads: who deletes what they name must learn of them. */
export const OTHERWISE = '+ref'

function addOthers(resource: Resource, found: Set<string>): void {
  const links = linksIn(resource)
  if (links.length === 0) return
  const known = new Set<string>()
  for (const key of found) known.add(key.slice(key.indexOf('|') + 1))
  for (const { reference } of links) {
    const target = localKey(reference)
    if (target && !known.has(named(target))) found.add(`${OTHERWISE}|${named(target)}`)
  }
}

/**
 * What the index keeps of a resource: `param||code` and `param|system|code` of tokens, `param|Type/id` of references, `param|=address` of
 * addresses and canonicals, `param|^beginning` of strings, `param|@2024-05` of dates. Numbers and quantities have no keys.
 */
export function searchKeys(resource: Resource): SearchKeys {
  const { resourceType: type } = resource
  const found = new Set<string>()
  const add = (key: string) => {
    found.add(key)
  }
  for (const { param, kind, items } of sourcesOf(type)) {
    const values = items(resource)
    for (let at = 0; at < values.length; at++) kind.keys(values[at], param, add)
  }
  addOthers(resource, found)
  const dates = mainItems(type)?.(resource) ?? []
  const at = dates.length > 0 ? hull(dates.flatMap(spansOf)) : undefined
  return at ? { keys: [...found], at } : { keys: [...found] }
}
