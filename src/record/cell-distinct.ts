import { type CellGroup, joinsOf, monthsBetween, tableOf, townOf, whereOf } from './cell-sql.ts'
import { addToCells, type Cells, dropCells, putAll, type UnitKind } from './cell-store.ts'
import type { Db } from './db.ts'

/** After how many months without a row of his a person's last month is not asked for any more: periods are a year at most. */
export const reach = 12

/** A person in a month of an institution, living in a township ('': unknown): which parts he counts in, a bit each. */
export type Member = { person: string; month: string; unit: number; town: string; parts: number }

/** Months from one to another. */
const months = (from: string, to: string) =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))

/** The units in which a member counts. */
const unitsOf = ({ unit, town }: Member, ofCounty: (unit: number) => boolean): [UnitKind, number, string][] => [
  ['org', unit, ''],
  ...(ofCounty(unit) ? ([['county', 0, '']] as [UnitKind, number, string][]) : []),
  ...(town
    ? ([
        ['residence', 0, town],
        ['residents', 0, ''],
      ] as [UnitKind, number, string][])
    : []),
]

/**
 * What persons add to cells. A cell keeps, for each part, how many had a row in the month and had the next one 1, 2 … 11, or 12 and more months later: then in a
 * period of up to twelve months, those count whose next month lies behind its end, and every person counts in just one of its months.
 */
export function contributions(
  members: readonly Member[],
  parts: number,
  ofCounty: (unit: number) => boolean,
  sign = 1,
  cells: Cells = new Map(),
) {
  const at = new Map<string, Map<string, number>>() // person and unit → month → parts
  for (const member of members)
    for (const [kind, unit, town] of unitsOf(member, ofCounty)) {
      const key = `${member.person}\n${kind}|${unit}|${town}`
      const known = at.get(key) ?? new Map<string, number>()
      at.set(key, known)
      known.set(member.month, (known.get(member.month) ?? 0) | member.parts)
    }
  for (const [key, byMonth] of at) {
    const [kind, unit, town] = key.slice(key.indexOf('\n') + 1).split('|') as [string, string, string]
    const latest = new Map<number, string>()
    for (const [month, bits] of [...byMonth].sort(([a], [b]) => (a < b ? 1 : -1)))
      for (let part = 0; part < parts; part++) {
        if (!(bits & (1 << part))) continue
        const next = latest.get(part)
        const gap = next ? Math.min(months(month, next), reach) : reach
        latest.set(part, month)
        const cell = `${kind}|${month}|${unit}|${town}`
        const counts = cells.get(cell) ?? Array.from({ length: parts * reach }, () => 0)
        counts[part * reach + gap - 1]! += sign
        cells.set(cell, counts)
      }
  }
  return cells
}

/** The members that rows make. */
function membersSql(group: CellGroup, scope = '') {
  const bits = Object.values(group.parts).map(({ where }, i) => (where ? `case when ${where} then ${1 << i} else 0 end` : `${1 << i}`))
  return `select person, month, unit, town, bit_or(parts) as parts from (
      select coalesce(p.person_id, f.patient_id) as person, f.month, f.org_key as unit, ${townOf(group)} as town, ${bits.join(' | ')} as parts
      from ${tableOf(group.view)} f ${joinsOf(group)}
      where f.county_id = $1 and f.patient_id is not null and f.month is not null ${whereOf(group)} ${scope}) m
    where parts <> 0 group by 1, 2, 3, 4`
}
const keepSql = 'insert into cell_member (county_id, measure_group, grain, period, unit_kind, unit_key, dim_key, person_id, n)'

/** Which institutions' rows are the county's: all where the group counts those outside too. */
const countyOf = (group: CellGroup, inside: readonly number[]) => {
  const known = new Set(inside)
  return (unit: number) => group.outside === 'counted' || known.has(unit)
}

/** The same as `contributions` of all members that are kept, counted where they are. */
const gapsSql = (kind: UnitKind, parts: number, where: string) => `
  with member as (
    select distinct ${kind === 'org' ? 'unit_key' : '0'} as unit, ${kind === 'residence' ? 'dim_key' : `''`} as town, person_id, period, part
    from cell_member cross join generate_series(0, ${parts - 1}) part
    where county_id = $1 and measure_group = $2 and n & (1 << part) <> 0 and ${where}),
  gap as (
    select unit, town, part, period, lead(period) over (partition by unit, town, part, person_id order by period) as next from member)
  select period, unit, town, part,
    coalesce(least(${reach}, (extract(year from next) - extract(year from period)) * 12 + extract(month from next) - extract(month from period)), ${reach})::int as gap,
    count(*)::int as n
  from gap group by 1, 2, 3, 4, 5`
type Gap = { period: string; unit: number; town: string; part: number; gap: number; n: number }

/** Counts the persons of a group anew. */
export async function countDistinct(tx: Db, county: number, group: CellGroup, inside: readonly number[]) {
  const parts = Object.keys(group.parts).length
  await dropCells(tx, county, group.name)
  await tx.query('delete from cell_member where county_id = $1 and measure_group = $2', [county, group.name])
  await tx.query(`${keepSql} select $1, $2, 'month', month, 'org', unit, town, person, parts from (${membersSql(group)}) n`, [
    county,
    group.name,
  ])
  const limited = group.outside !== 'counted'
  const kinds: [UnitKind, string, unknown[]][] = [
    ['org', 'true', []],
    ['county', limited ? 'unit_key = any($3::int[])' : 'true', limited ? [inside] : []],
    ...(group.residence === undefined
      ? []
      : (['residence', 'residents'] as const).map((kind): [UnitKind, string, unknown[]] => [kind, `dim_key <> ''`, []])),
  ]
  for (const [kind, where, values] of kinds) {
    const cells: Cells = new Map()
    for (const { period, unit, town, part, gap, n } of await tx.query<Gap>(gapsSql(kind, parts, where), [county, group.name, ...values])) {
      const key = `${kind}|${period}|${unit}|${town}`
      const counts = cells.get(key) ?? Array.from({ length: parts * reach }, () => 0)
      counts[part * reach + gap - 1]! += n
      cells.set(key, counts)
    }
    await putAll(tx, county, group.name, cells)
  }
}

/** Counts some persons anew: what they added to cells is taken away, what they add now is put there. `patients`: all of theirs, now and before. @returns the months whose cells changed */
export async function countPersons(
  tx: Db,
  county: number,
  group: CellGroup,
  inside: readonly number[],
  persons: readonly string[],
  patients: readonly string[],
): Promise<readonly string[]> {
  const parts = Object.keys(group.parts).length
  const ofCounty = countyOf(group, inside)
  const before = await tx.query<Member>(
    `delete from cell_member where county_id = $1 and measure_group = $2 and person_id = any($3::text[])
     returning person_id as person, period as month, unit_key as unit, dim_key as town, n as parts`,
    [county, group.name, persons],
  )
  const now = (await tx.query<Member>(membersSql(group, 'and f.patient_id = any($2::text[])'), [county, patients])).filter(({ person }) =>
    persons.includes(person),
  )
  await tx.query(
    `${keepSql} select $1, $2, 'month', u.period, 'org', u.unit, u.town, u.person, u.n from unnest($3::date[], $4::int[], $5::text[], $6::text[], $7::int[]) u(period, unit, town, person, n)`,
    [
      county,
      group.name,
      now.map((m) => m.month),
      now.map((m) => m.unit),
      now.map((m) => m.town),
      now.map((m) => m.person),
      now.map((m) => m.parts),
    ],
  )
  const cells = contributions(now, parts, ofCounty, 1, contributions(before, parts, ofCounty, -1))
  return addToCells(tx, county, group.name, cells)
}

/** How many persons the months of a period (from, to; at most twelve) hold: from the parts of its cells, of one unit. */
export function personsIn(months: ReadonlyMap<string, readonly number[]>, part: number, from: string, to: string): number {
  const all = monthsBetween(from, to)
  return all.reduce((sum, month, i) => {
    const behind = all.length - i // the first gap that leads behind the end
    const gaps = months.get(month)?.slice(part * reach, (part + 1) * reach) ?? []
    return sum + gaps.slice(Math.min(behind, reach) - 1).reduce((n, x) => n + x, 0)
  }, 0)
}
