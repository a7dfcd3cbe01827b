import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { alive, worksIn } from './processes.ts'

/** What `postmaster.pid` says: line 1 the pid, line 4 the port, line 8 the state. */
export type Postmaster = { pid: number; port: number; ready: boolean }

const fileOf = (cluster: string) => join(cluster, 'postmaster.pid')

/** Reads the server's own file, or undefined when there is none. A file left by a crash says `ready` too: compare the pid. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(fileOf(cluster), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.startsWith('ready') ?? false }
  } catch {
    return undefined
  }
}

/** The server that outlived an earlier Node on this cluster, once it takes connections; undefined when there is none. */
export async function findSurvivor(cluster: string): Promise<Postmaster | undefined> {
  for (;;) {
    const found = readPostmaster(cluster)
    if (!found || !works(found, cluster)) return undefined
    if (found.ready) return found
    await sleep(20) // starting, recovering or stopping: it ends in ready or in no process
  }
}

const works = ({ pid }: Postmaster, cluster: string) => alive(pid) && worksIn(pid, cluster)

/**
 * Lets a server start over the file of one that is gone. PostgreSQL shies from a pid of its account that belongs to another program now, or to a killed server whose parent has not
 * reaped it yet. The file is disarmed, not deleted: PostgreSQL takes its parent's pid for stale, yet still refuses to start while orphaned backends hold the shared memory that the file names.
 */
export function disarm(cluster: string): void {
  const found = readPostmaster(cluster)
  if (!found || works(found, cluster)) return
  if (process.platform === 'win32') rmSync(fileOf(cluster))
  else writeFileSync(fileOf(cluster), readFileSync(fileOf(cluster), 'utf8').replace(/^.*/, String(process.pid)))
}
