import type { ParameterSet } from '../../fhir/search/parameters.ts'
import type { Query } from '../../fhir/search/query.ts'
import type { RecordStore } from '../record.ts'
import type { Asking } from './asking.ts'
import { collect } from './collect.ts'
import { type Compiled, compile } from './compile.ts'
import { countExactly, countRoughly } from './count.ts'
import { decodeCursor, encodeCursor, instantIn, type Place } from './cursor.ts'
import { enough, type Found, fitting, sizeOf } from './found.ts'
import { type Included, includedWith } from './include.ts'
import { orderOf } from './order.ts'
import type { After, Order, Placed } from './page.ts'
import type { Reader } from './reader.ts'
import { resolve } from './resolve.ts'
import { sortedMatches } from './sorted.ts'
import { typesKept } from './types.ts'

/** A page of a search: matches in order, with `enough` text even where more were asked for, what belongs to them (`cut` where that is not all), how many there are (when asked), and where the next page begins. */
export type SearchPage = Included & { matches: Found[]; total?: number; next?: string }
const usual = 20
/** How long the documents of one page are looked through (ms); then the page is what was found, with a next link. */
const patience = 3000

/**
 * Answers a search. Its default order is by type and id; pages go on from the last document's place in the order, so that what others write meanwhile is neither
 * skipped nor repeated. `opens`: the types whose documents may be answered besides the matches.
 * @throws TooCostly when it would look at too many documents; BadCursor when `cursor` is not from a `next` of ours
 */
export async function searchDocuments(
  record: RecordStore,
  reader: Reader,
  query: Query,
  parameters: ParameterSet,
  opens: (type: string) => boolean = () => true,
): Promise<SearchPage> {
  const asking: Asking = { db: record.search, reader, parameters }
  const types = query.type ? [query.type] : await typesKept(record.db, reader.county, query.types)
  const searches: Compiled[] = []
  for (const type of types) {
    const criteria = await resolve(asking, type, query.criteria)
    if (criteria) searches.push(compile(reader, type, criteria))
  }
  const count = query.summary === 'count' ? 0 : (query.count ?? usual)
  const found = count ? await pageOf(asking, searches, query, count) : { placed: [] }
  const total = await totalOf(asking, searches, query)
  const matches = found.placed.map((one) => one.found)
  const more = await includedWith(asking, query, matches, opens)
  return { matches, ...more, ...(total === undefined ? {} : { total }), ...(found.next ? { next: encodeCursor(found.next) } : {}) }
}

type Page = { placed: Pick<Placed, 'found'>[]; next?: Place }

async function pageOf(asking: Asking, searches: readonly Compiled[], query: Query, count: number): Promise<Page> {
  const from = query.cursor === undefined ? undefined : decodeCursor(query.cursor)
  const deadline = Date.now() + patience
  const order = orderOf(
    query.sort,
    searches.map(({ type }) => type),
  )
  if (!order) return sortedMatches(asking, searches, query.sort, from, count)
  return order.by === 'id'
    ? typeByType(asking, searches, order, from, count, deadline)
    : merged(asking, searches, order, from, count, deadline)
}

const afterOf = (place: Place, { by }: Order): After => ({
  value: by === 'id' || place.values[0] === null ? null : instantIn(place),
  id: place.id,
})
const placeOf = (type: string, { value, id }: After, order: Order): Place => ({ type, id, values: order.by === 'id' ? [] : [value] })

/** One type after the other, each by id. */
async function typeByType(
  { db }: Asking,
  searches: readonly Compiled[],
  order: Order,
  from: Place | undefined,
  count: number,
  deadline: number,
): Promise<Page> {
  const placed: Placed[] = []
  const sorted = order.descending ? searches.toReversed() : searches
  const first = from ? sorted.findIndex(({ type }) => (order.descending ? type <= from.type : type >= from.type)) : 0
  for (const search of first < 0 ? [] : sorted.slice(first)) {
    const after = from?.type === search.type ? afterOf(from, order) : undefined
    const bytes = enough - sizeOf(placed.map(({ found }) => found))
    if (placed.length === count || bytes <= 0) {
      const more = await collect(db, search, order, after, { wanted: 1, deadline, bytes: enough })
      const last = placed.at(-1)!
      if (more.placed.length || more.last) return { placed, next: placeOf(last.found.type, { value: null, id: last.found.id }, order) }
      continue
    }
    const part = await collect(db, search, order, after, { wanted: count - placed.length, deadline, bytes })
    placed.push(...part.placed)
    if (part.last) return { placed, next: placeOf(search.type, part.last, order) }
  }
  return { placed }
}

/** Several types in one order of time: a page of each, and the first of them all. */
async function merged(
  { db }: Asking,
  searches: readonly Compiled[],
  order: Order,
  from: Place | undefined,
  count: number,
  deadline: number,
): Promise<Page> {
  if (searches.length === 1) {
    const { placed, last } = await collect(db, searches[0]!, order, from && afterOf(from, order), {
      wanted: count,
      deadline,
      bytes: enough,
    })
    return { placed, ...(last ? { next: placeOf(searches[0]!.type, last, order) } : {}) }
  }
  const found: Placed[] = []
  const ends: Placed[] = []
  for (const search of searches) {
    // Types stand in order among documents of one instant: those after the place's type begin with that instant, those before it behind it.
    const edge = !from
      ? undefined
      : search.type === from.type
        ? afterOf(from, order)
        : { ...afterOf(from, order), id: search.type > from.type ? '' : '\u{10ffff}' }
    const part = await collect(db, search, order, edge, { wanted: count, deadline, bytes: enough })
    found.push(...part.placed)
    if (part.last) ends.push({ found: { type: search.type, id: part.last.id } as Found, value: part.last.value })
  }
  const sign = order.descending ? -1 : 1
  const before = (a: Placed, b: Placed) => compare([a.value, a.found.type, a.found.id], [b.value, b.found.type, b.found.id], sign)
  const end = ends.sort(before)[0] // beyond it there may be documents that were not looked at
  const all = found.filter((one) => !end || before(one, end) <= 0).sort(before)
  const placed = all.slice(
    0,
    fitting(
      all.map((one) => one.found),
      count,
    ),
  )
  const last = all.length > placed.length ? placed.at(-1) : end
  return {
    placed,
    ...(last ? { next: placeOf(last.found.type, { value: last.value, id: last.found.id }, order) } : {}),
  }
}

function compare(a: readonly (string | null)[], b: readonly (string | null)[], sign: number): number {
  for (const [i, x] of a.entries()) {
    const y = b[i]!
    if (x !== y) return x === null ? 1 : y === null ? -1 : x < y ? -sign : sign
  }
  return 0
}

async function totalOf({ db }: Asking, searches: readonly Compiled[], query: Query): Promise<number | undefined> {
  const accurate = query.total === 'accurate' || query.summary === 'count'
  if (!accurate && query.total !== 'estimate') return undefined
  let total = 0
  for (const search of searches) total += await (accurate ? countExactly : countRoughly)(db, search)
  return total
}
