import type { Actor } from '../grammar/operation.ts'
import { Refusal } from '../grammar/refusal.ts'
import { type House, perform } from './perform.ts'

/** The system itself: performs what time limits and events ask for. */
export const system: Actor = { login: 'system', name: '系统', organization: 'system', roles: [], verbs: ['*'] }

/**
 * Performs the operations of deadlines that have passed, at most `limit`, and answers how many. A deadline goes with the write of its operation
 * (the case left the state); one whose operation is refused is dropped, since the case has moved on. Safe to run in several processes: the second is refused.
 */
export async function sweep(house: House, limit = 100): Promise<number> {
  const now = house.clock().toISOString()
  const due = await house.record.db.query<{ county_id: number; kind: string; case_id: string; name: string; operation: string }>(
    'select county_id, kind, case_id, name, operation from deadline where due_at <= $1 order by due_at limit $2',
    [now, limit],
  )
  for (const d of due) {
    try {
      await perform(house, {
        county: d.county_id,
        kind: d.kind,
        id: d.case_id,
        verb: d.operation,
        input: {},
        actor: system,
        opId: `deadline:${d.kind}:${d.case_id}:${d.name}`,
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
    await house.record.db.query('delete from deadline where county_id = $1 and kind = $2 and case_id = $3 and name = $4 and due_at <= $5', [
      d.county_id,
      d.kind,
      d.case_id,
      d.name,
      now,
    ])
  }
  return due.length
}
