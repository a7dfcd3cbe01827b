import { isDeepStrictEqual } from 'node:util'
import { eachNumeral } from '../../src/fhir/xml/numerals.ts'

/** The numbers of JSON text as they are written, in alphabetical order. */
function numerals(text: string): string[] {
  const list: string[] = []
  eachNumeral(text, (numeral) => list.push(numeral) > 0)
  return list.sort()
}

/** True when two JSON texts hold the same numbers in the same digits (`1.00` is not `1.0`). */
export const sameNumbers = (one: string, other: string): boolean => isDeepStrictEqual(numerals(one), numerals(other))

/** True when two JSON texts say the same, to the digit, whatever the order of members. */
export const sameJson = (one: string, other: string): boolean =>
  isDeepStrictEqual(JSON.parse(one), JSON.parse(other)) && sameNumbers(one, other)

/** What a client wrote: a resource without what the server says of it. */
export function ownWords(text: string): object {
  const { meta = {}, ...rest } = JSON.parse(text)
  const { versionId: _, lastUpdated: __, ...kept } = meta
  return Object.keys(kept).length > 0 ? { ...rest, meta: kept } : rest
}
