import { type CellGroup, joinsOf, monthsBetween, shiftMonth, tableOf, townOf, whereOf } from './cell-sql.ts'
import { dropCells, type NewCell, putCells, type UnitKind } from './cell-store.ts'
import type { Db } from './db.ts'

/** After how many months without a row of his a person's last month is not asked for any more: periods are a year at most. */
export const reach = 12

/**
 * Persons, each once in whatever period is asked. A cell keeps, for each part, how many persons had a row in the month and had the next one 1, 2 … 11, or 12 and more
 * months later: then in a period of up to twelve months, those count whose next month lies behind its end, and every person counts in just one of its months.
 */
const pass = (group: CellGroup, kind: UnitKind, part: { where?: string }, scope: string) => {
  const unit = kind === 'org' ? 'f.org_key' : '0'
  const town = kind === 'residence' ? townOf(group) : `''`
  return `with member as (
      select distinct ${unit} as unit, ${town} as town, coalesce(p.person_id, f.patient_id) as person, f.month
      from ${tableOf(group.view)} f ${joinsOf(group)}
      where f.county_id = $1 and f.patient_id is not null and f.month between $2::date and $3::date ${whereOf(group)} ${part.where ? `and (${part.where})` : ''} ${scope}),
    gap as (
      select unit, town, month, lead(month) over (partition by unit, town, person order by month) as next from member)
    select month as period, unit, town,
      coalesce(least(${reach}, (extract(year from next) - extract(year from month)) * 12 + extract(month from next) - extract(month from month)), ${reach})::int as gap, count(*)::int as n
    from gap where month between $4::date and $5::date group by 1, 2, 3, 4`
}
type Gap = { period: string; unit: number; town: string; gap: number; n: number }

/** Months whose cells are counted anew, and of which institutions; county and townships always are. `inside`: institutions of the county. */
export type DistinctScope = { orgs: readonly number[] | 'all'; from: string; to: string; inside: readonly number[] }

/** Counts the persons of a group anew in a scope of months: those months, and the ones before whose persons' next month may be another now. */
export async function countDistinct(tx: Db, county: number, group: CellGroup, { orgs, from, to, inside }: DistinctScope) {
  const first = shiftMonth(from, 1 - reach)
  await dropCells(
    tx,
    county,
    group.name,
    `c.period between $3::date and $4::date ${orgs === 'all' ? '' : `and (c.unit_kind <> 'org' or c.unit_key = any($5::int[]))`}`,
    [first, to, ...(orgs === 'all' ? [] : [orgs])],
  )
  const kinds: UnitKind[] = ['org', 'county', ...(group.residence ? (['residence', 'residents'] as const) : [])]
  const parts = Object.values(group.parts)
  for (const kind of kinds) {
    const limit = kind === 'org' ? orgs : kind === 'county' && group.outside !== 'counted' ? inside : 'all'
    const cells = new Map<string, NewCell & { parts: number[] }>()
    for (const [i, part] of parts.entries()) {
      const scope = `${limit === 'all' ? '' : 'and f.org_key = any($6::int[])'} ${kind === 'residence' || kind === 'residents' ? `and ${townOf(group)} <> ''` : ''}`
      const values = [county, first, shiftMonth(to, reach), first, to, ...(limit === 'all' ? [] : [limit])]
      for (const { period, unit, town, gap, n } of await tx.query<Gap>(pass(group, kind, part, scope), values)) {
        const key = `${period}|${unit}|${town}`
        const cell = cells.get(key) ?? { period, unit, town, parts: Array.from({ length: parts.length * reach }, () => 0) }
        cell.parts[i * reach + gap - 1]! += n
        cells.set(key, cell)
      }
    }
    await putCells(tx, county, group.name, kind, [...cells.values()])
  }
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
