import type { Db } from './db.ts'

/** Documents that name a file by its checksum: a file they name is no longer an import's alone. */
type Naming = readonly string[]

/**
 * Ends the keeping of the originals of imports that ended before an instant, in every county: not of those that wait or run, nor while another import of the same file is younger,
 * nor when a document of the types `naming` names the file. `drop` removes a file, and is called before it is written that the file is gone, so that one cut short is found again.
 * What the import did, its checksum and its refused rows stay. @param said stands on the batch from then on. @returns of how many imports
 */
export const expireOriginals = (
  db: Db,
  before: string,
  naming: Naming,
  said: readonly [zh: string, en: string],
  drop: (checksum: string) => Promise<void>,
): Promise<number> =>
  db.transaction(async (tx) => {
    const gone = await tx.query<{ checksum: string }>(
      `with due as (
         select checksum from batch where original group by checksum
         having bool_and(state in ('preview', 'done', 'failed', 'cancelled', 'undone') and coalesce(ended_at, started_at) < $1))
       update batch b set original = false, message = case when b.message = '' then $2 else b.message end, message_en = case when b.message = '' then $3 else b.message_en end
       from due where b.checksum = due.checksum and b.original and b.state in ('preview', 'done', 'failed', 'cancelled', 'undone')
         and not exists (select 1 from resource r where r.type = any($4) and not r.deleted and position('"checksum":"' || due.checksum || '"' in r.doc) > 0)
       returning b.checksum`,
      [before, ...said, naming],
    )
    for (const checksum of new Set(gone.map((row) => row.checksum))) await drop(checksum)
    return gone.length
  })
