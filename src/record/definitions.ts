/** What others' documents are understood by: conformance resources and the codes of loaded tables. */
import type { Db } from './db.ts'

export type Definition = { type: string; id: string; version: number; doc: string }

/** Stands for the state of all documents of some types: another text after every change. The types are small by nature. */
export async function definitionsStamp(db: Db, county: number, types: readonly string[]): Promise<string> {
  const [row] = await db.query<{ stamp: string }>(
    `select count(*) || '-' || coalesce(sum(version), 0) || '-' || coalesce(max(updated)::text, '') || '-' || count(*) filter (where deleted) as stamp
     from resource where county_id = $1 and type = any($2::text[])`,
    [county, types],
  )
  return row!.stamp
}

/** Their ids with version, and the texts of those that are not known yet: `known` are `Type/id/version`. */
export const definitionsBut = (
  db: Db,
  county: number,
  types: readonly string[],
  known: readonly string[],
): Promise<(Omit<Definition, 'doc'> & { doc: string | null })[]> =>
  db.query(
    `select type, id, version, case when type || '/' || id || '/' || version = any($3::text[]) then null else doc end as doc
     from resource where county_id = $1 and type = any($2::text[]) and not deleted order by type, id`,
    [county, types, known],
  )

export type TableCode = { code: string; name: string; initials: string; target: string | null }
/** The codes of a loaded table that were in force on a day (YYYY-MM-DD), in the order of the codes. */
export const codesOn = (db: Db, county: number, system: string, day: string): Promise<TableCode[]> =>
  db.query<TableCode>(
    `select code, name, coalesce(attributes->>'initials', '') as initials, attributes->>'target' as target
     from code_dim where county_id = $1 and system = $2 and valid_from <= $3::date and valid_to >= $3::date order by code`,
    [county, system, day],
  )

/** What a code of a mapping table becomes today, and which codes become a code. */
export const mappedCodes = (
  db: Db,
  county: number,
  table: string,
  code: string,
  reverse: boolean,
): Promise<{ code: string; name: string; target: string }[]> =>
  db.query(
    `select code, name, attributes->>'target' as target from code_dim
     where county_id = $1 and system = $2 and valid_to = 'infinity' and (case when $4 then attributes->>'target' else code end) = $3 and attributes ? 'target' limit 100`,
    [county, table, code, reverse],
  )
