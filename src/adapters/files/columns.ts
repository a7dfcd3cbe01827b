import type { Mapping } from '../../record/batch.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind } from './kind.ts'
import { texts } from './texts.ts'

export type Positions = ReadonlyMap<string, number>

/** Where the columns of a kind stand in a file, by the mapping it was given. @throws ImportError naming what does not fit */
export function mappedPositions(kind: AnyKind, header: readonly string[], mapping: Mapping): Positions {
  const strange = Object.keys(mapping).filter((column) => !(column in kind.columns))
  if (strange.length) throw new ImportError(texts.mappingUnknown, { unknown: strange.join('、') })
  const absent = Object.values(mapping).filter((name) => !header.includes(name))
  if (absent.length) throw new ImportError(texts.mappingMissing, { missing: absent.join('、') })
  return complete(kind, header, new Map(Object.entries(mapping).map(([column, name]) => [column, header.indexOf(name)])))
}

/** The same by the columns' own names and those they are also known by. */
export function namedPositions(kind: AnyKind, header: readonly string[]): Positions {
  const positions = new Map<string, number>()
  for (const [name, column] of Object.entries(kind.columns)) {
    const at = [name, ...(column.names ?? [])].map((n) => header.indexOf(n)).find((i) => i >= 0)
    if (at !== undefined) positions.set(name, at)
  }
  return complete(kind, header, positions)
}

/** @throws ImportError when a required column is missing, or a column that is used stands in the file twice */
function complete(kind: AnyKind, header: readonly string[], positions: Positions): Positions {
  const missing = Object.entries(kind.columns).flatMap(([name, { required }]) => (required && !positions.has(name) ? [name] : []))
  if (missing.length) throw new ImportError(texts.columnsMissing, { missing: missing.join('、'), kind: kind.name })
  const used = [...positions.values()].map((i) => header[i]!)
  const twice = used.filter((name, i) => used.indexOf(name) !== i || header.indexOf(name) !== header.lastIndexOf(name))
  if (twice.length) throw new ImportError(texts.columnsTwice, { twice: [...new Set(twice)].join('、') })
  return positions
}
