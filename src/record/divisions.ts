import { type Division, divisionSystem } from '../fhir/china/divisions.ts'
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
