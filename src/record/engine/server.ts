import { spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import { diskFull, EngineError, saysDiskFull } from './error.ts'
import { environment } from './initdb.ts'
import { readPostmaster } from './postmaster.ts'
import { alive } from './processes.ts'

const LOG_LIMIT = 16 * 1024 * 1024

/** Whether a TCP port of 127.0.0.1 is free; with 0, which one the system offers. Undefined: taken. */
export const freePort = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })

/** Why a server that ended before it was ready did so, from what it wrote to its log. */
function complaint(cluster: Cluster, log: string, said: string): EngineError {
  if (saysDiskFull(said)) return diskFull(cluster.home, said)
  const port = /could not bind|could not create any TCP/.test(said)
  const last =
    said
      .trim()
      .split('\n')
      .filter((line) => /FATAL|PANIC|ERROR/.test(line))
      .slice(-2)
      .join(' ') || said.trim().slice(-300)
  return new EngineError(
    port ? 'port-taken' : 'start',
    `数据库无法启动（${cluster.folder}）：${last}；详见 ${log}`,
    `the database does not start (${cluster.folder}): ${last}; see ${log}`,
  )
}

/**
 * Starts the server and waits until it takes connections (after a crash: until it has recovered, however long that is).
 * It is detached, so that Ctrl-C reaches Node only and the server outlives a Node that dies.
 * @returns the server's pid
 * @throws EngineError 'port-taken', 'disk-full', 'start'
 */
export async function startServer(native: string, cluster: Cluster, settings: Record<string, string>): Promise<number> {
  const log = join(cluster.data, 'pg.log')
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size > LOG_LIMIT) renameSync(log, `${log}.1`)
  const fd = openSync(log, 'a', 0o600)
  const from = size > LOG_LIMIT ? 0 : size
  const child = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', cluster.folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...cluster.account, cwd: cluster.folder, env: environment(), stdio: ['ignore', fd, fd], detached: true, windowsHide: true },
  )
  closeSync(fd)
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = `exit ${code ?? signal}`))
  child.unref()
  for (;;) {
    const found = readPostmaster(cluster.folder)
    if (found?.ready && found.pid === child.pid) return found.pid
    if (ended !== undefined) throw complaint(cluster, log, `${readFileSync(log).subarray(from).toString('utf8')}\n${ended}`)
    await sleep(5)
  }
}

/** Stops a server, ours or adopted: SIGINT (fast), and SIGQUIT after `patience` milliseconds; never SIGKILL. Resolves when it has ended. */
export async function stopServer(native: string, cluster: string, pid: number, patience = 30_000): Promise<void> {
  const signal = (name: 'SIGINT' | 'SIGQUIT') => {
    if (!alive(pid)) return
    if (process.platform !== 'win32') process.kill(pid, name)
    else spawnSync(join(native, 'bin', 'pg_ctl'), ['stop', '-W', '-D', cluster, '-m', name === 'SIGINT' ? 'fast' : 'immediate'])
  }
  signal('SIGINT')
  const limit = performance.now() + patience
  let quit = false
  while (alive(pid)) {
    if (!quit && performance.now() > limit) {
      quit = true
      signal('SIGQUIT')
    }
    await sleep(5)
  }
}
