import { spawn } from 'node:child_process'
import { chownSync, closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './account.ts'
import type { Cluster } from './cluster.ts'
import { diskFull, EngineError, saysDiskFull } from './error.ts'

/** The environment of PostgreSQL's programs: English messages (we read them), no PG* variables, nothing of ours. */
export const environment = (): Record<string, string> => ({
  LC_ALL: 'C',
  TZ: 'Asia/Shanghai',
  ...(process.env.SystemRoot ? { SystemRoot: process.env.SystemRoot } : {}),
})

const run = (program: string, args: string[], cluster: Cluster) =>
  new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    const child = spawn(program, args, { ...cluster.account, cwd: cluster.home, env: environment(), windowsHide: true })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.on('error', reject).on('close', (code) => resolve({ code, said }))
  })

/**
 * Makes the cluster: UTF8, builtin C.UTF-8 locale (so that a plain btree serves `LIKE 'prefix%'`), scram everywhere, never trust.
 * Built aside and renamed, so that a start cut short leaves nothing that looks like a cluster.
 * @throws EngineError 'disk-full', 'initdb'
 */
export async function makeCluster(native: string, cluster: Cluster, password: string): Promise<void> {
  const half = `${cluster.folder}.half`
  const secret = join(cluster.home, 'pgdata.secret')
  for (const left of [half, secret]) rmSync(left, { recursive: true, force: true })
  try {
    makeFolder(half)
    writeFileSync(secret, `${password}\n`, { mode: 0o600 }) // initdb reads it as the account
    for (const path of cluster.account ? [half, secret] : []) chownSync(path, cluster.account!.uid, cluster.account!.gid)
    const { code, said } = await run(
      join(native, 'bin', 'initdb'),
      [
        ['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '--no-instructions'],
        ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ].flat(),
      cluster,
    )
    if (code !== 0) {
      if (saysDiskFull(said)) throw diskFull(cluster.home, said)
      const last = said.trim().split('\n').slice(-3).join(' ')
      throw new EngineError(
        'initdb',
        `无法在 ${cluster.folder} 建立数据库：${last}；请按提示处理后重新启动`,
        `the database could not be made in ${cluster.folder}: ${last}; mend that and start again`,
      )
    }
    renameSync(half, cluster.folder)
    if (process.platform !== 'win32') {
      const fd = openSync(cluster.home, 'r')
      fsyncSync(fd)
      closeSync(fd)
    }
  } finally {
    for (const left of [half, secret]) rmSync(left, { recursive: true, force: true })
  }
}
