import type { Db } from './db.ts'

/** The documents somebody works on here, which no import overwrites: those without a source that no import put. */
export const workedOn = (db: Db, county: number): Promise<{ type: string; id: string }[]> =>
  db.query(`select type, id from resource where county_id = $1 and content is null and origin <> 'import'`, [county])
