import { byDimension, lastDay, townOf } from './cell-sql.ts'
import type { Db } from './db.ts'
import { type RowsAsked, rowsFrom } from './rows.ts'

/** Rows of persons in a month and place, and the persons themselves where they are fewer than asked, else undefined. `place` is an organisation key or a township. */
export type PlacePersons = { month: string; place: string; rows: number; persons: readonly string[] | undefined }

/** A place with so many rows of persons is not looked at closer. */
const many = 500

/** Whose rows a part counts, by month (2026-02; of a stock the last one asked) and place. Rows of no person (money, beds, posts) are left out, and so are places without any. */
export async function personsByPlace(
  db: Db,
  county: number,
  asked: RowsAsked,
  by: 'organization' | 'township',
  several: number,
): Promise<PlacePersons[]> {
  const values: unknown[] = [county]
  const from = rowsFrom(asked, (value) => `$${values.push(value)}`)
  const { group, to } = asked
  const month = group.kind === 'stock' ? `'${lastDay(`${to}-01`).slice(0, 7)}'` : `to_char(f.month, 'YYYY-MM')`
  const place = by === 'organization' ? 'f.org_key::text' : townOf(group)
  const person = group.view === byDimension ? 'f.person_id' : 'f.patient_id'
  const rows = await db.query<{ month: string; place: string; rows: number; persons: string[] | null }>(
    `with r as materialized (select ${month} as month, ${place} as place, ${person} as person ${from}),
     s as (select month, place, count(person) as n from r group by 1, 2 having count(person) > 0),
     p as (select r.month, r.place, array_agg(distinct coalesce(b.person_id, r.person)) as persons
       from r join s on s.month = r.month and s.place = r.place and s.n < ${many}
       left join person b on b.county_id = $1 and b.patient_id = r.person and b.valid_to = 'infinity' where r.person is not null group by 1, 2)
     select s.month, s.place, s.n::int as rows, case when cardinality(p.persons) < ${several} then p.persons end as persons from s left join p on p.month = s.month and p.place = s.place`,
    values,
  )
  return rows.map(({ persons, ...at }) => ({ ...at, persons: persons ?? undefined }))
}
