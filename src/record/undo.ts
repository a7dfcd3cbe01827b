import { type BatchState, holdBatch, readBatch } from './batch.ts'
import type { Db } from './db.ts'
import type { Hold } from './hold.ts'
import { appendAudit } from './load.ts'
import { lockedMonths } from './locked.ts'
import type { RecordStore } from './record.ts'
import { removeDocuments } from './remove.ts'
import { refreshResidents } from './residents.ts'
import { matchSettlements } from './settlements.ts'
import { restore, versionsBefore } from './take-back.ts'
import { heirsOf } from './undo-use.ts'

/** What an undo did, in documents: `removed` are gone, `restored` are as they were before, `kept` stay because others changed them since or need them. `locked`: a month (YYYY-MM) that must be unlocked first; nothing was done. */
export type Undone = { removed: number; restored: number; kept: number; state: BatchState; locked?: string }
export type UndoOptions = { actor: string; now: string; signal?: AbortSignal; progress?: (done: Undone) => void; chunk?: number }
type Key = { type: string; id: string; version: number }

/** Batches that can be undone: all that may have written something and that nobody is at work on. */
export const undoable: readonly BatchState[] = ['running', 'paused', 'done', 'failed', 'cancelled', 'undoing']

/**
 * Takes a batch back: what it was the last to write goes to its version before, or is deleted where it has none; everything stays in the history. What somebody worked
 * on since, or a later batch wrote, stays (what a later file only repeated goes: it was not that file's); a patient, practitioner or institution that others need passes to one of them. In chunks, each with its audit entry and the
 * marks of its numbers; an interrupted undo goes on when it is asked for again. Importing the file again brings everything back.
 * @returns undefined when there is no such batch, when somebody is at work on it, or it is not to be undone in its state
 */
export async function undoBatch(record: RecordStore, county: number, id: string, options: UndoOptions): Promise<Undone | undefined> {
  const held = await holdBatch(record.db, id)
  if (!held) return undefined
  try {
    const batch = await readBatch(record.db, county, id)
    if (!batch || !undoable.includes(batch.state)) return undefined
    const locked = await lockedOf(record, county, id)
    if (locked) {
      await record.db.query('update batch set message = $3, message_en = $4 where county_id = $1 and id = $2', [
        county,
        id,
        `${locked} 已锁定，解锁后再撤销`,
        `${locked} is locked: unlock it, then undo again`,
      ])
      return { removed: 0, restored: 0, kept: 0, state: batch.state, locked }
    }
    await record.db.query(
      `update batch set state = 'undoing', message = '', message_en = '', heartbeat_at = now(), undone = case when state = 'undoing' then undone else 0 end, kept = case when state = 'undoing' then kept else 0 end where county_id = $1 and id = $2`,
      [county, id],
    )
    return await takeBack(record, county, id, held, options)
  } finally {
    await held.release()
  }
}

async function takeBack(record: RecordStore, county: number, id: string, held: Hold, options: UndoOptions): Promise<Undone> {
  const done: Undone = { removed: 0, restored: 0, kept: 0, state: 'undoing' }
  const counted = (what: 'removed' | 'restored', n: number) => {
    done[what] += n
    options.progress?.(done)
  }
  // What has an earlier version goes back to it first: it may need a patient of the batch.
  for await (const keys of keysOf(held.tx, county, id, options.chunk ?? 4000, 'and version > 1')) {
    if (options.signal?.aborted) return done
    const restored = await restore(record, county, await versionsBefore(record.db, county, id, keys), options)
    await record.db.query('update batch set undone = undone + $3, heartbeat_at = now() where county_id = $1 and id = $2', [
      county,
      id,
      restored,
    ])
    counted('restored', restored)
  }
  for await (const keys of keysOf(held.tx, county, id, options.chunk ?? 4000)) {
    if (options.signal?.aborted) return done
    const heirs = await heirsOf(record, county, id, keys)
    const out = keys.filter((key) => !heirs.some((h) => h.type === key.type && h.id === key.id))
    const removed = await record.db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x6c6f6164, county])
      await pass(tx, county, id, heirs)
      const n = await removeDocuments(tx, record, county, out, { batch: id, actor: options.actor, at: options.now })
      await tx.query('update batch set undone = undone + $3, kept = kept + $4, heartbeat_at = now() where county_id = $1 and id = $2', [
        county,
        id,
        n,
        heirs.length,
      ])
      const detail = { batch: id, removed: n }
      await appendAudit(tx, county, { at: options.now, actor: options.actor, organization: 'system', action: 'import.undo', detail })
      return n
    })
    counted('removed', removed)
  }
  await matchSettlements(record.db, county)
  await refreshResidents(record.db, county)
  const [ended] = await record.db.query<{ kept: number }>(
    `update batch set state = 'undone', kept = kept + $3, ended_at = now() where county_id = $1 and id = $2 returning kept`,
    [county, id, await changedSince(record.db, county, id)],
  )
  return { ...done, kept: ended!.kept, state: 'undone' }
}

/** A locked month whose numbers the undo would change. */
async function lockedOf({ db, views }: RecordStore, county: number, id: string): Promise<string | undefined> {
  const months = [...(await lockedMonths(db, county))]
  if (!months.length) return undefined
  for (const { table, resource, measured } of views) {
    if (!measured) continue
    const [row] = await db.query<{ month: string }>(
      `select f.month from ${table.name} f join resource r on r.county_id = f.county_id and r.type = $4 and r.id = f.id
       where f.county_id = $1 and f.month = any($2::date[]) and r.batch_id = $3 limit 1`,
      [county, months, id, resource],
    )
    if (row) return row.month.slice(0, 7)
  }
  return undefined
}

/** What the batch was the last to write when the undo began. */
async function* keysOf(tx: Db, county: number, id: string, chunk: number, and = ''): AsyncGenerator<Key[]> {
  const quoted = `'${id.replaceAll("'", "''")}'` // a cursor takes no parameters
  await tx.query(
    `declare undoing no scroll cursor for select type, id, version from resource where county_id = ${Number(county)} and batch_id = ${quoted} and not deleted ${and}`,
  )
  for (;;) {
    const keys = await tx.query<Key>(`fetch ${Number(chunk)} from undoing`)
    if (!keys.length) break
    yield keys
  }
  await tx.query('close undoing')
}

/** What others need goes on as theirs. */
async function pass(tx: Db, county: number, id: string, heirs: readonly { type: string; id: string; heir: string | null }[]) {
  if (!heirs.length) return
  await tx.query(
    `update resource r set batch_id = k.heir from unnest($2::text[], $3::text[], $4::text[]) k(type, id, heir)
     where r.county_id = $1 and r.type = k.type and r.id = k.id and r.batch_id = $5`,
    [county, heirs.map((h) => h.type), heirs.map((h) => h.id), heirs.map((h) => h.heir), id],
  )
}

/** Documents the batch wrote and somebody here or a later batch wrote again. */
async function changedSince(db: Db, county: number, id: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*) as n from (select distinct type, id from history where county_id = $1 and batch_id = $2) h
     join resource r on r.county_id = $1 and r.type = h.type and r.id = h.id and not r.deleted left join batch b on b.county_id = $1 and b.id = r.batch_id
     where r.batch_id is null or b.first_started_at > (select first_started_at from batch where county_id = $1 and id = $2)`,
    [county, id],
  )
  return row!.n
}
