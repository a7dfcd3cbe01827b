import client from 'postgres'
import type { Answer, Driver, SourceColumn } from './driver.ts'

const plain = (text: string) => text
const [boolean, timestamp, timestamptz] = [16, 1114, 1184]
const columnOf = ({ name, type }: { name: string; type: number }): SourceColumn => ({
  name,
  ...(type === timestamp ? { time: 'local' } : type === timestamptz ? { time: 'instant' } : {}),
})

/** PostgreSQL's own text, but for what a file would not hold: `t` and `f`, and the offset that the session's zone makes superfluous. */
function textOf(bytes: Uint8Array | null, type: number): string | null {
  if (bytes === null) return null
  const text = Buffer.from(bytes).toString('utf8')
  if (type === boolean) return text === 't' ? '1' : '0'
  return type === timestamptz ? text.replace(/[+-]\d\d(:\d\d)*$/, '') : text
}

/** PostgreSQL and what speaks its protocol. The server turns its own encoding (EUC_CN …) into UTF-8. */
export const postgres: Driver = {
  port: 5432,
  proven: true,
  dialect: {
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    place: (n) => `$${n}`,
    asText: (column) => column,
    limited: (select, from, rows) => `select ${select} ${from} limit ${rows}`,
  },
  async open({ host, port, database, user, password, tls, timeout }) {
    const sql = client({
      host,
      port,
      database,
      username: user,
      password,
      ssl: tls && (tls === true ? { rejectUnauthorized: true } : { ca: tls.ca, rejectUnauthorized: true }),
      max: 1,
      prepare: false,
      fetch_types: false,
      connect_timeout: 10,
      onnotice: () => {},
      // texts go to and fro as they are: the client would cut a time to milliseconds
      types: { time: { to: timestamptz, from: [1082, 1083, timestamp, timestamptz], serialize: plain, parse: plain } },
      connection: {
        application_name: 'countywide-feed',
        TimeZone: 'Asia/Shanghai',
        DateStyle: 'ISO, YMD',
        default_transaction_read_only: true,
        statement_timeout: timeout * 1000,
      },
    })
    const query = async (text: string, values: readonly (string | bigint)[]): Promise<Answer> => {
      const rows = (await sql.unsafe(text, values as never[]).raw()) as unknown as (Uint8Array | null)[][] & {
        columns: { name: string; type: number }[]
      }
      return { columns: rows.columns.map(columnOf), rows: rows.map((row) => row.map((cell, i) => textOf(cell, rows.columns[i]!.type))) }
    }
    const close = () => sql.end({ timeout: 0 }).catch(() => {})
    try {
      const { rows } = await query('show server_version', [])
      return { version: `PostgreSQL ${rows[0]?.[0]}`, query, close }
    } catch (error) {
      await close()
      throw error
    }
  },
}
