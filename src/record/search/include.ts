import type { Resource } from '../../fhir/resource.ts'
import type { Include, Query } from '../../fhir/search/query.ts'
import { referencesOf } from '../../fhir/search/references.ts'
import type { SearchParameter } from '../../fhir/search-parameters.ts'
import type { Key } from '../read.ts'
import type { Asking } from './asking.ts'
import { collect } from './collect.ts'
import { compile } from './compile.ts'
import { documentsForPage } from './documents.ts'
import { type Found, fitting, enough as room, sizeOf } from './found.ts'
import { pointingAt } from './referrers.ts'
import { typesKept } from './types.ts'

/** `:iterate` follows so many references one after the other; so many documents go with one page. */
const deepest = 5
const most = 1000
/** So many are looked for at a step, matches and what is there already among them. */
const enough = 2 * most + 1

/** `cut`: there was more than goes with one page. */
export type Included = { included: Found[]; cut: boolean }

const nameOf = ({ type, id }: Key) => `${type}/${id}`

/** What `_include` and `_revinclude` add to the matches of a page: each document once, no match again. One round trip a step for all `_include`s, one or two for each `_revinclude`. Of types that `opens` closes nothing is added, and nothing is found through them. */
export async function includedWith(
  asking: Asking,
  { include, revinclude }: Pick<Query, 'include' | 'revinclude'>,
  matches: readonly Found[],
  opens: (type: string) => boolean,
): Promise<Included> {
  const seen = new Set(matches.map(nameOf))
  const included: Found[] = []
  let [frontier, cut] = [matches, false]
  for (let depth = 0; depth <= deepest && frontier.length && !cut; depth++) {
    const asked = (of: readonly Include[]) => (depth ? of.filter(({ iterate }) => iterate) : of)
    const keys = pointed(asked(include), frontier).filter((key) => opens(key.type) && !seen.has(nameOf(key)))
    const parts = [await documentsForPage(asking.db.keyed, asking.reader, keys.slice(0, enough))]
    for (const one of asked(revinclude)) parts.push(await pointing(asking, one, frontier, opens))
    const found = parts.flatMap((part) => part.found)
    const fresh = new Map(found.filter((one) => !seen.has(nameOf(one))).map((one) => [nameOf(one), one]))
    for (const name of fresh.keys()) seen.add(name)
    const all = [...fresh.values()]
    frontier = all.slice(0, fitting(all, most - included.length, room - sizeOf(included)))
    cut = frontier.length < all.length || keys.length > enough || parts.some((part) => part.cut)
    included.push(...frontier)
  }
  return { included, cut }
}

/** Where documents point to by the parameters of `_include`. */
function pointed(includes: readonly Include[], documents: readonly Found[]): Key[] {
  const keys = new Map<string, Key>()
  for (const { type, doc } of documents) {
    const mine = includes.filter((one) => one.type === type || one.type === '*')
    if (!mine.length) continue
    const resource = JSON.parse(doc) as Resource
    for (const { param, target } of mine)
      for (const key of referencesOf(type, param)(resource)) if (!target || key.type === target) keys.set(nameOf(key), key)
  }
  return [...keys.values()]
}

/** Documents that point to any of these by the parameter of a `_revinclude`, or by whatever parameter ('*'). */
async function pointing(
  { db, reader }: Asking,
  one: Include,
  documents: readonly Found[],
  opens: (type: string) => boolean,
): Promise<{ found: Found[]; cut: boolean }> {
  const { type, param, target } = one
  const named = documents.filter((d) => (!target || d.type === target) && (param === '*' || mayName(param, d.type)))
  const from = (type === '*' ? await typesKept(db.keyed, reader.county) : [type]).filter(opens)
  if (!named.length || !from.length) return { found: [], cut: false }
  if (param === '*') return documentsForPage(db.keyed, reader, await pointingAt(db.keyed, reader.county, from, named, enough))
  const operands = named.map((d) => ({ prefix: 'eq' as const, text: nameOf(d) }))
  const compiled = compile(reader, type, [{ kind: 'value', param, operands }])
  const limits = { wanted: enough, deadline: Date.now() + 3000, bytes: room }
  const { placed, last } = await collect(db, compiled, { by: 'id', descending: false }, undefined, limits)
  return { found: placed.map(({ found }) => found), cut: last !== undefined }
}

const mayName = ({ target }: SearchParameter, type: string) => !target || target.includes(type)
