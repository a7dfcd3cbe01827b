import type { Db } from './db.ts'
import type { Removed, Stored } from './plan.ts'

export type Key = { type: string; id: string }
const columns = 'r.type, r.id, r.version, r.doc, r.owner, r.updated, r.author, r.label_bits as label'
type Raw = Omit<Stored, 'updated'> & { updated: Date }
const stored = ({ updated, ...rest }: Raw): Stored => ({ ...rest, updated: updated.toISOString() })

/** The current versions of several documents in one round trip; deleted and absent ones are left out. */
export async function readMany(db: Db, county: number, keys: readonly Key[]): Promise<Stored[]> {
  return (await readAll(db, county, keys)).filter((d): d is Stored => d.doc !== null)
}

/** The same with what was deleted, for those who may write there again. */
export async function readAll(db: Db, county: number, keys: readonly Key[]): Promise<(Stored | Removed)[]> {
  if (!keys.length) return []
  const rows = await db.query<Raw>(
    // by the whole key, one after another: of a table that was never analysed the planner would read all documents of a type
    `select r.* from unnest($2::text[], $3::text[]) k(type, id)
     cross join lateral (select ${columns} from resource r where r.county_id = $1 and r.type = k.type and r.id = k.id offset 0) r`,
    [county, keys.map((k) => k.type), keys.map((k) => k.id)],
  )
  return rows.map(stored)
}

/** Which of these are there, deleted ones not. */
export async function existingKeys(db: Db, county: number, keys: readonly Key[]): Promise<Key[]> {
  if (!keys.length) return []
  return db.query<Key>(
    `select k.type, k.id from unnest($2::text[], $3::text[]) k(type, id)
     cross join lateral (select from resource r where r.county_id = $1 and r.type = k.type and r.id = k.id and not r.deleted offset 0) r`,
    [county, keys.map((k) => k.type), keys.map((k) => k.id)],
  )
}

/** Every version of some documents, newest first. */
export async function history(db: Db, county: number, keys: readonly Key[]): Promise<(Stored | Removed)[]> {
  const rows = await db.query<Raw>(
    `with k as (select * from unnest($2::text[], $3::text[]) k(type, id))
     select * from (
       select ${columns} from k join resource r on r.type = k.type and r.id = k.id where r.county_id = $1
       union all select ${columns} from k join history r on r.type = k.type and r.id = k.id where r.county_id = $1) v order by version desc`,
    [county, keys.map((k) => k.type), keys.map((k) => k.id)],
  )
  return rows.map(stored)
}

/** The Patients bound to a person now. */
export async function patientsOf(db: Db, county: number, persons: readonly string[]): Promise<(Stored & { person: string })[]> {
  const rows = await db.query<Raw & { person: string }>(
    `select ${columns}, p.person_id as person from person p join resource r on r.county_id = p.county_id and r.type = 'Patient' and r.id = p.patient_id and not r.deleted
     where p.county_id = $1 and p.person_id = any($2::text[]) and p.valid_to = 'infinity' order by r.id`,
    [county, persons],
  )
  return rows.map((row) => ({ ...stored(row), person: row.person }))
}

export type CodeKey = { system: string; code: string }
/** Those of the codes that a table of the county knows today. */
export async function knownCodes(db: Db, county: number, codes: readonly CodeKey[]): Promise<CodeKey[]> {
  return db.query<CodeKey>(
    `select c.system, c.code from code_dim c join unnest($2::text[], $3::text[]) u(system, code) on c.system = u.system and c.code = u.code
     where c.county_id = $1 and c.valid_to = 'infinity'`,
    [county, codes.map((c) => c.system), codes.map((c) => c.code)],
  )
}

/** Every document of a type that is small by nature (organisations, practitioners). `kept`: somebody has worked on it here, so that no import overwrites it. */
export async function documentsOfType(db: Db, county: number, type: string): Promise<{ id: string; doc: string; kept: boolean }[]> {
  return db.query(
    `select id, doc, content is null and origin <> 'import' as kept from resource where county_id = $1 and type = $2 and not deleted order by id`,
    [county, type],
  )
}
