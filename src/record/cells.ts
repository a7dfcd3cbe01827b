import { createHash } from 'node:crypto'
import { countAll, type Range } from './cell-count.ts'
import { countAsMarked, type Mark } from './cell-marks.ts'
import { type Changed, markMonths } from './cell-months.ts'
import { byDimension, type CellGroup, shiftMonth } from './cell-sql.ts'
import { dropCells } from './cell-store.ts'
import type { Db } from './db.ts'
import { localDay } from './local-day.ts'
import { refreshResidents, residenceViews } from './residents.ts'

export type { CellGroup } from './cell-sql.ts'

/** Changes whenever cells are kept otherwise than before: then all are counted anew. */
const format = 3
const hashes = new WeakMap<CellGroup, string>()
/** The definition of a group, computed once: every reading asks for all of them. */
function hashOf(group: CellGroup): string {
  const known = hashes.get(group)
  if (known) return known
  const { name, kind, view, where, parts, residence, nowhere, until, also, join, each, outside } = group
  const definition = JSON.stringify([format, name, kind, view, where, parts, residence, nowhere, until, also, join, each, outside])
  const hash = createHash('sha256').update(definition).digest('hex')
  hashes.set(group, hash)
  return hash
}

/** A stock is kept as long as anything is known to have happened, ten years at most, to this month. */
const rangeOf = async (tx: Db, county: number, flows: readonly string[], last: string): Promise<Range> => {
  const [row] = await tx.query<{ first: string | null }>(
    `select min(m.period) as first from unnest($2::text[]) g(name), lateral (
       select period from cell where county_id = $1 and measure_group = g.name and grain = 'month' and unit_kind = 'org' and period <= $3::date
       order by county_id, measure_group, grain, period limit 1) m`,
    [county, flows, last],
  )
  const earliest = shiftMonth(last, -119)
  const first = row?.first ?? shiftMonth(last, -35)
  return { first: first < earliest ? earliest : first, last }
}

/** What a group's cells were counted with: its definition; of a stock, to which month (its first follows); of persons, which institutions are the county's. */
const stateOf = (group: CellGroup, thisMonth: string, inside: string) =>
  group.kind === 'stock' ? `${hashOf(group)}:${thisMonth}:` : group.kind === 'distinct' ? `${hashOf(group)}:${inside}` : hashOf(group)

/** What was computed from a group's cells holds as long as their version is the same. It stands behind the group's state. */
export type Versions = Readonly<Record<string, string>>
const versionsOf = (states: Versions): Versions =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state.split('#')[1] ?? '']))
const saveState = `insert into measure_state (county_id, measure_group, hash) values ($1, $2, $3::text || '#' || gen_random_uuid()::text)
  on conflict (county_id, measure_group) do update set hash = excluded.hash returning hash`

type Look = { marked: boolean; moved: boolean; states: Readonly<Record<string, string>>; inside: string }
const lookAt = async (db: Db, county: number, views: readonly string[]) =>
  (
    await db.query<Look>(
      `select exists (select 1 from stale where county_id = $1 and view = any($2::text[])) as marked,
        exists (select 1 from stale where county_id = $1 and view = '${byDimension}') as moved,
        (select coalesce(json_object_agg(measure_group, hash), '{}') from measure_state where county_id = $1) as states,
        (select coalesce(string_agg(distinct org_key::text, ','), '') from org_dim where county_id = $1 and inside) as inside`,
      [county, views],
    )
  )[0]!

/**
 * Makes every cell of the groups right: recomputes what writes have marked, or all of a group whose definition changed. Called before a number is read, with all groups of the house (a mark is taken once, for all that read its view); without
 * marks it costs one look. One recomputation at a time per county; marks are taken first, so a row committed meanwhile keeps its own mark.
 * @param today local day; stocks are kept to its month
 * @returns the version of each group's cells: what was computed from them holds as long as it is the same
 */
export async function refresh(
  db: Db,
  county: number,
  groups: readonly CellGroup[],
  today = localDay(new Date().toISOString()),
): Promise<Versions> {
  const thisMonth = `${today.slice(0, 7)}-01`
  const views = [
    ...new Set([...groups.flatMap((g) => [g.view, ...(g.also ?? []).map(({ view }) => view)]), ...Object.values(residenceViews)]),
  ]
  const look = await lookAt(db, county, views)
  if (look.moved) await refreshResidents(db, county)
  const settled = groups.every((group) => look.states[group.name]?.startsWith(stateOf(group, thisMonth, look.inside)))
  if (!look.marked && !look.moved && settled) return versionsOf(look.states)
  return db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x63656c6c, county])
    await tx.query(`select set_config('work_mem', '128MB', true), set_config('jit', 'off', true)`)
    const marks = await tx.query<Mark>(
      `with gone as (delete from stale where county_id = $1 and view = any($2::text[]) returning view, month, org_key, patient_id, day)
       select distinct view, month, org_key as org, patient_id as patient, day from gone`,
      [county, views],
    )
    const { states, inside } = await lookAt(tx, county, [])
    if (marks.length)
      // whose marks were taken and who is not here to use them, starts over when it is asked
      await tx.query('delete from measure_state where county_id = $1 and measure_group <> all($2::text[])', [
        county,
        groups.map((g) => g.name),
      ])
    const isStock = (g: CellGroup) => g.kind === 'stock'
    const flows = groups.filter((g) => !isStock(g))
    let range: Range | undefined
    const now: Record<string, string> = { ...states }
    for (const group of [...flows, ...groups.filter(isStock)]) {
      const stock = isStock(group)
      range ??= stock
        ? await rangeOf(
            tx,
            county,
            flows.map((g) => g.name),
            thisMonth,
          )
        : undefined
      const state = stateOf(group, thisMonth, inside) + (stock ? range!.first : '')
      const scope = { range: range ?? { first: thisMonth, last: thisMonth }, inside: inside.split(',').filter(Boolean).map(Number) }
      const known = states[group.name]?.split('#')[0] === state
      let changed: Changed | undefined
      if (known) changed = await countAsMarked(tx, county, group, marks, scope)
      else {
        await dropCells(tx, county, group.name)
        changed = await countAll(tx, county, group, scope)
      }
      if (known && !changed?.length) continue
      await markMonths(tx, county, group.name, changed ?? [])
      now[group.name] = (await tx.query<{ hash: string }>(saveState, [county, group.name, state]))[0]!.hash
    }
    return versionsOf(now)
  })
}
