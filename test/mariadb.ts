import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, createConnection } from 'mysql2/promise'
import { findMariadb } from '../tools/mariadb.ts'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export type Mariadb = {
  port: number
  /** A connection as root that speaks UTF-8. */
  root: Connection
  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** A MariaDB of Debian's packages (or whatever is installed) in a folder of its own, on a random port of 127.0.0.1. About 4 s. */
export async function startMariadb(): Promise<Mariadb> {
  const found = findMariadb()
  if (!found) throw new Error('MariaDB is not installed: apt-get install mariadb-server-core mariadb-client-core')
  const folder = mkdtempSync(join(tmpdir(), 'countywide-mariadb-'))
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const user = `--user=${userInfo().username}`
  const made = spawnSync(found.install, [
    '--no-defaults',
    `--datadir=${data}`,
    user,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
  ])
  if (made.status !== 0) throw new Error(String(made.stderr))
  const port = await freePort()
  const args = ['--no-defaults', `--datadir=${data}`, user, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(folder, 's')}`]
  const quick = ['--innodb-flush-log-at-trx-commit=2', '--innodb-buffer-pool-size=64M', '--skip-log-bin', '--default-time-zone=+00:00']
  let server: ReturnType<typeof spawn> | undefined
  let root: Connection | undefined
  const ended = async () => {
    const old = server
    if (old && old.exitCode === null && old.signalCode === null) await new Promise((resolve) => old.once('exit', resolve))
  }
  const start = async () => {
    server = spawn(found.server, [...args, ...quick], { stdio: 'ignore' })
    for (let attempt = 0; ; attempt++)
      try {
        root = await createConnection({ host: '127.0.0.1', port, user: 'root', charset: 'utf8mb4', multipleStatements: true })
        root.on('error', () => {})
        return
      } catch (error) {
        if (attempt > 300) throw error
        await sleep(100)
      }
  }
  const stop = async (signal: NodeJS.Signals) => {
    root?.destroy()
    server?.kill(signal)
    await ended()
  }
  await start()
  return {
    port,
    get root() {
      return root!
    },
    kill: () => stop('SIGKILL'),
    start,
    close: async () => {
      await stop('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
