import type { Db } from './db.ts'
import type { Reader } from './search/reader.ts'
import { visible } from './search/visible.ts'

/** What is exported: resource types, changed after `since` (ISO instant); only documents about patients, or about some of them (ids). */
export type ExportAsked = { types: readonly string[]; since?: string | undefined; patients?: readonly string[] | 'all' | undefined }
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
