import { type CellObject, SSF } from '@e965/xlsx'

const dates = new Map<string, boolean>()
function isDate(format: string): boolean {
  const known = dates.get(format)
  if (known !== undefined) return known
  if (dates.size > 1000) dates.clear()
  const found: boolean = SSF.is_date(format)
  dates.set(format, found)
  return found
}

const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}
const two = (n: number) => String(n).padStart(2, '0')

/**
 * What a cell says as text: dates as YYYY-MM-DD[ HH:mm:ss], numbers as a person would write them, errors as the sheet shows them. A number of more than 15 digits
 * has lost the others (ID numbers stored as numbers): it is written with an exponent, as spreadsheets show it, which no column takes.
 */
export function cellText({ t, v, z }: CellObject, date1904: boolean): string {
  if (v === undefined || v === null || t === 'z') return ''
  if (t === 'e') return errors[Number(v)] ?? '#ERROR!'
  if (typeof v === 'boolean') return String(v)
  if (typeof v !== 'number') return v instanceof Date ? v.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '') : v
  if (v >= 0 && typeof z === 'string' && isDate(z)) return momentText(v, date1904)
  const text = numberText(v)
  return typeof z === 'string' && /^0{2,}$/.test(z) ? text.padStart(z.length, '0') : text
}

function momentText(serial: number, date1904: boolean): string {
  const at = SSF.parse_date_code(serial, { date1904 })
  if (!at) return numberText(serial)
  const time = `${two(at.H)}:${two(at.M)}:${two(at.S)}`
  if (serial < 1) return time
  const day = `${at.y}-${two(at.m)}-${two(at.d)}`
  return at.H || at.M || at.S ? `${day} ${time}` : day
}

/** 15 digits are what a sheet keeps of a number: 0.1 + 0.2 is 0.3. */
function numberText(value: number): string {
  if (Math.abs(value) >= 1e15) return value.toExponential().replace('e', 'E')
  const plain = String(Number(value.toPrecision(15)))
  return plain.includes('e')
    ? Number(plain)
        .toFixed(20)
        .replace(/\.?0+$/, '')
    : plain
}
