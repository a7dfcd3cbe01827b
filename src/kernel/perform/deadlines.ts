import type { Actor, Within } from '../grammar/operation.ts'
import { Refusal } from '../grammar/refusal.ts'
import { type House, perform } from './perform.ts'

/** The system itself: performs what time limits and events ask for. */
export const system: Actor = { login: 'system', name: '系统', organization: 'system', roles: [], verbs: ['*'] }

/** When a time limit passes. Work-calendar limits count the hours of working days (Mon–Fri 08:00–18:00, Asia/Shanghai) until a county's own calendar is data. */
export function dueAt(from: string, { minutes, calendar }: Pick<Within, 'minutes' | 'calendar'>): string {
  if (calendar === 'always') return new Date(Date.parse(from) + minutes * 60_000).toISOString()
  const shift = 8 * 3600_000
  let at = Date.parse(from) + shift
  let left = minutes * 60_000
  for (;;) {
    const day = Math.floor(at / 86_400_000) * 86_400_000
    const [open, shut] = [day + 8 * 3600_000, day + 18 * 3600_000]
    const weekday = new Date(day).getUTCDay()
    if (weekday !== 0 && weekday !== 6 && at < shut) {
      at = Math.max(at, open)
      if (at + left <= shut) return new Date(at + left - shift).toISOString()
      left -= shut - at
    }
    at = day + 86_400_000
  }
}

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
      await perform(house, { county: d.county_id, kind: d.kind, id: d.case_id, verb: d.operation, input: {}, actor: system, opId: `deadline:${d.kind}:${d.case_id}:${d.name}` })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
    await house.record.db.query('delete from deadline where county_id = $1 and kind = $2 and case_id = $3 and name = $4 and due_at <= $5', [d.county_id, d.kind, d.case_id, d.name, now])
  }
  return due.length
}
