import { readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { headOf, kindOf } from '../adapters/files/head.ts'
import { importFile } from '../adapters/files/import.ts'
import { kinds } from '../adapters/files/kinds/index.ts'
import { type Part, takeBackLost } from '../adapters/files/lost-rows.ts'
import { type Names, namesIn } from '../adapters/files/names.ts'
import { preview } from '../adapters/files/preview.ts'
import { type ImportResult, settle } from '../adapters/files/run.ts'
import { openSource } from '../adapters/files/sources/open.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { Mapping } from '../record/batch.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty, UsageError } from './county.ts'
import { report } from './refused.ts'
import { writeTemplate } from './template.ts'
import { withHouse } from './with-house.ts'

export type ImportCliOptions = {
  kind?: string
  mapping?: string
  sheet?: string
  county?: string
  preview?: boolean
  refused?: string
  template?: string
}

/** `import file…`: works whether or not the server runs on the data folder. Files go in one after the other; of one that cannot be read the others do not suffer. */
export async function importFiles(config: Config, files: readonly string[], options: ImportCliOptions) {
  if (options.template) return writeTemplate(options.template, files[0])
  if (!files.length) throw new UsageError('请给出文件 / name the file')
  if (options.kind && !kinds.some(({ name }) => name === options.kind))
    throw new UsageError(`没有这种文件 / no such kind: ${options.kind}; ${kinds.map(({ name }) => name).join(', ')}`)
  await withHouse(config, async (house) => {
    const failed: unknown[] = []
    const among = await ndjsonAmong(files)
    const names = new Map<number, Names>()
    const namesOf = (county: number) => {
      const known = names.get(county) ?? namesIn(house.record, county, [...among.values()])
      names.set(county, known)
      return known
    }
    const parts = new Map<number, Part[]>()
    const taken = new Map<number, number>()
    for (const file of files)
      try {
        if (files.length > 1) console.log(file)
        const more = files.length > 1 ? { ...options, ...besides(options.refused, file) } : options
        const { county, taken: n, batch } = await importOne(config, house, file, more, among.size ? namesOf : undefined)
        const rows = among.get(file)
        if (rows) parts.set(county, [...(parts.get(county) ?? []), { batch, rows, names: namesOf(county) }])
        taken.set(county, (taken.get(county) ?? 0) + n)
      } catch (error) {
        if (files.length === 1) throw error
        console.error(error instanceof Error ? error.message : error)
        failed.push(error)
      }
    for (const [county, some] of parts) await tookBack(house, county, some)
    for (const [county, n] of taken) await settle(house.record, county, n)
    if (failed.length) throw new UsageError(`${failed.length} 个文件没有导入 / files were not imported: ${failed.length}`)
  })
}

/** Of several files each has a file of refused rows of its own: `refused.csv` becomes `refused-visits.csv`. */
function besides(refused: string | undefined, file: string): Pick<ImportCliOptions, 'refused'> {
  if (!refused) return {}
  const { dir, name, ext } = parse(refused)
  return { refused: join(dir, `${name}-${parse(file).name}${ext}`) }
}

/** Of several files those whose rows may refer to each other. */
async function ndjsonAmong(files: readonly string[]): Promise<Map<string, Part['rows']>> {
  const sources = await Promise.all(files.map(async (file) => ({ file, source: await openSource(file).catch(() => undefined) })))
  const found = sources.flatMap(({ file, source }) => (source?.format === 'ndjson' ? [[file, source.rows] as const] : []))
  return new Map(found.length > 1 ? found : [])
}

/** Refuses rows that relied on rows of another file that were refused. */
async function tookBack({ record, clock }: House, county: number, parts: readonly Part[]) {
  const { refused } = await takeBackLost(record, county, parts, clock().toISOString())
  if (refused) console.log(`另有 ${refused} 行因引用的行被拒绝而退回 / ${refused} more rows refused: what they refer to was refused`)
}

/** @returns the county whose file it was, how many documents came in, and its batch as it is now */
async function importOne(
  config: Config,
  { record, clock }: House,
  file: string,
  options: ImportCliOptions,
  namesOf: ((county: number) => Names) | undefined,
): Promise<{ county: number; taken: number; batch: Part['batch'] }> {
  const sheet = options.sheet ? { sheet: options.sheet } : {}
  const source = await openSource(file, sheet)
  const named = kinds.filter(({ name }) => name === options.kind)
  const { header, samples } = await headOf(named.length ? named : kinds, source.rows())
  const kind = kindOf(source, header, options.kind)
  const county = await chooseCounty(record, options.county, samples[0]?.[header.indexOf(kind.institution ?? '')])
  const mapping = options.mapping ? readMapping(options.mapping) : undefined
  const chosen = { record, county, ...(mapping ? { mapping } : {}) }
  const names = namesOf ? { names: namesOf(county) } : {}
  if (options.preview) {
    tell(kind.name, await preview(file, { ...chosen, ...sheet, kind: kind.name, now: clock() }))
    return { county, taken: 0, batch: { id: '', actor: 'cli', refused: 0 } }
  }
  const progress = ({ rows }: { rows: number }) => process.stderr.isTTY && process.stderr.write(`\r${rows} 行 / rows`)
  const originals = join(config.data, 'files')
  const result = await importFile(file, { ...chosen, kind, actor: 'cli', progress, originals, options: sheet, settle: false, ...names })
  if (process.stderr.isTTY) process.stderr.write('\n')
  say(result)
  if (result.refused) await report(record, county, result.batch, originals, options.refused)
  return { county, taken: result.taken, batch: { id: result.batch, actor: 'cli', refused: result.refused } }
}

function readMapping(file: string): Mapping {
  const mapping: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (typeof mapping !== 'object' || mapping === null || Object.values(mapping).some((name) => typeof name !== 'string'))
    throw new UsageError('对应关系文件应为 {"列名": "文件中的表头"} / a mapping file is {"column": "header in the file"}')
  return mapping as Mapping
}

function say({ kind, rows, taken, changed, skipped, refused, seconds, resumed, state }: ImportResult) {
  const [zh, en] = [resumed ? '（续传）' : '', state === 'done' ? '' : ` [${state}]`]
  console.log(
    `${kind} 共 ${rows} 行：新增 ${taken} 份文档，更新 ${changed}，未变 ${skipped}，拒绝 ${refused} 行，用时 ${seconds.toFixed(1)} 秒${zh}${en}`,
  )
  console.log(
    `${rows} rows: ${taken} documents taken, ${changed} changed, ${skipped} unchanged, ${refused} rows refused, ${seconds.toFixed(1)} s`,
  )
}

/** A preview on the screen: what stands where, and what would be refused of the first rows. */
function tell(kind: string, seen: Awaited<ReturnType<typeof preview>>) {
  console.log(`${kind} (${seen.format}${seen.encoding ? `, ${seen.encoding}` : ''})`)
  for (const [column, header] of Object.entries(seen.mapping)) console.log(`  ${column} ← ${header}`)
  if (seen.missing.length) console.log(`缺少 / missing: ${seen.missing.join('、')}`)
  if (seen.unknown.length) console.log(`不读取 / not read: ${seen.unknown.join('、')}`)
  console.log(`看了 ${seen.looked} 行，其中拒绝 ${seen.refused} / ${seen.looked} rows looked at, ${seen.refused} of them refused`)
  for (const { column, rows, line, message } of seen.problems) console.log(`  ${column} × ${rows}（第 ${line} 行）：${message.join(' / ')}`)
}
