import { resourceTypes } from '../fhir/validate/schema.ts'
import type { Db } from './db.ts'
import type { Plan } from './plan.ts'
import { pointingAt } from './search/referrers.ts'
import { Lost } from './write.ts'

/**
 * Writes a plan that deletes what nothing else may refer to: locks it against those who just begin to (`Plan.requires`), then looks once more who does, with all that was
 * committed until then. @throws Lost when somebody does
 */
export async function deleting(tx: Db, { county, documents, unneeded = [] }: Plan, write: () => Promise<unknown>): Promise<void> {
  await tx.query(
    `select from resource r where r.county_id = $1 and (r.type, r.id) in (select * from unnest($2::text[], $3::text[])) order by r.type, r.id for update`,
    [county, unneeded.map(({ type }) => type), unneeded.map(({ id }) => id)],
  )
  const own = new Set(documents.map(({ type, id }) => `${type}/${id}`))
  for (const key of unneeded) {
    const pointing = await pointingAt(tx, county, resourceTypes(), [key], own.size + 1)
    if (pointing.some(({ type, id }) => !own.has(`${type}/${id}`))) throw new Lost('changed')
  }
  await write()
}
