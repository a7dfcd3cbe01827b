import { type Access, addedPackage, type Driver } from './driver.ts'

type Failure = (error?: Error | null) => void
/** What is used of tedious 18 (MIT, Node 18 and later; 19 and 20 want newer ones). */
type Tedious = {
  Connection: new (
    config: object,
  ) => { connect(done: Failure): void; execSql(request: unknown): void; on(event: string, hear: () => void): void; close(): void }
  Request: new (
    sql: string,
    done: (error: Error | null | undefined, count: number, rows: { value: unknown }[][]) => void,
  ) => { addParameter(name: string, type: unknown, value: unknown): void }
  TYPES: { NVarChar: unknown }
}
const load = () => addedPackage<Tedious>('tedious', 'tedious@18')

/** The client has one code for a server that does not answer and for a query that takes too long. */
const unanswered = (error: NodeJS.ErrnoException) => (error.code === 'ETIMEOUT' ? { code: 'ETIMEDOUT' } : {})

const config = ({ host, port, database, user, password, tls, timeout }: Access) => ({
  server: host,
  authentication: { type: 'default', options: { userName: user, password } },
  options: {
    port,
    database,
    encrypt: tls !== false,
    trustServerCertificate: false,
    ...(typeof tls === 'object' ? { cryptoCredentialsDetails: { ca: tls.ca } } : {}),
    connectTimeout: 10_000,
    requestTimeout: timeout * 1000,
    rowCollectionOnRequestCompletion: true,
    appName: 'countywide-feed',
  },
})

/**
 * Microsoft SQL Server. Not run against a real server by this project. It has no session that only reads: the account must have SELECT alone.
 * The server itself turns each cell into text (style 121 is 2026-01-05 08:30:00.000), since the client cuts decimals to floating point.
 */
export const sqlserver: Driver = {
  port: 1433,
  proven: false,
  dialect: {
    quote: (name) => `[${name.replaceAll(']', ']]')}]`,
    place: (n) => `@p${n}`,
    asText: (column) => `convert(nvarchar(4000), ${column}, 121)`,
    limited: (select, from, rows) => `select top (${rows}) ${select} ${from}`,
  },
  async open(access) {
    const { Connection, Request, TYPES } = await load()
    const connection = new Connection(config(access))
    connection.on('error', () => {})
    await new Promise<void>((resolve, reject) =>
      connection.connect((error) => (error ? reject(Object.assign(error, unanswered(error))) : resolve())),
    )
    const ask = (sql: string, values: readonly (string | bigint)[]) =>
      new Promise<(string | null)[][]>((resolve, reject) => {
        const request = new Request(sql, (error, _, rows) =>
          error ? reject(error) : resolve(rows.map((row) => row.map(({ value }) => (value === null ? null : String(value))))),
        )
        for (const [i, value] of values.entries()) request.addParameter(`p${i + 1}`, TYPES.NVarChar, String(value))
        connection.execSql(request)
      })
    const close = async () => connection.close()
    try {
      await ask('set dateformat ymd; set lock_timeout 10000; set transaction isolation level read committed', [])
      const [[version] = []] = await ask(`select convert(nvarchar(100), serverproperty('ProductVersion'))`, [])
      return { version: `SQL Server ${version}`, query: async (sql, values) => ({ columns: [], rows: await ask(sql, values) }), close }
    } catch (error) {
      await close()
      throw error
    }
  },
}
