import type { AnyOperation } from '../grammar/operation.ts'
import { Refusal } from '../grammar/refusal.ts'
import { each, system } from './deadlines.ts'
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
 * the key (event, operation, case) is the idempotency key. The event is deleted when all have answered; one whose reaction
 * breaks stays. @throws the first unexpected error, after all the others had their turn
 */
export async function deliver(house: House, limit = 200): Promise<number> {
  const rows = await house.record.db.query<OutboxRow>(
    'select county_id, seq, event, kind, case_id, payload from outbox order by seq limit $1',
    [limit],
  )
  const awaited = rows.filter(({ event }) => reactionsTo(house, event).length)
  const others = rows.filter((row) => !awaited.includes(row))
  if (others.length) await gone(house, others) // most events are waited for by nobody: one commit for all of them
  await each(awaited, (row) => deliverOne(house, row))
  return rows.length
}

const gone = ({ record }: House, rows: readonly OutboxRow[]) =>
  record.db.query(
    'delete from outbox o using unnest($1::int[], $2::text[]) u(county_id, seq) where o.county_id = u.county_id and o.seq = u.seq::bigint',
    [rows.map((row) => row.county_id), rows.map((row) => String(row.seq))],
  )

async function deliverOne(house: House, row: OutboxRow): Promise<void> {
  const { county_id: county, seq, event, kind: from, case_id, payload } = row
  for (const { kind, verb, find } of reactionsTo(house, event)) {
    const { view, where, values } = find({ kind: from, case_id, payload: JSON.parse(payload) as Record<string, string> })
    const sql = `select f.id from flat_${view} f where f.county_id = $1 and ${where}`
    for (const { id } of await house.record.db.query<{ id: string }>(sql, [county, ...values])) {
      const opId = `event:${seq}:${kind}.${verb}:${id}`
      await perform(house, { county, kind, verb, id, input: {}, actor: system, opId }).catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.kind === 'busy') throw error
      })
    }
  }
  await gone(house, [row])
}
