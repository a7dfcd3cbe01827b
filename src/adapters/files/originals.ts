import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { say } from '../../kernel/grammar/texts.ts'
import type { Db } from '../../record/db.ts'
import { expireOriginals } from '../../record/expired-originals.ts'
import { ImportError } from './import-error.ts'
import { lineEnds } from './sources/blocks.ts'
import { texts } from './texts.ts'

/** A file's bytes: SHA-256 (hex), how many they are, and its line ends. */
export type Sum = { checksum: string; bytes: number; lines: number }

function counting() {
  const hash = createHash('sha256')
  const sum = { bytes: 0, lines: 0 }
  return {
    async *pass(source: AsyncIterable<Buffer>) {
      for await (const piece of source) {
        hash.update(piece)
        sum.bytes += piece.length
        sum.lines += lineEnds(piece)
        yield piece
      }
    },
    result: (): Sum => ({ ...sum, checksum: hash.digest('hex') }),
  }
}

/** What a file is, without keeping it. */
export async function sumOf(path: string): Promise<Sum> {
  const counter = counting()
  for await (const _ of counter.pass(createReadStream(path, { highWaterMark: 1 << 20 })));
  return counter.result()
}

export const originalPath = (folder: string, checksum: string) => join(folder, checksum)

/**
 * Keeps a file in `folder` under its checksum: whole and on the disk, or not at all; once, however often it comes. Readable by the house's own account only.
 * @throws ImportError when the disk is full
 */
export async function keepOriginal(folder: string, source: string | Readable): Promise<Sum> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const half = join(folder, `${randomUUID()}.half`)
  const counter = counting()
  try {
    const from = typeof source === 'string' ? createReadStream(source, { highWaterMark: 1 << 20 }) : source
    await pipeline(from, counter.pass, createWriteStream(half, { mode: 0o600 }))
    const sum = counter.result()
    const path = originalPath(folder, sum.checksum)
    if (!(await exists(path))) {
      await flush(half)
      await rename(half, path)
      await flush(folder).catch(() => {}) // a folder cannot be opened everywhere
    }
    return sum
  } catch (error) {
    throw (error as { code?: string }).code === 'ENOSPC' ? new ImportError(texts.diskFull) : error
  } finally {
    await rm(half, { force: true })
  }
}

/** The kept file. @throws ImportError when it is not there */
export async function findOriginal(folder: string, checksum: string): Promise<string> {
  const path = originalPath(folder, checksum)
  if (!(await exists(path))) throw new ImportError(texts.noOriginal, { sum: checksum })
  return path
}

const dayMs = 86_400_000
/** How long originals are kept after their import ended, in days, and which types of documents name such files too. */
export type Retention = { folder: string; days: number; naming: readonly string[] }
/** Removes originals whose time is over. @returns of how many imports */
export function dropOriginals(db: Db, { folder, days, naming }: Retention, now: Date): Promise<number> {
  const before = new Date(now.getTime() - days * dayMs).toISOString()
  const values = { days, on: now.toISOString().slice(0, 10) }
  const said = [say(texts.expired, 'zh', values), say(texts.expired, 'en', values)] as const
  return expireOriginals(db, before, naming, said, (checksum) => rm(originalPath(folder, checksum), { force: true }))
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
async function flush(path: string) {
  const handle = await open(path)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
