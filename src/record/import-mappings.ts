import type { Mapping } from './batch.ts'
import type { Db } from './db.ts'
import { derivedId } from './ids.ts'

/** How the columns of an institution's file were read: kept for the next file with the same header. `institution`: organisation id, '' when the file names none. */
export type MappingKey = { institution: string; kind: string; header: readonly string[] }

const headerHash = (header: readonly string[]) => derivedId('', 0, 'header', '', header.join('\u001f'))

/** The mapping of this institution for this header, else the last one anybody used for it. */
export async function savedMapping(db: Db, county: number, { institution, kind, header }: MappingKey): Promise<Mapping | undefined> {
  const [row] = await db.query<{ mapping: string }>(
    `select mapping from import_mapping where county_id = $1 and kind = $2 and header = $3 order by (institution = $4) desc, saved_at desc limit 1`,
    [county, kind, headerHash(header), institution],
  )
  return row && (JSON.parse(row.mapping) as Mapping)
}

export async function saveMapping(db: Db, county: number, { institution, kind, header }: MappingKey, mapping: Mapping, actor: string) {
  await db.query(
    `insert into import_mapping (county_id, institution, kind, header, mapping, actor, saved_at) values ($1, $2, $3, $4, $5, $6, now())
     on conflict (county_id, institution, kind, header) do update set mapping = excluded.mapping, actor = excluded.actor, saved_at = excluded.saved_at`,
    [county, institution, kind, headerHash(header), JSON.stringify(mapping), actor],
  )
}
