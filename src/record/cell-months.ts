import { randomInt } from 'node:crypto'
import type { Db } from './db.ts'

/** Months (first days) of a group whose cells a recomputation changed. */
export type Changed = readonly string[] | 'all'

/**
 * Says that cells of these months are others now: each month of a group has a version, kept as a cell of grain `version`. A month without one has no cells. Who
 * keeps what he read asks for months whose version is another (`monthVersions`), and reads only these again.
 */
export async function markMonths(tx: Db, county: number, group: string, changed: Changed) {
  const months =
    changed === 'all'
      ? `select distinct period from cell where county_id = $1 and measure_group = $2 and grain = 'month'`
      : 'select distinct period from unnest($4::date[]) u(period)'
  await tx.query(
    `insert into cell (county_id, measure_group, grain, period, unit_kind, unit_key, parts)
     select $1, $2, 'version', m.period, '', 0, array[$3::bigint] from (${months}) m
     on conflict (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key) do update set parts = excluded.parts`,
    [county, group, randomInt(2 ** 47), ...(changed === 'all' ? [] : [changed])],
  )
}

/** The versions of a group's months (first days, inclusive). Read before the cells themselves: then what is kept under a version is never older than it. */
export async function monthVersions(db: Db, county: number, group: string, from: string, to: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.query<{ period: string; version: number }>(
    `select period, parts[1] as version from cell where county_id = $1 and measure_group = $2 and grain = 'version' and period between $3::date and $4::date`,
    [county, group, from, to],
  )
  return new Map(rows.map(({ period, version }) => [period, Number(version)]))
}

/** What the versions of all months of a year come to, by `group year` (visits 2026), of several counties together. */
export async function yearVersions(db: Db, counties: readonly number[], groups: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ year: string; version: string }>(
    `select measure_group || ' ' || extract(year from period) as year, sum(hashtextextended(concat_ws('|', county_id, period, parts[1]), 0))::text as version
     from cell where county_id = any($1::int[]) and measure_group = any($2::text[]) and grain = 'version' group by 1`,
    [counties, groups],
  )
  return new Map(rows.map(({ year, version }) => [year, version]))
}
