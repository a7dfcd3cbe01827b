/** Numbers in JSON text, as they are written. */
import { afterString } from '../document.ts'

/** Calls `found` with every number literal of valid JSON text, until it answers false. Strings are stepped over; takes linear time. */
export function eachNumeral(text: string, found: (numeral: string) => boolean): void {
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 34) i = afterString(text, i) - 1
    else if (char === 45 || (char >= 48 && char <= 57)) {
      const from = i
      while (isNumeric(text.charCodeAt(i + 1))) i++
      if (!found(text.slice(from, i + 1))) return
    }
  }
}

/** Digits, sign, point and exponent. */
const isNumeric = (char: number): boolean =>
  (char >= 48 && char <= 57) || char === 46 || char === 43 || char === 45 || char === 101 || char === 69

/** True when JavaScript writes every number of the text as it stands there, so that nothing is lost by its own parser. */
export function isPlain(text: string): boolean {
  let plain = true
  eachNumeral(text, (numeral) => {
    plain = String(Number(numeral)) === numeral
    return plain
  })
  return plain
}
