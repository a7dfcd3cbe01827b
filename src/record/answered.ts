import type { RecordStore } from './record.ts'

/** What an idempotency key was answered before, to whom and for what. */
export type Answered = { actor: string; operation: string; answer: string }

/** The stored answer of an idempotency key. */
export async function answered(record: RecordStore, county: number, opId: string): Promise<Answered | undefined> {
  const [row] = await record.db.query<Answered>('select actor, operation, answer from idempotency where county_id = $1 and op_id = $2', [
    county,
    opId,
  ])
  return row
}

/** Rows looked at in one statement; at least so many statements a county and call; no more once so many ms have passed. */
const page = 2000
const pages = 5
const longest = 1000

/**
 * Forgets answers that are old, for a job of once a minute: walks through the keys, each call from where the last one ended, faster where there is much to forget.
 * Small statements that touch nothing but old rows, so that no writer waits; and no index by time, which every write would pay for.
 * @returns a function of the instant (ISO) before which answers are forgotten; it answers how many were
 */
export function answersForgetter({ db, counties }: Pick<RecordStore, 'db' | 'counties'>): (before: string) => Promise<number> {
  const reached = new Map<number, string>()
  const forget = async (county: number, before: string) => {
    const [row] = await db.query<{ last: string | null; looked: number; gone: number }>(
      `with page as materialized (select op_id, at from idempotency where county_id = $1 and op_id > $2 order by op_id limit $3),
         gone as (delete from idempotency i using page p where i.county_id = $1 and i.op_id = p.op_id and p.at < $4::timestamptz returning 1)
       select (select max(op_id) from page) as last, (select count(*)::int from page) as looked, (select count(*)::int from gone) as gone`,
      [county, reached.get(county) ?? '', page, before],
    )
    const { last, looked, gone } = row!
    const ended = looked < page
    reached.set(county, ended ? '' : last!)
    return { gone, ended }
  }
  return async (before) => {
    const began = performance.now()
    let total = 0
    for (const { id } of await counties())
      for (let n = 1; ; n++) {
        const { gone, ended } = await forget(id, before)
        total += gone
        if (ended || (n >= pages && gone === 0) || performance.now() - began > longest) break
      }
    return total
  }
}
