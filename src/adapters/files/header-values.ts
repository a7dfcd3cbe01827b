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
 * Do the values of a column of the file look like those of a column of the kind? Nine in ten must; fewer than three values say nothing.
 * @param institutions codes of the directory
 */
export function looksLike({ type, codes }: Column, values: readonly string[], institutions: ReadonlySet<string>): boolean {
  const filled = values.filter(Boolean)
  const words = new Set(Object.values(codes ?? {}).filter((word) => !/^\d+$/.test(word)))
  const look: Looks | undefined = words.size
    ? (cell) => words.has(cell)
    : type === 'institution'
      ? (cell) => institutions.has(cell)
      : looks[type]
  return filled.length >= 3 && look !== undefined && filled.filter(look).length >= filled.length * 0.9
}
