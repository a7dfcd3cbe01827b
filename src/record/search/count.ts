import { collect, holdable } from './collect.ts'
import type { Compiled } from './compile.ts'
import { binding } from './condition.ts'
import { hasher } from './hashes.ts'
import { askedOfHead } from './head.ts'
import { type Searching, source, suited } from './page.ts'
import { TooCostly } from './too-costly.ts'
import { visible } from './visible.ts'

/** So many are counted for an estimate; beyond that the planner's statistics say how many there may be. */
const few = 2000

/** How many documents match. What SQL alone cannot tell is looked at, for 3 s at most. @throws TooCostly beyond */
export async function countExactly(db: Searching, compiled: Compiled): Promise<number> {
  if (compiled.exact) return (await countedByHead(db, compiled)) ?? (await counted(db, compiled, '')).n
  const { placed, last } = await collect(db, compiled, { by: 'id', descending: false }, undefined, {
    ...{ wanted: 20_000, deadline: Date.now() + 3000, bytes: holdable },
  })
  if (last)
    throw new TooCostly(
      `an accurate total of these ${compiled.type} resources would mean to read too many of them: ask for an estimate, or narrow the search`,
    )
  return placed.length
}

/** About how many: exact where there are few candidates, else what the planner expects of all there are: it would guess that next to none are without labels, which next to all are. */
export async function countRoughly(db: Searching, compiled: Compiled): Promise<number> {
  const { n } = await counted(db, compiled, ` limit ${few}`)
  if (n < few) return n
  const bound = binding(compiled.reader.county, compiled.type)
  const [plan] = await db.ranged.query<{ 'QUERY PLAN': unknown }>(
    `explain (format json) select 1 from ${source({ ...compiled, reader: { ...compiled.reader, labels: -1 } }, bound, 'indexed')}`,
    bound.values,
  )
  const parsed = (typeof plan!['QUERY PLAN'] === 'string' ? JSON.parse(plan!['QUERY PLAN']) : plan!['QUERY PLAN']) as {
    Plan: { 'Plan Rows': number }
  }[]
  return Math.max(few, parsed[0]!.Plan['Plan Rows'])
}

/** By the index on a document's only code, and by the keys of the few that have several. Nothing where more is asked, or documents must be looked at to know who may see them. */
async function countedByHead({ keyed }: Searching, { shape, reader, type }: Compiled): Promise<number | undefined> {
  const asked = shape.only === undefined ? undefined : askedOfHead(type, shape.only, hasher(reader.county, type))
  if (!asked || reader.organizations) return undefined
  const { values, param } = binding(reader.county, type)
  const { code, coding } = asked.equal
  const equal = ['t.county_id = $1', `t.code = ${param(code)}`, ...(coding === null ? [] : [`t.coding = ${param(coding)}`])]
  const several = [`t.tok @> ${param(asked.several)}::bigint[]`, '(t.county_id = $1) is true', '(t.type = $2) is true']
  const may = visible(reader, 't', param) ?? 'true'
  const count = (where: readonly string[]) => `(select count(*) from token t where ${[...where, may].join(' and ')})`
  const [row] = await keyed.query<{ n: number }>(`select ${count(equal)} + ${count(several)} as n`, values)
  return row!.n
}

async function counted(db: Searching, compiled: Compiled, limit: string): Promise<{ n: number }> {
  const bound = binding(compiled.reader.county, compiled.type)
  const [row] = await suited(db, compiled.shape).query<{ n: number }>(
    `select count(*) as n from (select 1 from ${source(compiled, bound, 'indexed')}${limit}) x`,
    bound.values,
  )
  return row!
}
