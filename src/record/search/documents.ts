import type { Db } from '../db.ts'
import type { Removed, Stored } from '../plan.ts'
import type { Key } from '../read.ts'
import type { RecordStore } from '../record.ts'
import { binding } from './condition.ts'
import { byKey, type Found, foundColumns, foundOf, type Raw, readOf, untilEnough } from './found.ts'
import type { Reader } from './reader.ts'
import { visible } from './visible.ts'

/**
 * The current versions of documents that the reader may see, in one round trip that readers of the same moment share: labels are told with the rows, only relations are
 * asked of the database. What was deleted is there without text, but for a reader whom relations restrict.
 */
export async function readDocuments(record: RecordStore, reader: Reader, keys: readonly Key[]): Promise<(Stored | Removed)[]> {
  const asked = new Set(keys.map(({ type, id }) => `${type}/${id}`))
  if (reader.organizations) return foundDocuments(record.search.keyed, reader, keys)
  const found = await record.shared.documents(reader.county, keys)
  return found.filter(({ type, id, label }) => (label & ~reader.labels) === 0 && asked.has(`${type}/${id}`))
}

/** The documents of these keys that are there and that the reader may see. */
export const foundDocuments = async (db: Db, reader: Reader, keys: readonly Key[]): Promise<Found[]> =>
  (await rowsOf(db, reader, keys, 'r.*')).map(foundOf)

/** The same, until they are enough for a page; `cut`: there are more. */
export async function documentsForPage(db: Db, reader: Reader, keys: readonly Key[]): Promise<{ found: Found[]; cut: boolean }> {
  const { rows, cut } = readOf(await rowsOf(db, reader, keys, untilEnough('r.type, r.id')))
  return { found: rows.map(foundOf), cut }
}

async function rowsOf(db: Db, reader: Reader, keys: readonly Key[], columns: string): Promise<Raw[]> {
  if (!keys.length) return []
  const bound = binding(
    reader.county,
    keys.map(({ type }) => type),
    keys.map(({ id }) => id),
  )
  const may = visible(reader, 't', bound.param)
  return db.query<Raw>(
    `select ${columns} from unnest($2::text[], $3::text[]) k(type, id) ${byKey('resource', 'r', 'k.type', 'k.id', foundColumns)}
     ${may ? `${byKey('token', 't', 'k.type', 'k.id')} where ${may}` : ''}`,
    bound.values,
  )
}

/** Which of these resources are there, as `Type/id`: asked of all references of a write at once. */
export async function existing(record: RecordStore, county: number, keys: readonly Key[]): Promise<Set<string>> {
  const asked = new Set(keys.map(({ type, id }) => `${type}/${id}`))
  const there = await record.shared.existing(county, keys)
  return new Set(there.map(({ type, id }) => `${type}/${id}`).filter((key) => asked.has(key)))
}
