import type { Connection, ConnectionOptions, FieldPacket } from 'mysql2/promise'
import type { Access, Answer, Driver, SourceColumn } from './driver.ts'

const decoder = new TextDecoder('gb18030')
type TypeCast = Exclude<ConnectionOptions['typeCast'], boolean | undefined>
type Field = Parameters<TypeCast>[0]

/** A cell as text: the protocol sends text, so decimals and times are exact. The zero date means that there is none. */
const cellOf =
  (encoding: Access['encoding']): TypeCast =>
  (field: Field) => {
    if (field.type === 'BIT') return bits(field.buffer())
    if (!encoding) return real(field.string('utf-8'))
    const bytes = field.buffer()
    return bytes === null ? null : real(decoder.decode(bytes))
  }
const bits = (bytes: Buffer | null) => (bytes?.length ? String(BigInt(`0x${bytes.toString('hex')}`)) : null)
const real = (text: string | null) => (text?.startsWith('0000-00-00') ? null : text)

/** MySQL's numbers of column types: 12 is DATETIME, 7 TIMESTAMP, which the server shows in the session's zone. */
const columnOf = ({ name, columnType }: FieldPacket): SourceColumn => ({
  name,
  ...(columnType === 12 ? { time: 'local' } : columnType === 7 ? { time: 'instant' } : {}),
})

async function limits(connection: Connection, { timeout, encoding }: Access): Promise<string> {
  const [rows] = await connection.query<never>('select version()')
  const version = String((rows as string[][])[0]?.[0])
  const maria = version.includes('MariaDB')
  await connection.query('set session transaction read only')
  await connection.query(
    maria ? `set session max_statement_time = ${Number(timeout)}` : `set session max_execution_time = ${Number(timeout) * 1000}`,
  )
  await connection.query(`set session time_zone = '+08:00'`)
  if (encoding) await connection.query('set session character_set_results = NULL') // bytes as they are stored
  return maria ? version : `MySQL ${version}`
}

/** MySQL and MariaDB. The server turns any character set it knows (GBK, GB18030, latin1 …) into the connection's UTF-8. */
export const mysql: Driver = {
  port: 3306,
  proven: true,
  dialect: {
    quote: (name) => `\`${name.replaceAll('`', '``')}\``,
    place: () => '?',
    asText: (column) => column,
    limited: (select, from, rows) => `select ${select} ${from} limit ${rows}`,
  },
  async open(access) {
    const { createConnection } = await import('mysql2/promise')
    const { host, port, database, user, password, tls } = access
    const connection = await createConnection({
      host,
      port,
      database,
      user,
      password,
      charset: 'utf8mb4',
      connectTimeout: 10_000,
      rowsAsArray: true,
      typeCast: cellOf(access.encoding),
      ...(tls ? { ssl: tls === true ? {} : { ca: tls.ca } } : {}),
    })
    connection.on('error', () => {}) // a lost connection is told by the next query
    const close = async () => connection.destroy()
    try {
      const version = await limits(connection, access)
      return {
        version,
        query: async (sql, values): Promise<Answer> => {
          const [rows, fields] = await connection.query<never>(sql, [...values])
          return { columns: (fields ?? []).map(columnOf), rows: rows as (string | null)[][] }
        },
        close,
      }
    } catch (error) {
      await close()
      throw error
    }
  },
}
