import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { ImportError } from '../import-error.ts'
import { texts } from './texts.ts'

export type Delimiter = ',' | ';' | '\t' | '|'
const quote = 0x22
const longestRecord = 1 << 20
const lenient = { relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: longestRecord }

/**
 * The records of a CSV text that comes in blocks of whole lines (UTF-8), cells trimmed, blank lines as `['']`. Files come from many hands: mixed line ends, quotes
 * inside a name, too few or too many cells pass. A block without any quote is only split, four times as fast; all else is csv-parse's, a test holds both to be equal.
 * Memory: a cell may be a slice of its line; the line lives as long as the cell.
 * @throws ImportError naming the record from which on nothing can be read
 */
export async function* csvRows(blocks: AsyncIterable<Buffer>, delimiter: Delimiter): AsyncGenerator<string[]> {
  let line = 1
  let open: Buffer | undefined // ends inside a quote
  for await (const block of blocks) {
    const bytes: Buffer = open ? Buffer.concat([open, block]) : block
    const rows: readonly string[][] | CsvError = bytes.includes(quote) ? quotedRows(bytes, delimiter) : plainRows(bytes, delimiter)
    if (!(rows instanceof CsvError)) {
      open = undefined
      line += rows.length
      yield* rows
    } else if (rows.code !== 'CSV_QUOTE_NOT_CLOSED' || bytes.length > longestRecord + block.length) throw broken(line, rows)
    else open = bytes
  }
  if (open) throw broken(line, quotedRows(open, delimiter))
}

const broken = (line: number, error: unknown) =>
  new ImportError(texts.quote, { line: line + (error instanceof CsvError ? Number(error['records'] ?? 0) : 0) })

/** `trim` lets spaces stand around quotes, but not letters after one ("a"b): then the block is read without it. */
function quotedRows(bytes: Buffer, delimiter: Delimiter, trim = true): string[][] | CsvError {
  try {
    const rows = parse(bytes, { delimiter, trim, ...lenient })
    return trim ? rows : rows.map((cells) => cells.map((cell) => cell.trim()))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return error.code === 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE' ? quotedRows(bytes, delimiter, false) : error
  }
}

/** Line by line from the bytes: a cell that is kept holds its own line in memory, not the block. */
function plainRows(bytes: Buffer, delimiter: Delimiter): string[][] {
  const rows: string[][] = []
  const carriage = bytes.includes(13)
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at)
    const text = bytes.toString('utf8', at, end < 0 ? bytes.length : end)
    at = end < 0 ? bytes.length : end + 1
    if (!carriage) rows.push(cellsOf(text, delimiter))
    else {
      const body = text.endsWith('\r') ? text.slice(0, -1) : text
      for (const line of body.split('\r')) rows.push(cellsOf(line, delimiter))
    }
  }
  return rows
}

function cellsOf(line: string, delimiter: Delimiter): string[] {
  const cells = line.split(delimiter)
  for (let i = 0; i < cells.length; i++) cells[i] = cells[i]!.trim()
  return cells
}
