import { propose } from './header.ts'
import type { AnyKind } from './kind.ts'

type Rows = AsyncIterable<string[]> | Iterable<string[]>
const looked = 30

/**
 * Where the header of a kind stands: the first row of the first 30 with half of the kind's columns, or with all required ones; titles and merged cells may stand above.
 * @returns the first row that is not blank when there is none; -1 when all are
 */
export function headerAt(kind: AnyKind, rows: readonly (readonly string[])[], saved?: Readonly<Record<string, string>>): number {
  const columns = Object.keys(kind.columns).length
  const found = rows.slice(0, looked).findIndex((row) => {
    const { positions, missing } = propose(kind, row, [], saved)
    return positions.size > 0 && (positions.size * 2 >= columns || !missing.length)
  })
  return found >= 0 ? found : rows.findIndex((row) => row.some(Boolean))
}

/** The rows with those above the header made blank, so that lines keep their numbers. */
export async function* fromHeader(kind: AnyKind, rows: Rows, saved?: Readonly<Record<string, string>>): AsyncGenerator<string[]> {
  let first: string[][] | undefined = []
  for await (const row of rows) {
    if (!first) yield row
    else if (first.push(row) >= looked) {
      yield* withoutTitle(kind, first, saved)
      first = undefined
    }
  }
  if (first) yield* withoutTitle(kind, first, saved)
}

function* withoutTitle(kind: AnyKind, first: readonly string[][], saved?: Readonly<Record<string, string>>): Generator<string[]> {
  const at = headerAt(kind, first, saved)
  for (const [i, row] of first.entries()) yield i < at ? [''] : row
}
