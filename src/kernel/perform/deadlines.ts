import type { Actor } from '../grammar/operation.ts'
import { Refusal } from '../grammar/refusal.ts'
import { type House, perform } from './perform.ts'

/** The system itself: performs what time limits and events ask for. */
export const system: Actor = { login: 'system', name: '系统', organization: 'system', roles: [], verbs: ['*'] }

type Due = { county_id: number; kind: string; case_id: string; name: string; operation: string; due_at: Date }

/**
 * Performs the operations of deadlines that have passed, at most `limit`, and answers how many. A deadline goes with the write of its operation
 * (the case left the state); one whose operation is refused is dropped, since the case has moved on. Safe to run in several processes: the second is refused.
 * @throws the first unexpected error, after all the others had their turn; its deadline stays
 */
export async function sweep(house: House, limit = 100): Promise<number> {
  const now = house.clock().toISOString()
  const due = await house.record.db.query<Due>(
    'select county_id, kind, case_id, name, operation, due_at from deadline where due_at <= $1 order by due_at limit $2',
    [now, limit],
  )
  await each(due, (one) => meet(house, one))
  return due.length
}

async function meet(house: House, { county_id: county, kind, case_id: id, name, operation: verb, due_at }: Due): Promise<void> {
  try {
    const opId = `deadline:${kind}:${id}:${name}:${due_at.toISOString()}` // the same state entered again has a limit of its own
    await perform(house, { county, kind, id, verb, input: {}, actor: system, opId })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.kind === 'busy') return
  }
  const values = [county, kind, id, name, due_at]
  await house.record.db.query(
    'delete from deadline where county_id = $1 and kind = $2 and case_id = $3 and name = $4 and due_at = $5',
    values,
  )
}

/** Works through all items even if some fail. @throws the first failure, at the end */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = []
  for (const item of items) await work(item).catch((error: unknown) => failures.push(error))
  if (failures.length) throw failures[0]
}
