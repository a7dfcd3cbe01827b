import type { CellGroup } from './cell-sql.ts'
import { partSql } from './cell-sql.ts'
import type { Db } from './db.ts'
import { type RowsAsked, rowsFrom } from './rows.ts'

/** What of a group's cells is asked by member: months (first days, inclusive), organisations (undefined: any), residents of a township or of any that is known. */
export type MembersAsked = {
  group: CellGroup
  part: string
  from: string
  to: string
  by: 'organization' | 'township'
  orgs?: readonly number[] | undefined
  residents?: boolean
  township?: string | undefined
}
/** `member`: organisation key, or township of nine digits ('' where nobody knows). */
export type MemberMonth = { period: string; member: string; n: number }

/** A part of a flow or stock by month and member, from cells that were made right before. */
export async function memberMonths(db: Db, county: number, { group, part, from, to, by, orgs, residents, township }: MembersAsked) {
  const values: unknown[] = [county, group.name, from, to]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = [
    orgs ? `and unit_key = any(${param(orgs)}::int[])` : '',
    residents ? `and dim_key <> ''` : '',
    township ? `and dim_key = ${param(township)}` : '',
  ]
  const rows = await db.query<MemberMonth>(
    `select period::text, ${by === 'organization' ? 'unit_key::text' : 'dim_key'} as member, sum(parts[${Object.keys(group.parts).indexOf(part) + 1}])::float8 as n
     from cell where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and period between $3::date and $4::date ${where.join(' ')}
     group by 1, 2`,
    values,
  )
  return rows
}

/** A part by the code that a row has in a dimension of its group, from the rows themselves. */
export function dimensionSums(db: Db, county: number, asked: RowsAsked, dim: string) {
  const values: unknown[] = [county]
  const { where: _, ...amount } = asked.group.parts[asked.part]!
  const selected = `coalesce((${dim})::text, '') as member, ${partSql(amount)}::float8 as n`
  const from = rowsFrom(asked, (value) => `$${values.push(value)}`, selected)
  return db.query<{ member: string; n: number }>(`select ${selected} ${from} group by 1`, values)
}
