import { join } from 'node:path'
import { importBatch } from '../adapters/files/import.ts'
import { ImportError } from '../adapters/files/import-error.ts'
import { texts } from '../adapters/files/texts.ts'
import { listBatches, readBatch } from '../record/batch.ts'
import { undoBatch } from '../record/undo.ts'
import type { Config } from '../server/config.ts'
import { chooseCounty } from './county.ts'
import { withHouse } from './with-house.ts'

/** `imports`: a county's batches, the latest first. */
export const printBatches = (config: Config, { county: code, json }: { county?: string; json?: boolean }) =>
  withHouse(config, async ({ record }) => {
    const batches = await listBatches(record.db, await chooseCounty(record, code))
    if (json) return console.log(JSON.stringify(batches))
    for (const b of batches) {
      const counts = `新增 ${b.taken} 更新 ${b.changed} 未变 ${b.skipped} 拒绝 ${b.refused} / taken, changed, unchanged, refused`
      console.log(`${b.id}  ${b.startedAt.slice(0, 16)}  ${b.kind}  ${b.fileName}  ${b.state}  ${counts}`)
      if (!b.original) console.log('  没有保存原文件，不能重新导入 / no original is kept: it cannot run again')
      if (b.message[0]) console.log(`  ${b.message.join(' / ')}`)
    }
  })

/** `undo <batch>`: takes an import back. @throws ImportError when it is running or unknown */
export const undo = (config: Config, id: string, { county: code }: { county?: string }) =>
  withHouse(config, async ({ record, clock }) => {
    const county = await chooseCounty(record, code)
    const batch = await readBatch(record.db, county, id)
    if (!batch) throw new ImportError(texts.noBatch, { id })
    const progress = ({ removed, restored }: { removed: number; restored: number }) =>
      process.stderr.isTTY && process.stderr.write(`\r${removed + restored} 份文档 / documents`)
    const undone = await undoBatch(record, county, id, { actor: 'cli', now: clock().toISOString(), progress })
    if (!undone) throw new ImportError(texts.notUndoable, { state: batch.state })
    const { removed, restored, kept, locked } = undone
    if (locked) throw new ImportError(texts.monthLocked, { month: locked })
    console.log(
      `已撤销：删除 ${removed} 份文档，恢复 ${restored}，保留 ${kept} / undone: ${removed} documents deleted, ${restored} restored, ${kept} kept`,
    )
  })

/** `import-work`: what the server starts for a batch that waits, in a process of its own. A signal ends it after the chunk in hand; the batch is gone on with later. */
export const work = (config: Config, { batch: id, county: code }: { batch: string; county: string }) =>
  withHouse(config, async ({ record, clock }) => {
    const county = Number(code)
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
    const batch = await readBatch(record.db, county, id)
    if (batch?.state === 'undoing')
      await undoBatch(record, county, id, { actor: batch.actor, now: clock().toISOString(), signal: stop.signal })
    else await importBatch(id, { record, county, originals: join(config.data, 'files'), signal: stop.signal })
  })
