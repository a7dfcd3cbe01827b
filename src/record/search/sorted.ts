import { setImmediate } from 'node:timers/promises'
import type { Resource } from '../../fhir/resource.ts'
import type { SortKey } from '../../fhir/search/query.ts'
import { sortValue } from '../../fhir/search/sort.ts'
import type { Asking } from './asking.ts'
import { collect, holdable } from './collect.ts'
import type { Compiled } from './compile.ts'
import type { Place } from './cursor.ts'
import { type Found, fitting, sizeOf } from './found.ts'
import { TooCostly } from './too-costly.ts'

/** So many matches are sorted by what only their text says. */
const most = 20_000

type Value = string | number | null
type Keyed = { found: Found; values: Value[] }

/** What a document's text does not say. */
const columnOf = { _lastUpdated: ({ updated }: Found) => updated, _id: ({ id }: Found) => id }

/** A page in an order that no index gives: every match is read and sorted. @throws TooCostly when they are more than 20 000, or 256 MB, or reading takes more than 5 s */
export async function sortedMatches(
  { db }: Asking,
  searches: readonly Compiled[],
  sort: readonly SortKey[],
  from: Place | undefined,
  count: number,
): Promise<{ placed: { found: Found }[]; next?: Place }> {
  const keyed: Keyed[] = []
  const deadline = Date.now() + 5000
  let held = 0
  for (const search of searches) {
    const { placed, last } = await collect(db, search, { by: 'id', descending: false }, undefined, {
      ...{ wanted: most - keyed.length, deadline, bytes: holdable - held },
    })
    held += sizeOf(placed.map(({ found }) => found))
    if (last)
      throw new TooCostly(
        `more than ${most} ${search.type} resources, or ${holdable / 2 ** 20} MB, would have to be sorted: narrow the search, or sort by date, _lastUpdated or _id`,
      )
    const values = sort.map(sortValue)
    const columns = sort.map(({ param }) => columnOf[param.code as keyof typeof columnOf])
    for (const [i, { found }] of placed.entries()) {
      if (i % 500 === 499) await setImmediate() // others are not to wait for all of them
      const resource = JSON.parse(found.doc) as Resource
      keyed.push({ found, values: values.map((value, k) => columns[k]?.(found) ?? value(resource) ?? null) })
    }
  }
  const order = (a: Keyed, b: Keyed) => compare(sort, a.values, b.values) || tie(a.found, b.found)
  const place = from && { values: [...from.values], found: { type: from.type, id: from.id } as Found }
  const rest = (place ? keyed.filter((one) => order(one, place) > 0) : keyed).sort(order)
  const placed = rest.slice(
    0,
    fitting(
      rest.map(({ found }) => found),
      count,
    ),
  )
  const last = placed.at(-1)
  return {
    placed,
    ...(last && rest.length > placed.length ? { next: { values: last.values, type: last.found.type, id: last.found.id } } : {}),
  }
}

/** By each key in turn; what has no value comes last, whatever the direction. */
function compare(sort: readonly SortKey[], a: readonly Value[], b: readonly Value[]): number {
  for (const [i, { descending }] of sort.entries()) {
    const [x, y] = [a[i] ?? null, b[i] ?? null]
    if (x === y) continue
    if (x === null || y === null) return x === null ? 1 : -1
    return x < y !== descending ? -1 : 1
  }
  return 0
}

const tie = (a: Found, b: Found) => (a.type === b.type ? (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) : a.type < b.type ? -1 : 1)
