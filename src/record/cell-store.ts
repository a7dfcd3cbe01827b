import type { Db } from './db.ts'

/** A cell to be: its month, unit, township and parts. */
export type NewCell = { period: string; unit: number; town: string; parts: readonly (number | string)[] }
/** Persons are kept by institution, for the county's institutions, by the township where they live, and for all whose township is known. Everything else by institution alone. */
export type UnitKind = 'org' | 'county' | 'residence' | 'residents'

const page = 5000

/** Puts cells of a group; the same keys must be gone before. */
export async function putCells(
  tx: Db,
  county: number,
  group: string,
  kind: UnitKind,
  cells: readonly NewCell[],
  grain: 'month' | 'day' = 'month',
) {
  for (let i = 0; i < cells.length; i += page) {
    const some = cells.slice(i, i + page)
    await tx.query(
      `insert into cell (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key, parts)
       select $1, $2, $8, u.period, $3, u.unit, u.town, u.parts::bigint[] from unnest($4::date[], $5::int[], $6::text[], $7::text[]) u(period, unit, town, parts)`,
      [
        county,
        group,
        kind,
        some.map((c) => c.period),
        some.map((c) => c.unit),
        some.map((c) => c.town),
        some.map((c) => `{${c.parts.join(',')}}`),
        grain,
      ],
    )
  }
}

/** Takes cells away: all of a group, or those that a condition over alias c names (its values from $3 on). */
export const dropCells = (tx: Db, county: number, group: string, where = '', values: readonly unknown[] = []) =>
  tx.query(`delete from cell c where c.county_id = $1 and c.measure_group = $2 ${where && `and ${where}`}`, [county, group, ...values])
