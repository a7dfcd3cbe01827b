import type { Db } from './db.ts'

/** A patient as one source names him, and the person he is bound to. */
export type Named = {
  patient: string
  person: string
  name: string
  sex: string | null
  birth: string | null
  idNumber: string | null
  phone: string | null
  /** Organisation whose patient he is. */
  organization: string | null
}
/**
 * Why two patients are in doubt. `number`: one ID number under two names or sexes, so that two people may be taken for one, or of two persons. The others may count one person as two. `person`: one name, birth
 * date and telephone under two ID numbers. `length`: an ID number of 15 digits that is the other's of 18 (GB 11643: the century put in, a check digit after it). `none`: one name and
 * birth date, where at least one has no ID number, and neither sex nor telephone speak against it.
 */
export const doubts = ['number', 'person', 'length', 'none'] as const
export type Doubt = (typeof doubts)[number]
export type IdentityConflict<D extends Doubt = Doubt> = { why: D; people: [Named, Named] }

/** What a source says of who he is; a decision about two patients holds for all that say the same. */
const said = (n: string) =>
  `concat_ws('|', ${n}.name, coalesce(nullif(${n}.sex, 'unknown'), ''), coalesce(${n}.birth::text, ''), coalesce(${n}.id_number, ''))`
/** Neither contradicts the other: equal, or one of them unknown. */
const agree = (column: string) => `(a.${column} is null or b.${column} is null or a.${column} = b.${column})`
const ordered = (a: string, b: string) => `array[least(${a}, ${b}), greatest(${a}, ${b})]`
/** What a decision holds for: two sayings, or two patients alone where both say the same. */
const pair = (a: string, b: string, saidA: string, saidB: string) =>
  `case when ${saidA} = ${saidB} then ${ordered(a, b)} else ${ordered(saidA, saidB)} end`

/**
 * Pairs of patients in doubt, one a pair of sayings: of whoever says the same, the first patient. Who was entered in error is left out, and so is what somebody decided
 * (the row of his decision, flat_identity). Of a group the first that says most is set against each other one.
 */
const conflicts = `
  names as materialized (
    select n.patient_id, p.person_id, n.name, nullif(n.sex, 'unknown') as sex, n.birth, n.id_number, n.phone, ${said('n')} as said
    from person_name n join person p on p.county_id = n.county_id and p.patient_id = n.patient_id and p.valid_to = 'infinity'
    where n.county_id = $1 and n.reading = 0 and n.active and n.name <> ''),
  settled as materialized (
    select distinct ${pair('f.patient_id', 'f.other_id', said('a'), said('b'))} as pair from flat_identity f
    join person_name a on a.county_id = $1 and a.patient_id = f.patient_id and a.reading = 0
    join person_name b on b.county_id = $1 and b.patient_id = f.other_id and b.reading = 0
    where f.county_id = $1 and f.state <> 'undone'
    union
    select ${ordered('a.person_id', 'b.person_id')} from flat_identity f join person a on a.county_id = $1 and a.patient_id = f.patient_id and a.valid_to = 'infinity'
    join person b on b.county_id = $1 and b.patient_id = f.other_id and b.valid_to = 'infinity' where f.county_id = $1 and f.state = 'different'),
  grouped as (
    select 'number' as why, id_number as key, name, sex, min(patient_id) as patient_id from names where id_number in
      (select id_number from names where id_number is not null group by id_number having count(distinct name) > 1 or count(distinct sex) > 1 or count(distinct person_id) > 1) group by 2, 3, 4, person_id
    union all
    select 'person', concat_ws('|', name, birth, phone), name, null, min(patient_id) from names where (name, birth, phone) in
      (select name, birth, phone from names where birth is not null and phone is not null group by 1, 2, 3 having count(distinct id_number) > 1)
      and id_number is not null group by 2, 3, id_number
    union all
    select 'none', concat_ws('|', name, birth), name, null, min(patient_id) from names where (name, birth) in
      (select name, birth from names where birth is not null group by 1, 2 having count(distinct person_id) > 1 and bool_or(id_number is null))
      group by 2, 3, person_id),
  headed as (
    select g.*, first_value(g.patient_id) over (partition by g.why, g.key order by n.id_number is null, n.sex is null, g.patient_id) as first
    from grouped g join names n using (patient_id)),
  paired as (
    select h.why, h.first as one, h.patient_id as other from headed h where h.patient_id <> h.first
    union all
    select 'length', min(n.patient_id), min(o.patient_id) from names o join names n
      on length(o.id_number) = 15 and length(n.id_number) = 18 and o.id_number = left(n.id_number, 6) || substr(n.id_number, 9, 9) group by n.id_number, o.id_number),
  found as (
    select d.why, d.one, d.other from paired d join names a on a.patient_id = d.one join names b on b.patient_id = d.other
    where case d.why when 'number' then a.name <> b.name or a.sex <> b.sex or a.person_id <> b.person_id
        when 'none' then a.person_id <> b.person_id and (a.id_number is null or b.id_number is null) and ${agree('sex')} and ${agree('phone')}
        else a.person_id <> b.person_id end
      and not exists (select from settled s where s.pair in (${pair('d.one', 'd.other', 'a.said', 'b.said')}, ${ordered('a.person_id', 'b.person_id')})))`

export type DoubtCounts = Readonly<Record<Doubt, number>>
/** How many pairs are in doubt. Some passes over the names of the county: some tenths of a second for a county of 100 000. */
export async function countIdentityConflicts(db: Db, county: number): Promise<DoubtCounts> {
  const columns = doubts.map((why) => `count(*) filter (where why = '${why}')::int as "${why}"`).join(', ')
  const [row] = await db.query<DoubtCounts>(`with ${conflicts} select ${columns} from found`, [county])
  return row!
}

const column = `n.patient_id as patient, p.person_id as person, n.name, n.sex, n.birth, n.id_number as "idNumber", n.phone,
  split_part(r.doc::json #>> '{managingOrganization,reference}', '/', 2) as organization`
const rest = `join person_name n on n.county_id = $1 and n.patient_id = u.id and n.reading = 0
  join person p on p.county_id = $1 and p.patient_id = u.id and p.valid_to = 'infinity'
  left join resource r on r.county_id = $1 and r.type = 'Patient' and r.id = u.id and not r.deleted`

/** The pairs in doubt: what goes in is never refused for them, somebody has to look. At most `limit`, always the same order. */
export async function identityConflicts<D extends Doubt>(
  db: Db,
  county: number,
  asked: readonly D[],
  limit = 200,
): Promise<IdentityConflict<D>[]> {
  const rows = await db.query<Named & { why: D; at: number }>(
    `with ${conflicts}, page as (select *, row_number() over (order by why, one, other) as at from found where why = any($3::text[]) order by why, one, other limit $2)
     select d.why, d.at, ${column} from page d cross join lateral (values (1, d.one), (2, d.other)) u(place, id) ${rest} order by d.at, u.place`,
    [county, limit, asked],
  )
  const pairs = new Map<number, { why: D; people: Named[] }>()
  for (const { why, at, ...person } of rows) pairs.set(at, { why, people: [...(pairs.get(at)?.people ?? []), person] })
  return [...pairs.values()].filter((found): found is IdentityConflict<D> => found.people.length === 2)
}

/** What is kept of a person, by patient: how often he was seen, stayed, and stands in a register. */
export type Kept = Named & { active: boolean; visits: number; admissions: number; registers: number }
/** All patients of the person that a patient is bound to, those with most kept first. */
export async function patientsBeside(db: Db, county: number, patient: string): Promise<Kept[]> {
  const count = (view: string) => `(select count(*)::int from flat_${view} f where f.county_id = $1 and f.patient_id = u.id)`
  return db.query<Kept>(
    `select ${column}, n.active, ${count('visit')} as visits, ${count('admission')} as admissions, ${count('chronic_register')} as registers
     from (select b.patient_id as id from person own join person b on b.county_id = $1 and b.person_id = own.person_id and b.valid_to = 'infinity'
       where own.county_id = $1 and own.patient_id = $2 and own.valid_to = 'infinity') u ${rest} order by visits desc, n.patient_id`,
    [county, patient],
  )
}
