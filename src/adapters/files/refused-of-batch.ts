import type { Language } from '../../kernel/grammar/texts.ts'
import type { Batch } from '../../record/batch.ts'
import type { Db } from '../../record/db.ts'
import { fromHeader } from './header-row.ts'
import { kinds } from './kinds/index.ts'
import { findOriginal } from './originals.ts'
import { type Reason, refusedFile } from './refusals-out.ts'
import { openSource } from './sources/open.ts'

const page = 5000

/** Why lines of a batch were refused, in the order of the lines. */
async function* reasonsOf(db: Db, county: number, batch: string): AsyncGenerator<Reason> {
  for (let after = { line: -1, column: '', rule: '' }; ; ) {
    const rows = await db.query<{ line: number; column: string; rule: string; zh: string; en: string }>(
      `select line, column_name as "column", rule, message as zh, message_en as en from batch_refusal
       where county_id = $1 and batch_id = $2 and (line, column_name, rule) > ($3, $4, $5) order by line, column_name, rule limit $6`,
      [county, batch, after.line, after.column, after.rule, page],
    )
    for (const { line, column, zh, en } of rows) yield { line, column, message: [zh, en || zh] }
    if (rows.length < page) return
    after = rows.at(-1)!
  }
}

/** The refused rows of a batch as its kept original had them, each with its reasons. @throws ImportError when the original is not there */
export async function refusedOfBatch(db: Db, county: number, batch: Batch, originals: string, language: Language) {
  const source = await openSource(await findOriginal(originals, batch.checksum), batch.options)
  const kind = kinds.find(({ name }) => name === batch.kind)
  const rows = kind && source.format !== 'ndjson' ? fromHeader([kind], source.rows(), batch.mapping) : source.rows()
  return refusedFile({
    rows,
    reasons: reasonsOf(db, county, batch.id),
    count: batch.refused,
    language,
    mapping: batch.mapping,
    ...(source.format === 'ndjson' ? { header: ['JSON'] } : {}),
  })
}
