import type { AnyKind, ReadContext } from '../src/adapters/files/kind.ts'
import { type RowResult, rowReader } from '../src/adapters/files/reader.ts'
import { derivedId } from '../src/record/ids.ts'
import { county, institutions } from './house.ts'

/** What a row is read with in the small county of the tests: no code table, no translations, today 2026-06-30. */
export const rowContext = (more: Partial<ReadContext> = {}): ReadContext => ({
  now: '2026-06-30T04:00:00.000Z',
  today: '2026-06-30',
  institutions: new Map(Object.entries(institutions).map(([id, code]) => [code, id])),
  id: (source, kind, key) => derivedId('test', county, source, kind, key),
  nameOf: () => undefined,
  translate: () => undefined,
  insured: () => undefined,
  ...more,
})

/** Reads rows given by the headers of their kind. */
export function readerOf(kind: AnyKind, context: ReadContext = rowContext(), extra?: unknown) {
  const headers = Object.keys(kind.columns)
  const read = rowReader(kind, new Map(headers.map((name, i) => [name, i])), context, extra)
  return (row: Readonly<Record<string, string>>): RowResult => read(headers.map((name) => row[name] ?? ''))
}

/** The rules a row broke, as `column rule`; empty when it was taken. */
export const rulesOf = (result: RowResult) => ('problems' in result ? result.problems.map((p) => `${p.column} ${p.rule}`) : [])
/** The resources of a row that was taken. @throws Error naming what it broke */
export function resourcesOf(result: RowResult) {
  if ('problems' in result) throw new Error(rulesOf(result).join(', '))
  return result.documents.map((d) => d.resource)
}
