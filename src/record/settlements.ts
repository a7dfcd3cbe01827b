import type { Db } from './db.ts'
import { localMonth } from './local-day.ts'

/**
 * Settlements and the visits or admissions they price (architecture §5): by the number a settlement names (rule 1), else by person, institution, local day and class
 * where exactly one visit is left that no settlement names (rule 2), each visit once. What matches depends on the rows alone, never on the order in which files came.
 */
const mark = 'settlement_match'
/** Of each flat view that takes part: the column that holds when the visit began. */
const starts: Readonly<Record<string, string>> = { visit: 'at', admission: 'admitted', settlement: 'visited' }

type Flat = { name: string; table: { columns: readonly (readonly [name: string, type: string])[] } }
const places = new WeakMap<object, readonly [start: number, org: number]>()
/** Marks that settlements of an institution and the month in which a visit began are to be matched anew: for every row of the views that take part, old or new. */
export function matchMarks(view: Flat, rows: readonly (readonly unknown[])[]): (readonly [string, string, number, null])[] {
  const column = starts[view.name]
  if (!column) return []
  const at = (name: string) => view.table.columns.findIndex(([known]) => known === name)
  const [start, org] = places.get(view.table) ?? [at(column), at('org_key')]
  places.set(view.table, [start, org])
  return rows.flatMap((row) => (row[start] ? [[mark, localMonth(row[start] as string), row[org] as number, null] as const] : []))
}

const dayOf = (instant: string) => `(${instant} at time zone 'Asia/Shanghai')::date`
const monthOf = (instant: string) => `date_trunc('month', ${instant} at time zone 'Asia/Shanghai')::date`
/** The same marks where rows are deleted by sets: what to return of them as `start`, and the insert that reads them from a query `gone`. Undefined for views that take no part. */
export const matchMarksSql = (view: string) =>
  starts[view] && {
    start: starts[view],
    insert: `insert into stale (county_id, view, month, org_key) select distinct $1::int, '${mark}', ${monthOf('start')}, org_key from gone where start is not null`,
  }
/** 就医类别 → class of the Encounter; a pharmacy's sale (41) is no visit and takes no part. */
const classes = `case f.class when '11' then 'AMB' when '14' then 'AMB' when '13' then 'EMER' when '21' then 'IMP' end`
const settlements = (
  part: string,
) => `select f.id, f.org_key, f.patient_id, f.at, f.encounter_id as named, ${dayOf('f.visited')} as day, ${monthOf('f.visited')} as month, ${classes} as class
  from flat_settlement f ${part} where f.county_id = $1 and f.visited is not null and f.class in ('11', '13', '14', '21')`
/** Of an institution in a month; settled is not before begun, which lets the index of institution and time serve. */
const settledIn = `join part p on f.org_key = p.org_key and f.at >= p.month - 1 and p.month = ${monthOf('f.visited')}`
/** A condition within the union would keep the planner from looking visits up by index: `happened` stands outside, with alias v. */
const visits = `(select county_id, id, org_key, patient_id, day, month, class, state from flat_visit
  union all select county_id, id, org_key, patient_id, ${dayOf('admitted')}, ${monthOf('admitted')}, 'IMP', '' from flat_admission)`
const happened = `v.state <> 'cancelled'`
const given = 'part as (select * from unnest($2::date[], $3::int[]) u(month, org_key))'

/** The marked months of institutions, and those a change in them reaches: a number may name a visit of another month. */
const reach = `with ${given}
  select month, org_key from part
  union select m.encounter_month, m.org_key from settlement_match m join part p on p.org_key = m.org_key and p.month = m.month where m.county_id = $1 and m.encounter_month <> m.month
  union select m.month, m.org_key from settlement_match m join part p on p.org_key = m.org_key and p.month = m.encounter_month where m.county_id = $1 and m.encounter_month <> m.month
  union select v.month, v.org_key from (${settlements(settledIn)}) s join ${visits} v on v.county_id = $1 and v.id = s.named and ${happened}
  union select m.month, m.org_key from part p join ${visits} v on v.county_id = $1 and v.org_key = p.org_key and v.month = p.month and ${happened}
    join settlement_match m on m.county_id = $1 and m.named = v.id`

/** Both sides lie in tables of the transaction: without their statistics the planner takes the few that no number matched for none, and compares each with each. */
const sides = `
  create temp table match_s (id text collate "C", org_key int, person_id text collate "C", at timestamptz, named text collate "C", day date, month date, class text) on commit drop;
  create temp table match_v (id text collate "C", org_key int, person_id text collate "C", day date, month date, class text) on commit drop`
const person = `left join person b on b.county_id = $1 and b.patient_id = f.patient_id and b.valid_to = 'infinity'`
const gather = (parts: boolean) =>
  [
    `with ${parts ? given : 'part as (select 1)'} insert into match_s select f.id, f.org_key, b.person_id, f.at, f.named, f.day, f.month, f.class
   from (${settlements(parts ? settledIn : '')}) f ${person}`,
    `with ${parts ? given : 'part as (select 1)'} insert into match_v select f.id, f.org_key, b.person_id, f.day, f.month, f.class
   from (select v.* from ${visits} v ${parts ? 'join part p on v.org_key = p.org_key and v.month = p.month' : ''} where v.county_id = $1 and ${happened}
     ${parts ? `union select v.* from match_s s join ${visits} v on v.county_id = $1 and v.id = s.named and ${happened}` : ''}) f ${person}`,
  ] as const
/** Matches both sides; what settlements of other months name is not free either. */
const match = `with
  named as (select s.id, v.id as encounter_id, v.month from match_s s join match_v v on v.id = s.named),
  single as (
    select org_key, person_id, day, class, min(id) as encounter_id, min(month) as month from match_v v
    where person_id is not null and not exists (select 1 from match_s s where s.named = v.id)
      and not exists (select 1 from settlement_match m where m.county_id = $1 and m.named = v.id)
    group by 1, 2, 3, 4 having count(*) = 1),
  alone as (
    select distinct on (c.encounter_id) s.id, c.encounter_id, c.month
    from match_s s join single c on c.org_key = s.org_key and c.person_id = s.person_id and c.day = s.day and c.class = s.class
    where not exists (select 1 from match_v v where v.id = s.named) order by c.encounter_id, s.at, s.id)
  insert into settlement_match (county_id, settlement_id, encounter_id, rule, month, org_key, named, encounter_month)
  select $1, s.id, coalesce(n.encounter_id, a.encounter_id), case when n.id is not null then 1 when a.id is not null then 2 else 0 end, s.month, s.org_key, s.named, coalesce(n.month, a.month)
  from match_s s left join named n on n.id = s.id left join alone a on a.id = s.id`

/** More parts than this are matched faster as a whole county. */
const many = 300

/**
 * Brings the matches up to date with what was written since: after a batch or an undo, and before they are read. Without marks it costs one look.
 * @param all every settlement of the county anew (after persons were merged, or to prove that nothing was missed)
 * @returns how many months of institutions were matched; -1 for the whole county
 */
export async function matchSettlements(db: Db, county: number, all = false): Promise<number> {
  const marked = 'select 1 from stale where county_id = $1 and view = $2 limit 1'
  if (!all && !(await db.query(marked, [county, mark])).length) return 0
  return db.transaction(async (tx) => {
    await tx.query(`select pg_advisory_xact_lock($1::int, $2::int), set_config('work_mem', '64MB', true)`, [0x7365746c, county])
    const marks = await tx.query<{ month: string; org_key: number }>(
      'with gone as (delete from stale where county_id = $1 and view = $2 returning month, org_key) select distinct month, org_key from gone',
      [county, mark],
    )
    const columns = (parts: typeof marks) => [county, parts.map((p) => p.month), parts.map((p) => p.org_key)]
    const parts = all || marks.length > many ? undefined : await tx.query<{ month: string; org_key: number }>(reach, columns(marks))
    const some = parts && parts.length <= many ? columns(parts) : undefined
    await tx.query(
      some
        ? `with ${given} delete from settlement_match m using part p where m.county_id = $1 and m.org_key = p.org_key and m.month = p.month`
        : 'delete from settlement_match where county_id = $1',
      some ?? [county],
    )
    await tx.script(sides)
    const [ours, theirs] = gather(some !== undefined)
    await tx.query(ours, some ?? [county])
    if ((await tx.query('select 1 from match_s limit 1')).length) {
      await tx.query(theirs, some ?? [county])
      await tx.script('analyze match_s; analyze match_v')
      await tx.query(match, [county])
    }
    await tx.script('drop table match_s, match_v')
    return some ? parts!.length : -1
  })
}

export type MatchCount = { orgKey: number; month: string; byNumber: number; byPerson: number; unmatched: number }
/** How many settlements of visits and admissions found theirs, by institution and local month (first day) of the visit, both months inclusive. */
export async function matchCounts(db: Db, county: number, from: string, to: string): Promise<MatchCount[]> {
  await matchSettlements(db, county)
  return db.query<MatchCount>(
    `select org_key as "orgKey", month, count(*) filter (where rule = 1) as "byNumber", count(*) filter (where rule = 2) as "byPerson", count(*) filter (where rule = 0) as unmatched
     from settlement_match where county_id = $1 and month between $2::date and $3::date group by 1, 2 order by 2, 1`,
    [county, from, to],
  )
}
