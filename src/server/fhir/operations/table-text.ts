import { refuseFhir } from '../outcome.ts'

type Format = 'ndjson' | 'json' | 'csv'
const media: Readonly<Record<Format, string>> = { ndjson: 'application/x-ndjson', json: 'application/json', csv: 'text/csv; charset=utf-8' }

/** `_format` by its short name or media type, then the Accept header; ndjson when neither says. @throws FhirRefusal 400 */
export function formatOf(asked: string | undefined, accept: string | undefined): Format {
  const of = (text: string): Format | undefined =>
    /ndjson/.test(text) ? 'ndjson' : /csv/.test(text) ? 'csv' : /^(application\/)?(fhir\+)?json\b/.test(text) ? 'json' : undefined
  if (asked !== undefined) {
    const format = of(asked)
    if (!format)
      throw refuseFhir(400, 'not-supported', `_format: ${JSON.stringify(asked.slice(0, 60))} is none of ndjson, json, csv.`, '_format')
    return format
  }
  return (accept === undefined ? undefined : of(accept)) ?? 'ndjson'
}

/** RFC 4180. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as the text of an answer. `header`: the first line of a CSV names the columns. */
export function tableText(
  format: Format,
  columns: readonly string[],
  rows: readonly Record<string, unknown>[],
  header: boolean,
): { body: string; headers: Record<string, string> } {
  const headers = { 'content-type': media[format] }
  if (format === 'json') return { headers, body: JSON.stringify(rows) }
  if (format === 'ndjson') return { headers, body: rows.map((row) => `${JSON.stringify(row)}\n`).join('') }
  const lines = rows.map((row) => columns.map((name) => cell(row[name])).join(','))
  return { headers, body: [...(header ? [columns.join(',')] : []), ...lines].map((line) => `${line}\r\n`).join('') }
}
