import type { Indicator } from '../kernel/grammar/measure.ts'
import { computedOf, isPrefecture, type Library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { byDimension } from '../record/cell-sql.ts'
import { localDay } from '../record/local-day.ts'

/** What stands behind a number: until which day each institution has reported anything it counts, how much of it no township is known for, what lies in the future, and what no file can show. */
export type Coverage = {
  units: readonly { unit: string; name: string; lastDay: string | null }[]
  /** Share (0…1) of the last twelve months' rows whose person lives nobody knows where; only where the indicator goes by residence. */
  unknownResidence?: number
  future: number
  unseen?: Indicator['unseen']
}

export async function coverageOf({ record, clock }: House, county: number, indicator: Indicator, lib: Library): Promise<Coverage> {
  const group = lib.groups.get(computedOf(indicator).refs[0]?.group ?? '')
  const unseen = indicator.unseen ? { unseen: indicator.unseen } : {}
  if (!group || isPrefecture(county) || group.view === byDimension) return { units: [], future: 0, ...unseen }
  const today = localDay(clock().toISOString())
  const thisMonth = `${today.slice(0, 7)}-01`
  const rows = await record.db.query<{ org_key: number; last: string | null }>(
    `select l.org_key, d.last from (
       select unit_key as org_key, max(period) as month from cell
       where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and period <= $3::date group by unit_key) l,
     lateral (select max(f.day) as last from flat_${group.view} f where f.county_id = $1 and f.org_key = l.org_key and ${group.kind === 'stock' ? '' : 'f.month = l.month and'} f.day <= $4::date) d`,
    [county, group.name, thisMonth, today],
  )
  const [future] = await record.db.query<{ n: number }>(
    `select coalesce(sum(parts[1]), 0)::int as n from cell where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and period > $3::date`,
    [county, group.name, thisMonth],
  )
  const [lived] =
    indicator.by === 'residence' && group.kind !== 'distinct'
      ? await record.db.query<{ share: number | null }>(
          `select (sum(parts[1]) filter (where dim_key = '') / nullif(sum(parts[1]), 0))::float8 as share from cell
         where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' and period between $3::date - interval '12 months' and $3::date`,
          [county, group.name, thisMonth],
        )
      : []
  const nodes = new Map((await record.organizations(county)).map((n) => [n.key, n]))
  return {
    units: rows.flatMap((row) => {
      const node = nodes.get(row.org_key)
      return node?.inside && row.last ? [{ unit: node.id, name: node.name, lastDay: row.last }] : []
    }),
    ...(lived ? { unknownResidence: lived.share ?? 0 } : {}),
    future: future!.n,
    ...unseen,
  }
}
