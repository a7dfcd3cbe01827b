/** How rows of one table are written, by a grouped statement and by COPY alike. `county_id` is always the first column and not part of a row here. */
export type Table = {
  name: string
  columns: readonly (readonly [name: string, type: string])[]
  /** How many of the first columns make the key (after county_id). */
  key: number
}
export type Row = readonly unknown[]

const table = (name: string, key: number, columns: Record<string, string>): Table => ({ name, key, columns: Object.entries(columns) })

export const tables = {
  token: table('token', 2, {
    type: 'text',
    id: 'text',
    tok: 'bigint[]',
    at: 'timestamptz',
    until: 'timestamptz',
    patient_id: 'text',
    code: 'bigint',
    coding: 'bigint',
    labels: 'int',
  }),
  compartment: table('compartment', 4, {
    patient_id: 'text',
    type: 'text',
    at: 'timestamptz',
    id: 'text',
    until: 'timestamptz',
    main: 'boolean',
    codes: 'bigint[]',
  }),
  identifier: table('identifier', 3, { type: 'text', system: 'text', value: 'text', id: 'text' }),
  person: table('person', 2, { patient_id: 'text', valid_from: 'timestamptz', person_id: 'text' }),
  person_name: table('person_name', 2, {
    patient_id: 'text',
    reading: 'smallint',
    name: 'text',
    pinyin: 'text',
    initials: 'text',
    birth: 'date',
    sex: 'text',
    id_number: 'text',
    phone: 'text',
    grams: 'text[]',
    active: 'boolean',
  }),
  relation: table('relation', 3, { patient_id: 'text', org_key: 'int', reason: 'text' }),
}

/** PostgreSQL's text form of an array; elements that are arrays themselves are written as their own text form. */
export function arrayText(values: readonly unknown[]): string {
  let out = '{'
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (i) out += ','
    if (value === null || value === undefined) out += 'NULL'
    else if (typeof value === 'number' || typeof value === 'boolean') out += String(value)
    else out += `"${(Array.isArray(value) ? arrayText(value) : String(value)).replace(/["\\]/g, '\\$&')}"`
  }
  return `${out}}`
}

/** One value in COPY's text format. */
function copyText(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = Array.isArray(value) ? arrayText(value) : String(value)
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/[\\\t\n\r]/g, (c) => (c === '\\' ? '\\\\' : c === '\t' ? '\\t' : c === '\n' ? '\\n' : '\\r'))
    : text
}

/** A line of COPY input for a row of `table`, county first. */
export function copyLine(county: number, row: Row): string {
  let line = String(county)
  for (const value of row) line += `\t${copyText(value)}`
  return `${line}\n`
}

/** What must be put and dropped so that the rows of a document's earlier version become those of its new one. Unchanged rows are not touched. */
export function difference(t: Table, before: readonly Row[], after: readonly Row[]): { put: Row[]; drop: Row[] } {
  if (!before.length) return { put: [...after], drop: [] }
  const keyOf = (row: Row) => JSON.stringify(row.slice(0, t.key))
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const put = after.filter((row) => JSON.stringify(old.get(keyOf(row))) !== JSON.stringify(row))
  const kept = new Set(after.map(keyOf))
  return { put, drop: before.filter((row) => !kept.has(keyOf(row))).map((row) => row.slice(0, t.key)) }
}
