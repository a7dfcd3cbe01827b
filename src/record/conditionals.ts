import { hash } from 'node:crypto'
import type { RecordStore } from './record.ts'

/**
 * Conditional creates are safe without serialisable transactions: whoever creates what a criterion did not find claims the criterion with the document, in one
 * statement. Two who found nothing at the same moment meet at the claim; the loser searches again and finds what the winner made.
 */
const prefix = 'if-none-exist:'
/** How long a claim stands, in ms: longer than any statement that was decided before it was made. */
const stands = 60_000

/** The claim on there being one document of a type that meets a criterion (its pairs in whatever order). */
export const conditionalClaim = (type: string, pairs: readonly (readonly [string, string])[], holder: string, now: string) => ({
  resource: prefix + hash('sha256', JSON.stringify([type, pairs.map(([name, value]) => `${name}=${value}`).sort()])),
  slot: 1,
  holder,
  until: new Date(Date.parse(now) + stands).toISOString(),
})

/** Who holds a claim, if anybody has ever: ask before searching, so that what the holder made is in the search's sight. */
export async function claimHolder(record: RecordStore, county: number, resource: string): Promise<string | undefined> {
  const [row] = await record.db.query<{ holder: string }>('select holder from claim where county_id = $1 and resource = $2 and slot = 1', [
    county,
    resource,
  ])
  return row?.holder
}

/** Drops a claim whose holder no longer meets the criterion: its document was deleted or changed. Another's claim stays. */
export async function dropClaim(record: RecordStore, county: number, resource: string, holder: string): Promise<void> {
  await record.db.query('delete from claim where county_id = $1 and resource = $2 and slot = 1 and holder = $3', [county, resource, holder])
}

/** Removes the claims of conditional creates that have run out: a job for once a minute. Answers how many. */
export async function sweepConditionals(record: RecordStore, now: string): Promise<number> {
  const rows = await record.db.query(
    `delete from claim c using county where c.county_id = county.county_id and c.resource >= $1 and c.resource < $2 and c.until < $3::timestamptz
     returning 1 as gone`,
    [prefix, `${prefix.slice(0, -1)};`, now],
  )
  return rows.length
}
