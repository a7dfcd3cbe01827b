import { OTHERWISE } from '../../fhir/search/keys.ts'
import { officialParameters } from '../../fhir/search/parameters.ts'
import { memo, resourceTypes } from '../../fhir/validate/schema.ts'
import type { Db } from '../db.ts'
import { tokenHash } from '../ids.ts'
import type { Key } from '../read.ts'
import type { Searching } from './page.ts'

/** Every reference parameter that may name a type, by the type that has it, and what stands for references that no parameter reads. */
const pointers = memo((target): ReadonlyMap<string, readonly string[]> => {
  const naming = (type: string) =>
    officialParameters
      .of(type)
      .flatMap(({ code, type: kind, target: may }) => (kind === 'reference' && (!may || may.includes(target)) ? [code] : []))
  return new Map(resourceTypes().map((type) => [type, [...naming(type), OTHERWISE]]))
})

/** Documents of some types that refer to any of these resources, wherever in them, at most `limit`. */
export async function pointingAt(db: Db, county: number, from: readonly string[], keys: readonly Key[], limit: number): Promise<Key[]> {
  const hashes = keys.flatMap((key) =>
    from.flatMap((type) =>
      pointers(key.type)
        .get(type)!
        .map((code) => tokenHash(`${county}|${type}|${code}|${key.type}/${key.id}`)),
    ),
  )
  return db.query<Key>(`select t.type, t.id from token t where (t.county_id = $1) is true and t.tok && $2::bigint[] limit $3`, [
    county,
    hashes,
    limit,
  ])
}

/** Documents that refer to a resource, at most `limit`: what stands in the way of deleting it. */
export async function referrers({ search }: { readonly search: Searching }, county: number, key: Key, limit: number): Promise<Key[]> {
  const all = await pointingAt(search.keyed, county, resourceTypes(), [key], limit + 1)
  return all.filter(({ type, id }) => type !== key.type || id !== key.id).slice(0, limit)
}
