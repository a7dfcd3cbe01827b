import { setImmediate } from 'node:timers/promises'
import type { Resource } from '../fhir/resource.ts'
import { labelsAfter } from '../fhir/security-labels.ts'
import { type AuditEntry, auditTable, chainHead, extendChain } from './audit.ts'
import { copyDocuments, type Fresh } from './copy.ts'
import { type Db, isUnique } from './db.ts'
import { type Extract, type ExtractContext, extract } from './extract.ts'
import { faultsOf } from './faults.ts'
import type { Incoming, LineRefusal } from './incoming.ts'
import { putClaims, withoutClaimed } from './load-claims.ts'
import { barred, lockedMonths } from './locked.ts'
import type { DocumentWrite, Stored } from './plan.ts'
import type { RecordStore } from './record.ts'
import { relate } from './relation.ts'
import { copyLine } from './table.ts'
import { Lost } from './write.ts'

/** Whose load it is. `since`: when the batch was first begun (ISO); what batches begun later wrote stands. `began`: when it was begun this time, however often interrupted. */
export type Load = { county: number; batch: string; since: string; began?: string; audit: AuditEntry }
/** Some lines of a source: what they give, what was refused, and the last of them with the rows so far. */
export type Chunk = { documents: readonly Incoming[]; refusals: readonly LineRefusal[]; checkpoint: number; rows?: number }
/** What came of a chunk, in documents; `refused` are lines; `state` is the batch's now, undefined when it has no row. */
export type Loaded = { taken: number; changed: number; skipped: number; refused: number; state: string | undefined }
/** A chunk as it is written: new documents with their rows, changed ones; the rest is as it should be already. */
export type Ready = {
  chunk: Chunk
  fresh: readonly Fresh[]
  changed: readonly DocumentWrite[]
  /** Changed already when this run was interrupted before it could say so. */
  again: number
  skipped: number
  refusals: readonly LineRefusal[]
}

const chain = 0 // bulk loading's own audit chain; one chunk of a county at a time extends it

/** `kept`: somebody has worked on it here (what a seed put is an import without a source). */
type Known = Stored & { content: Buffer | null; kept: boolean; deleted: boolean; later: boolean | null; ours: boolean }

/**
 * What the record holds under these ids; the text only where it may have to change. Key by key, in an order that the primary key alone
 * gives without sorting: of a table that was never analysed the planner thinks another index as good, and reads all documents of the type for each key.
 */
async function known(
  db: Db,
  { county, batch, since, audit, began = audit.at }: Load,
  documents: readonly Incoming[],
): Promise<Map<string, Known>> {
  const rows = await db.transaction(async (tx) => {
    await tx.query(`select set_config('enable_sort', 'off', true), set_config('enable_incremental_sort', 'off', true)`)
    return tx.query<Omit<Known, 'updated'> & { updated: Date }>(
      `select r.type, r.id, r.version, r.content, r.deleted, r.owner, r.updated, r.author, r.label_bits as label, r.content is null and r.origin <> 'import' as kept,
         case when u.content is not null and r.content is distinct from decode(u.content, 'hex') then r.doc end as doc,
         (select b.first_started_at > $5 from batch b where b.county_id = r.county_id and b.id = r.batch_id and b.id <> $6 and b.state <> 'undone') as later,
         r.batch_id = $6 and r.version > 1 and r.updated >= $7 as ours
       from unnest($2::text[], $3::text[], $4::text[]) u(type, id, content)
       cross join lateral (
         select * from resource r where r.county_id = $1 and (r.type, r.id) >= (u.type, u.id) and (r.type, r.id) <= (u.type, u.id)
         order by r.type, r.id limit 1) r`,
      [
        county,
        documents.map((d) => d.type),
        documents.map((d) => d.id),
        documents.map((d) => (d.weak ? null : d.content)),
        since,
        batch,
        began,
      ],
    )
  })
  return new Map(rows.map((row) => [`${row.type}/${row.id}`, { ...row, updated: row.updated.toISOString() }]))
}

/**
 * Looks up what of a chunk is new, validates that (unless its maker has) and computes its rows: each document once, in the order of the keys. Gives way to the
 * event loop every few milliseconds, so that the chunk before this one travels meanwhile. A document somebody has worked on here, or that a later batch wrote, is left as it is.
 */
export async function prepareChunk(record: RecordStore, load: Load, chunk: Chunk): Promise<Ready> {
  const free = await withoutClaimed(record.db, load.county, chunk.documents)
  const unique = new Map(free.documents.map((d) => [`${d.type}/${d.id}`, d]))
  const given = [...unique.keys()].sort().map((key) => unique.get(key)!)
  const there = await known(record.db, load, given)
  const context = await record.context(load.county)
  const same = (d: Incoming, old: Known | undefined) =>
    old && (old.kept || (!old.deleted && (d.weak || old.later || old.content?.toString('hex') === d.content || old.doc === d.doc)))
  const closed = await barred(
    await lockedMonths(record.db, load.county),
    given,
    (d) => {
      const old = there.get(`${d.type}/${d.id}`)
      return same(d, old) ? null : old?.deleted ? undefined : old?.doc
    },
    (resource) => rowsOf(resource, context),
  )
  const fresh: Fresh[] = []
  const changed: DocumentWrite[] = []
  const refusals = [...chunk.refusals, ...free.refusals, ...closed.refusals]
  let faulty = 0
  let again = 0
  for (const [i, d] of given.entries()) {
    if (i % 32 === 31) await setImmediate()
    const key = `${d.type}/${d.id}`
    const old = there.get(key)
    if (same(d, old)) {
      if (old?.ours && old.content?.toString('hex') === d.content) again += 1
      continue
    }
    if (closed.out.has(key)) {
      faulty += 1
      continue
    }
    const faults = d.checked ? [] : faultsOf(d.resource)
    for (const { code, expression, diagnostics } of faults)
      refusals.push({ line: d.line ?? 0, column: '', value: expression, rule: `fhir.${code}`, message: notFhir(diagnostics) })
    if (faults.length) {
      faulty += 1
      continue
    }
    const { type, id, doc, content } = d
    const owned = d.owner ? { owner: d.owner } : {}
    const label = labelsAfter(old?.label ?? 0, d.resource)
    if (old && !old.deleted) changed.push({ type, id, before: old, doc, batch: load.batch, content, label, ...owned })
    else {
      const rows = closed.rows.get(key) ?? (await rowsOf(d.resource, context))
      fresh.push({ type, id, doc, content, version: (old?.version ?? 0) + 1, label, extract: rows, ...owned })
    }
  }
  return { chunk, fresh, changed, again, skipped: given.length - fresh.length - changed.length - faulty - again, refusals }
}

/** Everything the record keeps of a document, with keys for what the dictionary did not know. */
async function rowsOf(resource: Resource, context: ExtractContext): Promise<Extract> {
  const rows = extract(resource, context)
  if (!context.keys.missing) return rows
  await context.keys.intern()
  return extract(resource, context)
}

/** What R4 says against a document, as the reason of a refusal. */
export const notFhir = (diagnostics: string): LineRefusal['message'] => [
  `不符合 FHIR R4：${diagnostics}`,
  `Not valid FHIR R4: ${diagnostics}`,
]

/**
 * Puts a chunk of imported documents into the final tables by COPY: new ones at once in one transaction with the checkpoint and the refusals, changed ones as new
 * versions through the write path, equal ones not at all. No events, deadlines or notices. Two imports at once: whoever comes second looks again.
 */
export async function putChunk(record: RecordStore, load: Load, ready: Ready): Promise<Loaded> {
  for (let attempt = 1, now = ready; ; attempt++)
    try {
      return await put(record, load, now)
    } catch (error) {
      if (!(isUnique(error) || error instanceof Lost) || attempt >= 5) throw error
      now = await prepareChunk(record, load, ready.chunk)
    }
}

/** One chunk from outside, checked and put. */
export const loadChunk = async (record: RecordStore, load: Load, chunk: Chunk): Promise<Loaded> =>
  putChunk(record, load, await prepareChunk(record, load, chunk))

async function put(record: RecordStore, load: Load, { chunk, fresh, changed, again, skipped, refusals }: Ready): Promise<Loaded> {
  const { county, batch, audit } = load
  for (let i = 0; i < changed.length; i += 200)
    await record.write({
      county,
      origin: 'import',
      audit: { ...audit, detail: { ...audit.detail, changed: Math.min(200, changed.length - i) } },
      documents: changed.slice(i, i + 200),
    })
  const refused = new Set(refusals.map((r) => r.line)).size
  const written = new Set([...fresh, ...changed].map((d) => d.id))
  const counts = { taken: fresh.length, changed: changed.length + again, skipped, refused }
  const context = await record.context(county)
  const state = await record.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x6c6f6164, county])
    await makeRoom(tx, county, fresh)
    await copyDocuments(tx, county, batch, audit, fresh)
    await relate(tx, context, fresh)
    await putClaims(
      tx,
      county,
      chunk.documents.filter((d) => d.claims && written.has(d.id)),
    )
    await putRefusals(tx, county, batch, refusals)
    const [row] = await tx.query<{ state: string }>(
      `update batch set heartbeat_at = now(), checkpoint = greatest(checkpoint, $3), rows_done = greatest(rows_done, $4),
         taken = taken + case when checkpoint < $3 then $5 else 0 end, changed = changed + case when checkpoint < $3 then $6 else 0 end,
         skipped = skipped + case when checkpoint < $3 then $7 else 0 end, refused = refused + case when checkpoint < $3 then $8 else 0 end
       where county_id = $1 and id = $2 returning state`, // the same chunk put twice counts once
      [county, batch, chunk.checkpoint, chunk.rows ?? 0, counts.taken, counts.changed, counts.skipped, counts.refused],
    )
    await appendAudit(tx, county, { ...audit, detail: { ...audit.detail, documents: fresh.length, checkpoint: chunk.checkpoint } })
    return row?.state
  })
  if (fresh.some((d) => d.type === 'Organization') || changed.some((d) => d.type === 'Organization'))
    await record.db.query(`select pg_notify('organizations', $1)`, [String(county)])
  return { ...counts, state }
}

/** What an undo left of documents that come again goes into their history. @throws Lost when another import was first */
async function makeRoom(tx: Db, county: number, fresh: readonly Fresh[]) {
  const again = fresh.filter((d) => d.version > 1)
  if (!again.length) return
  const columns = 'county_id, type, id, version, updated, deleted, owner, origin, author, batch_id, content, label_bits, doc'
  const [row] = await tx.query<{ n: number }>(
    `with gone as (delete from resource r using unnest($2::text[], $3::text[], $4::int[]) u(type, id, version)
       where r.county_id = $1 and r.type = u.type and r.id = u.id and r.version = u.version - 1 and r.deleted returning r.*),
     past as (insert into history (${columns}) select ${columns} from gone returning 1) select count(*) as n from past`,
    [county, again.map((d) => d.type), again.map((d) => d.id), again.map((d) => d.version)],
  )
  if (row!.n !== again.length) throw new Lost('changed')
}

/** Writes why lines of a batch are refused, inside a transaction. */
export async function putRefusals(tx: Db, county: number, batch: string, refusals: readonly LineRefusal[]) {
  if (!refusals.length) return
  const kept = (text: string) => text.slice(0, 200).toWellFormed().replaceAll('\0', '\ufffd')
  const rows = refusals.map(({ message: [zh, en], value, ...r }) => ({ ...r, value: kept(value), zh: kept(zh), en: kept(en) }))
  await tx.query(
    `insert into batch_refusal (county_id, batch_id, line, column_name, value, rule, message, message_en)
     select $1, $2, r.line, r."column", r.value, r.rule, r.zh, r.en
     from jsonb_to_recordset($3::text::jsonb) r(line bigint, "column" text, value text, rule text, zh text, en text) on conflict do nothing`,
    [county, batch, JSON.stringify(rows)],
  )
}

/** Appends to the chain of bulk work, inside a transaction that holds the county's load lock. */
export async function appendAudit(tx: Db, county: number, entry: AuditEntry): Promise<void> {
  const next = extendChain(county, chain, await chainHead(tx, county, chain), [entry])
  await tx.copyIn(
    `audit (county_id, ${auditTable.columns.map(([name]) => name).join(', ')})`,
    next.rows.map((row) => copyLine(county, row)),
  )
  await tx.query(`update audit_head set seq = $3, hash = $4 where county_id = $1 and chain = $2`, [
    county,
    chain,
    next.head.seq,
    next.head.hash,
  ])
}

/** Of rows that came a moment ago the planner knows nothing, and would read whole tables to find one; what autovacuum looks at later is left to it. */
export const tellPlanner = ({ db, views }: RecordStore): Promise<void> =>
  db.script(
    `analyze resource (county_id, type, id, updated); analyze person; ${views.map(({ table }) => `analyze ${table.name}`).join('; ')}`,
  )
