import { LRUCache } from 'lru-cache'
import type { OrgNode } from '../../record/organizations.ts'
import type { RecordStore } from '../../record/record.ts'

type Answer = { nodes: readonly OrgNode[]; cells: readonly (readonly unknown[])[] }
const caches = new WeakMap<RecordStore, LRUCache<string, Answer>>()
/** As many cells as all answers together may have: some 50 MB. */
const most = 200_000

/** An answer that was given before to the same question, while the cells and the organisations are the same. `key` says the question and the cells' version. */
export async function remembered<T>(
  record: RecordStore,
  nodes: readonly OrgNode[],
  key: string,
  answer: () => Promise<T[][]>,
): Promise<T[][]> {
  const cache =
    caches.get(record) ??
    new LRUCache<string, Answer>({ maxSize: most, sizeCalculation: ({ cells }) => 1 + cells.reduce((n, row) => n + row.length, 0) })
  caches.set(record, cache)
  const known = cache.get(key)
  if (known?.nodes === nodes) return known.cells as T[][]
  const cells = await answer()
  cache.set(key, { nodes, cells })
  return cells
}
