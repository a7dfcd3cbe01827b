import type { Mapping } from '../../record/batch.ts'
import { blank, type Rows } from './chunks.ts'
import { guessKind, propose } from './header.ts'
import { headerAt } from './header-row.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind } from './kind.ts'
import { kinds } from './kinds/index.ts'
import type { Source } from './sources/open.ts'
import { texts } from './texts.ts'

/** `skip`: records above the header. */
export type Head = { skip: number; header: string[]; samples: string[][] }
const looked = 100

/** The header of a file that may be one of the kinds, and some rows below it that are not blank. */
export async function headOf(kinds: readonly AnyKind[], rows: Rows, saved: Mapping = {}): Promise<Head> {
  const first: string[][] = []
  for await (const cells of rows) if (first.push(cells) >= looked) break
  const skip = Math.max(headerAt(kinds, first, saved), 0)
  return { skip, header: first[skip] ?? [], samples: first.slice(skip + 1).filter((cells) => !blank(cells)) }
}

/** The kind of a file: the one named, else the one its header fits best and that lacks nothing. @throws ImportError listing the kinds */
export function kindOf(source: Pick<Source, 'format'>, header: readonly string[], named?: string): AnyKind {
  const name =
    named ??
    (source.format === 'ndjson' ? 'fhir' : guessKind(kinds, header).find(({ kind }) => !propose(kind, header).missing.length)?.kind.name)
  const kind = kinds.find((one) => one.name === name)
  if (!kind) throw new ImportError(texts.noKind, { kinds: kinds.map((one) => one.name).join(', ') })
  return kind
}
