import { say } from '../../kernel/grammar/texts.ts'
import type { RecordStore } from '../../record/record.ts'
import { ImportError } from '../files/import-error.ts'
import { kinds } from '../files/kinds/index.ts'
import type { ReadSecret } from './access.ts'
import type { Feed } from './feed.ts'
import { nameOf, readFolder } from './folder.ts'
import { runFeed } from './run.ts'
import { feedState, nextPoll } from './state.ts'
import { type FeedRow, readFeeds, syncFeeds, tellState } from './store.ts'
import { texts } from './texts.ts'
import { SourceError } from './trouble.ts'

/** Each poll holds up to three of the record's connections. */
const atOnce = 2
type Options = { record: RecordStore; folder: string; secret: ReadSecret; now: () => Date; log?: (line: string) => void; everyMs?: number }

/**
 * Polls the feeds of a folder when they are due, and tells when one falls silent or fails. The folder is read again every few seconds: a new or changed file needs
 * no restart. Polls run in this process; each chunk gives way to requests every few milliseconds.
 * @returns a function that ends it: polls in hand finish the page they are at
 */
export function startFeeds({ record, folder, secret, now, log = console.error, everyMs = 5000 }: Options): () => Promise<void> {
  const stopping = new AbortController()
  const running = new Map<string, Promise<void>>()
  const said = new Set<string>()
  const sayOnce = (line: string) => {
    if (!said.has(line)) log(line)
    said.add(line)
  }
  const keyOf = ({ county, name }: Pick<Feed, 'county' | 'name'>) => `${county}/${name}`

  async function work(feed: Feed) {
    try {
      for (let more = true; more && !stopping.signal.aborted; )
        more = (await runFeed(feed, { record, secret, now, signal: stopping.signal }))?.more ?? false
    } catch (error) {
      if (error instanceof SourceError || error instanceof ImportError) log(`${feed.name}: ${error.message}`)
      else console.error(error)
    }
  }
  let synced = ''
  async function definitions(): Promise<readonly Feed[]> {
    const { feeds, faults, warnings } = readFolder(folder, kinds)
    for (const { file, text } of [...faults, ...warnings]) sayOnce(`${file}: ${text.join(' / ')}`)
    const broken = faults.map(({ file }) => nameOf(file))
    const found = JSON.stringify([feeds, broken])
    if (found !== synced) await syncFeeds(record.db, feeds, now(), broken)
    synced = found
    return feeds
  }
  async function tell(row: FeedRow) {
    const state = feedState(row, now())
    if (state === row.state || !(await tellState(record.db, row, state, now()))) return
    const values = (i: 0 | 1) => ({ name: row.name, before: texts[row.state][i], after: texts[state][i] })
    log(`${say(texts.changed, 'zh', values(0))} / ${say(texts.changed, 'en', values(1))}`)
  }
  async function round() {
    const feeds = await definitions()
    const atWork = new Set(running.keys()) // what is read of these now is old in a moment
    const rows = await readFeeds(record.db)
    for (const feed of feeds) {
      const row = rows.find((r) => keyOf(r) === keyOf(feed))
      if (!row) {
        sayOnce(`${feed.name}: ${texts.noCounty.join(' / ')} (${feed.county})`)
        synced = '' // it may be set up any moment
      } else if (!running.has(keyOf(feed)) && running.size < atOnce && nextPoll(row) <= now().getTime())
        running.set(
          keyOf(feed),
          work(feed).finally(() => running.delete(keyOf(feed))),
        )
    }
    for (const row of rows) if (!atWork.has(keyOf(row)) && !running.has(keyOf(row))) await tell(row)
  }
  let wake = () => {}
  const rounds = (async () => {
    while (!stopping.signal.aborted) {
      await round().catch((error: unknown) => console.error(error))
      await new Promise<void>((resolve) => {
        wake = resolve
        if (stopping.signal.aborted) resolve()
        setTimeout(resolve, everyMs).unref()
      })
    }
  })()
  return async () => {
    stopping.abort()
    wake()
    await rounds
    await Promise.all(running.values())
  }
}
