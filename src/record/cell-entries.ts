import { type CellGroup, joinsOf, lastDay, monthlyJoinsOf, monthsBetween, orgOf, tableOf, townOf, untilOf, whereOf } from './cell-sql.ts'
import { addToCells, type Cells, dropCells, type NewCell, putCells } from './cell-store.ts'
import type { Db } from './db.ts'

/**
 * A stock of persons' rows whose parts depend on the day asked: what each row counts in, month by month, is kept beside the cells (grain `row`), so that a write counts one
 * person's rows anew and not those of his whole institution. Parts are then plain counts; their cells carry the number of rows behind them as one more part.
 */
export const hasEntries = ({ kind, residence, parts }: CellGroup) =>
  kind === 'stock' && residence === true && Object.keys(parts).length <= 30 && Object.values(parts).every(({ add }) => !add)

/** A row's months and townships, each one number, and behind them for each the parts it counts in, a bit each; one more bit for the row itself. */
const places = 1_000_000_000
const since = `date '2000-01-01'`
const monthsOf = (first: string, last: string) => {
  const months = monthsBetween(first, last)
  return [months.map(lastDay), months.map((month) => (Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1) * places)]
}
const save = (group: CellGroup, scope = '') => {
  const until = untilOf(group)
  const wheres = Object.values(group.parts).map(({ where }) => where)
  const bits = wheres.map((where, i) => (where ? `case when ${where} then ${1 << i} else 0 end` : `${1 << i}`))
  return `insert into cell (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key, parts)
    select $1, $2, 'row', ${since}, person, unit, id, array_agg(place) || array_agg(mask::bigint) from (
      select coalesce(p.person_id, f.patient_id, f.id) as person, f.id || ' ' || f.row_no as id, ${orgOf(group)} as unit,
        t.place + coalesce(nullif(${townOf(group)}, '')::int, 0) as place,
        ${[...bits, String(1 << bits.length)].join(' | ')} as mask
      from ${tableOf(group.view)} f ${joinsOf(group)} join unnest($3::date[], $4::bigint[]) t(last, place) on f.day <= t.last and (${until} is null or ${until} > t.last) ${monthlyJoinsOf(group)}
      where f.county_id = $1 ${whereOf(group)} ${scope}) e
    group by person, unit, id`
}

/** Counts all rows of such a stock for months from one to another. */
export async function countEntries(tx: Db, county: number, group: CellGroup, { first, last }: { first: string; last: string }) {
  await dropCells(tx, county, group.name)
  await tx.query(save(group), [county, group.name, ...monthsOf(first, last)])
  const counts = [...Object.keys(group.parts), 'rows'].map((_, i) => `count(*) filter (where u.mask & ${1 << i} <> 0)`)
  const cells = await tx.query<NewCell>(
    `select make_date((u.place / ${places} / 12)::int, (u.place / ${places} % 12)::int + 1, 1) as period, c.unit_key as unit,
       coalesce(nullif(u.place % ${places}, 0)::text, '') as town, array[${counts.join(', ')}] as parts
     from cell c cross join lateral unnest(c.parts[:array_length(c.parts, 1) / 2], c.parts[array_length(c.parts, 1) / 2 + 1:]) u(place, mask)
     where c.county_id = $1 and c.measure_group = $2 and c.grain = 'row' group by u.place, c.unit_key`,
    [county, group.name],
  )
  await putCells(tx, county, group.name, 'org', cells)
}

type Entry = { unit: number; parts: (number | string)[] }
/** Counts the rows of some persons anew. `persons` and `patients`: all of theirs, now and before. @returns the months whose cells changed */
export async function countEntriesOf(
  tx: Db,
  county: number,
  group: CellGroup,
  { first, last }: { first: string; last: string },
  { persons, patients }: { persons: readonly string[]; patients: readonly string[] },
): Promise<readonly string[]> {
  const before = await tx.query<Entry>(
    `delete from cell where county_id = $1 and measure_group = $2 and grain = 'row' and period = ${since} and unit_kind = any($3::text[])
     returning unit_key as unit, parts`,
    [county, group.name, [...persons, ...patients]],
  )
  const now = await tx.query<Entry>(`${save(group, 'and f.patient_id = any($5::text[])')} returning unit_key as unit, parts`, [
    county,
    group.name,
    ...monthsOf(first, last),
    patients,
  ])
  const size = Object.keys(group.parts).length + 1
  const cells: Cells = new Map()
  for (const [entries, sign] of [
    [before, -1],
    [now, 1],
  ] as const)
    for (const { unit, parts } of entries)
      for (let i = 0; i < parts.length / 2; i++) {
        const [place, mask] = [Number(parts[i]), Number(parts[i + parts.length / 2])]
        const month = Math.floor(place / places)
        const period = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
        const key = `org|${period}|${unit}|${place % places || ''}`
        const counts = cells.get(key) ?? Array.from({ length: size }, () => 0)
        for (let part = 0; part < size; part++) if (mask & (1 << part)) counts[part]! += sign
        cells.set(key, counts)
      }
  return addToCells(tx, county, group.name, cells)
}
