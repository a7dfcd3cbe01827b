import type { SearchParameter } from '../search-parameters.ts'
import { type Items, itemsOf } from './items.ts'
import { linkOf } from './kinds/reference.ts'
import { officialParameters } from './parameters.ts'

/** A resource of this record that another one names. */
export type Target = { type: string; id: string }

const pathsOf = (type: string, param: SearchParameter | '*'): readonly Items[] =>
  (param === '*' ? officialParameters.of(type).filter((known) => known.type === 'reference') : [param]).map(({ expression }) =>
    itemsOf(expression),
  )

/** The resources that a resource of a type names by a reference parameter, or by any ('*'): what `_include` adds. Each once. */
export function referencesOf(type: string, param: SearchParameter | '*'): (resource: unknown) => Target[] {
  const paths = pathsOf(type, param)
  const within = param === '*' ? undefined : param.target
  return (resource) => {
    const found = new Map<string, Target>()
    for (const items of paths)
      for (const item of items(resource)) {
        const link = linkOf(item)
        if (link && 'id' in link && (!within || within.includes(link.type)))
          found.set(`${link.type}/${link.id}`, { type: link.type, id: link.id })
      }
    return [...found.values()]
  }
}
