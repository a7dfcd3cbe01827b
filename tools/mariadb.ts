import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const executable = (path: string) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** MariaDB's server and its installer on this machine: on the PATH or in the usual places. */
export function findMariadb(env: NodeJS.ProcessEnv = process.env): { server: string; install: string } | undefined {
  const folders = [
    ...(env['PATH'] ?? '').split(delimiter),
    '/usr/sbin',
    '/usr/bin',
    '/usr/local/sbin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
  const find = (name: string) => folders.map((folder) => join(folder, name)).find(executable)
  const [server, install] = [find('mariadbd'), find('mariadb-install-db')]
  return server && install ? { server, install } : undefined
}
