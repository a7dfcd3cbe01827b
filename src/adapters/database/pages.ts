import type { Dialect, Session, SourceColumn } from './drivers/driver.ts'
import type { Feed } from './feed.ts'
import { compareMarks, isMark } from './mark.ts'
import { SourceError } from './trouble.ts'
import { inCountyTime } from './zone.ts'

/** A row of the view: its watermark, its key as one text, and the cells in the order of `feed.mapping`. */
export type SourceRow = { mark: string; key: string; cells: readonly string[] }
/** Where the next page begins: this watermark, and within it this key. */
type Place = { mark: string; key?: readonly string[] }

const joined = (key: readonly string[]) => key.join('\u001f')

/** The columns a poll reads, each once. */
export const columnsOf = ({ watermark, key, mapping }: Feed): string[] => [...new Set([watermark.column, ...key, ...Object.keys(mapping)])]

const qualified = (dialect: Dialect, view: string) => view.split('.').map(dialect.quote).join('.')
/** What stands after FROM. */
export const sourceOf = ({ view, select }: Feed, dialect: Dialect): string =>
  select === undefined ? `${qualified(dialect, view!)} q` : `(${select}) q`

/**
 * One page: rows from a place on, in the order of watermark and key. The place itself is read again (`>=`), since a database may hold two keys for equal that
 * are not. Rows without a watermark or key cannot be found again and are left out.
 */
export function pageSql(feed: Feed, dialect: Dialect, place: Place | undefined): { sql: string; values: (string | bigint)[] } {
  const values: (string | bigint)[] = []
  const bound = (value: string | bigint) => dialect.place(values.push(value))
  const marked = (mark: string) => bound(feed.watermark.type === 'number' ? BigInt(mark) : mark)
  const mark = dialect.quote(feed.watermark.column)
  const keys = feed.key.map(dialect.quote)
  const after = (i: number, key: readonly string[]): string =>
    i === keys.length - 1
      ? `${keys[i]} >= ${bound(key[i]!)}`
      : `(${keys[i]} > ${bound(key[i]!)} or (${keys[i]} = ${bound(key[i]!)} and ${after(i + 1, key)}))`
  const where = [mark, ...keys].map((column) => `${column} is not null`)
  if (place) where.push(`${mark} >= ${marked(place.mark)}`)
  if (place?.key) where.push(`(${mark} > ${marked(place.mark)} or ${after(0, place.key)})`)
  const select = columnsOf(feed)
    .map((column) => dialect.asText(dialect.quote(column)))
    .join(', ')
  const from = `from ${sourceOf(feed, dialect)} where ${where.join(' and ')} order by ${[mark, ...keys].join(', ')}`
  return { sql: dialect.limited(select, from, feed.batch), values }
}

/** Turns what a session answers into rows of the feed. */
export function rowReader(feed: Feed, described: readonly SourceColumn[]) {
  const names = columnsOf(feed)
  const at = (name: string) => names.indexOf(name)
  const cells = Object.keys(feed.mapping).map(at)
  const local = cells.map((i) => described[i]?.time === 'local')
  return (row: readonly (string | null)[]): SourceRow => {
    const mark = (row[at(feed.watermark.column)] ?? '').trim()
    if (!isMark(mark, feed.watermark.type))
      throw new SourceError('watermark', [
        `水位列 ${feed.watermark.column} 的值不是${feed.watermark.type === 'time' ? '时间' : '整数'}`,
        `The watermark column ${feed.watermark.column} holds something that is no ${feed.watermark.type === 'time' ? 'time' : 'whole number'}`,
      ])
    return {
      mark,
      key: joined(feed.key.map((name) => row[at(name)] ?? '')),
      cells: cells.map((i, n) => (local[n] ? inCountyTime(row[i] ?? '', feed.timeZone) : (row[i] ?? ''))),
    }
  }
}

/** The zone in which the watermark's times are written. */
export const markZone = (feed: Feed, described: readonly SourceColumn[]) =>
  described[columnsOf(feed).indexOf(feed.watermark.column)]?.time === 'instant' ? 'Asia/Shanghai' : feed.timeZone

/** All rows from a watermark on, a page at a time, each row once. `described` is told what the view's columns are before the first page. */
export async function* pages(
  session: Session,
  dialect: Dialect,
  feed: Feed,
  from: string | undefined,
  described: (columns: readonly SourceColumn[]) => void = () => {},
): AsyncGenerator<readonly SourceRow[]> {
  let place: Place | undefined = from === undefined ? undefined : { mark: from }
  let given = new Set<string>() // keys already given at the place's watermark
  for (;;) {
    const { sql, values } = pageSql(feed, dialect, place)
    const { columns, rows } = await session.query(sql, values)
    if (columns.length || place === undefined || place.key === undefined) described(columns)
    const read = rowReader(feed, columns)
    const fresh = rows.map(read).filter((row) => row.mark !== place?.mark || !given.has(row.key))
    if (fresh.length) yield fresh
    const last = fresh.at(-1)
    if (rows.length < feed.batch) return
    if (!last)
      throw new SourceError('key', [
        `同一水位上有超过 ${feed.batch} 行分不清先后，请检查 key 列，或加大 batch`,
        `More than ${feed.batch} rows of one watermark cannot be told apart: check the key columns, or raise batch`,
      ])
    const at = fresh.filter((row) => compareMarks(row.mark, last.mark, feed.watermark.type) === 0)
    given = last.mark === place?.mark ? new Set([...given, ...at.map((row) => row.key)]) : new Set(at.map((row) => row.key))
    place = { mark: last.mark, key: last.key.split('\u001f') }
  }
}
