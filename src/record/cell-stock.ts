import {
  type CellGroup,
  hasSpans,
  joinsOf,
  lastDay,
  monthlyJoinsOf,
  monthsBetween,
  orgOf,
  partsSql,
  tableOf,
  townOf,
  untilOf,
  whereOf,
} from './cell-sql.ts'
import { type NewCell, replaceCells } from './cell-store.ts'
import type { Db } from './db.ts'

/** What of a stock is counted anew: institutions (townships where the rows belong to none, 0 for none that is known), and the months. */
export type StockScope = { units: readonly number[] | 'all'; from: string; to: string }
type Delta = { part: number; unit: number; town: string; lo: string | null; n: number; hi: string | null }

/**
 * Counts a stock at the ends of the months of a scope. Where its parts are spans, from where they begin and end (rows are read once); otherwise row by row for each
 * month it holds.
 * @returns the months in which anything changed
 */
export async function countStock(tx: Db, county: number, group: CellGroup, { units, from, to }: StockScope): Promise<readonly string[]> {
  const key = group.nowhere ? `coalesce(nullif(c.dim_key, '')::int, 0)` : 'c.unit_key'
  const months = monthsBetween(from, to)
  const cells = hasSpans(group) ? await bySpans(tx, county, group, months, units) : await byMonths(tx, county, group, months, units)
  const where = `c.period between $3::date and $4::date ${units === 'all' ? '' : `and ${key} = any($5::int[])`}`
  return replaceCells(tx, county, group.name, cells, where, [from, to, ...(units === 'all' ? [] : [units])])
}

const only = (group: CellGroup, units: StockScope['units'], at: string) =>
  units === 'all' ? '' : `and ${group.nowhere ? `coalesce(nullif(${townOf(group)}, '')::int, 0)` : orgOf(group)} = any(${at}::int[])`

function byMonths(tx: Db, county: number, group: CellGroup, months: readonly string[], units: StockScope['units']) {
  const until = untilOf(group)
  return tx.query<NewCell>(
    `select date_trunc('month', t.last)::date as period, ${orgOf(group)} as unit, ${townOf(group)} as town, ${partsSql(group)} as parts
     from ${tableOf(group.view)} f ${joinsOf(group)} join unnest($2::date[]) t(last) on f.day <= t.last and (${until} is null or ${until} > t.last) ${monthlyJoinsOf(group)}
     where f.county_id = $1 ${whereOf(group)} ${only(group, units, '$3')} group by 1, 2, 3`,
    [county, months.map(lastDay), ...(units === 'all' ? [] : [units])],
  )
}

/** A row counts at the ends of the months from that in which it begins to the one before that in which it ends. */
async function bySpans(tx: Db, county: number, group: CellGroup, months: readonly string[], units: StockScope['units']) {
  const parts = Object.values(group.parts)
  const spans = parts.map(({ where, add, from, until }, i) => ({
    part: String(i),
    lo: `(${from ?? 'f.day'})::date`,
    hi: `(${until ?? untilOf(group)})::date`,
    n: `(${where ? `case when ${where} then ${add ?? 1} end` : (add ?? 1)})::bigint`,
  }))
  const column = (name: 'part' | 'lo' | 'hi' | 'n') => `array[${spans.map((span) => span[name]).join(', ')}]`
  const deltas = await tx.query<Delta>(
    `select v.part, ${orgOf(group)} as unit, ${townOf(group)} as town, greatest(date_trunc('month', v.lo), $2::date)::date as lo,
       date_trunc('month', v.hi)::date as hi, sum(v.n)::bigint as n
     from ${tableOf(group.view)} f ${joinsOf(group)} cross join lateral unnest(${column('part')}, ${column('lo')}, ${column('hi')}, ${column('n')}) v(part, lo, hi, n)
     where f.county_id = $1 ${whereOf(group)} and v.n <> 0 and v.lo <= $3::date and (v.hi is null or (v.hi > v.lo and v.hi >= $2::date)) ${only(group, units, '$4')}
     group by 1, 2, 3, 4, 5`,
    [county, months[0]!, lastDay(months.at(-1)!), ...(units === 'all' ? [] : [units])],
  )
  const at = new Map(months.map((month, i) => [month, i]))
  const units_ = new Map<string, { unit: number; town: string; change: number[][] }>()
  for (const { part, unit, town, lo, hi, n } of deltas) {
    const key = `${unit}|${town}`
    const known = units_.get(key) ?? { unit, town, change: months.map(() => parts.map(() => 0)) }
    units_.set(key, known)
    known.change[at.get(lo!)!]![part]! += n
    const end = hi === null ? undefined : at.get(hi)
    if (end !== undefined) known.change[end]![part]! -= n
  }
  return [...units_.values()].flatMap(({ unit, town, change }) => {
    const sums = parts.map(() => 0)
    return months.flatMap((period, i): NewCell[] => {
      for (const [p, n] of change[i]!.entries()) sums[p]! += n
      return sums.some((n) => n !== 0) ? [{ period, unit, town, parts: [...sums] }] : []
    })
  })
}
