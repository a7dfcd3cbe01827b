import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { locateCluster } from './cluster.ts'
import { urlOf, visit } from './database.ts'
import { EngineError } from './error.ts'
import { type Engine, launchEngine } from './launch.ts'
import { readPostmaster } from './postmaster.ts'

const OLDEST = 150000
const TOO_NEW = 190000

/** Host, port and database of an address, without the name and password. */
function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url)
    return host + pathname
  } catch {
    return 'DATABASE_URL'
  }
}

/**
 * The engine this start works with: the operator's own server when `databaseUrl` (DATABASE_URL) is given, else the embedded one.
 * An operator's server is only looked at (PostgreSQL 15–18) and never stopped.
 * @throws EngineError 'unreachable', 'version', and all that launchEngine throws
 */
export async function openEngine({ data, databaseUrl }: { data: string; databaseUrl?: string | undefined }): Promise<Engine> {
  if (!databaseUrl) return launchEngine({ data })
  const began = performance.now()
  const place = placeOf(databaseUrl)
  const version = await visit(databaseUrl, async (sql) => {
    const [row] = await sql<{ number: number; name: string }[]>`
      select current_setting('server_version_num')::int as number, current_setting('server_version') as name`
    return row!
  }).catch((error: unknown) => {
    const said = error instanceof Error ? error.message : String(error) // no cause: an invalid address carries its password along
    throw new EngineError(
      'unreachable',
      `无法连接 DATABASE_URL 指定的数据库（${place}）：${said}；请检查地址、账户和 pg_hba.conf，或去掉 DATABASE_URL 使用内置数据库`,
      `the database of DATABASE_URL (${place}) cannot be reached: ${said}; check address, account and pg_hba.conf, or unset DATABASE_URL to use the built-in one`,
    )
  })
  if (version.number < OLDEST || version.number >= TOO_NEW) {
    throw new EngineError(
      'version',
      `DATABASE_URL 指定的数据库（${place}）是 PostgreSQL ${version.name}；县域通需要 15 至 18`,
      `the database of DATABASE_URL (${place}) is PostgreSQL ${version.name}; countywide needs 15 to 18`,
    )
  }
  const total = Math.round(performance.now() - began)
  return {
    url: databaseUrl,
    first: false,
    adopted: false,
    milliseconds: { start: total, total },
    revive: async () => false,
    stop: async () => {},
  }
}

/**
 * The database of a data folder for a command beside the server: one that runs already is used as it is and left running; else the engine is
 * started and `stop` ends it. @throws EngineError, see openEngine
 */
export async function joinEngine(place: { data: string; databaseUrl?: string | undefined }): Promise<Engine> {
  try {
    return await openEngine(place)
  } catch (error) {
    if (!(error instanceof EngineError) || error.fault !== 'in-use') throw error
    const { data, home } = locateCluster(place.data)
    const password = readFileSync(join(data, 'pg-password'), 'utf8').trim()
    const { port } = readPostmaster(join(home, 'pgdata')) ?? { port: 0 }
    return {
      url: urlOf(password, port),
      first: false,
      adopted: true,
      milliseconds: { start: 0, total: 0 },
      revive: async () => false,
      stop: async () => {},
    }
  }
}
