import { createReadStream, type Stats } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../engine/error.ts'

/**
 * What stays where it is: the engine's own files and programs, its password (the restored engine makes one of its own), locks and logs; backups themselves, and exports, which are written again when asked for;
 * and keys of TLS, which belong to this machine's name and are issued anew.
 */
const stays = /^(pgdata.*|pg-.*|pg\.log.*|countywide\.pid.*|backups|exports|tls|lost\+found|restore-unfinished|.*\.(key|pem|crt|p12|pfx))$/

/** Whether a path below the data folder travels with a backup. */
export const travels = (path: string): boolean => !stays.test(path.split('/')[0]!) && !/\.(key|pem|p12|pfx)$/.test(path)

/** The plain files of a data folder that travel, by their path in it with `/`, in order. Links, sockets and pipes do not. */
export async function* filesOf(folder: string, below = ''): AsyncGenerator<string> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below ? `${below}/${entry.name}` : entry.name
    if (!travels(path)) continue
    if (entry.isDirectory()) yield* filesOf(folder, path)
    else if (entry.isFile()) yield path
  }
}

const small = 1024 * 1024
export type Opened = { size: number; mode: number; body: Iterable<Buffer> | AsyncIterable<Buffer> }

/** A file as it is now; a small one is read at once, so that an editor cannot change it underway. Undefined: it was taken away meanwhile. */
export async function openFile(path: string): Promise<Opened | undefined> {
  try {
    const stats: Stats = await lstat(path)
    const mode = stats.mode & 0o777
    if (stats.size > small) return { size: stats.size, mode, body: createReadStream(path, { start: 0, end: stats.size - 1 }) }
    const bytes = await readFile(path)
    return { size: bytes.length, mode, body: [bytes] }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
