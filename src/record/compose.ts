import type { Resource } from '../fhir/resource.ts'
import type { Slices } from '../fhir/slices.ts'
import { auditTable } from './audit.ts'
import { bindPatients, rebind } from './binding.ts'
import { type Extract, type ExtractContext, extract, type Mark } from './extract.ts'
import { mustBeValid } from './faults.ts'
import { type Plan, planTables, type Removed, resourceColumns, type Stored } from './plan.ts'
import { residentMark } from './residents.ts'
import { Statement } from './statement.ts'
import { difference, type Row, type Table, tables } from './table.ts'

type Changes = { put: Row[]; drop: Row[] }
const nothing: Extract = { rows: [], marks: [] }
const append = (into: Map<Table, Changes>, t: Table, put: readonly Row[], drop: readonly Row[] = []) => {
  const changes = into.get(t) ?? { put: [], drop: [] }
  changes.put.push(...put)
  changes.drop.push(...drop)
  into.set(t, changes)
}

/** What a group of plans writes, table by table: computed before the statement, so that unknown dictionary values can be interned first. */
export type Prepared = { plans: readonly Plan[]; side: Map<Table, Changes>; marks: Map<string, Mark> }

/** In slices: a plan may have thousands of documents. @throws Error when a document is not valid */
export function* prepare(plans: readonly Plan[], context: ExtractContext): Slices<Prepared> {
  const side = new Map<Table, Changes>()
  const marks = new Map<string, Mark>()
  for (const plan of plans) {
    const bound = new Map(plan.bind?.map((b) => [b.patient, b.person]))
    for (const d of plan.documents) {
      const before =
        d.before === 'new' || !d.before.doc
          ? nothing
          : (context.recent.get(d.before.doc) ?? extract(JSON.parse(d.before.doc) as Resource, context))
      const after = d.doc === null ? nothing : extractNew(d.doc, d.parsed, context)
      const labels = labelsOf(d)
      const old = new Map(before.rows)
      for (const [t, rows] of after.rows) {
        const now =
          t === tables.person ? rows.map((row) => [row[0], row[1], bound.get(row[0] as string) ?? row[2]]) : labelled(t, rows, labels)
        const { put, drop } = difference(t, labelled(t, old.get(t) ?? [], labelsBefore(d)), now)
        append(side, t, put, t === tables.person ? [] : drop)
        old.delete(t)
      }
      for (const [t, rows] of old) if (t !== tables.person) append(side, t, [], difference(t, rows, []).drop)
      for (const mark of [...before.marks, ...after.marks]) marks.set(mark.join('|'), mark)
      yield
    }
    for (const mark of (plan.rebind ?? []).flatMap(({ patient, from, person }) => [patient, from, person].map(residentMark)))
      marks.set(mark.join('|'), mark)
    for (const r of plan.relations ?? [])
      append(side, tables.relation, [[r.patient, context.keys.key('organization', r.organization), r.reason]])
  }
  return { plans, side, marks }
}

type Write = Plan['documents'][number]
const labelsBefore = ({ before }: Write) => (before === 'new' ? 0 : before.label)
/** Sensitivity labels stay with a document until a write says others; search has them in its token row. */
const labelsOf = (d: Write) => d.label ?? labelsBefore(d)
/** Rows of a document with these labels. */
export const labelled = (t: Table, rows: readonly Row[], labels: number): readonly Row[] =>
  t === tables.token && labels ? rows.map((row) => [...row.slice(0, -1), labels]) : rows

/** @throws Error when the document is not valid */
function extractNew(doc: string, parsed: Resource | undefined, context: ExtractContext): Extract {
  const found = extract(parsed ?? mustBeValid(JSON.parse(doc) as Resource), context)
  if (!context.keys.missing) context.recent.set(doc, found) // with a key still unknown it would not be the whole truth
  return found
}

/** Documents of one statement: what goes with them is some hundred kilobytes, composed and sent in a few milliseconds. */
const perStatement = 400

/** A plan in parts, of a few documents each, to be committed together; all else that it says is in the last. */
export function partsOf(plan: Plan): Plan[] {
  const { county, origin, audit, documents, bind } = plan
  const parts: Plan[] = []
  let from = 0
  for (; documents.length - from > perStatement; from += perStatement)
    parts.push({ county, origin, audit, documents: documents.slice(from, from + perStatement), ...(bind ? { bind } : {}) })
  return [...parts, from ? { ...plan, documents: documents.slice(from) } : plan]
}

/** One statement for the whole group, or for a part of a plan, which no audit entry goes with. Guards: every expected version, every claim, the audit chain's head. */
export function compose(
  county: number,
  { plans, side, marks }: Prepared,
  audit?: { rows: readonly Row[]; from: number; chain: number },
): { text: string; values: unknown[] } {
  const s = new Statement(county)
  const row = (plan: Plan, d: Plan['documents'][number], version: number): Row => [
    d.type,
    d.id,
    version,
    plan.audit.at,
    d.doc === null,
    d.owner ?? null,
    plan.origin,
    plan.audit.actor,
    d.batch ?? null,
    d.content ? `\\x${d.content}` : null,
    labelsOf(d),
    d.doc,
  ]
  const made = plans.flatMap((plan) => plan.documents.filter((d) => d.before === 'new').map((d) => row(plan, d, 1)))
  const changed = plans.flatMap((plan) =>
    plan.documents.filter((d) => d.before !== 'new').map((d) => row(plan, d, (d.before as Stored | Removed).version + 1)),
  )
  const names = resourceColumns.map(([name]) => name)
  required(s, plans)
  rebind(
    s,
    plans.flatMap((plan) => plan.rebind ?? []),
  )
  if (made.length) {
    const { from, list } = s.rows(resourceColumns, made)
    s.part('made', `insert into resource (county_id, ${names.join(', ')}) select $1::int, ${list} from ${from}`)
  }
  if (changed.length) {
    const { from, list } = s.rows(resourceColumns, changed)
    const all = 'county_id, type, id, version, updated, deleted, owner, origin, author, batch_id, content, label_bits, doc'
    s.part('given', `select ${list} from ${from}`)
    s.part(
      'superseded',
      `insert into history (${all}) select ${all
        .split(', ')
        .map((c) => `r.${c}`)
        .join(', ')}
      from resource r join given g on r.type = g.type and r.id = g.id and r.version = g.version - 1 where r.county_id = $1::int`,
    )
    s.part(
      'changed',
      `update resource r set ${names
        .slice(2)
        .map((c) => `${c} = g.${c}`)
        .join(', ')}
      from given g where r.county_id = $1::int and r.type = g.type and r.id = g.id and r.version = g.version - 1`,
      changed.length,
    )
  }
  for (const [t, { put, drop }] of side) {
    s.drop(t, drop)
    if (t === tables.person) bindPatients(s, latest(t, put))
    else s.insert(t, latest(t, put), t === tables.identifier ? 'fail' : 'update')
  }
  s.insert(
    planTables.stale,
    [...marks.values()].map((mark) => (mark.length === 5 ? mark : [...mark, null])),
    'fail',
  )
  const claims = plans.flatMap((p) => (p.claims ?? []).map((c) => [c.resource, c.slot, c.holder, c.until ?? 'infinity']))
  if (claims.length) {
    const { from, list } = s.rows(planTables.claim.columns, claims)
    s.part(
      'claimed',
      `insert into claim as c (county_id, resource, slot, holder, until) select $1::int, ${list} from ${from}
      on conflict (county_id, resource, slot) do update set holder = excluded.holder, until = excluded.until where c.until < now()`,
      claims.length,
    )
  }
  s.drop(
    planTables.claim,
    plans.flatMap((p) => (p.releases ?? []).map((c) => [c.resource, c.slot])),
  )
  deadlines(s, plans)
  s.insert(
    planTables.outbox,
    plans.flatMap((p) => (p.events ?? []).map((e) => [p.audit.at, e.name, e.kind, e.id, JSON.stringify(e.payload)])),
    'fail',
  )
  s.insert(
    planTables.idempotency,
    plans.flatMap((p) =>
      p.idempotency ? [[p.idempotency.opId, p.audit.at, p.audit.actor, p.idempotency.operation, p.idempotency.answer]] : [],
    ),
    'fail',
  )
  if (audit) audited(s, audit)
  return { text: s.text(), values: s.values }
}

/** The entries of the trail, and the head of its chain, which must be where it was. */
function audited(s: Statement, audit: { rows: readonly Row[]; from: number; chain: number }) {
  s.insert(auditTable, audit.rows, 'fail')
  const last = audit.rows.at(-1)!
  s.part(
    'head',
    `update audit_head set seq = ${s.param(last[1])}, hash = ${s.param(last[8])}::text::bytea
    where county_id = $1::int and chain = ${s.param(audit.chain)} and seq = ${s.param(audit.from)}`,
    1,
  )
}

/** Who else deletes one of these waits until this is committed (see `unneeded`); one whose deletion was faster is found gone. Locked in one order, so that nobody waits in a circle. */
function required(s: Statement, plans: readonly Plan[]) {
  const keys = new Map(plans.flatMap((plan) => (plan.requires ?? []).map(({ type, id }) => [`${type}/${id}`, [type, id]] as const)))
  if (!keys.size) return
  const rows = [...keys].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
  const { from } = s.rows(resourceColumns.slice(0, 2), rows)
  s.guard(
    'standing',
    `select from ${from} join resource r on r.county_id = $1::int and r.type = u.type and r.id = u.id and not r.deleted for key share of r`,
    rows.length,
  )
}

/** Two plans of one group may put the same side row (a relation); the later one stands. An identifier is never given to two documents: that must fail. */
function latest(t: Table, rows: readonly Row[]): Row[] {
  const key = t === tables.identifier ? t.columns.length : t.key
  return [...new Map(rows.map((row) => [row.slice(0, key).join('|'), row])).values()]
}

/** A case's deadlines are those of the state it is in now: earlier ones go, new ones stand. */
function deadlines(s: Statement, plans: readonly Plan[]) {
  const touched = plans.flatMap((p) => (p.deadlines ? [p.deadlines] : []))
  if (!touched.length) return
  const set = touched.flatMap((d) => d.set.map((one) => [d.kind, d.id, one.name, one.due, one.operation]))
  const { from } = s.rows(
    [
      ['kind', 'text'],
      ['case_id', 'text'],
      ['names', 'text[]'],
    ],
    touched.map((d) => [d.kind, d.id, d.set.map((one) => one.name)]),
  )
  s.part(
    'deadlines_gone',
    `delete from deadline t using ${from} where t.county_id = $1::int and t.kind = u.kind and t.case_id = u.case_id and t.name <> all (u.names::text[])`,
  )
  s.insert(planTables.deadline, set, 'update')
}
