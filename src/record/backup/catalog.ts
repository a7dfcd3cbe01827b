import type { Db } from '../db.ts'
import type { BackupTable } from './archive.ts'

/** Sign-ins and machines' tokens do not travel: one that was ended after the backup would live again. Nor do exports, which are written again when asked for. */
const emptied = new Set(['session', 'oauth_token', 'bulk_export'])
/** The list of migrations is written by the migrations themselves. */
export const carriesRows = ({ name }: Pick<BackupTable, 'name'>): boolean => name !== 'migration' && !emptied.has(name)

/** Every table of the schema: columns in order, key, partitions, and of identity columns the last number given. */
export async function tablesOf(db: Db): Promise<BackupTable[]> {
  const tables = await db.query<BackupTable>(
    `select c.relname as name,
       (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull,
          'collation', case when a.attcollation <> t.typcollation then (select collname from pg_collation where oid = a.attcollation) end,
          'last', null) order by a.attnum), '[]')
        from pg_attribute a join pg_type t on t.oid = a.atttypid where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select coalesce(json_agg(a.attname order by k.n), '[]') from pg_index i, unnest(i.indkey) with ordinality k(attnum, n), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key,
       (select coalesce(json_agg(p.relname order by p.relname), '[]') from pg_inherits h join pg_class p on p.oid = h.inhrelid where h.inhparent = c.oid) as partitions
     from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't' order by 1`,
  )
  const identities = await db.query<{ table: string; column: string; last: number | null }>(
    `select c.relname as "table", a.attname as "column", pg_sequence_last_value(pg_get_serial_sequence(quote_ident(c.relname), a.attname)::regclass) as last
     from pg_attribute a join pg_class c on c.oid = a.attrelid where a.attidentity <> '' and c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')`,
  )
  const lastOf = (table: string, column: string) => identities.find((i) => i.table === table && i.column === column)?.last ?? null
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({ ...column, last: lastOf(table.name, column.name) })),
  }))
}

export const columnList = ({ columns }: BackupTable): string => columns.map(({ name }) => `"${name}"`).join(', ')

/** Makes a table that no migration makes: the flat tables of the views. Their further indexes come with the next start. */
export function createTable({ name, columns, key }: BackupTable): string {
  const parts = columns.map((c) => `"${c.name}" ${c.type}${c.collation ? ` collate "${c.collation}"` : ''}${c.required ? ' not null' : ''}`)
  return `create table "${name}" (${[...parts, ...(key.length ? [`primary key (${key.map((k) => `"${k}"`).join(', ')})`] : [])].join(', ')})`
}
