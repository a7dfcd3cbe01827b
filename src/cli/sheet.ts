import { byteOrderMark, csvLine, guarded } from '../adapters/files/csv-line.ts'

type Value = string | number | true | null
/** Rows to print: JSON keeps the names of the columns, people read their headings. */
export type Sheet = { columns: Readonly<Record<string, string>>; rows: readonly Readonly<Record<string, Value>>[] }

/** A table, CSV (RFC 4180; `bom` for Excel, which otherwise takes UTF-8 for the machine's own encoding) or JSON. */
export function sheetAs(sheet: Sheet, { csv, bom, json }: { csv?: boolean; bom?: boolean; json?: boolean }): string {
  if (json) return `${JSON.stringify(sheet.rows)}\n`
  const names = Object.keys(sheet.columns)
  if (csv) {
    const line = (row: Readonly<Record<string, Value>>) => csvLine(names.map((name) => guarded(textOf(row[name]))))
    return `${bom ? byteOrderMark : ''}${csvLine(Object.values(sheet.columns))}${sheet.rows.map(line).join('')}`
  }
  const numeric = new Set(names.filter((name) => sheet.rows.some((row) => typeof row[name] === 'number')))
  const lines = [Object.values(sheet.columns), ...sheet.rows.map((row) => names.map((name) => textOf(row[name], '—')))]
  const widths = names.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at]!))))
  const padded = (line: readonly string[]) =>
    line.map((text, at) => {
      const space = ' '.repeat(widths[at]! - widthOf(text))
      return numeric.has(names[at]!) ? space + text : text + space
    })
  return lines.map((line) => `${padded(line).join('  ').trimEnd()}\n`).join('')
}

const textOf = (value: Value | undefined, none = '') =>
  value === null || value === undefined ? none : value === true ? '*' : typeof value === 'number' ? String(Number(value.toFixed(4))) : value

/** Columns of a terminal that a text takes: Chinese characters and full-width marks two each. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Script=Han}/u
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)
