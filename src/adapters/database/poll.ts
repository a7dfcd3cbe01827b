import type { Db } from '../../record/db.ts'
import type { Dialect, Session } from './drivers/driver.ts'
import type { Feed } from './feed.ts'
import { atMost, back, compareMarks } from './mark.ts'
import { markZone, pages, type SourceRow } from './pages.ts'
import { recentRows } from './recent.ts'
import { endPoll, moveMark, placeOf } from './store.ts'

/** So many rows end a poll, and the next begins at once: what a poll keeps in memory stays small. */
const mostRows = 200_000

/** Takes rows (the header first) as one batch; tells after each chunk that is in the database how many rows below the header were in it so far. */
export type TakeRows = (rows: AsyncIterable<string[]>, taken: (rows: number) => void) => Promise<{ refused: number }>
/** `more`: poll again at once. */
export type Polled = { rows: number; refused: number; more: boolean }
type Poll = {
  db: Db
  feed: Feed
  dialect: Dialect
  session: Session
  take: TakeRows
  now: () => Date
  /** Ends the poll before the next page. */
  signal?: AbortSignal | undefined
  /** Hears after each chunk how many rows are in the database and noted as such. */
  progress?: ((rows: number) => void) | undefined
}

/**
 * Reads what is new in a view and has it taken as one batch; nothing new makes no batch. The watermark is written after each chunk is in the database, never
 * before: whatever the moment of a kill, the next poll reads the rest, and rows that were in already change nothing. What was read before the hospital's side fails
 * goes in. @throws SourceError when the hospital's side fails
 */
export async function poll({ db, feed, dialect, session, take, now, signal, progress }: Poll): Promise<Polled> {
  const { type, overlap } = feed.watermark
  const { watermark: before, recent: known } = await placeOf(db, feed)
  const recent = recentRows(known, feed)
  let zone = feed.timeZone
  let reached = before
  let count = 0
  let more = false
  let broke: unknown

  /** Never backwards, and never into the future. */
  const bounded = (mark: string) => {
    const at = atMost(mark, type, now(), zone)
    return before !== undefined && compareMarks(at, before, type) < 0 ? before : at
  }
  async function* fresh(): AsyncGenerator<SourceRow> {
    const from = before === undefined ? undefined : back(before, type, overlap)
    const read = pages(session, dialect, feed, from, (columns) => {
      zone = markZone(feed, columns)
    })
    for await (const page of read) {
      for (const row of page) {
        const judged = recent.judge(row)
        more = judged === 'again'
        if (more) return
        reached = row.mark
        if (judged === 'new') yield row
      }
      more = signal?.aborted || count >= mostRows
      if (more) return
    }
  }
  const source = fresh()
  const waiting: { row: number; mark: string }[] = []
  async function* table(first: SourceRow): AsyncGenerator<string[]> {
    yield Object.values(feed.mapping)
    try {
      for (let row: SourceRow | undefined = first; row; row = (await source.next()).value) {
        waiting.push({ row: ++count, mark: row.mark })
        yield [...row.cells]
      }
    } catch (error) {
      broke = error
    }
  }
  let moving: Promise<unknown> = Promise.resolve()
  const taken = (rows: number) => {
    const passed = waiting.findLastIndex(({ row }) => row <= rows)
    if (passed < 0) return
    const { mark } = waiting.splice(0, passed + 1).at(-1)!
    moving = moving.then(() => moveMark(db, feed, bounded(mark), now())).then(() => progress?.(rows))
    moving.catch(() => {})
  }

  const first = await source.next()
  let refused = 0
  if (!first.done)
    try {
      refused = (await take(table(first.value), taken)).refused
    } finally {
      await moving
    }
  if (broke) throw broke
  const watermark = reached === undefined ? undefined : bounded(reached)
  await endPoll(db, feed, { watermark, recent: recent.keep(watermark), rows: count, refused }, now())
  return { rows: count, refused, more }
}
