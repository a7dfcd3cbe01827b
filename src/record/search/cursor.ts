import { instantRange } from '../../fhir/path/temporal.ts'

type Value = string | number | null
/** Where a page ends: the sort values of its last document, its type (searches of several types) and id. */
export type Place = { values: readonly Value[]; type: string; id: string }

/** A place that no link of ours names: what is in it may not reach the database. */
export class BadCursor extends Error {
  constructor() {
    super('the page parameter is not from a link of this server')
  }
}

/** A place as the opaque text of a next link. */
export const encodeCursor = ({ values, type, id }: Place): string =>
  Buffer.from(JSON.stringify([type, id, ...values])).toString('base64url')

const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0')
const isValue = (value: unknown): value is Value => value === null || typeof value === 'number' || isText(value)

/** @throws BadCursor when the text is not one of ours */
export function decodeCursor(text: string): Place {
  try {
    const [type, id, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    if (isText(type) && isText(id) && values.every(isValue)) return { values, type, id }
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error
  }
  throw new BadCursor()
}

/** ISO 8601 in UTC, or as the database writes it; the first day of year 1 in the county begins a day before it. */
const written = /^(?!0000)\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|\+00)$/
const beforeAll = /^-?infinity$|^0001-12-31 (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\+00 BC$/

/** The instant a place is at, when it is one of an order of time. @throws BadCursor when that is no instant */
export function instantIn({ values: [value] }: Place): string {
  if (typeof value === 'string') {
    if (beforeAll.test(value)) return value
    if (written.test(value) && instantRange(value.replace(' ', 'T').replace('+00', 'Z'))) return value
  }
  throw new BadCursor()
}

/** The version a place of a history is at. @throws BadCursor when that is none */
export function versionIn({ values: [, version] }: Place): number {
  if (typeof version === 'number' && Number.isInteger(version) && version > 0 && version < 2 ** 31) return version
  throw new BadCursor()
}
