import { ID } from '../../fhir/id.ts'
import { typesInCompartment } from '../../fhir/search/compartments.ts'
import type { Key } from '../read.ts'
import type { RecordStore } from '../record.ts'
import { binding } from './condition.ts'
import { decodeCursor, encodeCursor, instantIn } from './cursor.ts'
import { documentsForPage } from './documents.ts'
import { byKey, type Found, foundColumns, foundOf, type Raw, readOf, untilEnough } from './found.ts'
import type { Reader } from './reader.ts'
import { visible } from './visible.ts'

export type EverythingAsked = {
  types?: readonly string[] | undefined
  /** Only what changed since (ISO instant). */
  since?: string | undefined
  /** Care within these instants; what has no date is always there. */
  start?: string | undefined
  end?: string | undefined
  count?: number | undefined
  cursor?: string | undefined
}
const usual = 1000
const ofPatients: ReadonlySet<string> = new Set(typesInCompartment('Patient'))

/**
 * Everything about a patient, in the order of time: the documents of his compartment and those of all patients bound to the same person, and with each page what they
 * point to outside of it (practitioners, organisations, places, medicines …; `cut` where that is not all).
 */
export async function everything(
  record: RecordStore,
  reader: Reader,
  patient: string,
  { types, since, start, end, count = usual, cursor }: EverythingAsked,
): Promise<{ found: Found[]; cut: boolean; next?: string }> {
  const from = cursor === undefined ? undefined : decodeCursor(cursor)
  const bound = binding(reader.county, patient)
  const { param } = bound
  const where = ['c.county_id = $1', 'c.patient_id = m.patient_id']
  if (types) where.push(`c.type = any(${param(types)}::text[])`)
  if (since !== undefined) where.push(`r.updated >= ${param(since)}::timestamptz`)
  if (start !== undefined) where.push(`(c.until >= ${param(start)}::timestamptz or c.at = '-infinity')`)
  if (end !== undefined) where.push(`c.at <= ${param(end)}::timestamptz`)
  if (from) where.push(`(c.at, c.type, c.id) > (${param(instantIn(from))}::text::timestamptz, ${param(from.type)}, ${param(from.id)})`)
  const may = visible(reader, 't', param)
  const token = may ? byKey('token', 't', 'c.type', 'c.id') : ''
  if (may) where.push(may)
  const changed = since === undefined ? '' : byKey('resource', 'r', 'c.type', 'c.id', 'r.updated')
  const order = 'top.at, top.type, top.id'
  const all = await record.search.keyed.query<Raw & { o: string }>(
    `with own as materialized (select person_id from person where county_id = $1 and patient_id = $2 and valid_to = 'infinity' limit 1),
     mine as materialized (select $2::text as patient_id union select same.patient_id from own cross join lateral (
       select patient_id from person where county_id = $1 and person_id = own.person_id and valid_to = 'infinity' offset 0) same),
     top as materialized (select distinct c.at, c.type, c.id from mine m cross join lateral (
       select c.at, c.type, c.id from compartment c ${changed} ${token} where ${where.join(' and ')} order by c.at, c.type, c.id limit ${param(count + 1)}) c
       order by c.at, c.type, c.id limit ${param(count + 1)})
     select ${untilEnough(order)}, top.at::text as o from top ${byKey('resource', 'r', 'top.type', 'top.id', foundColumns)} order by ${order}`,
    bound.values,
  )
  const page = readOf(all.slice(0, count)).rows
  const found = page.map(foundOf)
  const { found: more, cut } = await documentsForPage(record.search.keyed, reader, outside(found, types))
  const last = page.at(-1)
  const next = all.length > page.length && last ? { next: encodeCursor({ values: [last.o], type: last.type, id: last.id }) } : {}
  return { found: [...found, ...more], cut, ...next }
}

const reference = new RegExp(`"reference":"([A-Z][A-Za-z]+)\\\\?/(${ID})(?:\\\\?/_history\\\\?/${ID})?"`, 'g')

/** What documents point to that belongs to no patient. Read off their text: only a JSON string's own quotes stand without a backslash there. */
function outside(documents: readonly Found[], types: readonly string[] | undefined): Key[] {
  const keys = new Map<string, Key>()
  for (const { doc } of documents)
    for (const [, type = '', id = ''] of doc.matchAll(reference))
      if (!ofPatients.has(type) && (!types || types.includes(type))) keys.set(`${type}/${id}`, { type, id })
  return [...keys.values()]
}
