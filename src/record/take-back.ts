import type { Db } from './db.ts'
import type { LineRefusal } from './incoming.ts'
import { appendAudit, putRefusals } from './load.ts'
import type { Stored } from './plan.ts'
import type { Key } from './read.ts'
import type { RecordStore } from './record.ts'
import { removeDocuments } from './remove.ts'
import { Lost } from './write.ts'

type Earlier = Stored & { batch_id: string | null; content: Buffer | null }
/** By how much the counts of a batch change. */
export type Change = { taken: number; changed: number; skipped: number; refused: number }
type By = { actor: string; now: string; action?: string }

/**
 * Refuses rows of a batch after they went in: each document goes back to the version it had before, or is deleted where it had none, and the refusals say why. Deletions and
 * refusals are one transaction; whatever interrupts it, asking again comes to the same. What somebody wrote since stays.
 */
export async function refuseLate(
  record: RecordStore,
  county: number,
  batch: string,
  rows: readonly (Key & { refusals: readonly LineRefusal[] })[],
  { actor, now }: By,
): Promise<Change> {
  const action = 'import.refuse'
  const restored = await restore(record, county, await versionsBefore(record.db, county, batch, rows), { actor, now, action })
  return record.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x6c6f6164, county])
    const mine = await tx.query<Key & { version: number }>(
      `select r.type, r.id, r.version from unnest($2::text[], $3::text[]) k(type, id) join resource r on r.type = k.type and r.id = k.id
       where r.county_id = $1 and r.batch_id = $4 and not r.deleted`,
      [county, rows.map(({ type }) => type), rows.map(({ id }) => id), batch],
    )
    const removed = await removeDocuments(tx, record, county, mine, { batch, actor, at: now })
    const refusals = rows.flatMap((row) => row.refusals)
    await putRefusals(tx, county, batch, refusals)
    await tx.query(
      `update batch set heartbeat_at = now(), taken = greatest(taken - $3, 0), changed = greatest(changed - $4, 0), skipped = greatest(skipped - $5, 0), refused = refused + $6
       where county_id = $1 and id = $2`,
      [county, batch, removed, restored, rows.length - removed - restored, rows.length],
    )
    await appendAudit(tx, county, { at: now, actor, organization: 'system', action, detail: { batch, removed, restored } })
    return { taken: -removed, changed: -restored, skipped: removed + restored - rows.length, refused: rows.length }
  })
}

/** The lines of a batch that were refused, as bits by line number. */
export async function refusedLines(
  db: Db,
  county: number,
  batch: string,
): Promise<{ has(line: number): boolean; add(line: number): void }> {
  let bits = new Uint8Array(1 << 10)
  const lines = {
    has: (line: number) => ((bits[line >> 3] ?? 0) & (1 << (line & 7))) !== 0,
    add: (line: number) => {
      if (line >> 3 >= bits.length) {
        const more = new Uint8Array(Math.max(bits.length * 2, (line >> 3) + 1))
        more.set(bits)
        bits = more
      }
      bits[line >> 3]! |= 1 << (line & 7)
    },
  }
  for (let last = -1; ; ) {
    const page = await db.query<{ line: number }>(
      'select distinct line from batch_refusal where county_id = $1 and batch_id = $2 and line > $3 order by line limit 20000',
      [county, batch, last],
    )
    for (const { line } of page) lines.add(line)
    if (page.length < 20_000) return lines
    last = page.at(-1)!.line
  }
}

/** The newest earlier version of each that no undone batch wrote, where there is one. */
export async function versionsBefore(
  db: Db,
  county: number,
  id: string,
  keys: readonly Key[],
): Promise<Map<string, { now: Stored; then: Earlier }>> {
  const lists = [keys.map((key) => key.type), keys.map((key) => key.id)]
  const then = await db.query<Earlier>(
    `select distinct on (h.type, h.id) h.type, h.id, h.version, h.doc, h.owner, h.updated, h.author, h.batch_id, h.content, h.label_bits as label
     from unnest($2::text[], $3::text[]) k(type, id) join history h on h.type = k.type and h.id = k.id left join batch b on b.county_id = h.county_id and b.id = h.batch_id
     where h.county_id = $1 and not h.deleted and h.batch_id is distinct from $4 and (b.state is null or b.state not in ('undone', 'undoing'))
     order by h.type, h.id, h.version desc`,
    [county, ...lists, id],
  )
  const rows = await db.query<Omit<Stored, 'updated'> & { updated: Date }>(
    `select r.type, r.id, r.version, r.doc, r.owner, r.updated, r.author, r.label_bits as label from unnest($2::text[], $3::text[]) k(type, id) join resource r on r.type = k.type and r.id = k.id
     where r.county_id = $1 and r.batch_id = $4 and not r.deleted`,
    [county, ...lists, id],
  )
  const now = new Map(rows.map((row) => [`${row.type}/${row.id}`, { ...row, updated: row.updated.toISOString() }]))
  return new Map(
    then.flatMap((version) => {
      const key = `${version.type}/${version.id}`
      const current = now.get(key)
      return current ? [[key, { now: current, then: version }] as const] : []
    }),
  )
}

/** Writes the earlier contents as new versions, by the batch that first wrote them. */
export async function restore(
  record: RecordStore,
  county: number,
  earlier: ReadonlyMap<string, { now: Stored; then: Earlier }>,
  { actor, now, action = 'import.undo' }: By,
): Promise<number> {
  const documents = [...earlier.values()].map(({ now: before, then }) => ({
    type: then.type,
    id: then.id,
    before,
    doc: then.doc,
    label: then.label,
    ...(then.owner ? { owner: then.owner } : {}),
    ...(then.batch_id ? { batch: then.batch_id } : {}),
    ...(then.content ? { content: then.content.toString('hex') } : {}),
  }))
  const audit = { at: now, actor, organization: 'system', action, detail: { restored: documents.length } }
  let written = 0
  const write = async (some: typeof documents): Promise<void> => {
    try {
      await record.write({ county, origin: 'import', audit, documents: some })
      written += some.length
    } catch (error) {
      if (!(error instanceof Lost)) throw error
      if (some.length > 1) for (const one of some) await write([one]) // a single one that was lost was changed just now: it stays
    }
  }
  for (let i = 0; i < documents.length; i += 200) await write(documents.slice(i, i + 200))
  return written
}
