import type { Stored } from '../plan.ts'

/** A document that was found, and how it came into the record. */
export type Found = Stored & { origin: string }
/** What is read of a document that is to be answered, from resource `r`. */
export const foundColumns = 'r.type, r.id, r.version, r.doc, r.owner, r.updated, r.author, r.origin, r.label_bits as label'
/**
 * The row of a whole key for each row before it, of a table `r` within. Left the choice, the planner would read all rows of a type for each: to it a table that was
 * filled a moment ago and not analysed yet is empty.
 */
export const byKey = (table: 'resource' | 'token', alias: string, type: string, id: string, columns = '*'): string =>
  `cross join lateral (select ${columns} from ${table} r where r.county_id = $1 and r.type = ${type} and r.id = ${id}${table === 'resource' ? ' and not r.deleted' : ''} offset 0) ${alias}`

export type Raw = Omit<Found, 'updated'> & { updated: Date }
export const foundOf = (row: Raw): Found => {
  const { type, id, version, doc, owner, updated, author, origin, label } = row // one by one: a rest would copy every row the slow way
  return { type, id, version, doc, owner, updated: updated.toISOString(), author, origin, label }
}
