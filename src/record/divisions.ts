import { type Division, divisionSystem } from '../fhir/china/divisions.ts'
import { type CodeChanges, putCodeTable } from './code-tables.ts'
import type { Db } from './db.ts'

/** The townships and villages a county's code table names, by code, with those that are no more. Empty where nobody has loaded them. */
export async function divisionsOf(db: Db, county: number): Promise<Division[]> {
  const rows = await db.query<{ code: string; name: string; to: string }>(
    `select code, (array_agg(name order by valid_from desc))[1] as name, max(valid_to)::text as "to" from code_dim
     where county_id = $1 and system = $2 group by code order by code`,
    [county, divisionSystem],
  )
  return rows.map(({ to, ...division }) => (to === 'infinity' ? division : { ...division, to }))
}

/** Those of the codes that the county's table does not have, nor ever had; of a length that it does not list (a township's, a village's), nobody knows. */
export async function strangeDivisions(db: Db, county: number, codes: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ code: string }>(
    `with listed as (select distinct code from code_dim where county_id = $1 and system = $2)
     select u.code from unnest($3::text[]) u(code) where u.code not in (select code from listed) and length(u.code) in (select length(code) from listed)`,
    [county, divisionSystem, codes],
  )
  return rows.map(({ code }) => code)
}

/** The names of a county's townships by their nine digits. */
export async function townshipNames(db: Db, county: number): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { code, name } of await divisionsOf(db, county)) if (!names.has(code.slice(0, 9))) names.set(code.slice(0, 9), name) // a township stands before its villages
  return names
}

/** Writes divisions that the county's code table does not have yet. Idempotent. */
export async function ensureDivisions(db: Db, county: number, divisions: readonly Division[]): Promise<void> {
  await db.query(
    `insert into code_dim (county_id, system, code, valid_from, valid_to, name)
     select $1, $2, d.code, '2000-01-01', coalesce(d."to", 'infinity'), d.name
     from jsonb_to_recordset($3::text::jsonb) d(code text, name text, "to" date) on conflict do nothing`,
    [county, divisionSystem, JSON.stringify(divisions.map(({ code, name, to }) => ({ code, name, to })))],
  )
}

/**
 * Puts a table of divisions in force on a day (see `putCodeTable`). A row with a last day of its own is one that is no more: files reach back, and what they say of it is still named.
 * One with a first day holds from then on.
 * @param from local day YYYY-MM-DD
 * @throws OlderRelease when rows of a later day are there
 */
export async function putDivisions(
  db: Db,
  county: number,
  rows: readonly (Division & { from?: string })[],
  from: string,
  dry = false,
): Promise<CodeChanges> {
  const changes = await putCodeTable(
    db,
    county,
    divisionSystem,
    rows.filter(({ to }) => !to),
    from,
    dry,
  )
  if (dry) return changes
  const about = [county, divisionSystem, JSON.stringify(rows)]
  const given = `jsonb_to_recordset($3::text::jsonb) d(code text, name text, "from" date, "to" date)`
  await db.transaction(async (tx) => {
    await tx.query(
      `update code_dim c set valid_from = d."from" from ${given}
       where c.county_id = $1 and c.system = $2 and c.code = d.code and c.valid_to = 'infinity' and d."to" is null and d."from" < c.valid_from
         and not exists (select from code_dim o where o.county_id = $1 and o.system = $2 and o.code = d.code and o.valid_from < c.valid_from)`,
      about,
    )
    await tx.query(
      `delete from code_dim c using ${given} where c.county_id = $1 and c.system = $2 and c.code = d.code and d."to" is not null`,
      about,
    )
    await tx.query(
      `insert into code_dim (county_id, system, code, valid_from, valid_to, name)
       select $1, $2, d.code, coalesce(d."from", least('2000-01-01'::date, d."to")), d."to", d.name from ${given} where d."to" is not null`,
      about,
    )
  })
  return changes
}
