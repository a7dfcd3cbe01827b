import { createHash } from 'node:crypto'
import type { Db } from './db.ts'
import type { Row, Table } from './table.ts'

/** One entry of the audit trail: who did what, in whose name, about which patient. `detail` is small JSON without clinical content. */
export type AuditEntry = {
  at: string
  actor: string
  organization: string
  action: string
  patient?: string | undefined
  detail: Readonly<Record<string, unknown>>
}
type Head = { seq: number; hash: Buffer }

export const auditTable: Table = {
  name: 'audit',
  key: 3,
  columns: Object.entries({
    chain: 'int',
    seq: 'bigint',
    at: 'timestamptz',
    actor: 'text',
    organization: 'text',
    action: 'text',
    patient_id: 'text',
    detail: 'text',
    hash: 'bytea',
  }),
}

const link = (previous: Buffer, county: number, chain: number, seq: number, e: Omit<AuditEntry, 'detail'> & { detail: string }) =>
  createHash('sha256')
    .update(previous)
    .update(
      JSON.stringify([county, chain, seq, new Date(e.at).toISOString(), e.actor, e.organization, e.action, e.patient ?? null, e.detail]),
    )
    .digest()

/** Text as the database keeps it: what it cannot keep is marked before it is hashed, never after. */
const kept = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd')

/** The rows that append `entries` to a chain, and its new head. */
export function extendChain(county: number, chain: number, head: Head, entries: readonly AuditEntry[]): { rows: Row[]; head: Head } {
  let { seq, hash } = head
  const rows = entries.map((entry) => {
    const [actor, organization, action, detail] = [
      kept(entry.actor),
      kept(entry.organization),
      kept(entry.action),
      JSON.stringify(entry.detail),
    ]
    const [at, patient] = [new Date(entry.at).toISOString(), entry.patient === undefined ? undefined : kept(entry.patient)]
    seq += 1
    hash = link(hash, county, chain, seq, { at, actor, organization, action, patient, detail })
    return [chain, seq, at, actor, organization, action, patient ?? null, detail, `\\x${hash.toString('hex')}`]
  })
  return { rows, head: { seq, hash } }
}

/** Takes a chain number no living connection holds: the lock lives as long as this connection does. */
export async function takeChain(db: Db): Promise<number> {
  for (let chain = 1; chain < 10_000; chain++) {
    const [answer] = await db.query<{ ok: boolean }>('select pg_try_advisory_lock($1::int, $2::int) as ok', [0x61756469, chain])
    if (answer?.ok) return chain
  }
  throw new Error('no free audit chain')
}

/** The head of a chain as the database holds it; a new chain begins with 32 zero bytes. */
export async function chainHead(db: Db, county: number, chain: number): Promise<Head> {
  await db.query(
    `insert into audit_head (county_id, chain, seq, hash) values ($1, $2, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing`,
    [county, chain],
  )
  const [row] = await db.query<Head>('select seq, hash from audit_head where county_id = $1 and chain = $2', [county, chain])
  return row!
}

export type Verification = { chains: number; entries: number; broken: { chain: number; seq: number; why: string }[] }

/** Recomputes every chain of a county as it stood at one moment: a changed, missing or added entry is named. Safe beside running servers. */
export function verifyAudit(db: Db, county: number): Promise<Verification> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    const chains = await tx.query<Head & { chain: number }>(
      `select chain, coalesce(h.seq, 0) as seq, coalesce(h.hash, decode(repeat('00', 32), 'hex')) as hash
       from (select distinct chain from audit where county_id = $1) a full join (select * from audit_head where county_id = $1) h using (chain) order by chain`,
      [county],
    )
    const result: Verification = { chains: chains.length, entries: 0, broken: [] }
    for (const chain of chains) await verifyChain(tx, county, chain, result)
    return result
  })
}

async function verifyChain(tx: Db, county: number, { chain, ...head }: Head & { chain: number }, result: Verification) {
  let previous: Head = { seq: 0, hash: Buffer.alloc(32) }
  const complain = (seq: number, why: string) => result.broken.push({ chain, seq, why })
  for (let [seq, at] = [Number.MIN_SAFE_INTEGER, new Date(0)]; ; ) {
    const rows = await tx.query<AuditRow>(
      `select seq, at, actor, organization, action, patient_id, detail, hash, at = date_trunc('milliseconds', at) as whole from audit
       where county_id = $1 and chain = $2 and (seq, at) > ($3, $4) order by seq, at limit 5000`,
      [county, chain, seq, at],
    )
    for (const row of rows) {
      if (row.seq !== previous.seq + 1) complain(row.seq, row.seq > previous.seq ? 'an entry before it is missing' : 'added')
      const expected = link(previous.hash, county, chain, row.seq, {
        ...row,
        at: row.at.toISOString(),
        patient: row.patient_id ?? undefined,
      })
      if (!row.whole || !expected.equals(row.hash)) complain(row.seq, 'changed')
      previous = { seq: row.seq, hash: row.hash }
    }
    result.entries += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < 5000) break
    ;[seq, at] = [last.seq, last.at]
  }
  if (previous.seq !== head.seq || !previous.hash.equals(head.hash)) complain(head.seq, 'the head does not match the last entry')
}
type AuditRow = {
  seq: number
  at: Date
  actor: string
  organization: string
  action: string
  patient_id: string | null
  detail: string
  hash: Buffer /** nothing below the milliseconds that were hashed */
  whole: boolean
}
