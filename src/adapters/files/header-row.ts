import { propose } from './header.ts'
import type { AnyKind } from './kind.ts'

type Rows = AsyncIterable<string[]> | Iterable<string[]>
const looked = 30

/**
 * Where the header stands: the first row of the first 30 with every mapped header, or with half of a kind's columns, or with all it requires; titles and merged
 * cells may stand above.
 * @param kinds what the file may be
 * @param saved column of the kind → header in the file
 * @returns the first row that is not blank when there is none; -1 when all are
 */
export function headerAt(
  kinds: readonly AnyKind[],
  rows: readonly (readonly string[])[],
  saved: Readonly<Record<string, string>> = {},
): number {
  const mapped = Object.values(saved)
  const fits = (row: readonly string[]) =>
    (mapped.length > 0 && mapped.every((name) => row.includes(name))) ||
    kinds.some((kind) => {
      const { positions, missing } = propose(kind, row, [], saved)
      return positions.size > 0 && (!missing.length || positions.size * 2 >= Object.keys(kind.columns).length)
    })
  const found = rows.slice(0, looked).findIndex((row) => row.length > 1 && fits(row))
  return found >= 0 ? found : rows.findIndex((row) => row.some(Boolean))
}

/** The rows with those above the header made blank, so that lines keep their numbers. */
export async function* fromHeader(
  kinds: readonly AnyKind[],
  rows: Rows,
  saved?: Readonly<Record<string, string>>,
): AsyncGenerator<string[]> {
  let first: string[][] | undefined = []
  for await (const row of rows) {
    if (!first) yield row
    else if (first.push(row) >= looked) {
      yield* withoutTitle(kinds, first, saved)
      first = undefined
    }
  }
  if (first) yield* withoutTitle(kinds, first, saved)
}

function* withoutTitle(
  kinds: readonly AnyKind[],
  first: readonly string[][],
  saved?: Readonly<Record<string, string>>,
): Generator<string[]> {
  const at = headerAt(kinds, first, saved)
  for (const [i, row] of first.entries()) yield i < at ? [''] : row
}
