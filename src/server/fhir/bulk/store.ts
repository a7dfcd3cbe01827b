import type { Db } from '../../../record/db.ts'
import type { ExportAsked } from '../../../record/export.ts'
import type { Reader } from '../../../record/search/reader.ts'
import type { Sees } from '../../access/masking.ts'
import type { OutcomeIssue } from '../outcome.ts'

/** What an export is to hold, and with whose eyes it is read. */
export type Asked = ExportAsked & {
  reader: Reader
  sees: Sees
  organization: string
  /** Only these elements, and those that a resource cannot be without. */
  elements?: readonly string[] | undefined
  /** What was asked and left aside, for the manifest. */
  left?: readonly OutcomeIssue[]
}
/** `deleted`: the file tells what of the type is gone, as Bundles; `outcome`: it tells of the export itself, as OperationOutcomes. */
export type OutputFile = { type: string; name: string; count: number; deleted?: true; outcome?: true }
type State = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
export type Job = {
  county: number
  id: string
  actor: string
  request: string
  asked: Asked
  state: State
  asOf: string | null
  written: number
  output: readonly OutputFile[]
  message: string
  expiresAt: string
}
type Row = Omit<Job, 'asked' | 'output' | 'asOf' | 'expiresAt'> & { asked: string; output: string; asOf: Date | null; expiresAt: Date }

const columns = `county_id as county, id, actor, request, asked, state, as_of as "asOf", written, output, message,
  expires_at as "expiresAt"`
const jobOf = (row: Row): Job => ({
  ...row,
  asked: JSON.parse(row.asked) as Asked,
  output: JSON.parse(row.output) as OutputFile[],
  asOf: row.asOf?.toISOString() ?? null,
  expiresAt: row.expiresAt.toISOString(),
})

/** Whether a part of an address can be the id of an export or import: what is none may hold what the database cannot. */
export const isJob = (id: string): boolean => /^[\da-f-]{36}$/.test(id)

export async function addJob(db: Db, job: Pick<Job, 'county' | 'id' | 'actor' | 'request' | 'asked'>, now: Date, keptMs: number) {
  await db.query(
    `insert into bulk_export (county_id, id, actor, request, asked, state, made_at, expires_at)
     values ($1, $2, $3, $4, $5, 'queued', $6, $7)`,
    [job.county, job.id, job.actor, job.request, JSON.stringify(job.asked), now, new Date(now.getTime() + keptMs)],
  )
}

export async function readJob(db: Db, county: number, id: string): Promise<Job | undefined> {
  const [row] = await db.query<Row>(`select ${columns} from bulk_export where county_id = $1 and id = $2`, [county, id])
  return row && jobOf(row)
}

/** How many exports somebody has under way. */
export async function underWay(db: Db, county: number, actor: string): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    `select count(*)::int as n from bulk_export where county_id = $1 and actor = $2 and state in ('queued', 'running')`,
    [county, actor],
  )
  return row!.n
}

/** Exports that wait, or that a dead process left; the oldest first. */
export async function waiting(db: Db): Promise<Job[]> {
  return (await db.query<Row>(`select ${columns} from bulk_export where state in ('queued', 'running') order by made_at`)).map(jobOf)
}

/** Those whose time is over, which are forgotten with their files. */
export async function takeExpired(db: Db, now: Date): Promise<{ id: string }[]> {
  return db.query(`delete from bulk_export where expires_at <= $1 returning id`, [now])
}

/** Says how far an export is. @returns false when it was cancelled meanwhile */
export async function advance(db: Db, { county, id }: Job, written: number, asOf?: Date): Promise<boolean> {
  const rows = await db.query(
    `update bulk_export set state = 'running', written = $3, as_of = coalesce($4, as_of)
     where county_id = $1 and id = $2 and state in ('queued', 'running') returning 1`,
    [county, id, written, asOf ?? null],
  )
  return rows.length > 0
}

export async function endJob(
  db: Db,
  { county, id }: Pick<Job, 'county' | 'id'>,
  state: State,
  output: readonly OutputFile[],
  message = '',
) {
  await db.query(
    `update bulk_export set state = $3, output = $4, message = $5 where county_id = $1 and id = $2 and state in ('queued', 'running')`,
    [county, id, state, JSON.stringify(output), message],
  )
}

export async function forgetJob(db: Db, county: number, id: string): Promise<void> {
  await db.query('delete from bulk_export where county_id = $1 and id = $2', [county, id])
}
