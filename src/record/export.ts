import type { Resource } from '../fhir/resource.ts'
import type { Criterion } from '../fhir/search/query.ts'
import type { Db } from './db.ts'
import { patientOf } from './extract.ts'
import type { Reader } from './search/reader.ts'
import { visible } from './search/visible.ts'

/** Of a type, only what meets all criteria, in which ids stand for chains; null: nothing does. */
export type ExportFilter = { type: string; criteria: readonly Criterion[] | null }
/**
 * What is exported: resource types, changed after `since` (ISO instant); only documents about patients, or about some of them (ids). Of a type that filters name,
 * only what one of them lets through: that is for whoever reads the pages to look at.
 */
export type ExportAsked = {
  types: readonly string[]
  since?: string | undefined
  patients?: readonly string[] | 'all' | undefined
  filters?: readonly ExportFilter[]
}
export type Exported = { type: string; id: string; version: number; updated: string; doc: string }

const page = 1000

/** The documents a reader may see, type by type in the order of ids, a page at a time; inside a transaction of one snapshot they are those of one moment. */
export async function* exportPages(tx: Db, reader: Reader, { types, since, patients }: ExportAsked): AsyncGenerator<Exported[]> {
  for (const type of types)
    for (let last = ''; ; ) {
      const values: unknown[] = [reader.county, type, last]
      const param = (value: unknown) => `$${values.push(value)}`
      const conditions = [visible(reader, 't', param)]
      if (since) conditions.push(`r.updated > ${param(since)}::timestamptz`)
      if (patients) conditions.push(patients === 'all' ? 't.patient_id is not null' : `t.patient_id = any(${param(patients)}::text[])`)
      const asked = conditions.filter((condition) => condition !== undefined)
      const rows = await tx.query<Omit<Exported, 'updated'> & { updated: Date }>(
        `select r.type, r.id, r.version, r.updated, r.doc from resource r ${asked.length ? 'join token t on t.county_id = r.county_id and t.type = r.type and t.id = r.id' : ''}
         where r.county_id = $1 and r.type = $2 and r.id > $3 and not r.deleted ${asked.map((condition) => `and ${condition}`).join(' ')} order by r.id limit ${page}`,
        values,
      )
      if (rows.length) yield rows.map((row) => ({ ...row, updated: row.updated.toISOString() }))
      if (rows.length < page) break
      last = rows.at(-1)!.id
    }
}

/**
 * What was deleted after `since`, type by type, a page of ids at a time. Whom a deleted document was about, and how it was labelled, its last text tells; to a reader whom
 * relations restrict nothing is told, as nobody can say any more whether he might have seen it.
 */
export async function* deletedPages(
  tx: Db,
  { county, labels, organizations }: Reader,
  { types, since, patients }: ExportAsked,
): AsyncGenerator<{ type: string; ids: string[] }> {
  if (since === undefined || organizations) return
  const asked = (doc: string | null): boolean => {
    if (!patients) return true
    const patient = doc === null ? undefined : patientOf(JSON.parse(doc) as Resource)
    return patient !== undefined && (patients === 'all' || patients.includes(patient))
  }
  for (const type of types)
    for (let last = ''; ; ) {
      const rows = await tx.query<{ id: string; doc: string | null }>(
        `select r.id, h.doc from resource r join history h on h.county_id = r.county_id and h.type = r.type and h.id = r.id and h.version = r.version - 1
         where r.county_id = $1 and r.type = $2 and r.id > $3 and r.deleted and r.updated > $4::timestamptz and (h.label_bits & ~$5::int) = 0
         order by r.id limit ${page}`,
        [county, type, last, since, labels],
      )
      const ids = rows.flatMap(({ id, doc }) => (asked(doc) ? [id] : []))
      if (ids.length) yield { type, ids }
      if (rows.length < page) break
      last = rows.at(-1)!.id
    }
}
