import { type CellGroup, joinsOf, orgOf, partSql, tableOf, whereOf, withoutUnasked } from './cell-sql.ts'
import type { Db } from './db.ts'

/** A group whose rows are told by days. `on`: SQL of the local day a row counts on, where that is not its own (`f.day`). */
export type DayGroup = CellGroup & { on?: string }
/** Local days, both ends included. */
export type DaySpan = { from: string; to: string }
/** What an institution (organisation key) had on a local day: parts in the order they were asked for. */
export type DayRow = { day: string; org: number; parts: number[] }

/**
 * Sums of parts of a flow straight from the flat rows, by local day (Asia/Shanghai) and institution: the same rows as a month's cell counts, days that no cell keeps apart. A day without rows has no line.
 * Money is in fen. @throws Error for a group of stocks or persons: what holds on a day is `dayStocks`.
 */
export function daySums(db: Db, county: number, group: DayGroup, parts: readonly string[], spans: readonly DaySpan[]): Promise<DayRow[]> {
  if (group.kind !== undefined && group.kind !== 'flow') throw new Error(`${group.name} is no flow`)
  const values: unknown[] = [county]
  const param = (value: unknown) => `$${values.push(value)}::date`
  const on = group.on ?? 'f.day'
  // the index of every flat table has the month before the day
  const within = ({ from, to }: DaySpan) =>
    `${group.on ? '' : `f.month between ${param(`${from.slice(0, 7)}-01`)} and ${param(to)} and `}${on} between ${param(from)} and ${param(to)}`
  return db.query<DayRow>(
    `select ${on} as day, ${orgOf(group)} as org, json_build_array(${parts.map((name) => partSql(group.parts[name]!)).join(', ')}) as parts
     from ${tableOf(group.view)} f ${joinsOf(
       withoutUnasked(
         group,
         parts.map((name) => group.parts[name]),
       ),
     )}
     where f.county_id = $1 and (${spans.map(within).join(' or ')}) ${whereOf(group)} group by 1, 2`,
    values,
  )
}

/** How many rows of a stock hold on each of the days: begun on it or before, ended after it. Same shape as `daySums`. */
export async function dayStocks(
  db: Db,
  county: number,
  group: CellGroup,
  parts: readonly string[],
  days: readonly string[],
): Promise<DayRow[]> {
  const counted = parts.map((name) => {
    const { where, from, until } = group.parts[name]!
    const ends = until ?? group.until ?? 'f.until'
    const holds = `${from ?? 'f.day'} <= t.last and (${ends} is null or ${ends} > t.last)`
    return partSql({ ...group.parts[name]!, where: where ? `${holds} and (${where})` : holds })
  })
  return db.query<DayRow>(
    `select t.last as day, ${orgOf(group)} as org, json_build_array(${counted.join(', ')}) as parts
     from unnest($2::date[]) t(last) cross join ${tableOf(group.view)} f ${joinsOf(group)} ${group.each ?? ''}
     where f.county_id = $1 ${whereOf(group)} group by 1, 2`,
    [county, days],
  )
}

export type Newest = { day: string | null; received: string | null }
/** Of each view the newest day up to `today` of which anything is known, and when anything of its resource type came in last: one question for all. */
export async function newestOf(
  db: Db,
  county: number,
  views: readonly { name: string; resource: string }[],
  today: string,
): Promise<ReadonlyMap<string, Newest>> {
  if (views.length === 0) return new Map()
  const values: unknown[] = [county, today]
  const rows = await db.query<{ view: string; day: string | null; received: Date | null }>(
    views
      .map(
        ({
          name,
          resource,
        }) => `select '${name}' as view, (select max(f.day) from flat_${name} f where f.county_id = $1 and f.day <= $2::date
           and f.month = (select max(m.month) from flat_${name} m where m.county_id = $1 and m.month <= $2::date)) as day,
         (select max(updated) from resource where county_id = $1 and type = $${values.push(resource)}) as received`,
      )
      .join(' union all '),
    values,
  )
  return new Map(rows.map(({ view, day, received }) => [view, { day, received: received?.toISOString() ?? null }]))
}
