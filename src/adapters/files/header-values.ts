import { readIdCard } from '../../fhir/china/id-card.ts'
import type { Column, ColumnType } from './kind.ts'
import { localTime } from './values.ts'

type Looks = (cell: string) => boolean
const looks: Partial<Record<ColumnType, Looks>> = {
  'id-card': (cell) => readIdCard(cell).ok,
  division12: (cell) => /^1\d{11}$|^[2-6]\d{11}$/.test(cell),
  division9: (cell) => /^[1-6]\d{8}$/.test(cell),
  icd10: (cell) => /^[A-Z]\d\d(\.[0-9x]{1,3}(x\d{3})?)?([;；|].*)?$/.test(cell),
  time: (cell) => (localTime(cell)?.length ?? 0) > 10,
  day: (cell) => localTime(cell)?.length === 10,
}

/**
 * How values of a column look; undefined when nothing tells them from others.
 * @param institutions codes of the directory
 */
export function lookOf({ type, codes }: Column, institutions: ReadonlySet<string>): Looks | undefined {
  const words = new Set(Object.values(codes ?? {}).filter((word) => !/^\d+$/.test(word)))
  if (words.size) return (cell) => words.has(cell)
  return type === 'institution' ? (cell) => institutions.has(cell) : looks[type]
}

/** Nine in ten values must look so; fewer than three say nothing. */
export function mostLook(values: readonly string[], look: Looks): boolean {
  let others = 0
  for (const value of values) if (!look(value) && ++others * 10 > values.length) return false
  return values.length >= 3
}
