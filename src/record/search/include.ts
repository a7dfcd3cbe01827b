import type { Resource } from '../../fhir/resource.ts'
import type { Include, Query } from '../../fhir/search/query.ts'
import { referencesOf } from '../../fhir/search/references.ts'
import { type SearchParameter, searchParametersOf } from '../../fhir/search-parameters.ts'
import type { Key } from '../read.ts'
import { collect } from './collect.ts'
import { compile } from './compile.ts'
import { foundDocuments } from './documents.ts'
import type { Found } from './page.ts'
import type { Asking } from './resolve.ts'

/** `:iterate` follows so many references one after the other; so many documents go with one page. */
const deepest = 5
const most = 1000

const nameOf = ({ type, id }: Key) => `${type}/${id}`

/** What `_include` and `_revinclude` add to the matches of a page: each document once, no match again. One round trip a step for all `_include`s, one for each `_revinclude`. Of types that `opens` closes nothing is added, and nothing is found through them. */
export async function includedWith(
  asking: Asking,
  { include, revinclude }: Pick<Query, 'include' | 'revinclude'>,
  matches: readonly Found[],
  opens: (type: string) => boolean,
): Promise<Found[]> {
  const seen = new Set(matches.map(nameOf))
  const included: Found[] = []
  let frontier = matches
  for (let depth = 0; depth <= deepest && frontier.length && included.length < most; depth++) {
    const asked = (of: readonly Include[]) => (depth ? of.filter(({ iterate }) => iterate) : of)
    const keys = pointed(asked(include), frontier).filter((key) => opens(key.type) && !seen.has(nameOf(key)))
    const found = await foundDocuments(asking.db.keyed, asking.reader, keys.slice(0, most))
    for (const one of asked(revinclude)) if (opens(one.type)) found.push(...(await pointing(asking, one, frontier)))
    const fresh: Found[] = []
    for (const one of found) {
      if (seen.has(nameOf(one)) || included.length + fresh.length >= most) continue
      seen.add(nameOf(one))
      fresh.push(one)
    }
    included.push(...fresh)
    frontier = fresh
  }
  return included
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

/** Documents that point to any of these by the parameter of a `_revinclude`. */
async function pointing({ db, reader }: Asking, { type, param, target }: Include, documents: readonly Found[]): Promise<Found[]> {
  const found: Found[] = []
  for (const one of param === '*' ? searchParametersOf(type).filter((p) => p.type === 'reference') : [param]) {
    const operands = documents
      .filter((d) => mayName(one, d.type) && (!target || d.type === target))
      .map((d) => ({ prefix: 'eq' as const, text: nameOf(d) }))
    if (!operands.length) continue
    const compiled = compile(reader, type, [{ kind: 'value', param: one, operands }])
    const { placed } = await collect(db, compiled, { by: 'id', descending: false }, undefined, most - found.length, Date.now() + 3000)
    found.push(...placed.map((p) => p.found))
    if (found.length >= most) break
  }
  return found
}

const mayName = ({ target }: SearchParameter, type: string) => !target || target.includes(type)
