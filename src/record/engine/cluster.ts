import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Account, isRoot, makeFolder, reaches, unprivileged } from './account.ts'
import { codeOf, EngineError } from './error.ts'

/** Where a data folder's cluster lives: `<home>/pgdata`, where home is the data folder or, out of reach for the account, below `far`. */
export type Cluster = { data: string; home: string; folder: string; fresh: boolean; account: Account | undefined }

const pointerOf = (data: string) => join(data, 'pgdata.path')

/** The folder's state; as anybody but root, a cluster that another account owns cannot even be looked into. */
function exists(folder: string): boolean {
  try {
    if (!isRoot() && process.getuid && statSync(folder).uid !== process.getuid()) {
      throw new EngineError(
        'permission',
        `数据库目录 ${folder} 属于另一个系统账户；请用当初的账户（例如 root）启动，或更改该目录的属主`,
        `the database folder ${folder} belongs to another system account; start as that account (root, say) or change the folder's owner`,
      )
    }
    if (existsSync(join(folder, 'PG_VERSION'))) return true
    rmdirSync(folder) // an empty folder is as good as none
    return false
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
    throw new EngineError(
      'missing',
      `${folder} 不是空目录，也不是 PostgreSQL 数据库；请移走其中的内容，或用 --data 指定另一个目录`,
      `${folder} is neither empty nor a PostgreSQL cluster; move its contents away, or choose another folder with --data`,
    )
  }
}

/** The account that must run an existing cluster: its owner. */
function ownerOf(folder: string): Account | undefined {
  if (!isRoot()) return undefined
  const { uid, gid } = statSync(folder)
  const account = uid === 0 ? undefined : { uid, gid }
  if (account && reaches(account, folder)) return account
  throw new EngineError(
    'permission',
    `运行数据库的账户（uid ${uid}）进不了 ${folder}；请恢复该目录原来的属主，并让其上级目录可进入（chmod o+x）`,
    `the account that runs the database (uid ${uid}) cannot enter ${folder}; restore the folder's owner and let the account pass its parents (chmod o+x)`,
  )
}

/**
 * Finds the cluster of a data folder, or the place where a new one belongs.
 * @param far where clusters go whose data folder the unprivileged account cannot reach (root below a 0700 home)
 * @throws EngineError 'permission', 'missing', 'account'
 */
export function locateCluster(data: string, far = '/var/lib/countywide'): Cluster {
  if (existsSync(pointerOf(data))) {
    const home = readFileSync(pointerOf(data), 'utf8').trim()
    const folder = join(home, 'pgdata')
    if (exists(folder)) return { data, home, folder, fresh: false, account: ownerOf(folder) }
    throw new EngineError(
      'missing',
      `${pointerOf(data)} 指向的数据库 ${folder} 不存在；请从备份恢复该目录，或在确定不要旧数据后删除 ${pointerOf(data)}`,
      `the cluster ${folder} that ${pointerOf(data)} points to is gone; restore it from a backup, or delete ${pointerOf(data)} if the old data is not wanted`,
    )
  }
  const near = join(data, 'pgdata')
  if (exists(near)) return { data, home: data, folder: near, fresh: false, account: ownerOf(near) }
  const account = isRoot() ? unprivileged() : undefined
  if (!account || reaches(account, data)) return { data, home: data, folder: near, fresh: true, account }
  const home = join(far, createHash('sha256').update(data).digest('hex').slice(0, 16))
  if (existsSync(join(home, 'pgdata'))) renameSync(home, `${home}.left-${Date.now()}`) // its data folder was deleted: kept, never reused
  makeFolder(home)
  return { data, home, folder: join(home, 'pgdata'), fresh: true, account }
}

/** Remembers in the data folder where a far cluster lives, once it is complete, and in the cluster's home whose it is. */
export function rememberCluster({ data, home }: Cluster): void {
  if (home === data) return
  writeFileSync(join(home, 'data.path'), `${data}\n`)
  writeFileSync(pointerOf(data), `${home}\n`, { flush: true })
}

/** @throws EngineError 'major' unless the cluster was made by this PostgreSQL major */
export function checkMajor({ folder }: Cluster, major: number): void {
  const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (Number(found) === major) return
  const [chinese, english] =
    Number(found) > major
      ? ['请升级县域通', 'upgrade countywide']
      : ['请用原来的版本备份后在新目录中恢复', 'back it up with the countywide version that made it and restore into a new folder']
  throw new EngineError(
    'major',
    `${dirname(folder)} 中的数据库由 PostgreSQL ${found} 建立，而本版本内置 PostgreSQL ${major}；${chinese}`,
    `the database in ${dirname(folder)} was made by PostgreSQL ${found}, this version brings PostgreSQL ${major}; ${english}`,
  )
}
