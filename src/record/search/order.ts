import { mainDateOf } from '../../fhir/search/main-date.ts'
import type { SortKey } from '../../fhir/search/query.ts'
import type { Order } from './page.ts'

/** The order that an index gives, where `_sort` asks for one: by id (also when nothing is asked), last change or main date. Nothing when documents must be read to sort them. */
export function orderOf(sort: readonly SortKey[], types: readonly string[]): Order | undefined {
  const [first, second, ...rest] = sort
  if (!first) return { by: 'id', descending: false }
  if (rest.length || (second && (second.param.code !== '_id' || second.descending !== first.descending))) return undefined
  const { descending, param } = first
  if (param.code === '_id') return second ? undefined : { by: 'id', descending }
  if (param.code === '_lastUpdated') return { by: 'updated', descending }
  return types.every((type) => mainDateOf(type)?.code === param.code) ? { by: 'at', descending } : undefined
}
