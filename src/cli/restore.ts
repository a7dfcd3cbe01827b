import { existsSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { verifyAudit } from '../record/audit.ts'
import type { Manifest } from '../record/backup/archive.ts'
import { BackupError } from '../record/backup/error.ts'
import { restoreBackup, verifyBackup } from '../record/backup/load.ts'
import { openDb } from '../record/db.ts'
import { makeFolder } from '../record/engine/account.ts'
import { codeOf } from '../record/engine/error.ts'
import { openEngine } from '../record/engine/open.ts'
import { type Config, unfinishedRestore } from '../server/config.ts'
import { openHouse } from '../server/house.ts'
import { archiveAt, passphraseIn, summary } from './backup.ts'

export type RestoreOptions = { into: string; databaseUrl?: string; keyFile?: string }

/** @throws BackupError unless the folder is not there or empty */
function mustBeEmpty(folder: string) {
  if (!existsSync(folder)) return
  if (!statSync(folder).isDirectory()) throw new BackupError(`${folder} 不是目录`, `${folder} is not a folder`)
  const [found] = readdirSync(folder).filter((name) => name !== 'lost+found')
  if (found !== undefined)
    throw new BackupError(
      `目标目录不是空的：${folder}（有 ${found}）；请用 --into 指定一个新目录`,
      `the folder to restore into is not empty: ${folder} (it has ${found}); name a new one with --into`,
    )
}

const freeAt = (folder: string): number => {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : dirname(folder))
  return bavail * bsize
}
const [MB, full] = [1024 ** 2, 64 * 1024 ** 2]

/** @throws BackupError where not even the bytes of the backup have room; the database takes more, with its indexes and its log about thrice as much */
function mustHaveRoom(folder: string, { tables, files }: Manifest) {
  if (!existsSync(folder) && !existsSync(dirname(folder))) return
  const [need, free] = [[...Object.values(tables), ...Object.values(files)].reduce((sum, { bytes }) => sum + bytes, 0), freeAt(folder)]
  if (free < need)
    throw new BackupError(
      `${folder} 所在的磁盘只剩 ${Math.floor(free / MB)} MB，恢复约需 ${Math.ceil((3 * need) / MB)} MB`,
      `the disk of ${folder} has ${Math.floor(free / MB)} MB left; restoring takes about ${Math.ceil((3 * need) / MB)} MB`,
    )
}

/** A database whose disk is full ends, and all that is seen of it is a line that broke. */
const told = (error: unknown, folder: string): unknown =>
  codeOf(error) === '53100' || (!(error instanceof BackupError) && existsSync(folder) && freeAt(folder) < full)
    ? new BackupError(
        `磁盘已满，没有恢复成：${folder}；请腾出空间或换一个位置`,
        `the disk is full, nothing was restored: ${folder}; make room or choose another place`,
        error,
      )
    : error

/** What stands in a half-restored folder goes; the folder itself stays if it was there. */
function clear(folder: string, was: boolean) {
  if (!was) return rmSync(folder, { recursive: true, force: true })
  for (const name of readdirSync(folder)) if (name !== 'lost+found') rmSync(join(folder, name), { recursive: true, force: true })
}

/**
 * `countywide restore FILE --into DIR`: puts a backup into a new data folder (and with `--database-url` into an empty database of one's own), brings it up to this
 * version, fills what is derived, and verifies the audit chains. Refuses a damaged archive and a place that is not empty, before anything is written.
 * @throws BackupError, EngineError
 */
export async function restore(config: Config, file: string, { into, databaseUrl, keyFile }: RestoreOptions): Promise<void> {
  const folder = resolve(into)
  mustBeEmpty(folder)
  if (!existsSync(file)) throw new BackupError(`没有这个文件：${file}`, `no such file: ${file}`)
  const source = archiveAt(file, passphraseIn(keyFile))
  const { header, manifest } = await verifyBackup(source)
  if (!(databaseUrl ?? config.databaseUrl)) mustHaveRoom(folder, manifest)
  console.log(
    `备份完好，开始恢复 / the backup is whole, restoring: ${header.begun}, ${header.counties.map((c) => `${c.id} ${c.name}`).join(', ')}`,
  )
  const began = performance.now()
  const was = existsSync(folder)
  makeFolder(folder)
  writeFileSync(unfinishedRestore(folder), `${file}\n`)
  const engine = await openEngine({ data: folder, databaseUrl: databaseUrl ?? config.databaseUrl }).catch((error: unknown) => {
    clear(folder, was)
    throw error
  })
  const db = openDb(engine.url, { max: 2, name: 'countywide-restore' })
  try {
    const restored = await restoreBackup(db, folder, source)
    rmSync(unfinishedRestore(folder))
    await finish(engine.url)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`恢复完成，${seconds} 秒 / restored in ${seconds} s: ${summary(restored)}`)
  } catch (error) {
    const why = told(error, folder)
    if (existsSync(unfinishedRestore(folder))) {
      await db.close()
      await engine.stop()
      clear(folder, was)
    }
    throw why
  } finally {
    await db.close()
    await engine.stop()
  }
}

/** Opens the restored record as a start would, and verifies every audit chain; exit code 1 when one is broken (it was so when it was backed up). */
async function finish(url: string) {
  const { record } = await openHouse(url)
  try {
    for (const county of await record.counties()) {
      const { entries, broken } = await verifyAudit(record.db, county.id)
      const state = broken.length ? ['不完整', 'BROKEN'] : ['完整', 'whole']
      console.log(`${county.id} ${county.name}: 审计 ${entries} 条，${state[0]} / audit: ${entries} entries, ${state[1]}`)
      if (broken.length) process.exitCode = 1
    }
  } finally {
    await record.close()
  }
}
