import { LRUCache } from 'lru-cache'
import type { Db } from '../db.ts'
import { asksDatesOnly, asksUpdated } from './asks.ts'
import { type Binding, binding, compartmentConditions, conditions, type Manner } from './condition.ts'
import { byKey, type Found, foundColumns, foundOf, type Raw, readOf, untilEnough } from './found.ts'
import { type Points, pointed } from './point.ts'
import type { Reader } from './reader.ts'
import { inCompartment, type Shape } from './shape.ts'
import { visible } from './visible.ts'

/** Connections for searches: statements planned once for each shape, statements planned for the values at hand, and one that many callers share. */
export type Searching = { keyed: Db; ranged: Db; points: Points }
/** By id, the type's main date (first instant) or the last change; what has no date comes last. */
export type Order = { by: 'id' | 'at' | 'updated'; descending: boolean }
/** After which document a page begins: its value of the order (null: it has none) and its id. */
export type After = { value: string | null; id: string }
/** A document and its place in the order. */
export type Placed = { found: Found; value: string | null }
/** What to look for among the documents of a type. */
export type Search = { reader: Reader; type: string; shape: Shape }

/** Pages are cut to a few lengths, so that few statements serve all. */
const lengths = [1, 11, 21, 51, 101, 201, 501, 1001]
/** So many hits are put in order; where there are more, the documents are walked in their order until a page is full, which is near then. */
const sortable = 2000
/** Searches that were found to hit more. */
const frequent = new LRUCache<string, true>({ max: 5000, ttl: 600_000 })

type Row = Raw & { o?: string; hits?: number }

/** Whether what has no date is among the answers, or all there is: an index on the date has it at the wrong end. */
type Phase = 'all' | 'dated' | 'undated'

/** Documents in order; `cut`: fewer than there are, since enough text was read. */
type Part = { placed: Placed[]; cut: boolean }

/** The documents that a shape lets through and the reader may see, in order, after a place, at most `limit` (up to 1 001). */
export async function page(db: Searching, search: Search, order: Order, after: After | undefined, limit: number): Promise<Part> {
  if (search.shape.any.some((any) => !any.length) || search.shape.ids?.length === 0) return { placed: [], cut: false }
  const ended = order.descending && inCompartment(search.shape) // there it is at the end already
  if (order.by !== 'at' || ended) return part(db, search, order, after, limit, 'all')
  const dated = after?.value === null ? { placed: [], cut: false } : await part(db, search, order, after, limit, 'dated')
  const left = limit - dated.placed.length
  if (dated.cut || !left || search.shape.rest.some(asksDatesOnly)) return dated
  const undated = await part(db, search, order, after?.value === null ? after : undefined, left, 'undated')
  return { placed: [...dated.placed, ...undated.placed], cut: undated.cut }
}

async function part(db: Searching, search: Search, order: Order, after: After | undefined, limit: number, phase: Phase): Promise<Part> {
  const length = lengths.find((one) => one >= limit) ?? 1001
  const within: Order = phase === 'undated' ? { by: 'id', descending: order.descending } : order
  const { rows, cut } = readOf(await rowsOf(db, { ...search, order: within, phase, after, length }))
  const placed = rows.slice(0, limit).map((row) => {
    const found = foundOf(row)
    return { found, value: phase === 'undated' ? null : order.by === 'at' ? row.o! : order.by === 'updated' ? found.updated : null }
  })
  return { placed, cut }
}

async function rowsOf(db: Searching, wanted: Wanted): Promise<Row[]> {
  const { shape, reader, type } = wanted
  if (inCompartment(shape)) return reader.organizations ? run(db.keyed, wanted, fromCompartment) : straight(db.keyed, wanted)
  if (!selective(shape)) return run(db.keyed, wanted, walk)
  const few = wanted.phase === 'all' && wanted.order.by === 'id' ? await pointed(db.points, wanted, wanted.order.descending) : undefined
  if (few) return few.filter(({ id }) => isBeyond(id, wanted)).slice(0, wanted.length)
  const signature = JSON.stringify([reader.county, type, shape.all, shape.any, shape.rest])
  if (!frequent.has(signature)) {
    const rows = await run(suited(db, shape), wanted, hits)
    if ((rows[0]?.hits ?? 0) <= sortable) return rows
    frequent.set(signature, true)
  }
  return run(db.keyed, wanted, walk)
}

/** Whether an index finds what meets the conditions without looking at all documents of the type. */
const selective = (shape: Shape) => !shape.ids && (keyed(shape) || shape.rest.length > 0)
const keyed = ({ all, any }: Shape) => all.length > 0 || any.length > 0
/** The connections for a search by its indexes: without keys it depends on the ranges which index serves. */
export const suited = (db: Searching, shape: Shape): Db => (keyed(shape) ? db.keyed : db.ranged)

type Wanted = Search & { order: Order; phase: Phase; after: After | undefined; length: number }
type Top = (wanted: Wanted, bound: Binding) => string

async function run(db: Db, wanted: Wanted, top: Top): Promise<Row[]> {
  const bound = binding(wanted.reader.county, wanted.type)
  const text = top(wanted, bound)
  const { by } = wanted.order
  const extra = `${by === 'at' ? ', top.o::text as o' : ''}${top === hits ? ', top.hits' : ''}`
  const order = by === 'id' ? sorted(wanted.order, 'top.id') : sorted(wanted.order, 'top.o', 'top.id')
  return db.query<Row>(
    `with ${text} select ${untilEnough(order)}${extra} from top ${byKey('resource', 'r', '$2', 'top.id', foundColumns)} order by ${order}`,
    bound.values,
  )
}

const sorted = ({ descending }: Order, ...by: string[]) => by.map((one) => (descending ? `${one} desc` : one)).join(', ')

/** The condition of beginning after a place; its time travels as text, since the client would make a JavaScript date of it, which knows no `-infinity` nor year 1. */
function beyond({ order, after }: Wanted, { param }: Binding, value: string, id: string): string[] {
  if (!after) return []
  const op = order.descending ? '<' : '>'
  if (order.by === 'id') return [`${id} ${op} ${param(after.id)}`]
  return [`(${value}, ${id}) ${op} (${param(after.value)}::text::timestamptz, ${param(after.id)})`]
}

const isBeyond = (id: string, { after, order }: Wanted) => !after || (order.descending ? id < after.id : id > after.id)

/** One range of a patient's compartment. */
const fromCompartment: Top = (wanted, bound) => {
  const { shape, order, reader } = wanted
  const byUpdated = order.by === 'updated'
  const o = byUpdated ? 'u.updated' : 'c.at'
  const where = [...compartmentConditions(shape, bound), ...beyond(wanted, bound, o, 'c.id')]
  if (wanted.phase === 'dated') where.push(`c.at > '-infinity'`)
  if (wanted.phase === 'undated') where.push(`c.at = '-infinity'`)
  const may = visible(reader, 't', bound.param)
  if (may) where.push(may)
  const joins = `${may ? byKey('token', 't', '$2', 'c.id') : ''} ${byUpdated ? byKey('resource', 'u', '$2', 'c.id') : ''}`
  const by = order.by === 'id' ? sorted(order, 'c.id') : sorted(order, o, 'c.id')
  return `top as materialized (select c.id, ${o} as o from compartment c ${joins} where ${where.join(' and ')} order by ${by} limit ${wanted.length})`
}

/** The same where no relation restricts the reader: labels are read with the documents, so that each is fetched once, in the order of the range. */
function straight(db: Db, wanted: Wanted): Promise<Row[]> {
  const { shape, order, reader, type } = wanted
  const bound = binding(reader.county, type)
  const o = order.by === 'updated' ? 'r.updated' : 'c.at'
  const where = [...compartmentConditions(shape, bound), ...beyond(wanted, bound, o, 'c.id')]
  if (wanted.phase === 'dated') where.push(`c.at > '-infinity'`)
  if (wanted.phase === 'undated') where.push(`c.at = '-infinity'`)
  if (reader.labels !== -1) where.push(`(r.label & ~(${bound.param(reader.labels)}::int)) = 0`)
  const by = order.by === 'id' ? sorted(order, 'c.id') : sorted(order, o, 'c.id')
  const found = `select r.*, c.at from compartment c ${byKey('resource', 'r', '$2', 'c.id', foundColumns)}
    where ${where.join(' and ')} order by ${by} limit ${wanted.length}`
  const again = order.by === 'id' ? sorted(order, 'r.id') : sorted(order, order.by === 'at' ? 'r.at' : 'r.updated', 'r.id')
  return db.query<Row>(
    `select ${untilEnough(again)}${order.by === 'at' ? ', r.at::text as o' : ''} from (${found}) r order by ${again}`,
    bound.values,
  )
}

/**
 * Tables and conditions of a search: token `t`, and resource `u` where the last change matters; `first`: the one whose index leads. Where keys lead, county and type
 * are but looked at (the hashes contain them), so that no index on them is taken for a better one.
 */
export function source(
  { shape, reader, type }: Search,
  bound: Binding,
  manner: Manner,
  more: readonly string[] = [],
  first: 'token' | 'resource' = 'token',
  updated = first === 'resource',
): string {
  const may = visible(reader, 't', bound.param)
  const conditional = [...conditions(shape, bound, manner, reader.county, type), ...(may ? [may] : []), ...more]
  const where = (...own: string[]) => `where ${[...own, ...conditional].join(' and ')}`
  if (first === 'resource')
    return `resource u ${byKey('token', 't', '$2', 'u.id')} ${where('u.county_id = $1', 'u.type = $2', 'not u.deleted')}`
  const both = updated || shape.rest.some(asksUpdated) ? byKey('resource', 'u', '$2', 't.id', 'r.updated') : ''
  const looked = manner === 'indexed' && keyed(shape)
  return `token t ${both} ${looked ? where('(t.county_id = $1) is true', '(t.type = $2) is true') : where('t.county_id = $1', 't.type = $2')}`
}

/** The same from a place on, and the column of its order. */
function ordered(wanted: Wanted, bound: Binding, manner: Manner, first: 'token' | 'resource') {
  const { order, phase } = wanted
  const updated = order.by === 'updated'
  const o = updated ? 'u.updated' : 't.at'
  const dates = { all: [], dated: ['t.at is not null'], undated: ['t.at is null'] }
  const more = [...beyond(wanted, bound, o, first === 'resource' ? 'u.id' : 't.id'), ...dates[phase]]
  return { from: source(wanted, bound, manner, more, first, updated), o }
}

/** Everything that the indexes find, up to a number, then put in order. */
const hits: Top = (wanted, bound) => {
  const { shape, order } = wanted
  const changes = !keyed(shape) && shape.rest.every(asksUpdated)
  const { from, o } = ordered(wanted, bound, 'indexed', changes ? 'resource' : 'token')
  const along = changes ? 'order by u.updated desc' : !keyed(shape) && shape.rest.every(asksDatesOnly) ? 'order by t.at desc' : ''
  const by = order.by === 'id' ? sorted(order, 'id') : sorted(order, 'o', 'id')
  return `hit as materialized (select t.id, ${o} as o from ${from} ${along} limit ${sortable + 1}),
    top as materialized (select id, o, (select count(*) from hit) as hits from hit order by ${by} limit ${wanted.length})`
}

/** Along the order, looking at each document's keys until the page is full. */
const walk: Top = (wanted, bound) => {
  const { order } = wanted
  const { from, o } = ordered(wanted, bound, order.by === 'at' ? 'dated' : 'walked', order.by === 'updated' ? 'resource' : 'token')
  const by = order.by === 'id' ? sorted(order, 't.id') : sorted(order, o, order.by === 'at' ? 't.id' : 'u.id')
  return `top as materialized (select t.id, ${o} as o from ${from} order by ${by} limit ${wanted.length})`
}
