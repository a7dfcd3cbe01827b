import { appendFileSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import type { Db } from '../../src/record/db.ts'
import type { RecordStore } from '../../src/record/record.ts'

/** A store whose COPY input is kept in files as it goes by, one a table, for the baseline. */
export function spooling(record: RecordStore, folder: string): RecordStore {
  mkdirSync(folder, { recursive: true })
  const names = new Map<string, string>()
  const keep = (target: string, chunks: Iterable<string>): string[] => {
    const all = [...chunks]
    if (!names.has(target)) {
      names.set(target, join(folder, String(names.size).padStart(3, '0')))
      writeFileSync(`${names.get(target)}.target`, target)
    }
    appendFileSync(`${names.get(target)}.rows`, all.join(''))
    return all
  }
  const wrap = (db: Db): Db => ({
    ...db,
    transaction: (work) => db.transaction((tx) => work(wrap(tx))),
    copyIn: (target, chunks) => db.copyIn(target, Symbol.iterator in chunks ? keep(target, chunks) : chunks),
  })
  return { ...record, db: wrap(record.db) }
}

/** COPY of what was kept into the same tables, table by table. */
export async function replay(db: Db, folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.rows')))
    await db.copyIn(readFileSync(join(folder, name.replace('.rows', '.target')), 'utf8'), textOf(join(folder, name)))
}

function* textOf(path: string): Generator<string> {
  const handle = openSync(path, 'r')
  const decoder = new StringDecoder('utf8')
  const block = Buffer.allocUnsafe(1 << 18)
  try {
    for (let n = readSync(handle, block); n > 0; n = readSync(handle, block)) yield decoder.write(block.subarray(0, n))
  } finally {
    closeSync(handle)
  }
}
