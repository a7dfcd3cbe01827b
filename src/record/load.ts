import { setImmediate } from 'node:timers/promises'
import type { Resource } from '../fhir/resource.ts'
import { type AuditEntry, auditTable, chainHead, extendChain } from './audit.ts'
import { type Db, isUnique } from './db.ts'
import { type Extract, extract } from './extract.ts'
import { faultsOf } from './faults.ts'
import type { DocumentWrite, Stored } from './plan.ts'
import { planTables, resourceColumns } from './plan.ts'
import type { RecordStore } from './record.ts'
import { copyLine, type Row, type Table } from './table.ts'
import { Lost } from './write.ts'

/** A document from outside: `content` is the hash (hex) of what its source said, so that the same row again changes nothing. */
export type Incoming = {
  type: string
  id: string
  resource: Resource
  content: string
  owner?: string /** where its source says it */
  line?: number
}
export type LineRefusal = { line: number; column: string; value: string; rule: string; message: string }
export type Chunk = {
  documents: readonly Incoming[]
  refusals: readonly LineRefusal[] /** source lines done when this chunk is in */
  checkpoint: number
}
export type Loaded = { taken: number; changed: number; skipped: number }
/** A chunk as it is written: what is valid, with its rows; what is not has become refusals. */
export type Ready = Chunk & { extracts: readonly Extract[] }

const chain = 0 // bulk loading's own audit chain; one chunk of a county at a time extends it

type Known = {
  type: string
  id: string
  version: number
  content: Buffer | null
  doc: string
  owner: string | null
  updated: Date
  author: string
}

/**
 * Validates a chunk and computes its rows: each document once, in the order of the keys. Gives way to the event loop every few
 * milliseconds, so that the chunk before this one travels meanwhile.
 */
export async function prepareChunk(record: RecordStore, county: number, chunk: Chunk): Promise<Ready> {
  const given = [...new Map(chunk.documents.map((d) => [`${d.type}/${d.id}`, d])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const context = await record.context(county)
  const documents: Incoming[] = []
  const extracts: Extract[] = []
  const refusals = [...chunk.refusals]
  for (const [i, d] of given.entries()) {
    if (i % 64 === 63) await setImmediate()
    const faults = faultsOf(d.resource)
    for (const { code, expression, diagnostics } of faults)
      refusals.push({ line: d.line ?? 0, column: '', value: expression, rule: `fhir.${code}`, message: diagnostics })
    if (faults.length) continue
    let rows = extract(d.resource, context)
    if (context.keys.missing) {
      await context.keys.intern()
      rows = extract(d.resource, context)
    }
    documents.push(d)
    extracts.push(rows)
  }
  return { ...chunk, documents, extracts, refusals }
}

/**
 * Puts a chunk of imported documents into the final tables by COPY: new ones at once in one transaction with the checkpoint and the refusals, changed ones as new
 * versions through the write path, equal ones not at all. No events, deadlines or notices. A document somebody has worked on here is never overwritten.
 */
export async function putChunk(record: RecordStore, county: number, batch: string, audit: AuditEntry, chunk: Ready): Promise<Loaded> {
  for (let attempt = 1; ; attempt++)
    try {
      return await put(record, county, batch, audit, chunk)
    } catch (error) {
      if (!(isUnique(error) || error instanceof Lost) || attempt >= 5) throw error // another import put some of these first: look again
    }
}

/** One chunk from outside, checked and put. */
export const loadChunk = async (record: RecordStore, county: number, batch: string, audit: AuditEntry, chunk: Chunk): Promise<Loaded> =>
  putChunk(record, county, batch, audit, await prepareChunk(record, county, chunk))

async function put(
  record: RecordStore,
  county: number,
  batch: string,
  audit: AuditEntry,
  { documents, extracts, refusals, checkpoint }: Ready,
): Promise<Loaded> {
  const known = new Map<string, Known>()
  for (const row of await record.db.query<Known>(
    `select r.type, r.id, r.version, r.content, r.owner, r.updated, r.author, case when r.content is not null then r.doc end as doc
     from unnest($2::text[], $3::text[]) u(type, id) join resource r on r.type = u.type and r.id = u.id where r.county_id = $1`,
    [county, documents.map((d) => d.type), documents.map((d) => d.id)],
  ))
    known.set(`${row.type}/${row.id}`, row)

  const fresh: number[] = []
  const changed: DocumentWrite[] = []
  for (const [i, d] of documents.entries()) {
    const old = known.get(`${d.type}/${d.id}`)
    if (!old) fresh.push(i)
    else if (old.content && old.content.toString('hex') !== d.content) {
      const before: Stored = { ...old, updated: old.updated.toISOString() }
      changed.push({
        type: d.type,
        id: d.id,
        before,
        doc: JSON.stringify(d.resource),
        batch,
        content: d.content,
        ...(d.owner ? { owner: d.owner } : {}),
      })
    }
  }
  for (let i = 0; i < changed.length; i += 200)
    await record.write({
      county,
      origin: 'import',
      audit: { ...audit, detail: { ...audit.detail, changed: Math.min(200, changed.length - i) } },
      documents: changed.slice(i, i + 200),
    })

  await record.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1::int, $2::int)', [0x6c6f6164, county])
    await copy(
      tx,
      county,
      batch,
      audit,
      fresh.map((i) => [documents[i]!, extracts[i]!]),
    )
    const refused = refusals.map((r) => ({ ...r, value: r.value.slice(0, 200).toWellFormed().replaceAll('\0', '\ufffd') }))
    if (refused.length)
      await tx.query(
        `insert into batch_refusal (county_id, batch_id, line, column_name, value, rule, message)
         select $1, $2, r.line, r."column", r.value, r.rule, r.message
         from jsonb_to_recordset($3::text::jsonb) r(line bigint, "column" text, value text, rule text, message text) on conflict do nothing`,
        [county, batch, JSON.stringify(refused)],
      )
    await tx.query(
      `update batch set checkpoint = $3, taken = taken + $4, skipped = skipped + $5, refused = refused + $6
       where county_id = $1 and id = $2 and checkpoint < $3`, // two imports of one file at once count once
      [county, batch, checkpoint, fresh.length + changed.length, documents.length - fresh.length - changed.length, refused.length],
    )
    const head = await chainHead(tx, county, chain)
    const next = extendChain(county, chain, head, [{ ...audit, detail: { ...audit.detail, documents: fresh.length, checkpoint } }])
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
  })
  return { taken: fresh.length, changed: changed.length, skipped: documents.length - fresh.length - changed.length }
}

/** Of rows that came a moment ago the planner knows nothing, and would read whole tables to find one; what autovacuum looks at later is left to it. */
export const tellPlanner = ({ db, views }: RecordStore): Promise<void> =>
  db.script(
    `analyze resource (county_id, type, id, updated); analyze person; ${views.map(({ table }) => `analyze ${table.name}`).join('; ')}`,
  )

/** The new documents and all their rows, table by table, one stale mark a distinct month and organisation. */
async function copy(tx: Db, county: number, batch: string, audit: AuditEntry, fresh: readonly (readonly [Incoming, Extract])[]) {
  if (!fresh.length) return
  const byTable = new Map<Table, Row[]>()
  const marks = new Map<string, Row>()
  for (const [, { rows, marks: touched }] of fresh) {
    for (const [table, some] of rows) {
      const all = byTable.get(table)
      if (all) all.push(...some)
      else byTable.set(table, [...some])
    }
    for (const [view, month, org] of touched) marks.set(`${view}|${month}|${org}`, [view, month, org, null])
  }
  const send = (table: string, columns: Table['columns'], rows: Iterable<Row>) =>
    tx.copyIn(`${table} (county_id, ${columns.map(([name]) => name).join(', ')})`, lines(county, rows))
  const documents = function* (): Generator<Row> {
    for (const [d] of fresh)
      yield [
        d.type,
        d.id,
        1,
        audit.at,
        false,
        d.owner ?? null,
        'import',
        audit.actor,
        batch,
        `\\x${d.content}`,
        0,
        JSON.stringify(d.resource),
      ]
  }
  await send('resource', resourceColumns, documents())
  for (const [table, rows] of byTable) if (rows.length) await send(table.name, table.columns, rows)
  await send(planTables.stale.name, planTables.stale.columns, [...marks.values()])
}

/** COPY input in blocks of some 64 kB. */
function* lines(county: number, rows: Iterable<Row>): Generator<string> {
  let block = ''
  for (const row of rows) {
    block += copyLine(county, row)
    if (block.length > 65_536) {
      yield block
      block = ''
    }
  }
  if (block) yield block
}
