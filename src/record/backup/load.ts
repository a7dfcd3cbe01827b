import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Db } from '../db.ts'
import { ensurePartitions, migrate, migrations } from '../migrate.ts'
import { type BackupTable, type Header, type Manifest, readArchive } from './archive.ts'
import { carriesRows, columnList, createTable } from './catalog.ts'
import { BackupError, damaged } from './error.ts'
import { travels } from './folder.ts'

type Source = () => NodeJS.ReadableStream

async function drained(body: AsyncIterable<Buffer>) {
  for await (const _ of body);
}

/** Reads an archive to its end and compares every sum and count; writes nothing. @throws BackupError */
export const verifyBackup = (source: Source): Promise<{ header: Header; manifest: Manifest }> =>
  readArchive(source(), {
    header: async () => {},
    rows: (_table, body) => drained(body),
    file: (_path, _mode, body) => drained(body),
  })

/** @throws BackupError unless nothing is in the database yet */
async function mustBeEmpty(db: Db) {
  const [found] = await db.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f') limit 1`,
  )
  if (found)
    throw new BackupError(
      `目标数据库不是空的（有表 ${found.name}）；请新建一个空数据库再恢复`,
      `the database to restore into is not empty (it has a table ${found.name}): make a new one and restore into that`,
    )
}

/** The migrations that the archive was made with, as this program ships them. @throws BackupError when it does not */
function migrationsOf(header: Header) {
  const shipped = migrations()
  for (const { name, hash } of header.migrations) {
    const ours = shipped.find((m) => m.name === name)
    if (!ours)
      throw new BackupError(
        `备份由更新的版本制作（${header.program}，${name}），请先升级程序`,
        `the backup was made by a newer version (${header.program}, ${name}): upgrade the program first`,
      )
    if (ours.hash !== hash)
      throw new BackupError(
        `备份的数据库结构 ${name} 与本程序不同，请用制作备份的版本 ${header.program} 恢复`,
        `migration ${name} of the backup is not this program's: restore with the version that made it, ${header.program}`,
      )
  }
  return shipped.filter(({ name }) => header.migrations.some((m) => m.name === name))
}

/** The schema as it was: migrations, months that had a partition, tables of the views. Secondary indexes are taken away until the rows are in; answers how to make them. */
async function prepare(tx: Db, header: Header): Promise<string[]> {
  await migrate(tx, migrationsOf(header))
  for (const month of new Set(
    header.tables.flatMap((t) => t.partitions.flatMap((p) => /_(\d{4})(\d{2})$/.exec(p)?.slice(1).join('-') ?? [])),
  ))
    await ensurePartitions(tx, new Date(`${month}-01T00:00:00Z`))
  const there = new Set(
    (
      await tx.query<{ name: string }>(
        `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`,
      )
    ).map(({ name }) => name),
  )
  for (const table of header.tables) if (!there.has(table.name)) await tx.script(createTable(table))
  const filled = header.tables.filter(({ name }) => name !== 'migration').map(({ name }) => `"${name}"`)
  await tx.script(`truncate ${filled.join(', ')}`) // what the migrations put there is in the archive too
  const indexes = await tx.query<{ name: string; made: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
     where c.relnamespace = current_schema()::regnamespace and not i.indisunique and not x.relispartition`,
  )
  for (const { name } of indexes) await tx.script(`drop index ${name}`)
  return indexes.map(({ made }) => made.replace(' ON ONLY ', ' ON ')) // of a partitioned table: again with one for each partition
}

async function numberOn(tx: Db, { name, columns }: BackupTable) {
  for (const { name: column, last } of columns)
    if (last !== null)
      await tx.query(`select setval(pg_get_serial_sequence($1, $2), greatest($3::bigint, (select max("${column}") from "${name}")))`, [
        `"${name}"`,
        column,
        last,
      ])
}

async function compareCounts(tx: Db, tables: Manifest['tables']) {
  for (const [name, { rows }] of Object.entries(tables)) {
    const [found] = name === 'migration' ? [] : await tx.query<{ n: number }>(`select count(*) as n from "${name}"`)
    if (found && found.n !== rows) throw damaged(`${name}: ${found.n} ≠ ${rows}`)
  }
}

/**
 * Puts a backup into an empty database and an empty folder. Everything in the database happens in one transaction: after a failure it is as empty as before. The archive is read twice, first to
 * its end without writing. One made by an older version is loaded into the schema it was made from, then brought up to this one.
 * @throws BackupError when the archive is damaged or newer, or the place is not empty
 */
export async function restoreBackup(db: Db, folder: string, source: Source): Promise<{ header: Header; manifest: Manifest }> {
  await mustBeEmpty(db)
  migrationsOf((await verifyBackup(source)).header)
  return db.transaction(async (tx) => {
    await tx.query(`select set_config('maintenance_work_mem', '256MB', true), set_config('statement_timeout', '0', true)`)
    const tables = new Map<string, BackupTable>()
    let indexes: string[] = []
    const read = await readArchive(source(), {
      header: async (header) => {
        for (const table of header.tables) tables.set(table.name, table)
        indexes = await prepare(tx, header)
      },
      rows: async (name, body) => {
        const table = tables.get(name)!
        if (!carriesRows(table)) throw damaged(name)
        await tx.copyIn(`"${name}" (${columnList(table)})`, body)
      },
      file: (path, mode, body) => writeFile(folder, path, mode, body),
    })
    for (const index of indexes) await tx.script(index)
    for (const table of tables.values()) await numberOn(tx, table)
    await compareCounts(tx, read.manifest.tables)
    await migrate(tx)
    await tx.script('analyze')
    return read
  })
}

async function writeFile(folder: string, path: string, mode: number, body: AsyncIterable<Buffer>) {
  if (!travels(path)) throw damaged(path)
  await mkdir(join(folder, dirname(path)), { recursive: true })
  const file = await open(join(folder, path), 'wx', mode)
  try {
    for await (const part of body) await file.writeFile(part)
    await file.sync()
  } finally {
    await file.close()
  }
}
