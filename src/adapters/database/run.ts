import { hash, randomUUID } from 'node:crypto'
import { say } from '../../kernel/grammar/texts.ts'
import { endBatch } from '../../record/batch.ts'
import { hold } from '../../record/hold.ts'
import type { RecordStore } from '../../record/record.ts'
import { importRows } from '../files/import.ts'
import { ImportError } from '../files/import-error.ts'
import { kinds } from '../files/kinds/index.ts'
import { accessOf, type ReadSecret } from './access.ts'
import { drivers } from './drivers/all.ts'
import type { Session } from './drivers/driver.ts'
import type { Feed } from './feed.ts'
import { type Polled, poll, type TakeRows } from './poll.ts'
import { failPoll } from './store.ts'
import { texts } from './texts.ts'
import { SourceError, sourceError, within } from './trouble.ts'

export type FeedOptions = {
  record: RecordStore
  secret: ReadSecret
  now: () => Date
  /** Hangs up at once; what was read goes in. */
  signal?: AbortSignal
  chunkRows?: number
  /** After each chunk: rows that are in the database and noted as such. */
  progress?: (rows: number) => void
}
const lockSpace = 0x66656564 // 'feed'

/** Opens a feed's database; what goes wrong there is said in words, and one that never answers is given up. @throws SourceError */
export async function openFeed(feed: Feed, secret: ReadSecret): Promise<Session> {
  const inWords = (error: unknown) => {
    throw sourceError(error)
  }
  const opening = Promise.resolve().then(() => drivers[feed.driver].open(accessOf(feed, secret)))
  const session = await within(20, opening).catch((error: unknown) => {
    opening.then((late) => late.close()).catch(() => {})
    return inWords(error)
  })
  return { ...session, query: (sql, values) => within(feed.timeout + 10, session.query(sql, values)).catch(inWords) }
}

/**
 * Polls a feed once, unless another process is at it, and notes how it went. @returns what came in; undefined when another is at it, or it was told to stop
 * @throws SourceError or ImportError, noted on the feed; anything else is a bug or our own database's trouble
 */
export async function runFeed(feed: Feed, { record, secret, now, signal, chunkRows, progress }: FeedOptions): Promise<Polled | undefined> {
  const held = await hold(record.db, lockSpace, Number.parseInt(hash('sha256', `${feed.county}/${feed.name}`).slice(0, 8), 16) | 0)
  if (!held) return undefined
  let session: Session | undefined
  const hangUp = () => void session?.close()
  try {
    await endOrphans(record, feed)
    session = await openFeed(feed, secret)
    if (signal?.aborted) return undefined
    signal?.addEventListener('abort', hangUp, { once: true })
    const { dialect } = drivers[feed.driver]
    const take = takeInto(record, feed, chunkRows)
    return await poll({ db: record.db, feed, dialect, session, take, now, signal, progress })
  } catch (error) {
    if (signal?.aborted && error instanceof SourceError) return undefined
    const text = error instanceof SourceError || error instanceof ImportError ? error.text : texts.broken
    await failPoll(record.db, feed, text, now())
    throw error
  } finally {
    signal?.removeEventListener('abort', hangUp)
    await session?.close()
    await held.release()
  }
}

const actorOf = ({ name }: Pick<Feed, 'name'>) => `feed:${name}`

/** Rows go in as those of a file do: one batch a poll. */
function takeInto(record: RecordStore, feed: Feed, chunkRows: number | undefined): TakeRows {
  const kind = kinds.find(({ name }) => name === feed.kind)!
  return async (rows, taken) => {
    const result = await importRows(feed.name, hash('sha256', `${feed.county}/${feed.name}/${randomUUID()}`), rows, {
      record,
      county: feed.county,
      kind,
      actor: actorOf(feed),
      ...(chunkRows ? { chunkRows } : {}),
      progress: ({ line }) => taken(line - 1),
    })
    if (result.state !== 'done') throw new SourceError('stopped', texts.stopped)
    return result
  }
}

/** Batches of polls that were killed: what is in stays, the rest comes with the next. The caller holds the feed. */
async function endOrphans({ db }: RecordStore, feed: Feed): Promise<void> {
  const orphans = await db.query<{ id: string }>(
    `select id from batch where county_id = $1 and actor = $2 and state in ('queued', 'running')`,
    [feed.county, actorOf(feed)],
  )
  for (const { id } of orphans) await endBatch(db, feed.county, id, 'failed', [say(texts.killed, 'zh'), say(texts.killed, 'en')])
}
