import { ID } from '../fhir/id.ts'
import type { Db } from './db.ts'
import type { RecordStore } from './record.ts'
import { residentMark, residentViews } from './residents.ts'
import { matchMarksSql } from './settlements.ts'

type Key = { type: string; id: string; version: number }
type By = { batch: string; actor: string; at: string }

/** What marks a deletion by an undo, beside the missing text: no content at all. Whatever comes again is then written over it (see `prepareChunk`). */
const nothing = '\\x'
/** Every patient a text names: in whose compartments the document may be. */
const anyPatient = `Patient\\\\?/(${ID})`
const columns = 'county_id, type, id, version, updated, deleted, owner, origin, author, batch_id, content, label_bits, doc'

/**
 * Deletes documents of a batch by sets, inside a transaction: a deletion version follows each, its rows go from every table, and the numbers it was counted in are
 * marked. One that somebody changed since it was looked at is left. @returns how many went
 */
export async function removeDocuments(tx: Db, record: RecordStore, county: number, keys: readonly Key[], by: By): Promise<number> {
  if (!keys.length) return 0
  const gone = await tx.query<{ type: string; id: string; patients: string[] }>(
    `with mine as materialized (
       select r.* from unnest($2::text[], $3::text[], $4::int[]) k(type, id, version) join resource r on r.type = k.type and r.id = k.id and r.version = k.version
       where r.county_id = $1 and r.batch_id = $5 and not r.deleted for update of r),
     past as (insert into history (${columns}) select ${columns} from mine),
     now as (
       update resource r set version = r.version + 1, updated = $6, deleted = true, author = $7, batch_id = null, content = $8::text::bytea, doc = null
       from mine m where r.county_id = $1 and r.type = m.type and r.id = m.id)
     select type, id, array(select distinct m[1] from regexp_matches(doc, $9, 'g') m) || case when type = 'Patient' then array[id] else '{}' end as patients from mine`,
    [county, keys.map((k) => k.type), keys.map((k) => k.id), keys.map((k) => k.version), by.batch, by.at, by.actor, nothing, anyPatient],
  )
  const types = gone.map((g) => g.type)
  const ids = gone.map((g) => g.id)
  const of = (type: string) => gone.filter((g) => g.type === type).map((g) => g.id)
  await removeFlat(tx, record, county, of)
  const list = [county, types, ids]
  const compartments = gone.flatMap(({ type, id, patients }) => patients.map((patient) => ({ type, id, patient })))
  await tx.query(
    `delete from token t using unnest($2::text[], $3::text[]) k(type, id) where t.county_id = $1 and t.type = k.type and t.id = k.id`,
    list,
  )
  await tx.query(
    `delete from compartment c using unnest($2::text[], $3::text[], $4::text[]) k(type, id, patient)
     where c.county_id = $1 and c.patient_id = k.patient and c.type = k.type and c.id = k.id`,
    [county, ...['type', 'id', 'patient'].map((name) => compartments.map((row) => row[name as keyof (typeof compartments)[0]]))],
  )
  const patients = of('Patient')
  if (patients.length) {
    for (const table of ['person_name', 'relation'])
      await tx.query(`delete from ${table} where county_id = $1 and patient_id = any($2)`, [county, patients])
    await tx.query(
      `delete from person p where p.county_id = $1 and p.patient_id = any($2)
         and not exists (select from person d where d.county_id = $1 and d.patient_id = p.patient_id and d.valid_from > '-infinity')`, // who was decided about stays so when he comes again
      [county, patients],
    )
  }
  const held = gone.filter((g) => !['Patient', 'Encounter'].includes(g.type)).map((g) => g.id)
  if (held.length) await tx.query('delete from claim where county_id = $1 and holder = any($2)', [county, held])
  const organizations = of('Organization')
  if (organizations.length) {
    await tx.query(`delete from identifier where county_id = $1 and type = 'Organization' and id = any($2)`, [county, organizations])
    await tx.query(`insert into stale (county_id, view, month, org_key) values ($1, 'org_dim', '2000-01-01', 0)`, [county])
    await tx.query(`select pg_notify('organizations', $1)`, [String(county)])
  }
  return gone.length
}

/** Flat rows, each leaving the mark of its month and institution. */
async function removeFlat(tx: Db, { views }: RecordStore, county: number, of: (type: string) => string[]) {
  for (const { name, resource, table, measured } of views) {
    const ids = of(resource)
    if (!ids.length) continue
    const matched = matchMarksSql(name)
    const [rows] = await tx.query<{ n: number }>(
      `with gone as (delete from ${table.name} where county_id = $1 and id = any($2) returning month, org_key${matched ? `, ${matched.start} as start` : ''}),
       ${matched ? `matched as (${matched.insert}),` : ''}
       marked as (insert into stale (county_id, view, month, org_key) select distinct $1::int, $3, month, org_key from gone where month is not null and $4::boolean)
       select count(*) as n from gone`,
      [county, ids, name, measured],
    )
    if (rows!.n && residentViews.has(name))
      await tx.query('insert into stale (county_id, view, month, org_key, patient_id) values ($1, $2, $3, $4, $5)', [
        county,
        ...residentMark(null),
      ])
  }
}
