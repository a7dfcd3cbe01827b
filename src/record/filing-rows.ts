import type { Db } from './db.ts'
import { newId } from './ids.ts'

type Param = (value: unknown) => string
/** Rows that make a part of a number: each `from … where …` they come from, with `$1` the county; SQL of a row's id and of its amount (null: rows are counted). */
export type PartRows = { sources: readonly ((param: Param) => string)[]; id: string; amount: string | null }
export type RowChange = 'added' | 'gone' | 'changed'
export type RowChanges = Readonly<Record<RowChange, number>>

const chunk = 5000
/** Rows of a write that failed are swept after this long. */
const patience = 3600_000

const statement = (county: number) => {
  const values: unknown[] = [county]
  return { values, param: (value: unknown) => `$${values.push(value)}` }
}
/** A row counts once, however often it was met (a stock of several months): its amounts are added. */
function rowsSql({ sources, id, amount }: PartRows, param: Param): string {
  const each = sources.map((from) => `select ${id} as id, (${amount ?? 'null'})::bigint as amount ${from(param)}`)
  return each.length === 1 ? each[0]! : `select id, sum(amount)::bigint as amount from (${each.join(' union all ')}) s group by 1`
}
/** Hundreds of thousands of ids are sorted and joined in memory, in the transaction at hand. */
const roomy = (tx: Db) => tx.query(`select set_config('work_mem', '128MB', true)`)

/** Under which a part's rows are kept: of a prefecture's figure, those of each county under the prefecture. */
export type Kept = { by: number; filing: string; part: string }
/** Keeps the ids of the rows of a part, and their amounts, under a filing, in a transaction. @returns how many */
export async function freezeRows(db: Db, county: number, { by, filing, part }: Kept, rows: PartRows): Promise<number> {
  const { values, param } = statement(county)
  await roomy(db)
  const [done] = await db.query<{ n: number }>(
    `with r as materialized (${rowsSql(rows, param)}), o as (select *, row_number() over (order by id) as n from r),
     put as (insert into filing_row (county_id, filing_id, part, chunk, ids, amounts)
       select ${param(by)}::int, ${param(filing)}, ${param(part)}, (n - 1) / ${chunk}, array_agg(id order by n), ${rows.amount ? 'array_agg(amount order by n)' : 'null'} from o group by 4)
     select count(*)::int as n from r`,
    values,
  )
  return done!.n
}

const compared = (county: number, { by, filing, part }: Kept, rows: PartRows) => {
  const { values, param } = statement(county)
  const now = rowsSql(rows, param)
  const sql = `with past as (select u.id, u.amount from filing_row r, unnest(r.ids, r.amounts) u(id, amount) where r.county_id = ${param(by)} and r.filing_id = ${param(filing)} and r.part = ${param(part)}),
    present as (${now}),
    change as (select coalesce(p.id, n.id) as id, case when p.id is null then 'added' when n.id is null then 'gone' when p.amount <> n.amount then 'changed' end as change
      from past p full join present n on n.id = p.id)`
  return { sql, values, param }
}

/** How many rows of a part came, went, or have another amount since it was filed. */
export async function rowChanges(db: Db, county: number, kept: Kept, rows: PartRows): Promise<RowChanges> {
  const { sql, values } = compared(county, kept, rows)
  const found = await db.transaction(async (tx) => {
    await roomy(tx)
    return tx.query<{ change: RowChange; n: number }>(
      `${sql} select change, count(*)::int as n from change where change is not null group by 1`,
      values,
    )
  })
  const of = (change: RowChange) => found.find((f) => f.change === change)?.n ?? 0
  return { added: of('added'), gone: of('gone'), changed: of('changed') }
}

/** Which rows they are, at most `limit`, as ids of their documents. */
export async function changedRows(
  db: Db,
  county: number,
  kept: Kept,
  { rows, change, limit }: { rows: PartRows; change: RowChange; limit: number },
): Promise<string[]> {
  const { sql, values, param } = compared(county, kept, rows)
  const found = await db.query<{ id: string }>(
    `${sql} select distinct split_part(id, '#', 1) as id from change where change = ${param(change)} order by 1 limit ${limit}`,
    values,
  )
  return found.map(({ id }) => id)
}

/** Removes rows under ids that became no filing: the write of the document was refused or failed. Ids are UUIDv7, so that they tell their age. */
export async function sweepOrphans(db: Db, county: number, type: string, now: number): Promise<void> {
  await db.query(
    `delete from filing_row f where f.county_id = $1 and f.filing_id < $2
     and not exists (select 1 from resource r where r.county_id = f.county_id and r.type = $3 and r.id = f.filing_id)`,
    [county, newId(now - patience), type],
  )
}
