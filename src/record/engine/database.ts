import postgres from 'postgres'
import { codeOf, EngineError } from './error.ts'

const DATABASE = 'countywide'

/** The address of a database of our own server (the password is base64url: nothing to escape). */
export const urlOf = (password: string, port: number, database: string = DATABASE): string =>
  `postgres://postgres:${password}@127.0.0.1:${port}/${database}`

/** One short-lived connection. */
export async function visit<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 10, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/**
 * Knocks at our own server with our password and makes the database `countywide` if it is not there yet.
 * @throws EngineError 'password' when the server does not take the password, 'unreachable' when it does not answer
 */
export async function ensureDatabase(password: string, port: number, data: string): Promise<void> {
  try {
    await visit(urlOf(password, port, 'postgres'), async (sql) => {
      const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`
      if (!found) await sql`create database ${sql(DATABASE)}`
    })
  } catch (error) {
    if (codeOf(error) === '28P01') {
      throw new EngineError(
        'password',
        `数据库不接受 ${data} 中 pg-password 文件里的密码；请从备份恢复该文件`,
        `the database refuses the password in ${data}, file pg-password; restore that file from a backup`,
        error,
      )
    }
    if (!['ECONNREFUSED', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED'].includes(codeOf(error))) throw error
    throw new EngineError(
      'unreachable',
      `${data} 的数据库进程在运行，但端口 ${port} 没有应答；请查看 pg.log，必要时停止该进程后重新启动`,
      `the database of ${data} runs but does not answer on port ${port}; look into pg.log, stop that process if need be and start again`,
      error,
    )
  }
}
