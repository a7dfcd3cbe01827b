import { join } from 'node:path'
import { checkFeed } from '../adapters/database/check.ts'
import type { Feed } from '../adapters/database/feed.ts'
import { nameOf, readFolder } from '../adapters/database/folder.ts'
import { isMark } from '../adapters/database/mark.ts'
import { runFeed } from '../adapters/database/run.ts'
import { readFeeds, rewind, syncFeeds } from '../adapters/database/store.ts'
import { texts } from '../adapters/database/texts.ts'
import { SourceError } from '../adapters/database/trouble.ts'
import { ImportError } from '../adapters/files/import-error.ts'
import { kinds } from '../adapters/files/kinds/index.ts'
import type { House } from '../kernel/perform/perform.ts'
import { type Config, readSecret } from '../server/config.ts'
import { feedItem } from '../server/feeds.ts'
import { UsageError } from './county.ts'
import { withHouse } from './with-house.ts'

export type FeedsOptions = { check?: boolean; once?: boolean; again?: boolean; from?: string; json?: boolean }

/** `feeds [name]`: how the hospital databases are read; or tests, polls or rewinds them. Exits with 1 when a definition is wrong or a feed fails. */
export async function feeds(config: Config, name: string | undefined, options: FeedsOptions) {
  const folder = join(config.data, 'feeds')
  const { feeds: all, faults, warnings } = readFolder(folder, kinds)
  for (const { file, text } of [...faults, ...warnings]) console.error(`${file}: ${text.join(' / ')}`)
  if (faults.length) process.exitCode = 1
  const chosen = name === undefined ? all : all.filter((feed) => feed.name === name)
  if (name !== undefined && !chosen.length) throw new UsageError(`${folder} 中没有可用的 ${name}.json / no usable ${name}.json there`)
  await withHouse(config, async (house) => {
    const { record, clock } = house
    await syncFeeds(
      record.db,
      all,
      clock(),
      faults.map(({ file }) => nameOf(file)),
    )
    if (options.again) for (const feed of chosen) await again(house, feed, name, options.from)
    if (options.check) for (const feed of chosen) await said(house, feed, check)
    if (options.once) for (const feed of chosen) await said(house, feed, once)
    if (!options.check && !options.once) await list(house, name, options.json ?? false)
  })
}

async function again({ record }: House, feed: Feed, name: string | undefined, from: string | undefined) {
  if (name === undefined) throw new UsageError('请指明从头读取哪一个 / name the feed that is to be read again')
  if (from !== undefined && !isMark(from, feed.watermark.type)) throw new UsageError(`不是水位 / not a watermark: ${from}`)
  await rewind(record.db, feed, from)
}

/** A feed that fails says why; the others have their turn. */
async function said(house: House, feed: Feed, work: (house: House, feed: Feed) => Promise<void>) {
  try {
    if (!(await house.record.counties()).some(({ id }) => id === feed.county)) throw new SourceError('county', texts.noCounty)
    await work(house, feed)
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof ImportError)) throw error
    console.error(`${feed.name}: ${error.message}`)
    process.exitCode = 1
  }
}

/** As the county's clocks show it. */
const local = (at: string | null) => (at ? new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 19).replace('T', ' ') : '—')

async function list({ record, clock }: House, name: string | undefined, json: boolean) {
  const rows = (await readFeeds(record.db)).filter((row) => name === undefined || row.name === name)
  const items = rows.map((row) => ({ county: row.county, source: row.source, watermark: row.watermark ?? null, ...feedItem(row, clock()) }))
  if (json) return console.log(JSON.stringify(items))
  if (!items.length) console.log('还没有数据接入 / no feeds yet: DATA/feeds/*.json')
  for (const item of items) {
    console.log(`${item.name}\t${item.stateText.join(' / ')}\t${item.kind}\t${item.driver} ${item.source}`)
    console.log(
      `  已读 ${item.rows} 行，拒绝 ${item.refused} 行 / rows read ${item.rows}, refused ${item.refused}; watermark ${item.watermark ?? '—'}`,
    )
    console.log(`  上次读取 / last poll ${local(item.lastPoll)}；最近新数据 / last new row ${local(item.lastRow)}`)
    if (item.refused) console.log(`  改正后用 feeds ${item.name} --again 重读 / mend what was refused, then feeds ${item.name} --again`)
    if (item.lastError) console.log(`  ${item.lastError.join(' / ')}（连续失败 ${item.failures} 次 / ${item.failures} in a row）`)
  }
}

/** Values of these are shown to nobody, even here. */
const hidden = new Set(['id-card', 'phone'])
async function check({ record, clock }: House, feed: Feed) {
  const { version, remarks, rows } = await checkFeed(feed, { record, secret: readSecret, now: clock() })
  const columns = kinds.find(({ name }) => name === feed.kind)!.columns
  console.log(`${feed.name}: 连接正常 / connected: ${version}`)
  for (const remark of remarks) console.log(`  ! ${remark.join(' / ')}`)
  const bad = rows.filter(({ problems }) => problems.length)
  console.log(`  预览 ${rows.length} 行，${bad.length} 行会被拒绝 / ${bad.length} of the first ${rows.length} rows would be refused`)
  for (const { key, problems } of bad)
    for (const { column, value, message } of problems) {
      const shown = hidden.has(columns[column]?.type ?? '') || column === '姓名' ? '***' : value.slice(0, 40)
      console.log(`  ${key} ${column}「${shown}」：${message.join(' / ')}`)
    }
}

async function once({ record, clock }: House, feed: Feed) {
  const progress = (rows: number) => process.stderr.isTTY && process.stderr.write(`\r${rows} 行 / rows`)
  for (let more = true; more; ) {
    const polled = await runFeed(feed, { record, secret: readSecret, now: clock, progress })
    if (process.stderr.isTTY) process.stderr.write('\n')
    console.log(
      polled
        ? `${feed.name}: 新增或变动 ${polled.rows} 行，拒绝 ${polled.refused} 行 / ${polled.rows} new or changed rows, ${polled.refused} refused`
        : `${feed.name}: ${texts.busy.join(' / ')}`,
    )
    more = polled?.more ?? false
  }
}
