import { hash } from 'node:crypto'
import type { Db } from '../../record/db.ts'
import { limits } from './limits.ts'
import { lockAfter } from './lock-out.ts'

export type Tally = { failures: number; until: Date | null }
/** Who tried, as a hash; `county` 0 where nobody can tell. */
type Key = { county: number; id: Buffer }

/** By address too: a client's id is no secret, and who knows it must not be able to lock the hospital out from elsewhere. */
export const machineKey = (county: number | undefined, client: string, address: string): Key => ({
  county: county ?? 0,
  id: hash('sha256', JSON.stringify([client, address]), 'buffer'),
})
/** Of a login that nobody has. People type passwords there: so short a hash fits too many texts to tell which one it was. */
export const strangerKey = (county: number | undefined, login: string): Key => ({
  county: county ?? 0,
  id: hash('sha256', JSON.stringify([county ?? 0, login]), 'buffer').subarray(0, 4),
})

/** Wrong sign-ins in a row of machines and strangers, locked like those of accounts, in the database: all processes of a house count together. The newest of them are kept. */
export function countTries(db: Db, now: () => Date) {
  let fresh = 0
  return {
    /** Until when this one is locked; undefined when it may try. */
    async locked({ county, id }: Key): Promise<Date | undefined> {
      const [row] = await db.query<{ until: Date }>(
        'select locked_until as until from sign_in_tally where county_id = $1 and id = $2 and locked_until > $3',
        [county, id, now()],
      )
      return row?.until
    },
    async failed({ county, id }: Key): Promise<Tally> {
      const [row] = await db.query<{ failures: number }>(
        `insert into sign_in_tally as t (county_id, id, failures, at) values ($1, $2, 1, $3)
         on conflict (county_id, id) do update set failures = t.failures + 1, at = excluded.at returning failures`,
        [county, id, now()],
      )
      const failures = row!.failures
      const lock = lockAfter(failures)
      const until = lock ? new Date(now().getTime() + lock) : null
      if (until) await db.query('update sign_in_tally set locked_until = $3 where county_id = $1 and id = $2', [county, id, until])
      if (failures === 1 && ++fresh % 100 === 0) await forgetOldest(db)
      return { failures, until }
    },
    async passed({ county, id }: Key): Promise<void> {
      await db.query('delete from sign_in_tally where county_id = $1 and id = $2', [county, id])
    },
  }
}

/** Whoever invents names fills no disk. */
const forgetOldest = (db: Db) =>
  db.query('delete from sign_in_tally where at < (select at from sign_in_tally order by at desc offset $1 limit 1)', [
    limits.countedStrangers,
  ])
