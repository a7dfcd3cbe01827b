import { type CellGroup, joinsOf, orgOf, partsSql, tableOf, townOf, whereOf } from './cell-sql.ts'
import { dropCells, type NewCell, putCells } from './cell-store.ts'
import type { Db } from './db.ts'

/** A month of an institution, and the days of it that changed (null: any). */
export type MonthOf = { month: string; org: number; days: readonly string[] | null }

/** What a flow's cells are: months (or days), institutions, townships and parts. */
export const flowSql = (group: CellGroup, marked = '', period = 'f.month') =>
  `select ${period} as period, ${orgOf(group)} as unit, ${townOf(group)} as town, ${partsSql(group)} as parts
   from ${tableOf(group.view)} f ${marked} ${joinsOf(group, !marked)} where f.county_id = $1 and f.month is not null ${whereOf(group)} group by 1, 2, 3`

/** From how many rows of an institution's month its days are kept apart, once one of them was marked. */
export const large = { rows: 500 }

/** Counts all cells of a flow anew, or those of marked months of institutions: from the marked days alone where the days of the month are kept. */
export async function countFlow(tx: Db, county: number, group: CellGroup, marks: readonly MonthOf[] | 'all') {
  if (marks === 'all') {
    await dropCells(tx, county, group.name)
    return putCells(tx, county, group.name, 'org', await tx.query<NewCell>(flowSql(group), [county]))
  }
  const months: MonthOf[] = []
  for (const mark of marks) if (group.nowhere || !(await byDays(tx, county, group, mark))) months.push(mark)
  if (!months.length) return
  const values = [months.map((m) => m.month), months.map((m) => m.org)]
  const whole = group.nowhere ? 'true' : 'c.unit_key = u.org'
  await dropCells(
    tx,
    county,
    group.name,
    `exists (select 1 from unnest($3::date[], $4::int[]) u(month, org) where date_trunc('month', c.period) = u.month and ${whole})`,
    values,
  )
  const marked = group.nowhere
    ? 'join (select distinct u.month from unnest($2::date[], $3::int[]) u(month, org)) u on f.month = u.month'
    : 'join unnest($2::date[], $3::int[]) u(month, org) on f.month = u.month and f.org_key = u.org'
  await putCells(tx, county, group.name, 'org', await tx.query<NewCell>(flowSql(group, marked), [county, ...values]))
}

/** Counts marked days of a large month and sums its days; the first time all of them. False where the month is small, or any day may have changed. */
async function byDays(tx: Db, county: number, group: CellGroup, { month, org, days }: MonthOf): Promise<boolean> {
  if (days === null) return false
  const [seen] = await tx.query<{ kept: boolean; large: boolean }>(
    `select exists (select 1 from cell where county_id = $1 and measure_group = $2 and grain = 'day' and unit_kind = 'org' and unit_key = $4
       and period >= $3::date and period < $3::date + interval '1 month') as kept,
      (select count(*) from (select 1 from ${tableOf(group.view)} f where f.county_id = $1 and f.month = $3::date and f.org_key = $4 limit ${large.rows}) r) = ${large.rows} as large`,
    [county, group.name, month, org],
  )
  if (!seen!.large && !seen!.kept) return false
  const some = seen!.kept
  const marked = `join unnest($2::date[], $3::int[]${some ? ', $4::date[]' : ''}) u(month, org${some ? ', day' : ''})
    on f.month = u.month and f.org_key = u.org ${some ? 'and f.day = u.day' : ''}`
  const places = some ? [days.map(() => month), days.map(() => org), days] : [[month], [org]]
  if (some) await dropCells(tx, county, group.name, `c.grain = 'day' and c.unit_key = $4 and c.period = any($3::date[])`, [days, org])
  await putCells(tx, county, group.name, 'org', await tx.query<NewCell>(flowSql(group, marked, 'f.day'), [county, ...places]), 'day')
  await dropCells(tx, county, group.name, `c.grain = 'month' and c.period = $3::date and c.unit_key = $4`, [month, org])
  const sums = Object.keys(group.parts).map((_, i) => `sum(c.parts[${i + 1}])`)
  const cells = await tx.query<NewCell>(
    `select $3::date as period, unit_key as unit, dim_key as town, array[${sums.join(', ')}]::bigint[] as parts from cell c
     where county_id = $1 and measure_group = $2 and grain = 'day' and unit_kind = 'org' and unit_key = $4 and period >= $3::date and period < $3::date + interval '1 month' group by 2, 3`,
    [county, group.name, month, org],
  )
  await putCells(tx, county, group.name, 'org', cells)
  return true
}
