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

/** Cells by `kind|month|unit|town`. */
export type Cells = Map<string, number[]>
const newCell = (key: string, parts: readonly number[]): NewCell & { kind: UnitKind } => {
  const [kind, period, unit, town] = key.split('|') as [UnitKind, string, string, string]
  return { kind, period, unit: Number(unit), town, parts }
}
/** Puts cells that are not there, but those of which nothing is left. */
export const putAll = async (tx: Db, county: number, group: string, cells: Cells) => {
  const all = [...cells].filter(([, parts]) => parts.some((n) => n !== 0)).map(([key, parts]) => newCell(key, parts))
  for (const kind of ['org', 'county', 'residence', 'residents'] as const)
    await putCells(
      tx,
      county,
      group,
      kind,
      all.filter((cell) => cell.kind === kind),
    )
}

/** Adds to cells of months what changes. @returns the months (first days) in which anything did */
export async function addToCells(tx: Db, county: number, group: string, changes: Cells): Promise<readonly string[]> {
  const cells: Cells = new Map([...changes].filter(([, parts]) => parts.some((n) => n !== 0)))
  if (!cells.size) return []
  const keys = [...cells.keys()]
  const months = [...new Set(keys.map((key) => key.split('|')[1]!))]
  const known = await tx.query<{ key: string; parts: (number | string)[] }>(
    `delete from cell c where c.county_id = $1 and c.measure_group = $2 and c.grain = 'month' and c.unit_kind || '|' || c.period || '|' || c.unit_key || '|' || c.dim_key = any($3::text[])
     and c.period = any($4::date[]) returning c.unit_kind || '|' || c.period || '|' || c.unit_key || '|' || c.dim_key as key, c.parts`,
    [county, group, keys, months],
  )
  for (const { key, parts: counts } of known)
    cells.set(
      key,
      cells.get(key)!.map((n, i) => n + Number(counts[i])),
    )
  await putAll(tx, county, group, cells)
  return months
}

type Known = { period: string; unit: number; town: string; parts: string }
const keyOf = ({ period, unit, town }: Pick<NewCell, 'period' | 'unit' | 'town'>) => `${period}|${unit}|${town}`

/**
 * Makes the months of institutions that a condition over alias c names (its values from $3 on) these cells, writing only what differs.
 * @returns the months (first days) in which anything did
 */
export async function replaceCells(
  tx: Db,
  county: number,
  group: string,
  cells: readonly NewCell[],
  where: string,
  values: readonly unknown[],
): Promise<readonly string[]> {
  const known = await tx.query<Known>(
    `select c.period, c.unit_key as unit, c.dim_key as town, c.parts::text as parts from cell c
     where c.county_id = $1 and c.measure_group = $2 and c.grain = 'month' and c.unit_kind = 'org' and ${where}`,
    [county, group, ...values],
  )
  const before = new Map(known.map((cell) => [keyOf(cell), cell.parts]))
  const fresh = cells.filter((cell) => before.get(keyOf(cell)) !== `{${cell.parts.join(',')}}`)
  const [now, changed] = [new Set(cells.map(keyOf)), new Set(fresh.map(keyOf))]
  const gone = known.filter((cell) => !now.has(keyOf(cell)) || changed.has(keyOf(cell)))
  if (gone.length)
    await tx.query(
      `delete from cell c using unnest($3::date[], $4::int[], $5::text[]) u(period, unit, town) where c.county_id = $1 and c.measure_group = $2
         and c.grain = 'month' and c.period = u.period and c.unit_kind = 'org' and c.unit_key = u.unit and c.dim_key = u.town`,
      [county, group, gone.map((c) => c.period), gone.map((c) => c.unit), gone.map((c) => c.town)],
    )
  await putCells(tx, county, group, 'org', fresh)
  return [...new Set([...gone, ...fresh].map(({ period }) => period))]
}
