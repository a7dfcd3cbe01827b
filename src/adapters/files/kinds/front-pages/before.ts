import { noCondition } from '../../../../capabilities/admissions/conditions.ts'
import { noProcedure } from '../../../../capabilities/admissions/procedures.ts'
import type { Resource } from '../../../../fhir/resource.ts'
import type { RecordStore } from '../../../../record/record.ts'

/** The places of a stay's diagnoses and operations that the record holds from earlier files (`d1`, `p2`, `external` …), by the stay's id. */
export type Before = ReadonlyMap<string, readonly string[]>

/** Looked up once an import: on an empty record nothing, for 60 000 stays some tenths of a second. */
export async function before({ db }: RecordStore, county: number): Promise<Before> {
  const rows = await db.query<{ stay: string; places: string[] }>(
    `select regexp_replace(id, '-[a-z]+\\d*$', '') as stay, array_agg(regexp_replace(id, '^.*-', '')) as places from resource
     where county_id = $1 and type in ('Condition', 'Procedure') and owner = 'admission' and not deleted group by 1`,
    [county],
  )
  return new Map(rows.map(({ stay, places }) => [stay, places]))
}

/** A corrected page may have fewer diagnoses or operations: what lies at the places it no longer has was entered in error, and no list or number sees it. */
export function retracted(known: Before | undefined, stay: string, patient: string, resources: readonly Resource[]): Resource[] {
  const places = known?.get(stay)
  if (!places) return []
  const present = new Set(resources.map(({ id }) => id))
  return places
    .filter((place) => !present.has(`${stay}-${place}`))
    .sort()
    .map((place) => (place.startsWith('p') && place !== 'pathology' ? noProcedure : noCondition)(stay, place, patient))
}
