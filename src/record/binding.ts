import type { Resource } from '../fhir/resource.ts'
import type { Db } from './db.ts'
import { foundedBy } from './extract.ts'
import { personOf } from './persons.ts'
import { patientsOf } from './read.ts'
import type { Statement } from './statement.ts'
import { type Row, tables } from './table.ts'

/*
 * Table person binds patients to persons, and ID numbers too: a number stands there under the id of the person it founds (`foundedBy`), from the first decision that moves it.
 * Who comes with a number is bound where the number is bound. A row that begins at '-infinity' follows the number; each later one is somebody's decision, and a document changes nothing about it.
 */

/** The person whose id this is, or whose patient or number: all patients of his. `numbers`: what else is bound to him; `bound` is false of his own id while no row says so. `founds`: the person each patient would be without a decision. */
export type Bound = {
  id: string
  patients: readonly Resource[]
  numbers: readonly { id: string; bound: boolean }[]
  founds: Readonly<Record<string, string>>
}

/** Who somebody is now; undefined where nobody is, or his patients are all deleted. */
export async function boundTo(db: Db, county: number, salt: string, id: string): Promise<Bound | undefined> {
  const person = await personOf(db, county, id)
  if (!person) return undefined
  const [found, members] = await Promise.all([
    patientsOf(db, county, [person]),
    db.query<{ id: string; his: boolean }>(
      `select p.patient_id as id, p.person_id = $2 as his from person p where p.county_id = $1 and p.valid_to = 'infinity' and p.person_id = $2
       union select p.patient_id, p.person_id = $2 from person p where p.county_id = $1 and p.valid_to = 'infinity' and p.patient_id = $2`,
      [county, person],
    ),
  ])
  const patients = found.map(({ doc }) => JSON.parse(doc) as Resource)
  if (!patients.length) return undefined
  const known = new Set(patients.map((patient) => patient.id))
  const numbers = members.filter((one) => one.his && !known.has(one.id)).map((one) => ({ id: one.id, bound: true }))
  return {
    id: person,
    patients,
    numbers: members.some((one) => one.id === person) ? numbers : [...numbers, { id: person, bound: false }],
    founds: Object.fromEntries(patients.map((patient) => [patient.id!, foundedBy(patient, { salt, county })])),
  }
}

/** Rows of table person for COPY, as decisions have them: a number that was moved takes along who comes with it; of those that came `again`, who was decided about has his row already. One look a chunk. */
export async function decided(tx: Db, county: number, rows: readonly Row[], again: readonly string[] = []): Promise<readonly Row[]> {
  const ids = new Set([...again, ...rows.flatMap(([patient, , person]) => (patient === person ? [] : [person as string]))])
  if (!ids.size) return rows
  const found = await tx.query<{ id: string; person: string }>(
    `select patient_id as id, person_id as person from person where county_id = $1 and patient_id = any($2::text[]) and valid_from > '-infinity' and valid_to = 'infinity'`,
    [county, [...ids]],
  )
  if (!found.length) return rows
  const now = new Map(found.map(({ id, person }) => [id, person]))
  return rows.flatMap(([patient, from, person]) =>
    now.has(patient as string) ? [] : [[patient, from, now.get(person as string) ?? person]],
  )
}

/** Rows of table person for one statement, in the same way. */
export function bindPatients(s: Statement, rows: readonly Row[]): void {
  if (!rows.length) return
  const { from } = s.rows(tables.person.columns, rows)
  s.part(
    'put_person',
    `insert into person (county_id, patient_id, valid_from, person_id)
    select $1::int, u.patient_id, u.valid_from, coalesce(n.person_id, u.person_id) from ${from}
    left join person n on n.county_id = $1::int and n.patient_id = u.person_id and n.patient_id <> u.patient_id and n.valid_from > '-infinity' and n.valid_to = 'infinity'
    on conflict (county_id, patient_id, valid_from) do update set person_id = excluded.person_id`,
  )
}

type Moved = { patient: string; from: string; person: string; first?: true }
const columns = [
  ['patient', 'text'],
  ['before', 'text'],
  ['person', 'text'],
] as const

/** Merging and parting change table person alone: what was bound before stays there with the time it ended. Who goes back to a person whose number was moved since follows it. */
export function rebind(s: Statement, moved: readonly Moved[]): void {
  if (!moved.length) return
  const rows = (some: readonly Moved[]) =>
    s.rows(
      columns,
      some.map((one) => [one.patient, one.from, one.person]),
    ).from
  const first = moved.filter((one) => one.first)
  if (first.length)
    s.part(
      'numbered', // fails where another decision was first
      `insert into person (county_id, patient_id, person_id, valid_from, valid_to) select $1::int, u.patient, u.before, '-infinity', clock_timestamp() from ${rows(first)}`,
    )
  const rest = moved.filter((one) => !one.first)
  if (rest.length)
    s.part(
      'parted',
      `update person p set valid_to = clock_timestamp() from ${rows(rest)}
      where p.county_id = $1::int and p.patient_id = u.patient and p.person_id = u.before and p.valid_to = 'infinity'`,
      rest.length,
    )
  const ids = s.param(moved.map((one) => one.patient))
  s.part(
    'merged',
    `insert into person (county_id, patient_id, person_id, valid_from) select $1::int, u.patient, coalesce(n.person_id, u.person), clock_timestamp() from ${rows(moved)}
    left join person n on n.county_id = $1::int and n.patient_id = u.person and n.valid_from > '-infinity' and n.valid_to = 'infinity' and n.patient_id <> all(${ids}::text[])`,
  )
}
