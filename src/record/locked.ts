import type { Resource } from '../fhir/resource.ts'
import type { Db } from './db.ts'
import type { Extract } from './extract.ts'
import type { Incoming, LineRefusal } from './incoming.ts'

/** Claims of locked months are named `month-lock/2026-01-01` (capability reporting). */
const prefix = 'month-lock/'

/** First days of the county's locked months. */
export async function lockedMonths(db: Db, county: number): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ resource: string }>(
    `select resource from claim where county_id = $1 and resource >= $2 and resource < 'month-lock0' and until > now()`,
    [county, prefix],
  )
  return new Set(rows.map(({ resource }) => resource.slice(prefix.length)))
}

/**
 * Marks of what is derived from rows (matches, the register of residents, the tree) follow them; only numbers are locked. An operation goes with its stay, which counts
 * when the patient is discharged: a stay that reaches back into a locked month is not kept out for an operation done there.
 */
const derived = new Set(['settlement_match', 'resident_dim', 'org_dim', 'operation'])
/** The locked month in which a number would change, were this written. */
const lockedIn = (months: ReadonlySet<string>, { marks }: Extract): string | undefined =>
  marks.find(([view, month]) => months.has(month) && !derived.has(view))?.[1]

/** Whom and what rows share: it goes in with other rows as well. */
const shared = new Set(['Patient', 'Practitioner', 'Organization'])
const keyOf = ({ type, id }: { type: string; id: string }) => `${type}/${id}`

export type Barred = {
  /** Documents that stay out, `type/id`: all that belong to a barred line alone. */
  out: ReadonlySet<string>
  refusals: readonly LineRefusal[]
  /** Rows that were computed on the way. */
  rows: ReadonlyMap<string, Extract>
}
const nothing: Barred = { out: new Set(), refusals: [], rows: new Map() }

/**
 * Which documents of a chunk a locked month keeps out: a line goes in whole or not at all. `old`: the text that a document would replace, undefined where there is
 * nothing, null where nothing would change.
 */
export async function barred(
  months: ReadonlySet<string>,
  documents: readonly Incoming[],
  old: (d: Incoming) => string | undefined | null,
  rowsOf: (resource: Resource) => Promise<Extract>,
): Promise<Barred> {
  if (!months.size) return nothing
  const rows = new Map<string, Extract>()
  const lines = new Map<number, string>()
  const out = new Set<string>()
  for (const d of documents) {
    const before = old(d)
    if (before === null) continue
    const own = await rowsOf(d.resource)
    rows.set(keyOf(d), own)
    const month =
      lockedIn(months, own) ?? (before === undefined ? undefined : lockedIn(months, await rowsOf(JSON.parse(before) as Resource)))
    if (!month) continue
    out.add(keyOf(d))
    lines.set(d.line ?? 0, month)
  }
  for (const d of documents) if (lines.has(d.line ?? 0) && !shared.has(d.type)) out.add(keyOf(d))
  return { out, rows, refusals: [...lines].map(([line, month]) => monthLocked(line, month)) }
}

const monthLocked = (line: number, month: string): LineRefusal => ({
  line,
  column: '',
  value: month.slice(0, 7),
  rule: 'locked',
  message: [`${month.slice(0, 7)} 已锁定，解锁后再导入`, `${month.slice(0, 7)} is locked: unlock it, then import again`],
})
