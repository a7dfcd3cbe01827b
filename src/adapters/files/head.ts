import { blank, type Rows } from './chunks.ts'
import { namedPositions } from './columns.ts'
import type { AnyKind } from './kind.ts'
import { kinds } from './kinds/index.ts'

export type Head = { header: string[]; samples: string[][] }

/** The first rows of a file that are not blank. */
export async function headOf(rows: Rows, most = 50): Promise<Head> {
  const found: string[][] = []
  for await (const cells of rows) {
    if (!blank(cells)) found.push(cells)
    if (found.length > most) break
  }
  const [header = [], ...samples] = found
  return { header, samples }
}

/** The kind whose required columns all stand in the header, the one that knows most of it. */
export function kindOf(header: readonly string[]): AnyKind | undefined {
  const fits = kinds.flatMap((kind) => {
    try {
      return [{ kind, known: namedPositions(kind, header).size }]
    } catch {
      return []
    }
  })
  return fits.sort((a, b) => b.known - a.known)[0]?.kind
}
