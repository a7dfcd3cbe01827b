import { officialParameters } from '../../fhir/search/parameters.ts'
import { memo, resourceTypes } from '../../fhir/validate/schema.ts'
import { tokenHash } from '../ids.ts'
import type { Key } from '../read.ts'
import type { RecordStore } from '../record.ts'

/** Every reference parameter that may name a type: as `type|parameter`. */
const pointers = memo((target): readonly string[] =>
  resourceTypes().flatMap((type) =>
    officialParameters
      .of(type)
      .filter((p) => p.type === 'reference' && (!p.target || p.target.includes(target)))
      .map((p) => `${type}|${p.code}`),
  ),
)

/** Documents that point to a resource by any search parameter, at most `limit`: what stands in the way of deleting it. */
export async function referrers({ search }: RecordStore, county: number, key: Key, limit: number): Promise<Key[]> {
  const hashes = pointers(key.type).map((pointer) => tokenHash(`${county}|${pointer}|${key.type}/${key.id}`))
  return search.keyed.query<Key>(
    `select t.type, t.id from token t where (t.county_id = $1) is true and t.tok && $2::bigint[] and not (t.type = $3 and t.id = $4) limit $5`,
    [county, hashes, key.type, key.id, limit],
  )
}
