import { byDimension, lastDay, townOf } from './cell-sql.ts'
import type { Db } from './db.ts'
import { type RowsAsked, rowsFrom } from './rows.ts'

/** Rows of persons in a month and place, and the persons themselves where they are fewer than asked, else undefined. `place` is an organisation key or a township. */
export type PlacePersons = { month: string; place: string; rows: number; persons: readonly string[] | undefined }

/**
 * Whose rows a part counts, by month (2026-02; of a stock the last one asked) and place. Rows of no person (money, beds, posts) are left out, and so are places without any.
 * One pass sets a bit of 64 for each person: so many persons there are at least. Only where the bits are too few are the persons themselves looked at.
 */
export async function personsByPlace(
  db: Db,
  county: number,
  asked: RowsAsked,
  by: 'organization' | 'township',
  several: number,
): Promise<PlacePersons[]> {
  const values: unknown[] = [county]
  const { group, to } = asked
  const month = group.kind === 'stock' ? `'${lastDay(`${to}-01`).slice(0, 7)}'` : 'f.month'
  const place = by === 'organization' ? 'f.org_key' : townOf(group)
  const person = group.view === byDimension ? 'f.person_id' : 'f.patient_id'
  const selected = `${month} as month, ${place} as place, ${person} as person`
  const from = rowsFrom(asked, (value) => `$${values.push(value)}`, selected)
  const rows = `(select ${selected} ${from}) r
    left join person b on b.county_id = $1 and b.patient_id = r.person and b.valid_to = 'infinity'`
  const one = 'coalesce(b.person_id, r.person)'
  const places = await db.query<{ month: string; place: string | number; rows: number; least: number }>(
    `select r.month, r.place, count(*)::int as rows, bit_count(bit_or(1::bigint << (hashtext(${one}) & 63))::bit(64))::int as least
     from ${rows} where r.person is not null group by 1, 2`,
    values,
  )
  const few = places.filter(({ least }) => least < several)
  const sets = await db.query<{ month: string; place: string | number; persons: string[] }>(
    `select r.month, r.place, array_agg(distinct ${one}) as persons from ${rows} where r.person is not null
     and r.month::text = any($${values.length + 1}::text[]) and r.place::text = any($${values.length + 2}::text[]) group by 1, 2`,
    [...values, few.map(({ month }) => month), few.map(({ place }) => String(place))],
  )
  const found = new Map(sets.map((set) => [`${set.month}|${set.place}`, set.persons]))
  return places.map(({ month, place, rows, least }) => {
    const persons = least < several ? found.get(`${month}|${place}`) : undefined
    return { month: month.slice(0, 7), place: String(place), rows, persons: persons && persons.length < several ? persons : undefined }
  })
}
