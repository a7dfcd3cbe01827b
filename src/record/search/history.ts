import { isResourceType } from '../../fhir/validate/schema.ts'
import type { Removed, Stored } from '../plan.ts'
import type { Key } from '../read.ts'
import type { RecordStore } from '../record.ts'
import { type Binding, binding } from './condition.ts'
import { decodeCursor, encodeCursor, instantIn, versionIn } from './cursor.ts'
import { foundColumns, readOf, untilEnough } from './found.ts'
import type { Reader } from './reader.ts'
import { typesKept } from './types.ts'
import { visible } from './visible.ts'

/** A version of a document; `doc` is null where that version deleted it. */
export type Version = (Stored | Removed) & { origin: string }
type Raw = Omit<Version, 'updated'> & { updated: Date; cut?: boolean }
const versionOf = ({ updated, cut: _, ...rest }: Raw) => ({ ...rest, updated: updated.toISOString() }) as Version

export type HistoryAsked = {
  type?: string | undefined
  id?: string | undefined
  /** Only versions made at or after this instant (ISO). */
  since?: string | undefined
  /** Only versions that were current at some time within these instants (ISO). */
  at?: { from: string; to: string } | undefined
  count: number
  cursor?: string | undefined
}

/** Versions of one document, of a type or of everything, newest first; fewer than `count` where their text is enough for a page. */
export async function historyPage(
  record: RecordStore,
  reader: Reader,
  asked: HistoryAsked,
): Promise<{ versions: Version[]; next?: string }> {
  const { type, id, count } = asked
  const types = type ? [type] : await typesKept(record.db, reader.county)
  const bound = binding(reader.county, types)
  const where = conditionsOf(asked, bound)
  if (id !== undefined) where.push(`r.id = ${bound.param(id)}`)
  const limit = bound.param(count + 1)
  const from = (table: string) =>
    `(select ${foundColumns} from ${table} r ${seeing(reader, bound)} where r.county_id = $1 and r.type = k.type and ${where.join(' and ')}
      order by r.updated desc, r.id desc, r.version desc limit ${limit})`
  const order = 'r.updated desc, r.type desc, r.id desc, r.version desc'
  const all = await record.search.keyed.query<Raw>(
    `select ${untilEnough(order)} from (
       select v.* from unnest($2::text[]) k(type) cross join lateral (${from('resource')} union all ${from('history')}) v
       order by v.updated desc, v.type desc, v.id desc, v.version desc limit ${limit}) r
     order by ${order}`,
    bound.values,
  )
  const versions = readOf(all.slice(0, count)).rows.map(versionOf)
  const last = versions.at(-1)
  const next =
    all.length > versions.length && last
      ? { next: encodeCursor({ values: [last.updated, last.version], type: last.type, id: last.id }) }
      : {}
  return { versions, ...next }
}

function conditionsOf({ since, at, cursor }: HistoryAsked, { param }: Binding): string[] {
  const out = ['true']
  if (since !== undefined) out.push(`r.updated >= ${param(since)}::timestamptz`)
  if (at) {
    out.push(`r.updated <= ${param(at.to)}::timestamptz`)
    out.push(
      `not exists (select from (select updated from resource n where n.county_id = $1 and n.type = r.type and n.id = r.id and n.version = r.version + 1
         union all select updated from history n where n.county_id = $1 and n.type = r.type and n.id = r.id and n.version = r.version + 1) later
         where later.updated <= ${param(at.from)}::timestamptz)`,
    )
  }
  if (cursor === undefined) return out
  const place = decodeCursor(cursor)
  const updated = `${param(instantIn(place))}::timestamptz`
  out.push(
    `r.updated <= ${updated}`,
    `(r.updated, r.type, r.id, r.version) < (${updated}, ${param(place.type)}, ${param(place.id)}, ${param(versionIn(place))}::int)`,
  )
  return out
}

/**
 * What keeps a restricted reader to versions he may see: by the labels of each version and those the document has now (who closes it closes what it was), and by the
 * patient whom that version was about. Versions whose patient nobody can tell any more (deletions) stay hidden from whom relations restrict.
 */
function seeing(reader: Reader, { param }: Binding): string {
  const patient = `case when r.type = 'Patient' then r.id else substring(coalesce(r.doc::json #>> '{subject,reference}', r.doc::json #>> '{patient,reference}', r.doc::json #>> '{for,reference}', r.doc::json #>> '{beneficiary,reference}') from '^Patient/([^/]+)') end`
  const may = visible(reader, 's', param)
  if (!may) return ''
  const now = `left join lateral (select n.label_bits from resource n where n.county_id = r.county_id and n.type = r.type and n.id = r.id offset 0) now on true`
  const token = reader.organizations ? `left join token t on t.county_id = r.county_id and t.type = r.type and t.id = r.id` : ''
  return `${now} ${token} join lateral (select r.county_id, ${reader.organizations ? `coalesce(${patient}, t.patient_id)` : 'null::text'} as patient_id, r.label_bits | coalesce(now.label_bits, 0) as labels
    where ${reader.organizations ? 'not r.deleted and t.id is not null' : 'true'}) s on ${may}`
}

/** One version of a document; undefined where there is none, or the reader may not see it. */
export async function readVersion(record: RecordStore, reader: Reader, key: Key, version: number): Promise<Version | undefined> {
  if (!isResourceType(key.type)) return undefined
  const bound = binding(reader.county, key.type, key.id, version)
  const from = (table: string) =>
    `select ${foundColumns} from ${table} r ${seeing(reader, bound)} where r.county_id = $1 and r.type = $2 and r.id = $3 and r.version = $4::int`
  const [row] = await record.search.keyed.query<Raw>(`${from('resource')} union all ${from('history')}`, bound.values)
  return row && versionOf(row)
}
