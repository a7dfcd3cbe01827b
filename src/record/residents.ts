import type { Db } from './db.ts'

/** The flat views the dimension is computed from (capabilities/population/views.ts). */
export const residentViews: ReadonlySet<string> = new Set(['resident', 'deceased'])
/**
 * A mark that a patient (null: any patient) lives elsewhere, has died, or is bound to another person; or that a person, by his own id, has lost a patient. Whoever
 * changes table person leaves one for each patient and each person concerned.
 */
export const residentMark = (patientOrPerson: string | null) => ['resident_dim', '2000-01-01', 0, patientOrPerson] as const

/**
 * Which of the rows that hold on a day is believed: a residents' register before a desk, "lives here" before "only registered here", the later moved in; where the
 * facts do not tell, what was told last: by a file when it was first begun, so that a run again or on does not count as news.
 */
const rank = 's.resident desc nulls last, s.moved_in desc nulls last, s.told desc, s.patient_id desc'

/**
 * Residence by person and day: each row holds from the day he moved in to the day he moved out; where rows overlap, `rank` decides day by day. Somebody who is only
 * registered here has no township: nobody knows where he lives. Who stands in no register is not in the dimension: his township is unknown.
 */
const fresh = (persons: string) => `
  source as (
    select p.person_id, r.patient_id, r.day as birth, r.sex, r.township, r.village, r.resident, r.registered, r.insurance, r.moved_in,
      coalesce(r.moved_in, '-infinity'::date) as lo, coalesce(r.moved_out, 'infinity'::date) as hi,
      coalesce(b.first_started_at, d.updated) as told
    from flat_resident r
    join person p on p.county_id = r.county_id and p.patient_id = r.patient_id and p.valid_to = 'infinity'
    join resource d on d.county_id = r.county_id and d.type = 'Patient' and d.id = r.id
    left join batch b on b.county_id = d.county_id and b.id = d.batch_id
    where r.county_id = $1 ${persons}),
  cut as (select person_id, lo as day from source union select person_id, hi + 1 from source where hi < 'infinity'),
  piece as (
    select person_id, day as lo, coalesce(lead(day) over (partition by person_id order by day) - 1, 'infinity'::date) as hi from cut),
  dead as (
    select p.person_id, min(f.day) as died from flat_deceased f
    join person p on p.county_id = f.county_id and p.patient_id = f.patient_id and p.valid_to = 'infinity'
    where f.county_id = $1 ${persons} group by p.person_id),
  fresh as materialized (
    select distinct on (x.person_id, x.lo) x.person_id, x.lo as valid_from, x.hi as valid_to, s.birth, s.sex,
      case when s.resident is not false then s.township end as township, case when s.resident is not false then s.village end as village,
      bool_or(s.registered) over (partition by x.person_id, x.lo) as registered, s.insurance, dead.died
    from piece x join source s on s.person_id = x.person_id and s.lo <= x.lo and s.hi >= x.lo left join dead on dead.person_id = x.person_id
    order by x.person_id, x.lo, ${rank})`

const facts = ['valid_to', 'birth', 'sex', 'township', 'village', 'registered', 'insurance', 'died']
const list = (prefix: string) => facts.map((name) => `${prefix}${name}`).join(', ')
const save = (persons: string) => `
  gone as (
    delete from resident_dim d where d.county_id = $1 ${persons}
      and not exists (select 1 from fresh f where f.person_id = d.person_id and f.valid_from = d.valid_from) returning d.person_id, d.township),
  put as (
    insert into resident_dim as d (county_id, person_id, valid_from, ${list('')}) select $1, person_id, valid_from, ${list('')} from fresh
    on conflict (county_id, person_id, valid_from) do update set ${facts.map((name) => `${name} = excluded.${name}`).join(', ')}
    where (${list('d.')}) is distinct from (${list('excluded.')}) returning d.person_id, d.township),
  moved as (select * from gone union all select * from put),
  lived as (select person_id, township from moved union select o.person_id, o.township from resident_dim o where o.county_id = $1 and o.person_id in (select person_id from moved))
  select (select count(*) from moved) as changed, array(select distinct person_id from moved) as persons,
    array(select distinct coalesce(left(township, 9)::int, 0) from lived) as townships`

type Done = { changed: number; persons: string[]; townships: number[] }
/** From here on, cells are cheaper counted all anew than person by person. */
const many = 2000
/** What numbers by residence and numbers of persons go by (cells.ts): who lives elsewhere or is another person now (null: anybody), and which townships' people changed. */
export const residenceViews = { persons: 'residence', townships: 'residence_township' } as const
const leave = (tx: Db, county: number, persons: readonly (string | null)[], townships: readonly number[]) =>
  tx.query(
    `insert into stale (county_id, view, month, org_key, patient_id)
     select $1::int, $2::text, date '2000-01-01', 0, p.id from unnest($3::text[]) p(id) union all select $1::int, $4::text, date '2000-01-01', t.code, null from unnest($5::int[]) t(code)`,
    [county, residenceViews.persons, persons, residenceViews.townships, townships],
  )

/** The persons of marked patients, now and before, and marked persons. */
const concerned = `
  who as materialized (
    select p.person_id from person p where p.county_id = $1 and p.patient_id = any($2::text[])
    union select u.id from unnest($2::text[]) u(id)),`

const everybody = `with ${fresh('')}, ${save('')}`
const some = `with ${concerned} ${fresh('and p.person_id in (select person_id from who)')}, ${save('and d.person_id in (select person_id from who)')}`

/** Who came with a number at the very moment that it was moved goes after it (see binding.ts). `patients`: to look at these alone, or at those of these persons. */
const gather = (tx: Db, county: number, patients?: readonly string[]): Promise<unknown> =>
  tx.query(
    `update person p set person_id = n.person_id from person n
     where n.county_id = $1 and n.valid_from > '-infinity' and n.valid_to = 'infinity' and n.person_id <> n.patient_id
       and p.county_id = $1 and p.person_id = n.patient_id and p.patient_id <> n.patient_id and p.valid_to = 'infinity'
       ${patients ? 'and (p.patient_id = any($2::text[]) or p.person_id = any($2::text[]))' : ''}`,
    patients ? [county, patients] : [county],
  )

/**
 * Makes the dated dimension of residents right after imports, changes at a desk, deaths, undone batches and merged or parted persons, for those whom marks name
 * (`all`: for everybody). Only rows that differ are written, so it may run at any time and any number of times. Without marks it costs one look.
 * @returns how many rows of the dimension changed
 */
export async function refreshResidents(db: Db, county: number, all = false): Promise<number> {
  const marked = `select 1 from stale where county_id = $1 and view = 'resident_dim' limit 1`
  if (!all && !(await db.query(marked, [county])).length) return 0
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x72657369, county])
    const marks = await tx.query<{ patient_id: string | null }>(
      `with gone as (delete from stale where county_id = $1 and view = 'resident_dim' returning patient_id) select distinct patient_id from gone`,
      [county],
    )
    const whole = all || marks.some((mark) => mark.patient_id === null)
    const marked = marks.flatMap((mark) => mark.patient_id ?? [])
    await gather(tx, county, whole ? undefined : marked)
    const [done] = whole ? await tx.query<Done>(everybody, [county]) : await tx.query<Done>(some, [county, marked])
    const { changed, persons, townships } = done!
    await leave(tx, county, persons.length > many ? [null] : [...new Set([...persons, ...marked])], townships)
    return changed
  })
}
