import { z } from 'zod'
import { Plan, Statement, Task } from '../../capabilities/plans/shape.ts'
import type { RecordStore } from '../../record/record.ts'

const types = ['plan.adopted', 'plan.statement', 'plan.task'] as const
export type Kept = { version: string; plans: readonly Plan[]; statements: readonly Statement[]; tasks: readonly Task[] }
const nothing: Kept = { version: '', plans: [], statements: [], tasks: [] }
const known = new WeakMap<RecordStore, Map<number, { version: string; kept: Promise<Kept> }>>()

/**
 * The adopted plans of a county, what was stated for them and their tasks, in one look while nobody changes them: they are read again when their count, versions or last
 * change differ.
 */
export async function keptPlans(record: RecordStore, county: number): Promise<Kept> {
  const [look] = await record.db.query<{ version: string | null }>(
    `select string_agg(concat(type, n, ':', versions, ':', last), ' ' order by type) as version from (
       select type, count(*) as n, sum(version) as versions, max(updated) as last from resource
       where county_id = $1 and type = any($2::text[]) group by type) t`,
    [county, types],
  )
  const version = look?.version ?? ''
  const counties = known.get(record) ?? new Map()
  known.set(record, counties)
  const before = counties.get(county)
  if (before?.version === version) return before.kept
  const kept = read(record, county, version)
  counties.set(county, { version, kept })
  kept.catch(() => counties.delete(county))
  return kept
}

async function read(record: RecordStore, county: number, version: string): Promise<Kept> {
  if (!version) return nothing
  const rows = await record.db.query<{ type: string; doc: string }>(
    'select type, doc from resource where county_id = $1 and type = any($2::text[]) and not deleted order by id',
    [county, types],
  )
  const of = <T>(type: (typeof types)[number], shape: z.ZodType<T>): T[] =>
    z.array(shape).parse(rows.flatMap((row) => (row.type === type ? [JSON.parse(row.doc) as unknown] : [])))
  return { version, plans: of('plan.adopted', Plan), statements: of('plan.statement', Statement), tasks: of('plan.task', Task) }
}
