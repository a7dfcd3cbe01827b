import { LRUCache } from 'lru-cache'
import type { Db } from '../db.ts'
import type { Stored } from '../plan.ts'
import { asksDatesOnly, asksUpdated, type Binding, binding, compartmentConditions, conditions, type Manner } from './condition.ts'
import type { Reader } from './reader.ts'
import { inCompartment, type Shape } from './shape.ts'
import { visible } from './visible.ts'

/** Connections for searches: statements planned once for each shape, and statements planned for the values at hand. */
export type Searching = { keyed: Db; ranged: Db }
/** A document that was found, and how it came into the record. */
export type Found = Stored & { origin: string }
/** By id, the type's main date (first instant) or the last change; what has no date comes last. */
export type Order = { by: 'id' | 'at' | 'updated'; descending: boolean }
/** After which document a page begins: its value of the order (null: it has none) and its id. */
export type After = { value: string | null; id: string }
/** A document and its place in the order. */
export type Placed = { found: Found; value: string | null }
/** What to look for among the documents of a type. */
export type Search = { reader: Reader; type: string; shape: Shape }

/** What is read of a document that is to be answered, from resource `r`. */
export const foundColumns = 'r.type, r.id, r.version, r.doc, r.owner, r.updated, r.author, r.origin, r.label_bits as label'
/** Pages are cut to a few lengths, so that few statements serve all. */
const lengths = [1, 11, 21, 51, 101, 201, 501, 1001]
/** So many hits are put in order; where there are more, the documents are walked in their order until a page is full, which is near then. */
const sortable = 2000
/** Searches that were found to hit more. */
const frequent = new LRUCache<string, true>({ max: 5000, ttl: 600_000 })

export type Raw = Omit<Found, 'updated'> & { updated: Date }
export const foundOf = ({ updated, ...rest }: Raw): Found => ({ ...rest, updated: updated.toISOString() })
type Row = Raw & { o?: string; hits?: number }

/** Whether what has no date is among the answers, or all there is: an index on the date has it at the wrong end. */
type Phase = 'all' | 'dated' | 'undated'

/** The documents that a shape lets through and the reader may see, in order, after a place, at most `limit` (up to 1 001). */
export async function page(db: Searching, search: Search, order: Order, after: After | undefined, limit: number): Promise<Placed[]> {
  if (search.shape.any.some((any) => !any.length) || search.shape.ids?.length === 0) return []
  const ended = order.descending && inCompartment(search.shape) // there it is at the end already
  if (order.by !== 'at' || ended) return part(db, search, order, after, limit, 'all')
  const dated = after?.value === null ? [] : await part(db, search, order, after, limit, 'dated')
  if (dated.length === limit || search.shape.rest.some(asksDatesOnly)) return dated
  const undated = await part(db, search, order, after?.value === null ? after : undefined, limit - dated.length, 'undated')
  return [...dated, ...undated]
}

async function part(db: Searching, search: Search, order: Order, after: After | undefined, limit: number, phase: Phase): Promise<Placed[]> {
  const length = lengths.find((one) => one >= limit) ?? 1001
  const within: Order = phase === 'undated' ? { by: 'id', descending: order.descending } : order
  const rows = await rowsOf(db, { ...search, order: within, phase, after, length })
  return rows.slice(0, limit).map(({ o, hits: _, ...row }) => {
    const found = foundOf(row)
    return { found, value: phase === 'undated' ? null : order.by === 'at' ? o! : order.by === 'updated' ? found.updated : null }
  })
}

async function rowsOf(db: Searching, wanted: Wanted): Promise<Row[]> {
  const { shape, reader, type } = wanted
  if (inCompartment(shape)) return run(db.keyed, wanted, fromCompartment)
  if (!selective(shape)) return run(db.keyed, wanted, walk)
  const signature = JSON.stringify([reader.county, type, shape.all, shape.any, shape.rest])
  if (!frequent.has(signature)) {
    const rows = await run(suited(db, shape), wanted, hits)
    if ((rows[0]?.hits ?? 0) <= sortable) return rows
    frequent.set(signature, true)
  }
  return run(db.keyed, wanted, walk)
}

/** Whether an index finds what meets the conditions without looking at all documents of the type. */
const selective = ({ all, any, ids, rest }: Shape) => !ids && (all.length > 0 || any.length > 0 || rest.length > 0)
/** The connections for a search by its indexes: without keys it depends on the ranges which index serves. */
export const suited = (db: Searching, { all, any }: Shape): Db => (all.length || any.length ? db.keyed : db.ranged)

type Wanted = Search & { order: Order; phase: Phase; after: After | undefined; length: number }
type Top = (wanted: Wanted, bound: Binding) => string

async function run(db: Db, wanted: Wanted, top: Top): Promise<Row[]> {
  const bound = binding(wanted.reader.county, wanted.type)
  const text = top(wanted, bound)
  const { by } = wanted.order
  const extra = `${by === 'at' ? ', top.o::text as o' : ''}${top === hits ? ', top.hits' : ''}`
  const order = by === 'id' ? sorted(wanted.order, 'top.id') : sorted(wanted.order, 'top.o', 'top.id')
  return db.query<Row>(
    `with ${text} select ${foundColumns}${extra} from top join resource r on r.county_id = $1 and r.type = $2 and r.id = top.id and not r.deleted order by ${order}`,
    bound.values,
  )
}

const sorted = ({ descending }: Order, ...by: string[]) => by.map((one) => (descending ? `${one} desc` : one)).join(', ')

/** The condition of beginning after a place. */
function beyond({ order, after }: Wanted, { param }: Binding, value: string, id: string): string[] {
  if (!after) return []
  const op = order.descending ? '<' : '>'
  if (order.by === 'id') return [`${id} ${op} ${param(after.id)}`]
  return [`(${value}, ${id}) ${op} (${param(after.value)}::timestamptz, ${param(after.id)})`]
}

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
  const same = (alias: string) => `${alias}.county_id = c.county_id and ${alias}.type = c.type and ${alias}.id = c.id`
  const joins = `${may ? `join token t on ${same('t')}` : ''} ${byUpdated ? `join resource u on ${same('u')}` : ''}`
  const by = order.by === 'id' ? sorted(order, 'c.id') : sorted(order, o, 'c.id')
  return `top as materialized (select c.id, ${o} as o from compartment c ${joins} where ${where.join(' and ')} order by ${by} limit ${wanted.length})`
}

/** Tables and conditions of a search: token `t`, and resource `u` where the last change matters. */
export function source(
  { shape, reader, type }: Search,
  bound: Binding,
  manner: Manner,
  more: readonly string[] = [],
  updated = false,
): string {
  const may = visible(reader, 't', bound.param)
  const where = [
    't.county_id = $1',
    't.type = $2',
    ...conditions(shape, bound, manner, reader.county, type),
    ...(may ? [may] : []),
    ...more,
  ]
  const join =
    updated || shape.rest.some(asksUpdated) ? 'join resource u on u.county_id = $1 and u.type = $2 and u.id = t.id and not u.deleted' : ''
  return `token t ${join} where ${where.join(' and ')}`
}

/** The same from a place on, and the column of its order. */
function ordered(wanted: Wanted, bound: Binding, manner: Manner) {
  const { order, phase } = wanted
  const updated = order.by === 'updated'
  const o = updated ? 'u.updated' : 't.at'
  const dates = { all: [], dated: ['t.at is not null'], undated: ['t.at is null'] }
  const more = [...beyond(wanted, bound, o, 't.id'), ...dates[phase]]
  return { from: source(wanted, bound, manner, more, updated), o }
}

/** Everything that the indexes find, up to a number, then put in order. */
const hits: Top = (wanted, bound) => {
  const { shape, order } = wanted
  const { from, o } = ordered(wanted, bound, 'indexed')
  const keyed = shape.all.length + shape.any.length > 0
  const along = keyed
    ? ''
    : shape.rest.every(asksUpdated)
      ? 'order by u.updated desc'
      : shape.rest.every(asksDatesOnly)
        ? 'order by t.at desc'
        : ''
  const by = order.by === 'id' ? sorted(order, 'id') : sorted(order, 'o', 'id')
  return `hit as materialized (select t.id, ${o} as o from ${from} ${along} limit ${sortable + 1}),
    top as materialized (select id, o, (select count(*) from hit) as hits from hit order by ${by} limit ${wanted.length})`
}

/** Along the order, looking at each document's keys until the page is full. */
const walk: Top = (wanted, bound) => {
  const { from, o } = ordered(wanted, bound, wanted.order.by === 'at' ? 'dated' : 'walked')
  const by = wanted.order.by === 'id' ? sorted(wanted.order, 't.id') : sorted(wanted.order, o, wanted.order.by === 'at' ? 't.id' : 'u.id')
  return `top as materialized (select t.id, ${o} as o from ${from} order by ${by} limit ${wanted.length})`
}
