import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '../../src/record/db.ts'

type Connection = { run(sql: string): Promise<unknown>; runAndReadAll(sql: string): Promise<{ currentRowCount: number }> }
/** No dependency of the house: `npm i --no-save @duckdb/node-api@1.5.6-r.1` brings the yardstick; without it the comparison is left out. */
const name = '@duckdb/node-api'

const types: Readonly<Record<string, string>> = {
  integer: 'INTEGER',
  bigint: 'BIGINT',
  boolean: 'BOOLEAN',
  date: 'DATE',
  numeric: 'DOUBLE',
  smallint: 'INTEGER',
  'timestamp with time zone': 'TIMESTAMPTZ',
}

/** The same tables in DuckDB, on as many threads as the machine has cores. Undefined where it is not installed. */
export async function duck(
  db: Db,
  tables: readonly string[],
): Promise<{ seconds(sql: string): Promise<number>; close(): void } | undefined> {
  const api = await import(name).catch(() => undefined)
  if (!api) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'countywide-duck-'))
  chmodSync(folder, 0o777) // the database writes the files
  const instance = await api.DuckDBInstance.create(join(folder, 'duck.db'))
  const connection = (await instance.connect()) as Connection
  await connection.run("set timezone = 'Asia/Shanghai'")
  for (const table of tables) {
    const columns = await db.query<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_name = $1 order by ordinal_position`,
      [table],
    )
    const known = columns.filter(({ type }) => type !== 'ARRAY')
    const file = join(folder, `${table}.csv`)
    await db.query(`copy (select ${known.map((c) => c.name).join(', ')} from ${table}) to '${file}' (format csv, null '\\N')`)
    const shape = known.map((c) => `'${c.name}': '${types[c.type] ?? 'VARCHAR'}'`).join(', ')
    await connection.run(
      `create table ${table} as select * from read_csv('${file}', auto_detect = false, delim = ',', quote = '"', escape = '"', header = false, nullstr = '\\N', columns = {${shape}})`,
    )
    rmSync(file)
  }
  return {
    async seconds(sql) {
      const began = performance.now()
      await connection.runAndReadAll(sql)
      return (performance.now() - began) / 1000
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
