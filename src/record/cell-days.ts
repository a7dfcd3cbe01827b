import type { Db } from './db.ts'

/** So long after its month nobody writes into it every minute any more; months before. */
const kept = 3

/**
 * Drops the days that were kept apart of large months which are long over: should such a month change again, all its days are counted once more. Not beside a recomputation, which adds up the days that
 * it finds.
 * @param month of today, its first day
 * @returns how many cells
 */
export async function sweepDays(db: Db, month: string): Promise<number> {
  const groups = await db.query<{ county: number; groups: string[] }>(
    'select county_id as county, array_agg(measure_group) as groups from measure_state group by 1 order by 1',
  )
  let gone = 0
  for (const { county, groups: names } of groups)
    gone += await db.transaction(async (tx) => {
      const [lock] = await tx.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1::int, $2::int) as free', [0x63656c6c, county])
      if (!lock!.free) return 0
      const rows = await tx.query(
        `delete from cell where county_id = $1 and measure_group = any($2::text[]) and grain = 'day' and period < $3::date - make_interval(months => $4)
         returning 1 as gone`,
        [county, names, month, kept],
      )
      return rows.length
    })
  return gone
}
