import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { refusedOfBatch } from '../adapters/files/refused-of-batch.ts'
import { readBatch } from '../record/batch.ts'
import type { RecordStore } from '../record/record.ts'

/** The refused rows of a batch: the first twenty on the screen, all of them, as the file had them, in a file when one is named. */
export async function report(record: RecordStore, county: number, batch: string, originals: string, file: string | undefined) {
  const refused = await record.db.query<{ line: number; column: string; zh: string; en: string }>(
    `select line, column_name as "column", message as zh, message_en as en from batch_refusal
     where county_id = $1 and batch_id = $2 order by line, column_name limit 21`,
    [county, batch],
  )
  for (const r of refused.slice(0, 20)) console.log(`  第 ${r.line} 行 ${r.column}：${r.zh} / ${r.en}`)
  if (refused.length > 20) console.log('  …… 用 --refused 写出全部 / use --refused to write them all')
  if (!file) return
  const { extension, body } = await refusedOfBatch(record.db, county, (await readBatch(record.db, county, batch))!, originals, 'zh')
  const path = file.endsWith(`.${extension}`) ? file : `${file.replace(/\.[^.]*$/, '')}.${extension}`
  await pipeline(Readable.from(body), createWriteStream(path))
  console.log(`被拒行已写入 / refused rows written: ${path}`)
}
