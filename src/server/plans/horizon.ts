import { shift } from '../../kernel/grammar/period.ts'
import type { Db } from '../../record/db.ts'

/** How many months back it is looked for the newest one that was reported. */
const looked = 6
/** The first month of which anything is known (cells of what holds may go back further, as zeros), and the newest that most institutions have reported (2026-02). */
export type Known = { first: string; last: string }

/**
 * What is known of groups of rows, by their name. Months come in late: the newest that counts as over has cells of at least half as many institutions as the fullest
 * before it. Nothing in the last months: the last month with anything.
 */
export async function knownMonths(
  db: Db,
  county: number,
  groups: readonly string[],
  thisMonth: string,
): Promise<ReadonlyMap<string, Known>> {
  const rows = await db.query<{ name: string; first: string; last: string; months: Readonly<Record<string, number>> | null }>(
    `select g.name, to_char(e.first, 'YYYY-MM') as first, to_char(e.last, 'YYYY-MM') as last, m.months
     from unnest($2::text[]) g(name),
     lateral (select
       (select period from cell where county_id = $1 and measure_group = g.name and grain = 'month' and exists (select from unnest(parts) n where n > 0) order by period limit 1) as first,
       (select period from cell where county_id = $1 and measure_group = g.name and grain = 'month' and period < $3::date order by period desc limit 1) as last) e,
     lateral (select json_object_agg(to_char(p.period, 'YYYY-MM'), p.n) as months from (
       select period, count(distinct unit_key) as n from cell
       where county_id = $1 and measure_group = g.name and grain = 'month' and unit_kind = 'org' and period >= $4::date and period < $3::date group by period) p) m
     where e.first is not null and e.last is not null`,
    [county, groups, `${thisMonth}-01`, `${shift(thisMonth, -looked)}-01`],
  )
  return new Map(rows.map(({ name, first, last, months }) => [name, { first, last: reported(months ?? {}) ?? last }]))
}

function reported(months: Readonly<Record<string, number>>): string | undefined {
  const names = Object.keys(months).sort()
  return names.findLast((name) => names.every((before) => before >= name || months[name]! * 2 >= months[before]!))
}

/** Whether a write has marked cells of months before this one, or rows of views that other months may look at. */
export async function markedBefore(db: Db, county: number, views: readonly string[], thisMonth: string): Promise<boolean> {
  const [row] = await db.query<{ marked: boolean }>(
    'select exists (select 1 from stale where county_id = $1 and (month < $2::date or view = any($3::text[]))) as marked',
    [county, `${thisMonth}-01`, views],
  )
  return row!.marked
}
