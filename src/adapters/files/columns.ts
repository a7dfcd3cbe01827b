import type { Mapping } from '../../record/batch.ts'
import type { Proposed } from './header.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind } from './kind.ts'
import { texts } from './texts.ts'

export type Positions = ReadonlyMap<string, number>

/** Where the columns of a kind stand in a file, by the mapping it was given. @throws ImportError naming what does not fit */
export function mappedPositions(kind: AnyKind, header: readonly string[], mapping: Mapping): Positions {
  const strange = Object.keys(mapping).filter((column) => !(column in kind.columns))
  if (strange.length) throw new ImportError(texts.mappingUnknown, { unknown: strange.join('、') })
  const used = Object.values(mapping)
  const absent = used.filter((name) => !header.includes(name))
  if (absent.length) throw new ImportError(texts.mappingMissing, { missing: absent.join('、') })
  const positions = new Map(Object.entries(mapping).map(([column, name]) => [column, header.indexOf(name)]))
  const missing = Object.entries(kind.columns).flatMap(([name, { required }]) => (required && !positions.has(name) ? [name] : []))
  const twice = used.filter((name, i) => used.indexOf(name) !== i || header.indexOf(name) !== header.lastIndexOf(name))
  return usable(kind, { positions, missing, twice: [...new Set(twice)] })
}

/** Positions that a file can be read by. @throws ImportError when a required column is missing, or one that is used stands there twice */
export function usable(kind: AnyKind, { positions, missing, twice }: Pick<Proposed, 'positions' | 'missing' | 'twice'>): Positions {
  if (missing.length) throw new ImportError(texts.columnsMissing, { missing: missing.join('、'), kind: kind.name })
  if (twice.length) throw new ImportError(texts.columnsTwice, { twice: twice.join('、') })
  return positions
}
