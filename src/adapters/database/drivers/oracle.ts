import { addedPackage, type Driver } from './driver.ts'

type Connection = {
  execute(sql: string, values?: readonly string[], options?: object): Promise<{ rows?: (string | null)[][] }>
  close(): Promise<void>
  callTimeout: number
  oracleServerVersionString: string
}
/** What is used of oracledb 6 (Apache-2.0 or UPL, thin mode: no Oracle client needed, server 12.1 and later). */
type Oracle = { default: { getConnection(options: object): Promise<Connection>; OUT_FORMAT_ARRAY: number } }

const formats = `alter session set nls_date_format = 'YYYY-MM-DD HH24:MI:SS' nls_timestamp_format = 'YYYY-MM-DD HH24:MI:SS.FF6'
  nls_timestamp_tz_format = 'YYYY-MM-DD HH24:MI:SS.FF6' nls_numeric_characters = '.,' time_zone = '+08:00'`

/** Oracle Database. Not run against a real server by this project. The whole poll is one read-only transaction. Names are quoted: write them in capitals, as Oracle keeps them. */
export const oracle: Driver = {
  port: 1521,
  proven: false,
  dialect: {
    quote: (name) => `"${name.replaceAll('"', '')}"`,
    place: (n) => `:${n}`,
    asText: (column) => `to_char(${column})`,
    limited: (select, from, rows) => `select ${select} ${from} fetch first ${rows} rows only`,
  },
  async open({ host, port, database, user, password, tls, timeout }) {
    const { default: client } = await addedPackage<Oracle>('oracledb', 'oracledb@6')
    const connection = await client.getConnection({
      user,
      password,
      connectString: `${tls ? 'tcps' : 'tcp'}://${host}:${port}/${database}?connect_timeout=10`,
      ...(typeof tls === 'object' ? { walletContent: tls.ca } : {}),
    })
    const close = () => connection.close().catch(() => {})
    try {
      connection.callTimeout = timeout * 1000
      await connection.execute(formats)
      await connection.execute('set transaction read only')
      const query: Awaited<ReturnType<Driver['open']>>['query'] = async (sql, values) => {
        const { rows = [] } = await connection.execute(sql, values.map(String), { outFormat: client.OUT_FORMAT_ARRAY })
        return { columns: [], rows: rows.map((row) => row.map((cell) => cell?.replace(/^(-?)(\.\d+)$/, '$10$2') ?? null)) } // .5 is 0.5
      }
      return { version: `Oracle ${connection.oracleServerVersionString}`, query, close }
    } catch (error) {
      await close()
      throw error
    }
  },
}
