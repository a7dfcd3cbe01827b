import { writeFileSync } from 'node:fs'
import { byteOrderMark, csvLine, guarded } from '../adapters/files/csv-line.ts'
import type { RecordStore } from '../record/record.ts'

/** The refused rows of a batch: the first twenty on the screen, all of them in a file when one is named. */
export async function report(record: RecordStore, county: number, batch: string, file: string | undefined) {
  const refused = await record.db.query<{ line: number; column: string; value: string; zh: string; en: string }>(
    `select line, column_name as "column", value, message as zh, message_en as en from batch_refusal
     where county_id = $1 and batch_id = $2 order by line, column_name ${file ? '' : 'limit 21'}`,
    [county, batch],
  )
  if (file) {
    const lines = refused.map((r) => csvLine([String(r.line), r.column, guarded(r.value), r.zh, r.en]))
    writeFileSync(file, `${byteOrderMark}${csvLine(['行', '列', '值', '原因', 'reason'])}${lines.join('')}`)
  }
  for (const r of refused.slice(0, 20)) console.log(`  第 ${r.line} 行 ${r.column}：${r.zh} / ${r.en}`)
  if (refused.length > 20) console.log('  …… 用 --refused 写出全部 / use --refused to write them all')
}
