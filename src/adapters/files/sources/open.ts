import { type Encoding, textBlocks } from './blocks.ts'
import { csvRows, type Delimiter } from './csv.ts'
import { openDbf } from './dbf.ts'
import { delimiterOf } from './delimiter.ts'
import type { ExcelOptions } from './excel.ts'
import { ndjsonRows } from './ndjson.ts'
import { sniff } from './sniff.ts'

export type Source = {
  format: 'csv' | 'xlsx' | 'xls' | 'dbf' | 'ndjson'
  encoding?: Encoding
  delimiter?: Delimiter
  /** The visible sheets of a workbook, and the one that is read. */
  sheets?: string[]
  sheet?: string
  /** Every record of the file, the header too, blank ones as `['']`: its place + 1 is the line of refusals. May be asked for again. NDJSON has no header. */
  rows: () => AsyncIterable<string[]>
}
export type SourceOptions = ExcelOptions & { encoding?: Encoding }

/**
 * Opens a file by what it holds, whatever its name is.
 * @throws ImportError (here, or while rows are read) when the file as a whole cannot be read
 */
export async function openSource(path: string, options: SourceOptions = {}): Promise<Source> {
  const found = await sniff(path, options.encoding)
  if (found.format === 'dbf') return openDbf(path, options.encoding)
  if (!('head' in found)) return (await import('./excel.ts')).openExcel(path, found.format, options) // its reader is over 1 MB
  const { encoding, marked, head } = found
  const blocks = () => textBlocks(path, encoding, marked)
  if (found.format === 'ndjson') return { format: 'ndjson', encoding, rows: () => ndjsonRows(blocks()) }
  const delimiter = delimiterOf(head)
  return { format: 'csv', encoding, delimiter, rows: () => csvRows(blocks(), delimiter) }
}
