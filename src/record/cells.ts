import { createHash } from 'node:crypto'
import type { Db } from './db.ts'
import { refreshResidents } from './residents.ts'

/** Additive parts computed together over one view; cells are kept by month × organisation. SQL fragments speak of the view's columns through alias f. */
export type CellGroup = { name: string; view: string; parts: Readonly<Record<string, { where?: string; add?: string }>> }

const partSql = ({ where, add }: { where?: string; add?: string }) =>
  `${add ? `coalesce(sum(${add})` : '(count(*)'}${where ? ` filter (where ${where})` : ''}${add ? ', 0' : ''})::bigint`

const hashOf = (group: CellGroup) =>
  createHash('sha256')
    .update(JSON.stringify([group.view, group.parts]))
    .digest('hex')

/** Which of a group's parts stands where in `cell.parts` (1-based, as in SQL). */
export const partIndex = (group: CellGroup, part: string) => Object.keys(group.parts).indexOf(part) + 1

const insertCells = (group: CellGroup, restrict: string) =>
  `insert into cell (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key, parts)
   select f.county_id, $2, 'month', f.month, 'org', f.org_key, '', array[${Object.values(group.parts).map(partSql).join(', ')}]
   from flat_${group.view} f ${restrict} group by f.county_id, f.month, f.org_key`

/**
 * Makes every cell of the groups right: recomputes what writes have marked, or all of a group whose definition changed. Called before a number is read, with all groups of the house (a mark is taken once, for all that read its view); without
 * marks it costs one look. One recomputation at a time per county; marks are taken first, so a row committed meanwhile keeps its own mark.
 */
export async function refresh(db: Db, county: number, groups: readonly CellGroup[]): Promise<number> {
  const views = [...new Set(groups.map((g) => g.view))]
  const hashes = groups.map(hashOf)
  const [state] = await db.query<{ marked: boolean; moved: boolean; known: number }>(
    `select exists (select 1 from stale where county_id = $1 and view = any($2::text[])) as marked,
      exists (select 1 from stale where county_id = $1 and view = 'resident_dim') as moved,
      (select count(*) from measure_state m join unnest($3::text[], $4::text[]) g(name, hash) on m.measure_group = g.name and m.hash = g.hash where m.county_id = $1)::int as known`,
    [county, views, groups.map((g) => g.name), hashes],
  )
  if (state!.moved) await refreshResidents(db, county)
  if (!state!.marked && state!.known === groups.length) return 0
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x63656c6c, county])
    const taken = await tx.query<{ view: string; month: string; org_key: number }>(
      `with gone as (delete from stale where county_id = $1 and view = any($2::text[]) returning view, month, org_key) select distinct view, month, org_key from gone`,
      [county, views],
    )
    const states = await tx.query<{ measure_group: string; hash: string }>(
      'select measure_group, hash from measure_state where county_id = $1',
      [county],
    )
    if (taken.length)
      // whose marks were taken and who is not here to use them, starts over when it is asked
      await tx.query('delete from measure_state where county_id = $1 and measure_group <> all($2::text[])', [
        county,
        groups.map((g) => g.name),
      ])
    for (const [i, group] of groups.entries()) {
      if (states.some((s) => s.measure_group === group.name && s.hash === hashes[i])) {
        const cells = taken.filter((mark) => mark.view === group.view)
        if (!cells.length) continue
        const marked = [county, group.name, cells.map((c) => c.month), cells.map((c) => c.org_key)]
        const given = 'unnest($3::date[], $4::int[]) u(month, org_key)'
        await tx.query(
          `delete from cell c using ${given} where c.county_id = $1 and c.measure_group = $2 and c.grain = 'month' and c.period = u.month and c.unit_kind = 'org' and c.unit_key = u.org_key`,
          marked,
        )
        await tx.query(insertCells(group, `join ${given} on f.month = u.month and f.org_key = u.org_key where f.county_id = $1`), marked)
      } else {
        await tx.query('delete from cell where county_id = $1 and measure_group = $2', [county, group.name])
        await tx.query(insertCells(group, 'where f.county_id = $1 and f.month is not null'), [county, group.name])
        await tx.query(
          `insert into measure_state (county_id, measure_group, hash) values ($1, $2, $3) on conflict (county_id, measure_group) do update set hash = excluded.hash`,
          [county, group.name, hashes[i]],
        )
      }
    }
    return taken.length
  })
}

export type CellRow = { period: string; unit: number; parts: number[] }

/** Monthly cells of a group between two local months (first days, inclusive). */
export async function readCells(db: Db, county: number, group: CellGroup, from: string, to: string): Promise<CellRow[]> {
  const rows = await db.query<{ period: string; unit: number; parts: string[] | number[] }>(
    `select period, unit_key as unit, parts from cell where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and period between $3::date and $4::date`,
    [county, group.name, from, to],
  )
  return rows.map((row) => ({ ...row, parts: row.parts.map(Number) }))
}
