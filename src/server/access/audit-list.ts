import { z } from 'zod'
import type { Db } from '../../record/db.ts'
import { parse } from '../refusals.ts'
import type { ListAudit } from './shapes.ts'

/** One entry of the trail as it is read: names beside the keys, where they are still known. */
export type AuditRow = {
  id: string
  at: Date
  actor: string
  actorName: string | null
  organization: string
  organizationName: string | null
  action: string
  patient: string | null
  detail: Record<string, unknown>
}
type Stored = Omit<AuditRow, 'detail'> & { detail: string; cursor: string }

const Cursor = z.tuple([z.string().regex(/^[\d :.+-]+$/), z.int(), z.int()])
const write = (cursor: string) => Buffer.from(cursor).toString('base64url')
function read(after: string): z.output<typeof Cursor> {
  let decoded: unknown
  try {
    decoded = JSON.parse(Buffer.from(after, 'base64url').toString())
  } catch {}
  return parse(z.object({ after: Cursor }), { after: decoded }).after
}

/** The audit trail, newest first, a page at a time (keyset: at, chain, seq). @throws Refusal 'invalid' for a foreign cursor */
export async function listAudit(db: Db, county: number, { from, to, actor, patient, action, after, limit }: z.output<typeof ListAudit>) {
  const where: string[] = []
  const values: unknown[] = [county]
  const add = (condition: (n: string) => string, value: unknown) => {
    values.push(value)
    where.push(condition(`$${values.length}`))
  }
  if (from) add((n) => `a.at >= (${n}::text || ' 00:00+08')::timestamptz`, from)
  if (to) add((n) => `a.at < (${n}::text || ' 00:00+08')::timestamptz + interval '1 day'`, to)
  if (actor) add((n) => `a.actor = ${n}`, actor.trim().toLowerCase())
  if (patient) add((n) => `a.patient_id = ${n}`, patient.trim())
  if (action) add((n) => `starts_with(a.action, ${n})`, action.trim())
  if (after) {
    const [at, chain, seq] = read(after)
    values.push(at, chain, seq)
    where.push(`(a.at, a.chain, a.seq) < ($${values.length - 2}::text::timestamptz, $${values.length - 1}::int, $${values.length}::bigint)`)
  }
  values.push(limit + 1)
  const rows = await db.query<Stored>(
    `select a.chain || '-' || a.seq as id, a.at, a.actor, c.name as "actorName", a.organization, a.action, a.patient_id as patient, a.detail,
       (select o.name from org_dim o where o.county_id = $1 and o.org_id = a.organization order by o.valid_from desc limit 1) as "organizationName",
       json_build_array(a.at::text, a.chain, a.seq)::text as cursor
     from audit a left join account c on c.county_id = $1 and c.login = a.actor
     where a.county_id = $1 ${where.map((w) => `and ${w}`).join(' ')}
     order by a.at desc, a.chain desc, a.seq desc limit $${values.length}`,
    values,
  )
  const page = rows.slice(0, limit)
  const entries = page.map(({ cursor: _, detail, ...row }): AuditRow => ({ ...row, detail: JSON.parse(detail) }))
  return { entries, ...(rows.length > limit ? { next: write(page.at(-1)!.cursor) } : {}) }
}
