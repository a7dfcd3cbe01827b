import type { Stored } from '../plan.ts'

/** A document that was found, and how it came into the record. */
export type Found = Stored & { origin: string }
/** What is read of a document that is to be answered, from resource `r`. */
export const foundColumns = 'r.type, r.id, r.version, r.doc, r.owner, r.updated, r.author, r.origin, r.label_bits as label'
/** So much text (bytes) goes with a page: the document with which it is reached is the last. A document may have 20 MB. */
export const enough = 2 ** 24
/** `foundColumns` as they are answered: a text that meets `cut` is not read. */
const unless = (cut: string) =>
  foundColumns
    .replace('r.doc', `case when ${cut} then null else r.doc end as doc, (${cut}) is true as cut`)
    .replace('r.label_bits as ', 'r.')
/** What is read of rows in an order, up to enough text. Lengths are known without reading the texts. */
export const untilEnough = (order: string): string =>
  unless(`sum(octet_length(r.doc)) over (order by ${order} rows between unbounded preceding and 1 preceding) >= ${enough}`)
/** What is read of rows each of which is to have no more than so many bytes. */
export const unlessLonger = (bytes: number): string => unless(`octet_length(r.doc) > ${bytes}`)

/** The rows whose texts were read, up to the first that was not; `cut`: there is such a one. */
export function readOf<T extends { cut?: boolean }>(rows: readonly T[]): { rows: readonly T[]; cut: boolean } {
  const end = rows.findIndex(({ cut }) => cut)
  return end < 0 ? { rows, cut: false } : { rows: rows.slice(0, end), cut: true }
}
/** How many of these, at most `count`, go together: with the one that reaches `room` (bytes) there is enough. */
export function fitting(documents: readonly Pick<Found, 'doc'>[], count: number, room = enough): number {
  let left = room
  const last = documents.findIndex(({ doc }) => {
    left -= Buffer.byteLength(doc)
    return left <= 0
  })
  return last < 0 ? Math.min(count, documents.length) : Math.min(count, last + 1)
}
/** The bytes of their texts. */
export const sizeOf = (documents: readonly Pick<Found, 'doc'>[]): number =>
  documents.reduce((sum, { doc }) => sum + Buffer.byteLength(doc), 0)

/**
 * The row of a whole key for each row before it, of a table `r` within. Left the choice, the planner would read all rows of a type for each: to it a table that was
 * filled a moment ago and not analysed yet is empty.
 */
export const byKey = (table: 'resource' | 'token', alias: string, type: string, id: string, columns = '*'): string =>
  `cross join lateral (select ${columns} from ${table} r where r.county_id = $1 and r.type = ${type} and r.id = ${id}${table === 'resource' ? ' and not r.deleted' : ''} offset 0) ${alias}`

export type Raw = Omit<Found, 'updated'> & { updated: Date; cut?: boolean }
export const foundOf = (row: Raw): Found => {
  const { type, id, version, doc, owner, updated, author, origin, label } = row // one by one: a rest would copy every row the slow way
  return { type, id, version, doc, owner, updated: updated.toISOString(), author, origin, label }
}
