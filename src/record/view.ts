import { createHash } from 'node:crypto'
import type { Resource } from '../fhir/resource.ts'
import { compileView, type ViewDefinition } from '../fhir/view-definition.ts'
import type { Dictionary } from './dictionary.ts'
import { localDay } from './local-day.ts'
import type { Row, Table } from './table.ts'

/** A flat table and how a resource becomes its rows: the one compiler serves writing, loading and rebuilding. */
export type FlatView = {
  name: string
  resource: string
  table: Table
  hash: string
  definition: ViewDefinition
  /** Whether a number is counted from it: only then do its rows leave stale marks. */
  measured: boolean
  /** Further indexes: what follows `on <table>`. */
  indexes: readonly string[]
  rows: (resource: Resource, keys: Dictionary) => Row[]
}

/** Columns every flat table has; `patient_id`, `org` and `at` of the definition fill them. */
const standard = { id: 'text', row_no: 'int', patient_id: 'text', org_key: 'int', at: 'timestamptz', day: 'date', month: 'date' }
const at = Object.keys(standard).indexOf.bind(Object.keys(standard)) as (name: keyof typeof standard) => number
/** Where the standard columns stand in a row. */
export const position = { patient: at('patient_id'), org: at('org_key'), month: at('month'), day: at('day') }

const sqlTypes: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  integer: 'int',
  positiveInt: 'int',
  unsignedInt: 'int',
  decimal: 'numeric',
  date: 'date',
  dateTime: 'timestamptz',
  instant: 'timestamptz',
}

/** Compiles a named ViewDefinition. Throws when the definition is wrong, with the place. */
export function flatView(definition: ViewDefinition & { name: string }, measured = true, indexes: readonly string[] = []): FlatView {
  const { columns, rows } = compileView(definition)
  const own = columns.filter((column) => !['patient_id', 'org', 'at'].includes(column.name))
  const fen = new Set(own.filter((column) => column.tag?.some((tag) => tag.name === 'fen')).map((column) => column.name))
  const kinds = new Map(own.map((column) => [column.name, sqlTypes[column.type ?? ''] ?? 'text']))
  const stored = (name: string, value: unknown) =>
    value === null ? null : fen.has(name) ? toFen(value) : (whole[kinds.get(name)!]?.(value as string) ?? value)
  const table: Table = {
    name: `flat_${definition.name}`,
    key: 2,
    columns: [...Object.entries(standard), ...own.map((c) => [c.name, fen.has(c.name) ? 'bigint' : kinds.get(c.name)!] as const)],
  }
  return {
    name: definition.name,
    resource: definition.resource,
    definition,
    measured,
    indexes,
    table,
    hash: createHash('sha256')
      .update(JSON.stringify([table, definition]))
      .digest('hex'),
    rows: (resource, keys) =>
      rows(resource).map((row, i) => {
        const when = row['at'] as string | null | undefined
        const org = row['org'] as string | null | undefined
        const day = when ? localDay(when) : null
        const month = day && `${day.slice(0, 7)}-01`
        const patient = row['patient_id'] ?? null
        const first = [resource.id, i, patient, org ? keys.key('organization', org) : 0, when ? instant(when) : null, day, month]
        return [...first, ...own.map(({ name }) => stored(name, row[name] ?? null))]
      }),
  }
}

/** A dateTime of any precision as an instant that PostgreSQL reads. */
const instant = (at: string) => (at.length <= 10 ? `${localDay(at)}T00:00:00+08:00` : at)
/** A date of any precision as a day, a dateTime as an instant: what is said of a year or a month counts from its first day. */
const whole: Readonly<Record<string, (text: string) => string>> = { date: localDay, timestamptz: instant }
/** Yuan as written (decimal) to integer fen, rounded half up; a sum beyond all money is none. */
const toFen = (yuan: unknown) => {
  const fen = Math.round(Number(yuan) * 100)
  return Number.isSafeInteger(fen) ? fen : null
}

/** The table of a view, and the index that month × institution questions use. */
export function flatTableSql({ table, indexes }: FlatView): string {
  const columns = table.columns.map(([name, type]) => `${name} ${type}${type === 'text' ? ' collate "C"' : ''}`).join(', ')
  return `create table if not exists ${table.name} (county_id int not null, ${columns}, primary key (county_id, id, row_no));
    create index if not exists ${table.name}_day on ${table.name} (county_id, month, org_key, day);
    drop index if exists ${table.name}_month;
    create index if not exists ${table.name}_org on ${table.name} (county_id, org_key, at desc, id);
    create index if not exists ${table.name}_patient on ${table.name} (county_id, patient_id, at);
    ${indexes.map((body) => `create index if not exists ${table.name}_${createHash('sha256').update(body).digest('hex').slice(0, 8)} on ${table.name} ${body};`).join('\n')}`
}
