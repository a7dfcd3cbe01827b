import type { Resource } from '../fhir/resource.ts'
import type { AuditEntry } from './audit.ts'
import type { Table } from './table.ts'

/** A document as the record holds it. `doc` is exactly what was sent; `label` are its sensitivity labels, as bits. */
export type Stored = {
  type: string
  id: string
  version: number
  doc: string
  owner: string | null
  updated: string
  author: string
  label: number
}
/** What a deletion leaves: the version that a document written there again goes on from. */
export type Removed = Omit<Stored, 'doc'> & { doc: null }

/** One version to be written. `before` is what was read ('new' when there must be nothing): it is the guard, and gives the rows that must go. */
export type DocumentWrite = {
  type: string
  id: string
  before: Stored | Removed | 'new'
  doc: string | null
  /** The text's content, when whoever made the plan has parsed it and found it valid: it is not parsed and validated again. */
  parsed?: Resource
  owner?: string
  /** Sensitivity labels; those the document has when nothing is said. */
  label?: number
  batch?: string
  content?: string
}

/** Everything one decision makes true, all or nothing. */
export type Plan = {
  county: number
  audit: AuditEntry
  origin: 'performed' | 'import' | 'fhir'
  documents: readonly DocumentWrite[]
  /** Documents that must stand when this is committed (what its documents refer to): their deletion waits for it, or it for their deletion, and is then lost. */
  requires?: readonly Pick<Stored, 'type' | 'id'>[]
  /** Documents it deletes that nothing else may refer to when it is committed. */
  unneeded?: readonly Pick<Stored, 'type' | 'id'>[]
  /** Explicit bindings of patients to persons; a Patient without one is bound by his ID number. */
  bind?: readonly { patient: string; person: string }[]
  /** Patients and ID numbers that leave one person for another; each must be bound to the first still. `first`: a number that no decision has moved yet. */
  rebind?: readonly { patient: string; from: string; person: string; first?: true }[]
  relations?: readonly { patient: string; organization: string; reason: string }[]
  claims?: readonly { resource: string; slot: number; holder: string; until?: string | undefined }[]
  releases?: readonly { resource: string; slot: number }[]
  deadlines?: { kind: string; id: string; set: readonly { name: string; due: string; operation: string }[] }
  events?: readonly { name: string; kind: string; id: string; payload: Readonly<Record<string, string>> }[]
  idempotency?: { opId: string; operation: string; answer: string }
}

const table = (name: string, key: number, columns: Record<string, string>): Table => ({ name, key, columns: Object.entries(columns) })
/** The tables of a plan beside documents and their rows. */
export const planTables = {
  claim: table('claim', 2, { resource: 'text', slot: 'int', holder: 'text', until: 'timestamptz' }),
  deadline: table('deadline', 3, { kind: 'text', case_id: 'text', name: 'text', due_at: 'timestamptz', operation: 'text' }),
  outbox: table('outbox', 0, { at: 'timestamptz', event: 'text', kind: 'text', case_id: 'text', payload: 'text' }),
  idempotency: table('idempotency', 1, { op_id: 'text', at: 'timestamptz', actor: 'text', operation: 'text', answer: 'text' }),
  stale: table('stale', 0, { view: 'text', month: 'date', org_key: 'int', patient_id: 'text', day: 'date' }),
}
export const resourceColumns: Table['columns'] = Object.entries({
  type: 'text',
  id: 'text',
  version: 'int',
  updated: 'timestamptz',
  deleted: 'boolean',
  owner: 'text',
  origin: 'text',
  author: 'text',
  batch_id: 'text',
  content: 'bytea',
  label_bits: 'int',
  doc: 'text',
})
