import { countDistinct, reach } from './cell-distinct.ts'
import { countFlow } from './cell-flow.ts'
import { type CellGroup, shiftMonth } from './cell-sql.ts'
import { countStock } from './cell-stock.ts'
import type { Db } from './db.ts'

/** Months for which a stock is kept (first days, inclusive). */
export type Range = { first: string; last: string }
/** What a recomputation knows of the county. */
export type Scope = { range: Range; inside: readonly number[] }
/** Every cell of a group. */
export async function countAll(tx: Db, county: number, group: CellGroup, { range, inside }: Scope) {
  if (group.kind === 'stock') return countStock(tx, county, group, { units: 'all', from: range.first, to: range.last })
  if (group.kind !== 'distinct') return countFlow(tx, county, group, 'all')
  const [months] = await tx.query<{ from: string | null; to: string | null }>(
    `select min(month) as from, max(month) as to from flat_${group.view} where county_id = $1 and month is not null`,
    [county],
  )
  if (!months?.from) return
  return countDistinct(tx, county, group, { orgs: 'all', from: shiftMonth(months.from, reach - 1), to: months.to!, inside })
}
