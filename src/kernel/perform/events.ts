import type { AnyOperation } from '../grammar/operation.ts'
import { Refusal } from '../grammar/refusal.ts'
import { system } from './deadlines.ts'
import { type House, perform } from './perform.ts'

type OutboxRow = { county_id: number; seq: number; event: string; kind: string; case_id: string; payload: string }
type Reaction = { kind: string; verb: string; find: NonNullable<AnyOperation['after']>[string]['find'] }

/** Which operations wait for an event. */
function reactionsTo(house: House, event: string): Reaction[] {
  return house.registry.capabilities.flatMap((c) =>
    c.workflows.flatMap((w) =>
      Object.entries(w.operations).flatMap(([verb, { after }]) =>
        after?.[event] ? [{ kind: w.kind.name, verb, find: after[event].find }] : [],
      ),
    ),
  )
}

/**
 * Delivers waiting events: for each, the operations that name it are performed by the system on the cases they find. Delivered at least once, applied once:
 * the key (event, operation, case) is the idempotency key. The event is deleted when all have answered.
 */
export async function deliver(house: House, limit = 200): Promise<number> {
  const rows = await house.record.db.query<OutboxRow>(
    'select county_id, seq, event, kind, case_id, payload from outbox order by seq limit $1',
    [limit],
  )
  for (const row of rows) {
    for (const { kind, verb, find } of reactionsTo(house, row.event)) {
      const { view, where, values } = find({
        kind: row.kind,
        case_id: row.case_id,
        payload: JSON.parse(row.payload) as Record<string, string>,
      })
      const cases = await house.record.db.query<{ id: string }>(`select f.id from flat_${view} f where f.county_id = $1 and ${where}`, [
        row.county_id,
        ...values,
      ])
      for (const { id } of cases)
        await perform(house, {
          county: row.county_id,
          kind,
          verb,
          id,
          input: {},
          actor: system,
          opId: `event:${row.seq}:${kind}.${verb}:${id}`,
        }).catch((error: unknown) => {
          if (!(error instanceof Refusal)) throw error
        })
    }
    await house.record.db.query('delete from outbox where county_id = $1 and seq = $2', [row.county_id, row.seq])
  }
  return rows.length
}
