import { fromFhir, subjectSystem } from '../capabilities/organisations/organization/fhir.ts'
import type { Department } from '../capabilities/outflow/lacking.ts'
import type { Away, Home, Living } from '../capabilities/outflow/shape.ts'
import type { Resource } from '../fhir/resource.ts'
import type { Db } from '../record/db.ts'
import type { OrgNode } from '../record/organizations.ts'

/** A window of three years: the first day of its first month, and of its last. */
export type Window = { from: string; to: string }

/** Inpatient settlements of the window, alias f; which of its years, by the month of settlement. */
const rows = `f.county_id = $1 and f.class = '21' and f.month between $2::date and $3::date`
const year = `((extract(year from f.month) * 12 + extract(month from f.month) - extract(year from $2::date) * 12 - extract(month from $2::date))::int / 12)`
const disease = `coalesce(upper(left(f.diagnosis, 3)), '')`
const person = `person p on p.county_id = f.county_id and p.patient_id = f.patient_id and p.valid_to = 'infinity'`
const resident = `resident_dim d on d.county_id = f.county_id and d.person_id = p.person_id and f.day between d.valid_from and d.valid_to`

/** Every inpatient settlement outside the county, with where the person lived on its day. */
export async function awayRows(db: Db, county: number, { from, to }: Window, nodes: readonly OrgNode[]): Promise<Away[]> {
  const ids = new Map(nodes.map(({ key, id }) => [key, id]))
  const found = await db.query<Omit<Away, 'organization'> & { org_key: number }>(
    `select ${year} as year, ${disease} as disease, f.place, f.org_key, coalesce(p.person_id, f.patient_id, f.id) as person, d.township,
       extract(year from age(f.day, d.birth))::int as age, coalesce(f.total_fen, 0)::float8 as "totalFen", coalesce(f.fund_fen, 0)::float8 as "fundFen",
       (coalesce(f.account_fen, 0) + coalesce(f.cash_fen, 0))::float8 as "selfFen"
     from flat_settlement f left join ${person} left join ${resident}
     where ${rows} and f.place in ('2', '3', '4')`,
    [county, from, to],
  )
  return found.map(({ org_key, ...row }) => ({ ...row, organization: ids.get(org_key) ?? '' }))
}

/** Inpatient settlements in the county by disease; of one township's residents, if it is given. */
export const homeRows = (db: Db, county: number, { from, to }: Window, township: string | undefined) =>
  db.query<Home>(
    `select ${year} as year, ${disease} as disease, count(*)::int as cases from flat_settlement f
     ${township ? `join ${person} join ${resident} and d.township = $4` : ''}
     where ${rows} and f.place = '1' group by 1, 2`,
    [county, from, to, ...(township ? [township] : [])],
  )

/**
 * Person-years by township and age band of ten years: who lived there in the middle of each of the three years, counted as a year each. The bounds are birthdays, so
 * that a band is whole years of age.
 */
export const livingRows = (db: Db, county: number, { from }: Window) =>
  db.query<Living>(
    // materialized, or the bounds would be made anew for every row
    `with t as materialized (
       select year, day, array(select (day - make_interval(years => n) + interval '1 day')::date from generate_series(80, 10, -10) n) as bounds
       from (select n as year, ($2::date + make_interval(months => 6 + 12 * n))::date as day from generate_series(0, 2) n) m)
     select t.year, d.township, 8 - width_bucket(d.birth, t.bounds) as band, count(*)::int as years
     from t join resident_dim d on d.county_id = $1 and t.day between d.valid_from and d.valid_to and (d.died is null or d.died >= t.day)
     where d.township is not null and d.birth <= t.day group by 1, 2, 3`,
    [county, from],
  )

/** The clinical departments that the county's institutions have on a day. */
export async function departmentsOf(db: Db, county: number, nodes: readonly OrgNode[], day: string): Promise<Department[]> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const documents = await db.query<{ doc: string }>(
    `select doc from resource where county_id = $1 and type = 'Organization' and not deleted and position($2 in doc) > 0`,
    [county, subjectSystem],
  )
  return documents.flatMap(({ doc }) => {
    const { id, type, level, state, from, to } = fromFhir([JSON.parse(doc) as Resource])
    const node = byId.get(id)
    if (level !== 'department' || !type || !node?.inside || state !== 'active' || from > day || (to && to < day)) return []
    return { subject: type, institution: byId.get(node.institution ?? '')?.name ?? node.name }
  })
}
