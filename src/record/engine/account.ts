import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { EngineError } from './error.ts'

/** The unprivileged account that PostgreSQL runs under when we are root: it refuses uid 0. */
export type Account = { uid: number; gid: number }

export const isRoot = (): boolean => process.getuid?.() === 0

/**
 * An account that exists already (initdb needs a passwd entry); we never add one to the host.
 * @throws EngineError 'account'
 */
export function unprivileged(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new EngineError(
    'account',
    '以 root 身份启动，但 /etc/passwd 中没有 postgres 或 nobody 账户可供数据库使用；请改用普通账户启动，或设置 DATABASE_URL',
    'started as root, but /etc/passwd has neither postgres nor nobody to run the database under; start as an ordinary user or set DATABASE_URL',
  )
}

/** Whether the account can enter a folder, asked of the system itself (modes, ACLs and mounts all have a say). */
export const reaches = (account: Account, folder: string): boolean =>
  spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' }).status === 0

/** Makes a folder and its missing parents, 0755 whatever the umask, so that the account can pass; existing ones stay as they are. */
export function makeFolder(folder: string): void {
  const first = mkdirSync(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) chmodSync(made, 0o755)
}
