import type { MeasureUnit } from './measure.ts'

/** What stands where there is no value. */
export const none = '—'
/** The sign of a value below nought: a minus, as wide as a plus, as changes have it. */
const minus = '−'
const signed = (text: string) => text.replace(/^-/, minus)

/** Integer fen as yuan with two decimals and thousands: 123450 → `1,234.50`. */
export function yuan(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return none
  const whole = Math.abs(Math.trunc(fen))
  return `${fen < 0 ? minus : ''}${grouped(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, '0')}`
}
/** A number with thousands and at most `digits` decimals. */
export function number(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return none
  const [whole = '0', part] = Math.abs(value).toFixed(digits).split('.')
  const decimals = part?.replace(/0+$/, '')
  const text = grouped(Number(whole)) + (decimals ? `.${decimals}` : '')
  return value < 0 && text !== '0' ? minus + text : text
}
const grouped = (whole: number) => String(whole).replace(/\B(?=(\d{3})+$)/g, ',')

/** Decimals of a value in its unit. */
const decimals: Readonly<Record<MeasureUnit, number>> = {
  count: 0,
  percent: 1,
  permille: 1,
  ratio: 2,
  yuan: 2,
  minutes: 1,
  days: 1,
  index: 2,
}
/** A value as it is shown, as a number: rounded to the decimals of its unit. */
export const rounded = (value: number, unit: MeasureUnit): number =>
  unit === 'yuan' ? Math.round(value * 100) / 100 : Number(value.toFixed(decimals[unit]))
/** A value of an indicator in its unit: percent, permille and days with one decimal, yuan and ratios with two. */
export function measured(value: number | null, unit: MeasureUnit): string {
  if (value === null) return none
  if (unit === 'percent') return `${signed(value.toFixed(1))}%`
  if (unit === 'permille') return `${signed(value.toFixed(1))}‰`
  if (unit === 'yuan') return yuan(Math.round(value * 100))
  return number(value, decimals[unit])
}
