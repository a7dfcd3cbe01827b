/** Numbers as searches write them: digits say how exact they are meant (http://hl7.org/fhir/R4/search.html#number). */

/** What is asked: the number, and the span its digits leave open (5.4 → 5.35 up to but not including 5.45). */
export type Asked = { value: number; low: number; high: number }

const DECIMAL = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/

/** Reads a search value; nothing when it is no number that can be held. */
export function readDecimal(text: string): Asked | undefined {
  const parts = DECIMAL.exec(text)
  if (!parts) return undefined
  const [, sign = '', whole = '', written, power] = parts
  const fraction = written ?? (power === undefined ? '' : '0') // R4 has it that 1e2 means 95 to 105, as 1.0e2 does
  const value = Number(text)
  const digits = BigInt(whole + fraction) * (sign === '-' ? -10n : 10n)
  const scale = Number(power ?? 0) - fraction.length - 1
  const edge = (by: bigint) => Number(`${digits + by}e${scale}`)
  const [low, high] = [edge(-5n), edge(5n)]
  return Number.isFinite(value) && Number.isFinite(low) && Number.isFinite(high) ? { value, low, high } : undefined
}

/** A value as the stretch of the number line it covers; a Range may be open. */
export type Stretch = { low: number; high: number }
