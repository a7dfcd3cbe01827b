import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { headOf, kindOf } from '../adapters/files/head.ts'
import { importFile as importOne } from '../adapters/files/import.ts'
import { ImportError } from '../adapters/files/import-error.ts'
import { kinds } from '../adapters/files/kinds/index.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import { texts } from '../adapters/files/texts.ts'
import type { RecordStore } from '../record/record.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty, UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

type Options = { template?: string; county?: string; refused?: string }
const csv = (cells: readonly unknown[]) =>
  `${cells.map((cell) => (/[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell))).join(',')}\n`

/** `import visits.csv`: works whether or not the server runs on the data folder. */
export async function importFile(config: Config, file: string | undefined, options: Options) {
  if (options.template) {
    const kind = kinds.find(({ name }) => name === options.template)
    if (!kind) throw new UsageError(`没有这种模板 / no such template: ${options.template}`)
    const columns = Object.entries(kind.columns)
    writeFileSync(
      file ?? `${kind.name}.csv`,
      `\uFEFF${csv(columns.map(([name]) => name))}${csv(columns.map(([, { example }]) => example ?? ''))}`,
    )
    console.log(`模板已写入 / template written: ${file ?? `${kind.name}.csv`}`)
    return
  }
  if (!file) throw new UsageError('请给出文件 / name the file')
  await withHouse(config, async ({ record }) => {
    const { header, samples } = await headOf((await openSource(file)).rows())
    const kind = kindOf(header)
    if (!kind) throw new ImportError(texts.noKind, { kinds: kinds.map(({ name }) => name).join(', ') })
    const county = await chooseCounty(record, options.county, samples[0]?.[header.indexOf(kind.institution ?? '')])
    const progress = ({ rows }: { rows: number }) => process.stderr.isTTY && process.stderr.write(`\r${rows} 行 / rows`)
    const result = await importOne(file, { record, county, kind, actor: 'cli', progress, originals: join(config.data, 'files') })
    if (process.stderr.isTTY) process.stderr.write('\n')
    console.log(
      `共 ${result.rows} 行：新增 ${result.taken} 份文档，更新 ${result.changed}，未变 ${result.skipped}，拒绝 ${result.refused} 行，用时 ${result.seconds.toFixed(1)} 秒${result.resumed ? '（续传）' : ''}`,
    )
    console.log(
      `${result.rows} rows: ${result.taken} documents taken, ${result.changed} changed, ${result.skipped} unchanged, ${result.refused} rows refused, ${result.seconds.toFixed(1)} s`,
    )
    if (result.refused) await report(record, county, result.batch, options.refused)
  })
}

/** The refused rows: the first twenty on the screen, all of them in a file when one is named. */
async function report(record: RecordStore, county: number, batch: string, file: string | undefined) {
  const refused = await record.db.query<{ line: number; column_name: string; value: string; message: string }>(
    'select line, column_name, value, message from batch_refusal where county_id = $1 and batch_id = $2 order by line',
    [county, batch],
  )
  if (file)
    writeFileSync(
      file,
      `\uFEFF${csv(['行', '列', '值', '原因'])}${refused.map((r) => csv([r.line, r.column_name, r.value, r.message])).join('')}`,
    )
  for (const r of refused.slice(0, 20)) console.log(`  第 ${r.line} 行 ${r.column_name}：${r.message}`)
  if (refused.length > 20) console.log(`  …… 共 ${refused.length} 处，用 --refused 写入文件 / use --refused to write them all`)
}
