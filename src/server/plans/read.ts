import { z } from 'zod'
import { planType, statementType, taskType } from '../../capabilities/plans/fhir.ts'
import { Plan, Statement, Task } from '../../capabilities/plans/shape.ts'
import { remembered } from '../../kernel/perform/remembered.ts'
import type { RecordStore } from '../../record/record.ts'

/** Everything that plans are kept as. */
export const planTypes = [planType, statementType, taskType] as const
export type Kept = { version: string; plans: readonly Plan[]; statements: readonly Statement[]; tasks: readonly Task[] }
const nothing: Kept = { version: '', plans: [], statements: [], tasks: [] }

/**
 * The adopted plans of a county, what was stated for them and their tasks, in one look while nobody changes them: they are read again when their count, versions or last
 * change differ.
 */
export async function keptPlans(record: RecordStore, county: number): Promise<Kept> {
  const [look] = await record.db.query<{ version: string | null }>(
    `select string_agg(concat(type, n, ':', versions, ':', last), ' ' order by type) as version from (
       select type, count(*) as n, sum(version) as versions, max(updated) as last from resource
       where county_id = $1 and type = any($2::text[]) group by type) t`,
    [county, planTypes],
  )
  const version = look?.version ?? ''
  return remembered(record, `kept plans ${county}`, () => read(record, county, version), sizeOf, version)
}

/** In numbers, roughly. */
const sizeOf = ({ plans, statements, tasks }: Kept) => 1000 * plans.length + 20 * (statements.length + tasks.length)

async function read(record: RecordStore, county: number, version: string): Promise<Kept> {
  if (!version) return nothing
  const rows = await record.db.query<{ type: string; doc: string }>(
    'select type, doc from resource where county_id = $1 and type = any($2::text[]) and not deleted order by id',
    [county, planTypes],
  )
  const of = <T>(type: (typeof planTypes)[number], shape: z.ZodType<T>): T[] =>
    z.array(shape).parse(rows.flatMap((row) => (row.type === type ? [JSON.parse(row.doc) as unknown] : [])))
  return { version, plans: of(planType, Plan), statements: of(statementType, Statement), tasks: of(taskType, Task) }
}
