import { byDimension, type CellGroup, joinsOf, lastDay, monthlyJoinsOf, tableOf, townOf, untilOf } from './cell-sql.ts'
import type { Db } from './db.ts'

/** A part of a group, of certain organisations only (undefined: of any). */
export type PartAsked = { part: string; orgs?: readonly number[] | undefined }
/** Rows of persons: how many, what they add up to, and the persons where they are fewer than asked, else undefined. */
export type Persons = { rows: number; amount: number; persons: readonly string[] | undefined }
/** Of a month (first day) and place, which is an organisation key or a township: each part asked for. */
export type PlacePersons = { month: string; place: string; parts: readonly Persons[] }
type Asked = { group: CellGroup; parts: readonly PartAsked[]; months: readonly string[]; by: 'organization' | 'township' }

/**
 * Whose rows the parts of a group count in months (first days; a stock at their ends), by place. Rows of no person (money, beds, posts) are left out; by township also rows whose township nobody knows.
 * One pass for all parts sets a bit of 64 for each person: so many persons there are at least. Only where the bits are too few are the persons themselves looked at.
 */
export async function personsByPlace(db: Db, county: number, asked: Asked, several: number): Promise<PlacePersons[]> {
  const { months, parts } = asked
  if (!months.length || !parts.length) return []
  const values: unknown[] = [county]
  const rows = rowsOf(asked, (value) => `$${values.push(value)}`)
  const sums = parts.map(
    (_, i) => `json_build_array(count(*) filter (where c${i}), coalesce(sum(a${i}) filter (where c${i}), 0),
      bit_count(bit_or(1::bigint << (hashtext(person) & 63)) filter (where c${i})::bit(64)))`,
  )
  const places = await db.query<{ month: string; place: string; parts: [number, number, number | null][] }>(
    `select month, place::text as place, json_build_array(${sums.join(', ')}) as parts from (${rows}) r group by 1, 2`,
    values,
  )
  const few = places.flatMap(({ month, place, parts }) =>
    parts.flatMap(([n, , least], part) => (n && (least ?? 0) < several ? [{ month, place, part }] : [])),
  )
  const found = new Map<string, readonly string[]>()
  if (few.length) {
    const conditions = parts.map((_, i) => `(${i}, c${i})`).join(', ')
    const all = [few.map(({ month }) => month), few.map(({ place }) => place), few.map(({ part }) => part)]
    const [m, p, i] = all.map((_, n) => `$${values.length + 1 + n}`)
    const sets = await db.query<{ month: string; place: string; part: number; persons: string[] }>(
      `select r.month, r.place::text as place, c.part, array_agg(distinct r.person) as persons from (${rows}) r
       cross join lateral (values ${conditions}) c(part, holds)
       join unnest(${m}::date[], ${p}::text[], ${i}::int[]) w(month, place, part) on w.month = r.month and w.place = r.place::text and w.part = c.part
       where c.holds group by 1, 2, 3`,
      [...values, ...all],
    )
    for (const { month, place, part, persons } of sets) if (persons.length < several) found.set(`${month}|${place}|${part}`, persons)
  }
  return places.map(({ month, place, parts }) => ({
    month,
    place,
    parts: parts.map(([rows, amount], i) => ({ rows, amount, persons: rows ? found.get(`${month}|${place}|${i}`) : [] })),
  }))
}

/** Rows with month, place and person, and for each part whether it counts them (c0, c1 …) and what they add (a0, a1 …). */
function rowsOf({ group, parts, months, by }: Asked, param: (value: unknown) => string): string {
  const stock = group.kind === 'stock'
  const person = group.view === byDimension ? 'f.person_id' : 'f.patient_id'
  const conditions = parts.flatMap(({ part, orgs }, i) => {
    const { where, add, from, until } = group.parts[part]!
    const ends = until ?? untilOf(group)
    const held = stock ? [`${from ?? 'f.day'} <= t.last`, `(${ends} is null or ${ends} > t.last)`] : []
    const all = [...held, ...(where ? [`(${where})`] : []), ...(orgs ? [`f.org_key = any(${param(orgs)}::int[])`] : [])]
    return [`coalesce(${all.join(' and ') || 'true'}, false) as c${i}`, `${add ? `coalesce(${add}, 0)` : '1'}::bigint as a${i}`]
  })
  const month = stock ? `date_trunc('month', t.last)::date` : 'f.month'
  const window = param(stock ? months.map(lastDay) : months)
  return `select ${month} as month, ${by === 'organization' ? 'f.org_key' : townOf(group)} as place, coalesce(who.person_id, ${person}) as person, ${conditions.join(', ')}
    from ${tableOf(group.view)} f ${joinsOf(group)} ${stock ? `cross join unnest(${window}::date[]) t(last) ${monthlyJoinsOf(group)}` : ''}
    left join person who on who.county_id = f.county_id and who.patient_id = ${person} and who.valid_to = 'infinity'
    where f.county_id = $1 and ${person} is not null ${group.where ? `and (${group.where})` : ''}
      ${stock ? '' : `and f.month = any(${window}::date[])`} ${by === 'township' ? `and ${townOf(group)} <> ''` : ''}`
}
