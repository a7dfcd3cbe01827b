import { hash } from 'node:crypto'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Db } from '../../record/db.ts'
import type { Feed } from './feed.ts'
import type { FeedFacts, FeedState } from './state.ts'

/** Rows of the overlap that were taken already: hash of the key → watermark and hash of the cells. */
export type Recent = Readonly<Record<string, readonly [mark: string, cells: string]>>
/** What is shown of a feed's definition. */
export type FeedDefinition = Pick<Feed, 'driver' | 'kind' | 'every' | 'silence'> & { source: string }
/** A feed as the database knows it. */
export type FeedRow = FeedDefinition &
  FeedFacts & {
    county: number
    name: string
    watermark: string | undefined
    lastError: Text | undefined
    rows: number
    refused: number
    /** The state last told, and since when. */
    state: FeedState
    stateSince: string
  }

type Raw = { county_id: number; name: string; definition: string; watermark: string | null; last_error: string | null } & {
  [time in 'last_poll' | 'last_ok' | 'last_row' | 'since' | 'state_since']: Date | null
} & { failures: number; rows: number; refused: number; state: FeedState }

const columns =
  'county_id, name, definition, watermark, last_poll, last_ok, last_row, last_error, failures, rows, refused, since, state, state_since'
const rowOf = (raw: Raw): FeedRow => ({
  ...(JSON.parse(raw.definition) as FeedDefinition),
  county: raw.county_id,
  name: raw.name,
  watermark: raw.watermark ?? undefined,
  lastPoll: raw.last_poll?.toISOString(),
  lastOk: raw.last_ok?.toISOString(),
  lastRow: raw.last_row?.toISOString(),
  lastError: raw.last_error === null ? undefined : (JSON.parse(raw.last_error) as Text),
  failures: raw.failures,
  rows: raw.rows,
  refused: raw.refused,
  since: raw.since!.toISOString(),
  state: raw.state,
  stateSince: raw.state_since!.toISOString(),
})

/** The feeds whose files are there, by name; of one county or of all. */
export async function readFeeds(db: Db, county?: number): Promise<FeedRow[]> {
  const rows = await db.query<Raw>(
    `select ${columns} from feed where active and ($1::int is null or county_id = $1) order by county_id, name`,
    [county ?? null],
  )
  return rows.map(rowOf)
}

/** What is read and how it is understood: when this changes, the view is read from its beginning (equal rows change nothing). */
const sourceHash = ({ driver, database, view, select, kind, mapping, watermark, key, timeZone, encoding }: Feed) =>
  hash('sha256', JSON.stringify([driver, database, view, select, kind, mapping, watermark.column, key, timeZone, encoding])).slice(0, 32)

const definitionOf = ({ driver, kind, every, silence, host, database, view }: Feed): FeedDefinition => ({
  driver,
  kind,
  every,
  ...(silence ? { silence } : {}),
  source: `${host} ${database} ${view ?? 'select'}`,
})

/** Brings the table in line with the files that are there. A feed whose file cannot be understood just now (`broken`, by name) stays in the list, and will be late. */
export async function syncFeeds(db: Db, feeds: readonly Feed[], now: Date, broken: readonly string[] = []): Promise<void> {
  await db.query(
    `with given as (select * from jsonb_to_recordset($1::text::jsonb) g(county int, name text, definition text, source text)),
       gone as (update feed f set active = false where active and f.name <> all($3) and not exists (select 1 from given g where g.county = f.county_id and g.name = f.name))
     insert into feed (county_id, name, active, definition, source, since, state_since)
     select g.county, g.name, true, g.definition, g.source, $2, $2 from given g join county c on c.county_id = g.county
     on conflict (county_id, name) do update set active = true, definition = excluded.definition, source = excluded.source,
       since = case when feed.active then feed.since else excluded.since end, failures = case when feed.active then feed.failures else 0 end,
       watermark = case when feed.source = excluded.source then feed.watermark end, recent = case when feed.source = excluded.source then feed.recent else '{}' end`,
    [
      JSON.stringify(
        feeds.map((f) => ({ county: f.county, name: f.name, definition: JSON.stringify(definitionOf(f)), source: sourceHash(f) })),
      ),
      now,
      broken,
    ],
  )
}

type Name = Pick<Feed, 'county' | 'name'>
/** Where a poll begins. */
export async function placeOf(db: Db, { county, name }: Name): Promise<{ watermark?: string; recent: Recent }> {
  const [row] = await db.query<{ watermark: string | null; recent: string }>(
    'select watermark, recent from feed where county_id = $1 and name = $2',
    [county, name],
  )
  return { recent: JSON.parse(row?.recent ?? '{}') as Recent, ...(row?.watermark == null ? {} : { watermark: row.watermark }) }
}

/** Everything before this watermark is in the record or refused. What was recent is not told from what is not until the poll ends. */
export const moveMark = (db: Db, { county, name }: Name, watermark: string, now: Date) =>
  db.query(`update feed set watermark = $3, recent = '{}', last_poll = $4 where county_id = $1 and name = $2`, [
    county,
    name,
    watermark,
    now,
  ])

/** A poll came to its end. */
export const endPoll = (
  db: Db,
  { county, name }: Name,
  end: { watermark?: string | undefined; recent: Recent; rows: number; refused: number },
  now: Date,
) =>
  db.query(
    `update feed set watermark = coalesce($3, watermark), recent = $4, rows = rows + $5, refused = refused + $6, last_poll = $7, last_ok = $7,
       last_row = case when $5 > 0 then $7 else last_row end, last_error = null, failures = 0 where county_id = $1 and name = $2`,
    [county, name, end.watermark ?? null, JSON.stringify(end.recent), end.rows, end.refused, now],
  )

/** A poll failed; what was taken before stays taken. */
export const failPoll = (db: Db, { county, name }: Name, error: Text, now: Date) =>
  db.query('update feed set failures = failures + 1, last_error = $3, last_poll = $4 where county_id = $1 and name = $2', [
    county,
    name,
    JSON.stringify(error),
    now,
  ])

/** Reads a feed from the beginning next time, or from a watermark; what was read and refused is counted anew. */
export const rewind = (db: Db, { county, name }: Name, watermark?: string) =>
  db.query(`update feed set watermark = $3, recent = '{}', rows = 0, refused = 0 where county_id = $1 and name = $2`, [
    county,
    name,
    watermark ?? null,
  ])

/** Tells a change of state once, however many processes see it, with its event `feed.<state>`. @returns whether this call told it */
export async function tellState(db: Db, feed: FeedRow, state: FeedState, now: Date): Promise<boolean> {
  const told = await db.query(
    `with told as (update feed set state = $4, state_since = $5 where county_id = $1 and name = $2 and state = $3 returning name)
     insert into outbox (county_id, at, event, kind, case_id, payload) select $1, $5, 'feed.' || $4, 'feed', name, $6 from told returning seq`,
    [feed.county, feed.name, feed.state, state, now, JSON.stringify({ before: feed.state })],
  )
  return told.length > 0
}
