import type { RecordStore } from './record.ts'

/** What an idempotency key was answered before, to whom and for what. */
export type Answered = { actor: string; operation: string; answer: string }

/** The stored answer of an idempotency key. */
export async function answered(record: RecordStore, county: number, opId: string): Promise<Answered | undefined> {
  const [row] = await record.db.query<Answered>('select actor, operation, answer from idempotency where county_id = $1 and op_id = $2', [
    county,
    opId,
  ])
  return row
}
