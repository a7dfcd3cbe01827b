import type { ColumnKind, ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { day } from '../formats.ts'

/** What a column is narrowed to: chosen values, a piece of text, or bounds (numbers; days for dates and instants; yuan for money). */
export type Filter = { values: readonly string[] } | { has: string } | { from?: string; to?: string }
export type Sort = { column: string; descending: boolean }
/** How the reader has arranged a list: what is kept as a saved filter. */
export type Arrangement = { filters: Readonly<Record<string, Filter>>; sort?: Sort }

/** Which of the three filters a kind of column has. */
export function filterKind(kind: ColumnKind): 'values' | 'has' | 'bounds' {
  if (kind === 'code' || kind === 'state' || kind === 'organization') return 'values'
  return kind === 'text' || kind === 'person' ? 'has' : 'bounds'
}
const numeric = (kind: ColumnKind) => kind === 'number' || kind === 'fen'

/** A cell as text: what filters compare and Chinese order sorts by. Joined objects give their name. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' && 'name' in value ? String(value.name) : String(value)
}

function test(filter: Filter, { name, kind }: ListColumn): (row: Row) => boolean {
  if ('values' in filter) {
    const chosen = new Set(filter.values)
    return (row) => chosen.has(plain(row[name]))
  }
  if ('has' in filter) {
    const sought = filter.has.trim().toLowerCase()
    return (row) => plain(row[name]).toLowerCase().includes(sought)
  }
  const { from, to } = filter
  if (numeric(kind)) {
    const scale = kind === 'fen' ? 100 : 1
    const [low, high] = [from ? Number(from) * scale : -Infinity, to ? Number(to) * scale : Infinity]
    return (row) => row[name] != null && Number(row[name]) >= low && Number(row[name]) <= high
  }
  return (row) => {
    const at = plain(row[name])
    if (!at) return false
    const local = day(at)
    return (!from || local >= from) && (!to || local <= to)
  }
}

/** The rows that pass every filter. */
export function narrow(rows: readonly Row[], columns: readonly ListColumn[], filters: Arrangement['filters']): readonly Row[] {
  const tests = columns.flatMap((column) => {
    const filter = filters[column.name]
    return filter ? [test(filter, column)] : []
  })
  return tests.length === 0 ? rows : rows.filter((row) => tests.every((passes) => passes(row)))
}

const collator = new Intl.Collator('zh-CN', { numeric: true })
/** Rows in order; equal rows keep the order they came in; empty cells come last either way. Each distinct text is collated once: names and places repeat. */
export function order(rows: readonly Row[], columns: readonly ListColumn[], sort: Sort | undefined): readonly Row[] {
  const column = columns.find(({ name }) => name === sort?.column)
  if (!sort || !column) return rows
  const keyed = numeric(column.kind) ? byNumber(rows, column.name) : byText(rows, column)
  const sign = sort.descending ? -1 : 1
  const places = keyed.map((_, at) => at)
  places.sort((a, b) => {
    const [x, y] = [keyed[a]!, keyed[b]!]
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b
    return (x - y) * sign || a - b
  })
  return places.map((at) => rows[at]!)
}

const byNumber = (rows: readonly Row[], name: string) => rows.map((row) => (row[name] == null ? Number.NaN : Number(row[name])))

function byText(rows: readonly Row[], { name, kind }: ListColumn): number[] {
  const words = rows.map((row) => plain(row[name]))
  const compare = kind === 'date' || kind === 'instant' ? (a: string, b: string) => (a < b ? -1 : 1) : collator.compare
  const rank = new Map([...new Set(words)].sort(compare).map((word, at) => [word, at]))
  return words.map((word) => (word === '' ? Number.NaN : rank.get(word)!))
}

/** The values that occur in a column, most frequent first. */
export function valuesOf(rows: readonly Row[], name: string): readonly { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(plain(row[name]), (counts.get(plain(row[name])) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}
