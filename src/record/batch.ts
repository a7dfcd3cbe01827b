import type { Db } from './db.ts'
import { type Hold, hold } from './hold.ts'
import type { Reader } from './search/reader.ts'

/**
 * Where a batch stands. preview: looked at only; queued: waits for a worker; running: a worker has it, or died with it; paused: by a person or a full disk, goes on
 * where it is; failed, cancelled: what is in stays until undone; undoing: an undo is at work, or was interrupted.
 */
export type BatchState = 'preview' | 'queued' | 'running' | 'paused' | 'done' | 'failed' | 'cancelled' | 'undoing' | 'undone'
/** Column of the kind → header in the file. */
export type Mapping = Readonly<Record<string, string>>
/** With whose eyes an import looks into the record for what conditional references ask; `types`: those he may search, undefined: all. */
export type Eyes = { reader: Reader; types?: readonly string[] }
/** `references`: 'any' where resources may refer to what is not there. */
export type BatchOptions = {
  sheet?: string
  encoding?: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
  references?: 'any'
  eyes?: Eyes
}
export type Batch = {
  id: string
  kind: string
  fileName: string
  checksum: string
  state: BatchState
  /** Line (record of the file) up to which everything is in the record or refused; rows of those; all lines and bytes of the file where known. */
  checkpoint: number
  rows: number
  lines: number | null
  bytes: number | null
  taken: number
  changed: number
  skipped: number
  refused: number
  undone: number
  kept: number
  institution: string
  mapping: Mapping
  options: BatchOptions
  original: boolean
  actor: string
  startedAt: string
  firstStartedAt: string | null
  heartbeatAt: string | null
  endedAt: string | null
  message: readonly [zh: string, en: string]
}
export type NewBatch = Pick<Batch, 'id' | 'kind' | 'fileName' | 'checksum' | 'actor'> &
  Partial<Pick<Batch, 'lines' | 'bytes' | 'institution' | 'mapping' | 'options' | 'original'>>

const columns = `id, kind, file_name as "fileName", checksum, state, checkpoint, rows_done as rows, lines, bytes, taken, changed, skipped, refused, undone, kept, institution,
  mapping, options, original, actor, started_at as "startedAt", first_started_at as "firstStartedAt", heartbeat_at as "heartbeatAt", ended_at as "endedAt",
  message as zh, message_en as en`
type Raw = Omit<Batch, 'mapping' | 'options' | 'message' | `${string}At`> & {
  mapping: string
  options: string
  zh: string
  en: string
} & Record<'startedAt' | 'firstStartedAt' | 'heartbeatAt' | 'endedAt', Date | null>
const batchOf = ({ zh, en, ...raw }: Raw): Batch => ({
  ...raw,
  mapping: JSON.parse(raw.mapping) as Mapping,
  options: JSON.parse(raw.options) as BatchOptions,
  message: [zh, en],
  startedAt: raw.startedAt!.toISOString(),
  firstStartedAt: raw.firstStartedAt?.toISOString() ?? null,
  heartbeatAt: raw.heartbeatAt?.toISOString() ?? null,
  endedAt: raw.endedAt?.toISOString() ?? null,
})

const lockSpace = 0x62617463 // 'batc'
/** One worker a batch, in whatever process. @returns undefined when another has it */
export const holdBatch = (db: Db, id: string): Promise<Hold | undefined> => hold(db, lockSpace, Number.parseInt(id.slice(0, 8), 16) | 0)

export async function readBatch(db: Db, county: number, id: string): Promise<Batch | undefined> {
  const [row] = await db.query<Raw>(`select ${columns} from batch where county_id = $1 and id = $2`, [county, id])
  return row && batchOf(row)
}

/** A county's batches, the latest begun first. */
export async function listBatches(db: Db, county: number, limit = 100): Promise<Batch[]> {
  const rows = await db.query<Raw>(`select ${columns} from batch where county_id = $1 order by started_at desc, id limit $2`, [
    county,
    limit,
  ])
  return rows.map(batchOf)
}

/**
 * Notes a file that is to be imported. One that is known already keeps its place when its mapping and options are the same and it has not ended; anything else starts
 * over. A running one is left alone, unless the caller holds its lock (`alone`); for a mere preview so is one that has been imported.
 */
export async function addBatch(db: Db, county: number, b: NewBatch, state: 'preview' | 'queued', alone = false): Promise<Batch> {
  const free =
    state === 'preview' ? `batch.state in ('preview', 'failed', 'cancelled', 'undone')` : `batch.state not in ('running', 'undoing')`
  await db.query(
    `insert into batch (county_id, id, kind, file_name, checksum, state, actor, started_at, lines, bytes, institution, mapping, options, original)
     values ($1, $2, $3, $4, $5, $6, $7, now(), $8, $9, $10, $11, $12, $13)
     on conflict (county_id, id) do update set file_name = excluded.file_name, state = excluded.state, actor = excluded.actor, lines = excluded.lines, bytes = excluded.bytes,
       institution = excluded.institution, original = batch.original or excluded.original, message = '', message_en = '',
       mapping = case when excluded.mapping = '{}' then batch.mapping else excluded.mapping end, options = excluded.options,
       first_started_at = case when batch.state <> 'undone' then batch.first_started_at end,
       checkpoint = case when batch.state in ('queued', 'running', 'paused') and excluded.mapping in ('{}', batch.mapping) and excluded.options = batch.options
         then batch.checkpoint else 0 end
     where ${alone ? `batch.state <> 'undoing'` : free}`,
    [
      county,
      b.id,
      b.kind,
      b.fileName,
      b.checksum,
      state,
      b.actor,
      b.lines ?? null,
      b.bytes ?? null,
      b.institution ?? '',
      JSON.stringify(b.mapping ?? {}),
      JSON.stringify(b.options ?? {}),
      b.original ?? false,
    ],
  )
  return (await readBatch(db, county, b.id))!
}

/** Writes that a worker runs a batch. With a checkpoint it goes on from there, otherwise counts and refusals begin anew. The caller holds the batch's lock. */
export async function beginBatch(db: Db, county: number, id: string, now: string): Promise<Batch> {
  await db.query(
    `with fresh as (select id from batch where county_id = $1 and id = $2 and checkpoint = 0),
       gone as (delete from batch_refusal where county_id = $1 and batch_id in (select id from fresh))
     update batch set state = 'running', first_started_at = coalesce(first_started_at, $3), heartbeat_at = now(), ended_at = null, message = '', message_en = '',
       started_at = case when checkpoint = 0 then $3 else started_at end, undone = 0, kept = 0, rows_done = case when checkpoint = 0 then 0 else rows_done end,
       taken = case when checkpoint = 0 then 0 else taken end, changed = case when checkpoint = 0 then 0 else changed end,
       skipped = case when checkpoint = 0 then 0 else skipped end, refused = case when checkpoint = 0 then 0 else refused end
     where county_id = $1 and id = $2`,
    [county, id, now],
  )
  return (await readBatch(db, county, id))!
}

/**
 * The next batch of each county for a worker, but of those named: one that waits, or whose worker has not been heard of for a minute (`all`: any that is said to run;
 * its lock tells whether that is true). Only batches whose file is kept can be worked on.
 */
export const nextBatches = (db: Db, but: readonly number[], all: boolean): Promise<{ county: number; id: string }[]> =>
  db.query(
    `select distinct on (county_id) county_id as county, id from batch
     where state in ('queued', 'running', 'undoing') and (original or state = 'undoing') and county_id <> all($1::int[])
       and (state = 'queued' or $2::boolean or coalesce(heartbeat_at, started_at) < now() - interval '1 minute')
     order by county_id, state = 'queued', started_at`,
    [but, all],
  )

/** Remembers how the file's columns are read, and whose it is. */
export async function setMapping(db: Db, county: number, id: string, mapping: Mapping, institution: string): Promise<void> {
  await db.query('update batch set mapping = $3, institution = $4 where county_id = $1 and id = $2', [
    county,
    id,
    JSON.stringify(mapping),
    institution,
  ])
}

/** How a worker leaves a batch. */
export async function endBatch(
  db: Db,
  county: number,
  id: string,
  state: 'done' | 'failed' | 'paused',
  message: Batch['message'] = ['', ''],
) {
  await db.query(
    `update batch set state = $3, message = $4, message_en = $5, ended_at = case when $3 = 'paused' then null else now() end where county_id = $1 and id = $2`,
    [county, id, state, message[0].slice(0, 1000), message[1].slice(0, 1000)],
  )
}

const turns = {
  pause: { from: ['queued', 'running'], to: 'paused' },
  cancel: { from: ['preview', 'queued', 'running', 'paused'], to: 'cancelled' },
  /** Again, or on: from where it was when it had not ended. */
  queue: { from: ['preview', 'paused', 'done', 'failed', 'cancelled', 'undone'], to: 'queued' },
} as const satisfies Record<string, { from: readonly BatchState[]; to: BatchState }>

/** What a person asks of a batch; a worker looks at its state after every chunk. @returns the state it is in now, undefined when there is no such batch */
export async function turnBatch(db: Db, county: number, id: string, turn: keyof typeof turns): Promise<BatchState | undefined> {
  const { from, to } = turns[turn]
  await db.query(
    `update batch set state = $3, ended_at = case when $3 = 'cancelled' then now() end, message = '', message_en = '',
       checkpoint = case when $3 <> 'queued' or state = 'paused' then checkpoint else 0 end, first_started_at = case when state <> 'undone' then first_started_at end
     where county_id = $1 and id = $2 and state = any($4)`,
    [county, id, to, from],
  )
  return (await readBatch(db, county, id))?.state
}
