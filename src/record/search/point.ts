import { LRUCache } from 'lru-cache'
import type { Db } from '../db.ts'
import { together } from '../together.ts'
import { byKey, enough, foundColumns, type Raw, readOf, unlessLonger } from './found.ts'
import type { Reader } from './reader.ts'
import type { Shape } from './shape.ts'

/** One key of a type, for a reader with these labels. */
type Point = { type: string; hash: string; labels: number }
export type PointRow = Raw & { hash: string; labels: number }
export type Points = (county: number, points: readonly Point[]) => Promise<readonly PointRow[]>

/** A key with more documents is not looked up together with others. */
const most = 50
/** Nor one with a longer text (bytes) among them: so many of it would be too much for a page. */
const longest = Math.floor(enough / (most + 1))
/** Keys that were found to have more. */
const common = new LRUCache<string, true>({ max: 20_000, ttl: 600_000 })

/** Looks up keys (an identifier, a name) that callers ask for at the same moment in one statement; of each `most` + 1 documents at most; long ones come without their text. */
export const pointsOf = (db: Db): Points =>
  together(
    (county, points: readonly Point[]) => {
      const distinct = [...new Map(points.map((one) => [`${one.hash} ${one.labels}`, one])).values()]
      const list = (column: keyof Point) => `{${distinct.map((one) => one[column]).join()}}`
      return db.query<PointRow>(
        `select k.hash::text, k.labels, ${unlessLonger(longest)} from unnest($2::text::text[], $3::text::bigint[], $4::text::int[]) k(type, hash, labels)
       cross join lateral (
         select t.id from token t
         where t.tok @> array[k.hash] and (t.county_id = $1) is true and (t.type = k.type) is true and (t.labels & ~k.labels) = 0
         limit ${most + 1}) t
       ${byKey('resource', 'r', 'k.type', 't.id', foundColumns)}`,
        [county, list('type'), list('hash'), list('labels')],
      )
    },
    { patience: 4000 },
  )

/** What one key finds, in order of ids; nothing when the search asks for more than a key, or the key has many documents. */
export async function pointed(
  points: Points,
  { shape, reader, type }: { shape: Shape; reader: Reader; type: string },
  descending: boolean,
): Promise<Raw[] | undefined> {
  const [hash] = shape.all
  if (shape.only === undefined || hash === undefined || reader.organizations || common.has(hash)) return undefined
  const { labels } = reader
  const rows = (await points(reader.county, [{ type, hash, labels }])).filter((row) => row.hash === hash && row.labels === labels)
  if (rows.length > most) {
    common.set(hash, true)
    return undefined
  }
  if (readOf(rows).cut) return undefined
  return rows.sort((a, b) => (a.id < b.id === descending ? 1 : -1))
}
