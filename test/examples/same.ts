import { isDeepStrictEqual } from 'node:util'
import { eachNumeral } from '../../src/fhir/xml/numerals.ts'

/** The numbers of JSON text as they are written, in alphabetical order. */
function numerals(text: string): string[] {
  const list: string[] = []
  eachNumeral(text, (numeral) => list.push(numeral) > 0)
  return list.sort()
}

/** True when two JSON texts say the same: the same values, whatever the order of members, and every number in the same digits (`1.00` is not `1.0`). */
export const sameJson = (one: string, other: string): boolean =>
  isDeepStrictEqual(JSON.parse(one), JSON.parse(other)) && isDeepStrictEqual(numerals(one), numerals(other))
