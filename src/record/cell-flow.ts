import { type CellGroup, joinsOf, orgOf, partsSql, tableOf, townOf, whereOf } from './cell-sql.ts'
import { dropCells, type NewCell, putCells } from './cell-store.ts'
import type { Db } from './db.ts'

/** A month of an institution. */
export type MonthOf = { month: string; org: number }

/** What a flow's cells are: months, institutions, townships and parts. */
export const flowSql = (group: CellGroup, marked = '') =>
  `select f.month as period, ${orgOf(group)} as unit, ${townOf(group)} as town, ${partsSql(group)} as parts
   from ${tableOf(group.view)} f ${marked} ${joinsOf(group, !marked)} where f.county_id = $1 and f.month is not null ${whereOf(group)} group by 1, 2, 3`

/** Counts all cells of a flow anew, or those of marked months of institutions. */
export async function countFlow(tx: Db, county: number, group: CellGroup, marks: readonly MonthOf[] | 'all') {
  if (marks === 'all') {
    await dropCells(tx, county, group.name)
    return putCells(tx, county, group.name, 'org', await tx.query<NewCell>(flowSql(group), [county]))
  }
  const values = [marks.map((m) => m.month), marks.map((m) => m.org)]
  const whole = group.nowhere ? 'true' : 'c.unit_key = u.org'
  await dropCells(
    tx,
    county,
    group.name,
    `exists (select 1 from unnest($3::date[], $4::int[]) u(month, org) where c.period = u.month and ${whole})`,
    values,
  )
  const marked = group.nowhere
    ? 'join (select distinct u.month from unnest($2::date[], $3::int[]) u(month, org)) u on f.month = u.month'
    : 'join unnest($2::date[], $3::int[]) u(month, org) on f.month = u.month and f.org_key = u.org'
  await putCells(tx, county, group.name, 'org', await tx.query<NewCell>(flowSql(group, marked), [county, ...values]))
}
