export type Field = { name: string; type: string; at: number; length: number }
type ReadField = (record: Buffer) => string

const epoch = 2440588 // the Julian day of 1970-01-01
const stamp = (days: number, milliseconds: number) => {
  const at = new Date((days - epoch) * 86_400_000 + Math.round(milliseconds / 1000) * 1000)
  return Number.isNaN(at.getTime()) ? '\ufffd' : at.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '')
}
const plain = (value: number) => (Number.isFinite(value) && Math.abs(value) < 1e15 ? String(Number(value.toPrecision(15))) : '\ufffd')

/**
 * What a field of a record says, as text; undefined for fields whose text stands in another file (memo) or that hold none.
 * Types of dBase III and IV and of (Visual) FoxPro: C N F D L, and binary I + Y B O T @.
 */
export function fieldReader({ type, at, length }: Field, text: (bytes: Buffer) => string): ReadField | undefined {
  const ascii = (record: Buffer) =>
    record
      .toString('latin1', at, at + length)
      .replaceAll('\0', ' ')
      .trim()
  switch (type) {
    case 'C':
    case 'V':
      return (record) => text(record.subarray(at, at + length))
    case 'N':
    case 'F':
      return ascii
    case 'D':
      return (record) => ascii(record).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3')
    case 'L':
      return (record) => ({ T: 'Y', t: 'Y', Y: 'Y', y: 'Y', F: 'N', f: 'N', N: 'N', n: 'N' })[ascii(record)] ?? ''
  }
  if ((type === 'I' || type === '+') && length === 4) return (record) => String(record.readInt32LE(at))
  if (length !== 8) return undefined
  switch (type) {
    case 'Y':
      return (record) => plain(Number(record.readBigInt64LE(at)) / 10_000)
    case 'B':
    case 'O':
      return (record) => plain(record.readDoubleLE(at))
    case 'T':
    case '@':
      return (record) => (record.readInt32LE(at) ? stamp(record.readInt32LE(at), record.readInt32LE(at + 4)) : '')
    default:
      return undefined
  }
}
