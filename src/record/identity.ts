import type { Db } from './db.ts'

/** A patient as one source names him. */
export type Named = {
  patient: string
  name: string
  sex: string | null
  birth: string | null
  idNumber: string | null
  phone: string | null
  /** Organisation whose patient he is. */
  organization: string | null
}
/** `number`: one ID number under several names or sexes, so that two people may be taken for one. `person`: one name, birth date and telephone under several ID numbers, so that one may be counted as two. */
export type IdentityConflict = { why: 'number' | 'person'; people: Named[] }

/** Who shares what makes a conflict; entered-in-error patients do not count, and an unknown sex agrees with any. */
const conflicts = `
  names as materialized (
    select patient_id, name, nullif(sex, 'unknown') as sex, birth, id_number, phone from person_name where county_id = $1 and reading = 0 and active),
  found as (
    select 'number' as why, id_number as key, array_agg(patient_id order by patient_id) as patients from names where id_number is not null
    group by id_number having count(distinct name) > 1 or count(distinct sex) > 1
    union all
    select 'person', concat_ws('|', name, birth, phone), array_agg(patient_id order by patient_id) from names where birth is not null and phone is not null and name <> ''
    group by name, birth, phone having count(distinct id_number) > 1)`

/** How many identities are in doubt. One pass over the names of the county: some tenths of a second for a county of 100 000. */
export async function countIdentityConflicts(db: Db, county: number): Promise<{ number: number; person: number }> {
  const [row] = await db.query<{ number: number; person: number }>(
    `with ${conflicts} select count(*) filter (where why = 'number')::int as number, count(*) filter (where why = 'person')::int as person from found`,
    [county],
  )
  return row!
}

/** The identities in doubt, for the data-quality page: what goes in is never refused for them, somebody has to look. At most `limit`, always the same order. */
export async function identityConflicts(db: Db, county: number, limit = 200): Promise<IdentityConflict[]> {
  const rows = await db.query<Named & { why: IdentityConflict['why']; key: string }>(
    `with ${conflicts}, page as (select * from found order by why, key limit $2)
     select p.why, p.key, n.patient_id as patient, n.name, n.sex, n.birth, n.id_number as "idNumber", n.phone,
       split_part(r.doc::json #>> '{managingOrganization,reference}', '/', 2) as organization
     from page p cross join unnest(p.patients) u(patient_id)
     join person_name n on n.county_id = $1 and n.patient_id = u.patient_id and n.reading = 0
     left join resource r on r.county_id = $1 and r.type = 'Patient' and r.id = u.patient_id and not r.deleted
     order by p.why, p.key, n.patient_id`,
    [county, limit],
  )
  const groups = new Map<string, IdentityConflict>()
  for (const { why, key, ...person } of rows) {
    const group = groups.get(`${why} ${key}`) ?? { why, people: [] }
    group.people.push(person)
    groups.set(`${why} ${key}`, group)
  }
  return [...groups.values()]
}
