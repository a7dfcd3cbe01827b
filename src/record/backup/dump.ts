import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Db } from '../db.ts'
import { type BackupTable, fileName, format, type Header, type Manifest, names, partName, type Sum, tally } from './archive.ts'
import { carriesRows, columnList, tablesOf } from './catalog.ts'
import { encrypt } from './cipher.ts'
import { filesOf, openFile } from './folder.ts'
import { type TarEntry, writeTar } from './tar.ts'

/** Some MB, cut behind a row; one row may be larger. */
const most = 4 * 1024 * 1024

/** Blocks that end with a row. */
async function* blocks(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  for await (const part of source) {
    parts.push(part)
    size += part.length
    const end = size < most ? -1 : part.lastIndexOf(0x0a)
    if (end < 0) continue
    const all = Buffer.concat(parts)
    const cut = all.length - part.length + end + 1
    yield all.subarray(0, cut)
    parts = [all.subarray(cut)]
    size -= cut
  }
  if (size) yield Buffer.concat(parts)
}

const entryOf = (name: string, value: unknown): TarEntry => {
  const bytes = Buffer.from(`${JSON.stringify(value, null, 1)}\n`)
  return { name, size: bytes.length, body: [bytes] }
}

async function* tableEntries(tx: Db, table: BackupTable, sums: Record<string, Sum>): AsyncGenerator<TarEntry> {
  const tallied = tally(true)
  if (carriesRows(table)) {
    const source = table.partitions.length ? `(select ${columnList(table)} from "${table.name}")` : `"${table.name}" (${columnList(table)})`
    let n = 0
    for await (const block of blocks(tx.copyOut(source))) {
      n += 1
      yield { name: partName(table.name, n), size: block.length, body: [tallied.add(block)] }
    }
  }
  sums[table.name] = tallied.sum()
}

async function* fileEntries(folder: string, sums: Record<string, Sum>): AsyncGenerator<TarEntry> {
  for await (const path of filesOf(folder)) {
    const opened = await openFile(join(folder, path))
    if (!opened) continue
    const tallied = tally(false)
    yield { name: fileName(path), size: opened.size, mode: opened.mode, body: tallied.through(opened.body) }
    sums[path] = tallied.sum()
  }
}

async function headerOf(tx: Db, program: string): Promise<Header> {
  const [now] = await tx.query<{ begun: string; postgres: string }>(
    `select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as begun, current_setting('server_version') as postgres`,
  )
  const migrations = await tx.query<{ name: string; hash: string }>('select name, hash from migration order by name')
  const counties = await tx.query<{ id: number; name: string }>('select county_id as id, name from county order by 1')
  return { format, program, ...now!, migrations, counties, tables: await tablesOf(tx) }
}

type Options = { program: string; level?: number; passphrase?: string; now?: () => Date }

/**
 * Writes a backup of the record and of its data folder while the record is in use. All tables are read in one REPEATABLE READ transaction, so the archive holds what
 * was committed at its beginning, to the last row. Files are read after that; those that rows speak of are never changed. Memory stays at some MB.
 * @param level of gzip, 1 (fast) to 9 (small)
 * @param passphrase encrypts what is written
 * @param out ended when the archive is complete, destroyed otherwise
 */
export async function writeBackup(
  db: Db,
  folder: string,
  out: NodeJS.WritableStream,
  { program, level = 2, passphrase, now = () => new Date() }: Options,
): Promise<{ header: Header; manifest: Manifest }> {
  return db.transaction(async (tx) => {
    await tx.query('set transaction isolation level repeatable read, read only')
    await tx.query(`select set_config('statement_timeout', '0', true), set_config('lock_timeout', '15s', true)`)
    const header = await headerOf(tx, program)
    await tx.script(`lock table ${header.tables.map(({ name }) => `"${name}"`).join(', ')} in access share mode`) // nobody drops one underway
    const manifest: Manifest = { ended: '', tables: {}, files: {} }
    const entries = async function* (): AsyncGenerator<TarEntry> {
      yield entryOf(names.header, header)
      for (const table of header.tables) yield* tableEntries(tx, table, manifest.tables)
      yield* fileEntries(folder, manifest.files)
      manifest.ended = now().toISOString()
      yield entryOf(names.manifest, manifest)
    }
    const zipped = createGzip({ level, chunkSize: 256 * 1024 })
    if (passphrase === undefined) await pipeline(writeTar(entries()), zipped, out)
    else await pipeline(writeTar(entries()), zipped, (bytes: AsyncIterable<Buffer>) => encrypt(bytes, passphrase), out)
    return { header, manifest }
  })
}
