import type { Text } from '../../kernel/grammar/texts.ts'
import type { RecordStore } from '../../record/record.ts'
import { readContext } from '../files/context.ts'
import { kinds } from '../files/kinds/index.ts'
import { rowReader as kindReader, type Problem } from '../files/reader.ts'
import type { ReadSecret } from './access.ts'
import { drivers } from './drivers/all.ts'
import type { Dialect, Session } from './drivers/driver.ts'
import type { Feed } from './feed.ts'
import { atMost, compareMarks } from './mark.ts'
import { markZone, pageSql, rowReader, sourceOf } from './pages.ts'
import { openFeed } from './run.ts'
import { texts } from './texts.ts'

/** What a look at a view shows. Rows: the first ones, each with the problems an import would refuse it for. */
export type Checked = { version: string; remarks: readonly Text[]; rows: readonly { key: string; problems: readonly Problem[] }[] }
const sample = 20

/** Connects, reads the view's first rows and says what an import would say of them. Writes nothing anywhere. @throws SourceError */
export async function checkFeed(
  feed: Feed,
  { record, secret, now }: { record: RecordStore; secret: ReadSecret; now: Date },
): Promise<Checked> {
  const { dialect, proven } = drivers[feed.driver]
  const session = await openFeed(feed, secret)
  try {
    const began = performance.now()
    const { sql, values } = pageSql({ ...feed, batch: sample }, dialect, undefined)
    const { columns, rows } = await session.query(sql, values)
    const seconds = (performance.now() - began) / 1000
    const read = rows.map(rowReader(feed, columns))
    const meaning = await readerOf(feed, record, now)
    const remarks: Text[] = []
    if (!proven) remarks.push(texts.unproven)
    if (seconds > 2) remarks.push(texts.slowView)
    if (await anyWithout(session, dialect, feed)) remarks.push(texts.withoutMark)
    if (new Set(read.map((row) => row.key)).size < read.length) remarks.push(texts.keyTwice)
    const { type } = feed.watermark
    const future = read.some((row) => compareMarks(row.mark, atMost(row.mark, type, now, markZone(feed, columns)), type) > 0)
    if (future) remarks.push(texts.future)
    if (!read.length) remarks.push(texts.emptyView)
    const judged = read.map(({ key, cells }) => {
      const result = meaning(cells)
      return { key: key.replaceAll('\u001f', '/'), problems: 'problems' in result ? result.problems : [] }
    })
    return { version: session.version, remarks, rows: judged }
  } finally {
    await session.close()
  }
}

async function readerOf(feed: Feed, record: RecordStore, now: Date) {
  const kind = kinds.find(({ name }) => name === feed.kind)!
  const positions = new Map(Object.values(feed.mapping).map((column, i) => [column, i]))
  return kindReader(kind, positions, await readContext(record, feed.county, now.toISOString()), await kind.extra?.(record, feed.county))
}

/** Are there rows that a poll leaves out because watermark or key is empty. */
async function anyWithout({ query }: Session, dialect: Dialect, feed: Feed): Promise<boolean> {
  const empty = [feed.watermark.column, ...feed.key].map((column) => `${dialect.quote(column)} is null`).join(' or ')
  const { rows } = await query(dialect.limited('1', `from ${sourceOf(feed, dialect)} where ${empty}`, 1), [])
  return rows.length > 0
}
