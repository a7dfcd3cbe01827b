import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from './account.ts'
import { findBinaries, prepareBinaries } from './binaries.ts'
import { type Cluster, checkMajor, locateCluster, rememberCluster } from './cluster.ts'
import { ensureDatabase, urlOf } from './database.ts'
import { codeOf, diskFull, EngineError } from './error.ts'
import { makeCluster } from './initdb.ts'
import { claimFolder } from './owner.ts'
import { disarm, findSurvivor } from './postmaster.ts'
import { alive } from './processes.ts'
import { freePort, startServer, stopServer } from './server.ts'
import { serverSettings, thisMachine } from './settings.ts'

/** A PostgreSQL to work with. `first`: the cluster was made now; `adopted`: it survived an earlier Node. Times in milliseconds. */
export type Engine = {
  url: string
  first: boolean
  adopted: boolean
  milliseconds: { initdb?: number; start: number; total: number }
  /** Starts the server again, on its port, when it has died under us; true when it did. Call it now and then. */
  revive(): Promise<boolean>
  /** Ends the server (fast shutdown) and gives the data folder free; close the connections first. May be called twice. */
  stop(): Promise<void>
}

/** `data`: the data folder (--data). `port`: on 127.0.0.1; default the one used last, else a free one. `settings`: win over ours. */
export type LaunchOptions = { data: string; port?: number; settings?: Record<string, string> }

/** The superuser's password, made once per data folder and kept in `pg-password`, readable by its owner only. */
function passwordOf({ data, fresh }: Cluster): string {
  const file = join(data, 'pg-password')
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (kept) return kept
  if (!fresh) {
    throw new EngineError(
      'password',
      `缺少数据库密码文件 ${file}；请从备份恢复它`,
      `the database's password file ${file} is missing; restore it from a backup`,
    )
  }
  const password = randomBytes(24).toString('base64url')
  writeFileSync(file, `${password}\n`, { mode: 0o600, flush: true }) // on the disk before the cluster that needs it
  return password
}

/** Starts the server on the wanted port, the port used last, or any free one, and remembers it. Waits for orphans of a killed server. */
async function startOnPort(native: string, cluster: Cluster, { port: wanted, settings }: LaunchOptions) {
  const memory = join(cluster.data, 'pg-port')
  const last = existsSync(memory) ? Number(readFileSync(memory, 'utf8')) : 0
  const patience = performance.now() + 20_000
  for (;;) {
    const port = (await freePort(wanted ?? last)) ?? (wanted ? undefined : await freePort(0))
    try {
      if (port === undefined)
        throw new EngineError(
          'port-taken',
          `端口 ${wanted} 已被占用；请换一个端口或停止占用它的程序`,
          `port ${wanted} is taken; choose another or stop the program that has it`,
        )
      disarm(cluster.folder)
      const pid = await startServer(native, cluster, serverSettings(thisMachine(), port, settings))
      if (port !== last) writeFileSync(memory, `${port}\n`)
      return { pid, port }
    } catch (error) {
      const again = error instanceof EngineError && ((error.fault === 'port-taken' && !wanted) || error.message.includes('still in use'))
      if (!again || performance.now() > patience) throw error
      await sleep(100)
    }
  }
}

/**
 * Starts the embedded PostgreSQL of a data folder, or adopts the one that survived an earlier Node (killed -9), and sees to its
 * database `countywide`. The server listens on 127.0.0.1 only, asks for a password, and lives on if this process dies.
 * @throws EngineError with what, where and how to mend, in Chinese and English; see EngineFault
 */
export async function launchEngine(options: LaunchOptions): Promise<Engine> {
  const began = performance.now()
  makeFolder(resolve(options.data))
  const data = realpathSync(resolve(options.data))
  const releases = [claimFolder(data)]
  const release = () => {
    for (const free of releases) free()
  }
  try {
    const cluster = locateCluster(data)
    if (cluster.home !== data) releases.push(claimFolder(cluster.home)) // a copied data folder points to the same cluster
    return await launch({ ...options, data }, cluster, began, release)
  } catch (error) {
    release()
    throw ['ENOSPC', '53100'].includes(codeOf(error)) ? diskFull(data, String(error)) : error
  }
}

async function launch(options: LaunchOptions, cluster: Cluster, began: number, release: () => void): Promise<Engine> {
  const binaries = findBinaries()
  if (!cluster.fresh) checkMajor(cluster, binaries.major)
  const password = passwordOf(cluster)
  const native = prepareBinaries(binaries, cluster.home, cluster.account)
  const milliseconds: Engine['milliseconds'] = { start: 0, total: 0 }
  if (cluster.fresh) {
    const before = performance.now()
    await makeCluster(native, cluster, password)
    rememberCluster(cluster)
    milliseconds.initdb = Math.round(performance.now() - before)
  }
  const before = performance.now()
  let survivor = await findSurvivor(cluster.folder)
  if (survivor && options.port && options.port !== survivor.port) {
    await stopServer(native, cluster.folder, survivor.pid)
    survivor = undefined
  }
  let { pid, port } = survivor ?? (await startOnPort(native, cluster, options))
  try {
    await ensureDatabase(password, port, options.data)
  } catch (error) {
    if (!survivor) await stopServer(native, cluster.folder, pid)
    throw error
  }
  milliseconds.start = Math.round(performance.now() - before)
  milliseconds.total = Math.round(performance.now() - began)
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= stopServer(native, cluster.folder, pid).finally(release))
  const revive = async () => {
    if (stopping || alive(pid)) return false
    pid = (await startOnPort(native, cluster, { ...options, port })).pid
    return true
  }
  return { url: urlOf(password, port), first: cluster.fresh, adopted: survivor !== undefined, milliseconds, revive, stop }
}
