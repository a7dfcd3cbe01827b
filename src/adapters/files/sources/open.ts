import { type Encoding, textBlocks } from './blocks.ts'
import { csvRows, type Delimiter } from './csv.ts'
import { delimiterOf } from './delimiter.ts'
import { ndjsonRows } from './ndjson.ts'
import { sniff } from './sniff.ts'

export type Source = {
  format: 'csv' | 'xlsx' | 'xls' | 'dbf' | 'ndjson'
  encoding?: Encoding
  delimiter?: Delimiter
  /** Every record of the file, the header too, blank ones as `['']`: its place + 1 is the line of refusals. May be asked for again. NDJSON has no header. */
  rows: () => AsyncIterable<string[]>
}
export type SourceOptions = { encoding?: Encoding }

/**
 * Opens a file by what it holds, whatever its name is.
 * @throws ImportError (here, or while rows are read) when the file as a whole cannot be read
 */
export async function openSource(path: string, options: SourceOptions = {}): Promise<Source> {
  const found = await sniff(path, options.encoding)
  if (found.format !== 'csv' && found.format !== 'ndjson') throw new Error('later')
  const { encoding, marked, head } = found
  const blocks = () => textBlocks(path, encoding, marked)
  if (found.format === 'ndjson') return { format: 'ndjson', encoding, rows: () => ndjsonRows(blocks()) }
  const delimiter = delimiterOf(head)
  return { format: 'csv', encoding, delimiter, rows: () => csvRows(blocks(), delimiter) }
}
