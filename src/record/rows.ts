import { byDimension, type CellGroup, joinsOf, lastDay, monthlyJoinsOf, tableOf, townOf, untilOf, withoutUnasked } from './cell-sql.ts'

/**
 * The rows a part counts: months (2026-02, inclusive; a stock, at the end of the last), of organisations (undefined: any), of residents of a township (nine
 * digits), or of any township that is known.
 */
export type RowsAsked = {
  group: CellGroup
  part: string
  from: string
  to: string
  orgs?: readonly number[] | undefined
  township?: string | undefined
  residents?: boolean | undefined
  /** Only rows of which the group's `dims` say so. */
  dims?: Readonly<Record<string, string>> | undefined
}
type Param = (value: unknown) => string

/** Joins and conditions that leave a part's rows of `tableOf(group.view) f`; values go through `param`, county is $1. `selected`: SQL that is asked of them. */
function rowsOfPart(
  { group: whole, part, from, to, orgs, township, residents, dims = {} }: RowsAsked,
  param: Param,
  selected: string,
): { joins: string; where: string[] } {
  const dimensions = Object.keys(dims).map((name) => whole.dims![name])
  const group = township || residents ? whole : withoutUnasked(whole, [whole.parts[part], whole.until, dimensions, selected])
  const { where: condition, from: begins, until } = group.parts[part]!
  const stock = group.kind === 'stock'
  const where = ['f.county_id = $1']
  if (stock) {
    const ends = until ?? untilOf(group)
    where.push(`${begins ?? 'f.day'} <= t.last`, `(${ends} is null or ${ends} > t.last)`)
  } else where.push(`f.month between ${param(`${from}-01`)}::date and ${param(`${to}-01`)}::date`)
  if (group.where) where.push(`(${group.where})`)
  if (condition) where.push(`(${condition})`)
  if (orgs) where.push(`f.org_key = any(${param(orgs)}::int[])`)
  if (township) where.push(`${townOf(group)} = ${param(township)}`)
  else if (residents && group.residence !== undefined) where.push(`${townOf(group)} <> ''`)
  for (const [name, value] of Object.entries(dims)) where.push(`(${group.dims![name]}) = ${param(value)}`)
  const t = stock ? `cross join (select ${param(lastDay(`${to}-01`))}::date as last) t` : ''
  return { joins: `${joinsOf(group)} ${t} ${stock ? monthlyJoinsOf(group) : ''}`, where }
}

/** The same as one FROM and WHERE, to select from: `selected` is the SQL that will be, so that nothing is joined that it does not speak of. */
export function rowsFrom(asked: RowsAsked, param: Param, selected: string): string {
  const { joins, where } = rowsOfPart(asked, param, selected)
  return `from ${tableOf(asked.group.view)} f ${joins} where ${where.join(' and ')}`
}

/** What leaves the same rows of a list over the group's own view; a stock of residents opens onto their register. */
export function rowsInList(asked: RowsAsked, param: Param): { joins: string; where: string[] } {
  if (asked.group.view !== byDimension) return rowsOfPart(asked, param, '')
  return {
    joins: '',
    where: [
      `f.patient_id in (select b.patient_id from person b where b.county_id = $1 and b.valid_to = 'infinity' and b.person_id in (select f.person_id ${rowsFrom(asked, param, 'f.person_id')}))`,
    ],
  }
}
