import { arrayText, type Row, type Table } from './table.ts'

/** Collects the parts of one data-modifying statement: every part sees the same snapshot and commits with the others. */
export class Statement {
  private readonly parts: string[] = []
  private readonly guards: string[] = []
  readonly values: unknown[] = []
  constructor(county: number) {
    this.param(county)
  }

  /** A parameter; `$1` is always the county. */
  param(value: unknown): string {
    this.values.push(value)
    return `$${this.values.length}`
  }

  /** Rows as a set: `unnest` of one array a column, nested arrays travelling as text. Answers the SQL and its select list. */
  rows(columns: Table['columns'], rows: readonly Row[]): { from: string; list: string } {
    const nested = (type: string) => type.endsWith('[]')
    const arrays = columns.map(([, type], i) => {
      const text = arrayText(rows.map((row) => (Array.isArray(row[i]) ? arrayText(row[i]) : row[i])))
      return `${this.param(text)}::text::${nested(type) ? 'text' : type}[]`
    })
    return {
      from: `unnest(${arrays.join(', ')}) u(${columns.map(([name]) => name).join(', ')})`,
      list: columns.map(([name, type]) => (nested(type) ? `u.${name}::${type}` : `u.${name}`)).join(', '),
    }
  }

  /** A part of the statement; with `wins`, it must touch exactly that many rows or nothing at all happens. */
  part(name: string, sql: string, wins?: number) {
    if (wins === undefined) this.parts.push(`${name} as (${sql})`)
    else this.guard(name, `${sql} returning 1`, wins)
  }

  /** A query that must find exactly so many rows, or nothing at all happens. */
  guard(name: string, sql: string, rows: number) {
    this.parts.push(`${name} as (${sql})`)
    this.guards.push(`(select count(*) from ${name}) = ${this.param(rows)}`)
  }

  /** Rows to be there: one whose key is taken fails the statement, or takes the place of the old one. */
  insert(t: Table, rows: readonly Row[], onConflict: 'fail' | 'update') {
    if (!rows.length) return
    const names = t.columns.map(([name]) => name)
    const { from, list } = this.rows(t.columns, rows)
    const key = ['county_id', ...names.slice(0, t.key)].join(', ')
    const set = names
      .slice(t.key)
      .map((name) => `${name} = excluded.${name}`)
      .join(', ')
    const conflict = onConflict === 'fail' ? '' : ` on conflict (${key}) do ${set ? `update set ${set}` : 'nothing'}`
    this.part(`put_${t.name}`, `insert into ${t.name} (county_id, ${names.join(', ')}) select $1::int, ${list} from ${from}${conflict}`)
  }

  drop(t: Table, keys: readonly Row[]) {
    if (!keys.length) return
    const columns = t.columns.slice(0, t.key)
    const { from } = this.rows(columns, keys)
    const same = columns.map(([name]) => `t.${name} = u.${name}`).join(' and ')
    this.part(`drop_${t.name}`, `delete from ${t.name} t using ${from} where t.county_id = $1::int and ${same}`)
  }

  /** The whole statement. A guard that was not won divides by zero, so that nothing of it is kept (see `isLostGuard`). */
  text(): string {
    return `with ${this.parts.join(',\n')}\nselect 1 / (${this.guards.join(' and ') || 'true'})::int as won`
  }
}
