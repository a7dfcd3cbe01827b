import { tokenHash } from './ids.ts'
import type { RecordStore } from './record.ts'

/** A document that must not go, and the batch that has it from now on: one of those that need it, null when what needs it was made here. */
export type Heir = { type: string; id: string; heir: string | null }
type Key = { type: string; id: string }

/** Of a batch's documents those that documents of others point to: patients, practitioners, institutions. */
export async function heirsOf(record: RecordStore, county: number, batch: string, keys: readonly Key[]): Promise<Heir[]> {
  const ids = (type: string) => keys.filter((key) => key.type === type).map((key) => key.id)
  const [patients, practitioners, organizations] = [ids('Patient'), ids('Practitioner'), ids('Organization')]
  return [
    ...(await patientHeirs(record, county, batch, patients)),
    ...(await practitionerHeirs(record, county, batch, practitioners)),
    ...(await organizationHeirs(record, county, batch, organizations)),
  ]
}

/** What was made here first, so that it is never undone. */
const first = 'order by r.batch_id nulls first limit 1'
const others = (typeOf: string, idOf: string) =>
  `join resource r on r.county_id = $1 and r.type = ${typeOf} and r.id = ${idOf} and not r.deleted and r.batch_id is distinct from $3`

async function patientHeirs({ db }: RecordStore, county: number, batch: string, ids: readonly string[]): Promise<Heir[]> {
  if (!ids.length) return []
  return db.query<Heir>(
    `select 'Patient' as type, k.id, u.batch_id as heir from unnest($2::text[]) k(id) cross join lateral (
       select r.batch_id from compartment c ${others('c.type', 'c.id')}
       where c.county_id = $1 and c.patient_id = k.id and not (c.type = 'Patient' and c.id = k.id) ${first}) u`,
    [county, ids, batch],
  )
}

async function practitionerHeirs({ db }: RecordStore, county: number, batch: string, ids: readonly string[]): Promise<Heir[]> {
  if (!ids.length) return []
  return db.query<Heir>(
    `select 'Practitioner' as type, k.id, u.batch_id as heir from unnest($2::text[], $4::bigint[]) k(id, tok) cross join lateral (
       select r.batch_id from token t ${others('t.type', 't.id')}
       where t.county_id = $1 and t.type = 'PractitionerRole' and t.tok @> array[k.tok] ${first}) u`,
    [county, ids, batch, ids.map((id) => tokenHash(`${county}|PractitionerRole|practitioner|Practitioner/${id}`))],
  )
}

/** An institution is needed by whatever is counted for it, by what lies below it, and by whoever has a post there. */
async function organizationHeirs({ db, views }: RecordStore, county: number, batch: string, ids: readonly string[]): Promise<Heir[]> {
  if (!ids.length) return []
  const flat = views.map(
    ({ table, resource }) =>
      `select r.batch_id from ${table.name} f ${others(`'${resource}'`, 'f.id')} where f.county_id = $1 and f.org_key = d.key and f.id <> k.id`,
  )
  const below = `select r.batch_id from token t ${others('t.type', 't.id')} where t.county_id = $1 and t.type = 'Organization' and t.tok @> array[k.tok]`
  const posts = `select null::text from access_grant g where g.county_id = $1 and g.organization_id = k.id`
  const uses = [...flat, below, posts].map((use) => `(${use} limit 1)`).join(' union all ')
  return db.query<Heir>(
    `select 'Organization' as type, k.id, u.batch_id as heir from unnest($2::text[], $4::bigint[]) k(id, tok)
     left join dictionary d on d.county_id = $1 and d.kind = 'organization' and d.value = k.id
     cross join lateral (select * from (${uses}) r order by r.batch_id nulls first limit 1) u`,
    [county, ids, batch, ids.map((id) => tokenHash(`${county}|Organization|partof|Organization/${id}`))],
  )
}
