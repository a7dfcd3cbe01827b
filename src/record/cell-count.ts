import { countDistinct } from './cell-distinct.ts'
import { countEntries, hasEntries } from './cell-entries.ts'
import { countFlow } from './cell-flow.ts'
import type { Changed } from './cell-months.ts'
import type { CellGroup } from './cell-sql.ts'
import { countStock } from './cell-stock.ts'
import type { Db } from './db.ts'

/** Months for which a stock is kept (first days, inclusive). */
export type Range = { first: string; last: string }
/** What a recomputation knows of the county. */
export type Scope = { range: Range; inside: readonly number[] }
/** Every cell of a group. @returns the months whose cells changed */
export async function countAll(tx: Db, county: number, group: CellGroup, { range, inside }: Scope): Promise<Changed> {
  if (hasEntries(group)) await countEntries(tx, county, group, range)
  else if (group.kind === 'stock') return countStock(tx, county, group, { units: 'all', from: range.first, to: range.last })
  else if (group.kind === 'distinct') await countDistinct(tx, county, group, inside)
  else await countFlow(tx, county, group, 'all')
  return 'all'
}
