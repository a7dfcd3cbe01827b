/** Formats of the R4 primitive types (R4 page Datatypes, section 2.24.0.1), with real calendar days. */
import { isId } from '../id.ts'

/** `ok` decides, `kind` is the JSON type, `hint` completes "must be …". */
type Primitive = { kind: 'string' | 'number' | 'boolean'; ok: (value: never) => boolean; hint: string }

/** Strings over 1 MB are refused (R4 Datatypes, string). */
export const STRING_LIMIT = 1_048_576

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SUSPECT = /[\0-\x08\x0b\x0c\x0e-\x1f\uD800-\uDFFF]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BROKEN = /[\0-\x08\x0b\x0c\x0e-\x1f\p{Surrogate}]/u

/** True when a string holds a control character but tab and line ends (R4 Datatypes, string) or half of a surrogate pair (UTF-8 has none). */
export const isBroken = (value: string): boolean => SUSPECT.test(value) && BROKEN.test(value)

const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])'
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?'
const ZONE = '(?:Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))'
const date = new RegExp(`^(?:\\d{4}(?:-(?:0[1-9]|1[0-2]))?|${DATE})$`)
const dateTime = new RegExp(`^(?:\\d{4}(?:-(?:0[1-9]|1[0-2]))?|${DATE}(?:T${TIME}${ZONE})?)$`)
const instant = new RegExp(`^${DATE}T${TIME}${ZONE}$`)
const time = new RegExp(`^${TIME}$`)

/** The day exists in its month and the year is not 0000; the text already has the form YYYY[-MM[-DD…]]. */
function isRealDay(text: string): boolean {
  if (text.startsWith('0000')) return false
  if (text.length < 10 || text.charCodeAt(8) < 50 || text.startsWith('28', 8)) return true
  return Number(text.slice(8, 10)) <= new Date(Date.UTC(2000 + (Number(text.slice(0, 4)) % 400), Number(text.slice(5, 7)), 0)).getUTCDate()
}

const matches = (pattern: RegExp) => (value: string) => pattern.test(value)
const dated = (pattern: RegExp) => (value: string) => pattern.test(value) && isRealDay(value)
const whole = (min: number) => (value: number) => Number.isInteger(value) && value >= min && value <= 2_147_483_647
const text = (value: string) => value.length > 0 && value.length <= STRING_LIMIT && /\S/.test(value) && !isBroken(value)
const link = (value: string) => /^\S+$/.test(value) && !isBroken(value)

/** White space is what XML calls so: a code of HL7 v2 ends in U+00A0. */
const isCode = (value: string) => value.length > 0 && !/^[ \t\r\n]|[ \t\r\n]{2}|[ \t\r\n]$/.test(value)

function base64(value: string): boolean {
  const compact = value.replace(/\s+/g, '')
  return compact.length > 0 && compact.length % 4 === 0 && /^[0-9A-Za-z+/]*={0,2}$/.test(compact)
}

const string = (ok: (value: string) => boolean, hint: string): Primitive => ({ kind: 'string', ok, hint })
const number = (ok: (value: number) => boolean, hint: string): Primitive => ({ kind: 'number', ok, hint })
const LINK = 'a URI without spaces'
const TEXT = 'text of 1 to 1048576 characters that is not only white space and holds neither control characters nor half a surrogate pair'

/** Every primitive type of R4 but xhtml, which has its own file. */
export const PRIMITIVES: Readonly<Record<string, Primitive>> = {
  base64Binary: string(base64, 'base64 text in whole groups of four'),
  boolean: { kind: 'boolean', ok: () => true, hint: 'true or false' },
  canonical: string(link, LINK),
  code: string((v) => isCode(v) && !isBroken(v), 'a code without spaces at its ends or double spaces'),
  date: string(dated(date), 'a real date: YYYY, YYYY-MM or YYYY-MM-DD'),
  dateTime: string(dated(dateTime), 'a real date YYYY, YYYY-MM, YYYY-MM-DD, or a time with seconds and zone: 2026-05-08T09:30:00+08:00'),
  decimal: number(Number.isFinite, 'a number'),
  id: string(isId, '1 to 64 letters, digits, - or .'),
  instant: string(dated(instant), 'a time with seconds and zone: 2026-05-08T09:30:00+08:00'),
  integer: number(whole(-2_147_483_648), 'a whole number of 32 bits'),
  markdown: string(text, TEXT),
  oid: string(matches(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/), 'an OID such as urn:oid:1.2.156'),
  positiveInt: number(whole(1), 'a whole number from 1 to 2147483647'),
  string: string(text, TEXT),
  time: string(matches(time), 'a time of day with seconds: 09:30:00'),
  unsignedInt: number(whole(0), 'a whole number from 0 to 2147483647'),
  uri: string(link, LINK),
  url: string(link, LINK),
  uuid: string(matches(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), 'urn:uuid: and a lower-case UUID'),
}
