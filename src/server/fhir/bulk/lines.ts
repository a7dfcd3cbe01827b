import { stamped } from '../../../fhir/document.ts'
import { matcher } from '../../../fhir/search/match.ts'
import type { Exported, ExportFilter } from '../../../record/export.ts'
import { present } from '../present.ts'
import type { Asked } from './store.ts'

const testOf = ({ type, criteria }: ExportFilter) => {
  const tests = criteria?.map((criterion) => matcher(type, criterion))
  return (resource: unknown) => tests?.every((test) => test(resource)) ?? false
}

/** The line of a document in an export, as a read would answer it; nothing for one that filters name the type of and none lets through. */
export function linesOf({
  filters = [],
  elements,
  sees,
}: Pick<Asked, 'filters' | 'elements' | 'sees'>): (one: Exported) => string | undefined {
  const tests = new Map<string, ReturnType<typeof testOf>[]>()
  for (const filter of filters) tests.set(filter.type, [...(tests.get(filter.type) ?? []), testOf(filter)])
  return (one) => {
    const some = tests.get(one.type)
    if (some) {
      const resource: unknown = JSON.parse(stamped(one.doc, one.version, one.updated))
      if (!some.some((test) => test(resource))) return undefined
    }
    return present({ sees }, one, { elements })
  }
}
