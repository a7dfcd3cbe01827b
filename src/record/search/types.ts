import { isResourceType } from '../../fhir/validate/schema.ts'
import type { Db } from '../db.ts'

/** The FHIR types of which the county has documents, in order; only those of `among` where that is given. */
export async function typesKept(db: Db, county: number, among?: readonly string[]): Promise<string[]> {
  if (among) return [...new Set(among)].filter(isResourceType).sort()
  const rows = await db.query<{ type: string }>(
    `with recursive t as (
       (select type from resource where county_id = $1 order by type limit 1)
       union all select (select r.type from resource r where r.county_id = $1 and r.type > t.type order by r.type limit 1) from t where t.type is not null)
     select type from t where type is not null`,
    [county],
  )
  return rows.map(({ type }) => type).filter(isResourceType)
}
