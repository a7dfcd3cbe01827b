import { createReadStream, createWriteStream, readFileSync, rmSync, statSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Readable, Writable } from 'node:stream'
import type { Header, Manifest } from '../record/backup/archive.ts'
import { decrypt } from '../record/backup/cipher.ts'
import { writeBackup } from '../record/backup/dump.ts'
import { BackupError } from '../record/backup/error.ts'
import { verifyBackup } from '../record/backup/load.ts'
import { openDb } from '../record/db.ts'
import { codeOf } from '../record/engine/error.ts'
import { joinEngine } from '../record/engine/open.ts'
import { type Config, readSecret } from '../server/config.ts'

export const programVersion = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** One line about an archive, in both languages. */
export function summary({ header, manifest }: { header: Header; manifest: Manifest }): string {
  const rows = Object.values(manifest.tables).reduce((sum, table) => sum + (table.rows ?? 0), 0)
  const files = Object.keys(manifest.files).length
  const [counties, tables] = [header.counties.length, header.tables.length]
  return `${counties} 县，${tables} 张表 ${rows} 行，${files} 个文件，截至 ${header.begun}，版本 ${header.program} / ${counties} counties, ${rows} rows in ${tables} tables, ${files} files, as of ${header.begun}, version ${header.program}`
}

/** A source that can be read again from its beginning, decrypted where a passphrase is given. @throws BackupError when there is no such file */
export function archiveAt(file: string, passphrase: string | undefined): () => NodeJS.ReadableStream {
  return () => Readable.from(decrypt(createReadStream(file, { highWaterMark: 256 * 1024 }), passphrase), { objectMode: false })
}

/**
 * The passphrase in a file, named on the command line or by BACKUP_KEY_FILE; undefined when none is named. Line ends around it do not count.
 * @throws BackupError for a file that is not there, that everybody can read, or that holds too little
 */
export function passphraseIn(file = readSecret('BACKUP_KEY_FILE')): string | undefined {
  if (!file) return undefined
  let secret: string
  try {
    if (statSync(file).mode & 0o004)
      throw new BackupError(`任何账户都能读密钥文件 ${file}；请执行 chmod 600`, `anybody can read the key file ${file}: chmod 600`)
    secret = readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw told(error, file)
  }
  if (secret.length >= 16) return secret
  throw new BackupError(
    `密钥文件 ${file} 内容太短，至少 16 个字符；可用 openssl rand -base64 32 生成`,
    `the key file ${file} holds fewer than 16 characters: make one with openssl rand -base64 32`,
  )
}

const told = (error: unknown, file: string): unknown => {
  if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT')
    return new BackupError(
      `磁盘已满，备份没有写成：${file}；请腾出空间或换一个位置`,
      `the disk is full, the backup was not written: ${file}; make room or choose another place`,
      error,
    )
  if (codeOf(error) === 'ENOENT') return new BackupError(`没有这个文件或目录：${file}`, `no such file or folder: ${file}`, error)
  if (codeOf(error) === 'EACCES') return new BackupError(`没有权限：${file}`, `permission denied: ${file}`, error)
  return error
}

/** Standard output as a stream that may end while the process goes on to say how it went. */
const standardOutput = () =>
  new Writable({
    write: (chunk, _encoding, done) => void process.stdout.write(chunk, done),
  })

/** Writes to a temporary name beside the file, and gives it its name when every byte is on the disk: a file of that name is always whole. */
async function toFile(file: string, work: (out: Writable) => Promise<void>): Promise<void> {
  const part = `${file}.part-${process.pid}`
  const clear = () => rmSync(part, { force: true })
  process.on('exit', clear) // when it is interrupted
  try {
    const handle = await open(part, 'w', 0o600)
    await handle.close()
    await work(createWriteStream(part, { flush: true }))
    await rename(part, file)
    const folder = await open(dirname(file), 'r')
    await folder.sync().finally(() => folder.close())
  } catch (error) {
    clear()
    throw told(error, file)
  } finally {
    process.off('exit', clear)
  }
}

/**
 * `countywide backup FILE`: a consistent backup while the server runs or while it is stopped; `-` writes to standard output, to be piped on (age, gpg, ssh).
 * @throws BackupError, EngineError
 */
export async function backup(config: Config, target: string, options: { level?: string; keyFile?: string } = {}): Promise<void> {
  const level = Number(options.level ?? 2)
  if (!Number.isInteger(level) || level < 1 || level > 9) throw new BackupError('--level 应为 1 至 9', '--level is a number from 1 to 9')
  const passphrase = passphraseIn(options.keyFile)
  const engine = await joinEngine(config)
  const db = openDb(engine.url, { max: 1, name: 'countywide-backup' })
  const giveUp = (why: string) =>
    void engine.stop().finally(() => {
      console.error(why)
      process.exit(1)
    })
  const interrupt = () => giveUp('备份被中断，没有写成 / the backup was interrupted, nothing was written')
  if (target === '-')
    process.stdout.on('error', () => giveUp('读取备份的程序已退出，备份不完整 / whoever read the backup is gone: it is not whole'))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  try {
    const began = performance.now()
    let made: { header: Header; manifest: Manifest } | undefined
    const write = async (out: Writable) => {
      made = await writeBackup(db, config.data, out, {
        program: programVersion(),
        level,
        ...(passphrase === undefined ? {} : { passphrase }),
      })
    }
    if (target === '-') await write(standardOutput()).catch((error: unknown) => Promise.reject(told(error, '-')))
    else await toFile(resolve(target), write)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const sealed = passphrase === undefined ? ['', ''] : ['，已加密', ', encrypted']
    console.error(`备份完成${sealed[0]}，${seconds} 秒 / backup complete in ${seconds} s${sealed[1]}: ${summary(made!)}`)
  } finally {
    await db.close()
    await engine.stop()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupt)
  }
}

/** `countywide backup --verify FILE`: reads all of it; nothing but the file is needed. @throws BackupError */
export async function verifyFile(file: string, keyFile?: string): Promise<void> {
  const found = await verifyBackup(archiveAt(file, passphraseIn(keyFile))).catch((error: unknown) => Promise.reject(told(error, file)))
  console.log(`备份完好 / the backup is whole: ${summary(found)}`)
}
