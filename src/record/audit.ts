import { createHash } from 'node:crypto'
import type { Db } from './db.ts'
import type { Row, Table } from './table.ts'

/** One entry of the audit trail: who did what, in whose name, about which patient. `detail` is small JSON without clinical content. */
export type AuditEntry = { at: string; actor: string; organization: string; action: string; patient?: string | undefined; detail: Readonly<Record<string, unknown>> }
type Head = { seq: number; hash: Buffer }

export const auditTable: Table = {
  name: 'audit',
  key: 3,
  columns: Object.entries({ chain: 'int', seq: 'bigint', at: 'timestamptz', actor: 'text', organization: 'text', action: 'text', patient_id: 'text', detail: 'text', hash: 'bytea' }),
}

const link = (previous: Buffer, county: number, chain: number, seq: number, e: Omit<AuditEntry, 'detail'> & { detail: string }) =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([county, chain, seq, new Date(e.at).toISOString(), e.actor, e.organization, e.action, e.patient ?? null, e.detail]))
    .digest()

/** The rows that append `entries` to a chain, and its new head. */
export function extendChain(county: number, chain: number, head: Head, entries: readonly AuditEntry[]): { rows: Row[]; head: Head } {
  let { seq, hash } = head
  const rows = entries.map((entry) => {
    const detail = JSON.stringify(entry.detail)
    seq += 1
    hash = link(hash, county, chain, seq, { ...entry, detail })
    return [chain, seq, entry.at, entry.actor, entry.organization, entry.action, entry.patient ?? null, detail, `\\x${hash.toString('hex')}`]
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
  await db.query(`insert into audit_head (county_id, chain, seq, hash) values ($1, $2, 0, decode(repeat('00', 32), 'hex')) on conflict do nothing`, [county, chain])
  const [row] = await db.query<Head>('select seq, hash from audit_head where county_id = $1 and chain = $2', [county, chain])
  return row!
}

export type Verification = { chains: number; entries: number; broken: { chain: number; seq: number; why: string }[] }

/** Recomputes every chain of a county: a changed, missing or added entry is named. */
export async function verifyAudit(db: Db, county: number): Promise<Verification> {
  const heads = await db.query<Head & { chain: number }>('select chain, seq, hash from audit_head where county_id = $1 order by chain', [county])
  const result: Verification = { chains: heads.length, entries: 0, broken: [] }
  for (const head of heads) {
    let previous: Head = { seq: 0, hash: Buffer.alloc(32) }
    const complain = (seq: number, why: string) => result.broken.push({ chain: head.chain, seq, why })
    for (;;) {
      const rows = await db.query<AuditRow>(
        `select seq, at, actor, organization, action, patient_id, detail, hash from audit
         where county_id = $1 and chain = $2 and seq > $3 order by seq limit 5000`,
        [county, head.chain, previous.seq],
      )
      for (const row of rows) {
        if (row.seq !== previous.seq + 1) complain(previous.seq + 1, 'missing')
        const expected = link(previous.hash, county, head.chain, row.seq, { ...row, at: row.at.toISOString(), patient: row.patient_id ?? undefined })
        if (!expected.equals(row.hash)) complain(row.seq, 'changed')
        previous = { seq: row.seq, hash: row.hash }
      }
      result.entries += rows.length
      if (rows.length < 5000) break
    }
    if (previous.seq !== head.seq || !previous.hash.equals(head.hash)) complain(head.seq, 'the head does not match the last entry')
  }
  return result
}
type AuditRow = { seq: number; at: Date; actor: string; organization: string; action: string; patient_id: string | null; detail: string; hash: Buffer }
