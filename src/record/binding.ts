import type { Db } from './db.ts'
import { residentMark } from './residents.ts'

/**
 * Binds a patient to a person from now on: merging two persons binds the patients of one to the other, parting them binds a patient to a person of his own again.
 * Only table person changes; what was bound before stays there with the time it ended. Numbers of persons and by residence follow by the marks.
 * @returns the person he was bound to before; undefined where there is no such patient or he is bound to that person already
 */
export async function bindPatient(db: Db, county: number, patient: string, person: string): Promise<string | undefined> {
  return db.transaction(async (tx) => {
    const [before] = await tx.query<{ person_id: string }>(
      `update person set valid_to = clock_timestamp() where county_id = $1 and patient_id = $2 and valid_to = 'infinity' and person_id <> $3 returning person_id`,
      [county, patient, person],
    )
    if (!before) return undefined
    await tx.query('insert into person (county_id, patient_id, person_id, valid_from) values ($1, $2, $3, clock_timestamp())', [
      county,
      patient,
      person,
    ])
    for (const who of [patient, before.person_id, person])
      await tx.query('insert into stale (county_id, view, month, org_key, patient_id) values ($1, $2, $3, $4, $5)', [
        county,
        ...residentMark(who),
      ])
    return before.person_id
  })
}
