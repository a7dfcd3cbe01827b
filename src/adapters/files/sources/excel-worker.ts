import { parentPort, workerData } from 'node:worker_threads'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { ImportError } from '../import-error.ts'
import { readBook } from './excel-book.ts'

/** What is asked of the worker, and what it says: the sheets, then rows in portions, the last one followed by `end`; or why it cannot be read. */
export type Asked = { bytes: Uint8Array; sheet: string | undefined }
export type Said = { sheets: string[]; sheet: string } | { rows: string[][] } | { end: true } | { refused: Text }
const portion = 1000

const say = (said: Said) => parentPort?.postMessage(said)

/** Runs in a thread of its own, which can be ended when it takes too long or too much memory. */
try {
  const { bytes, sheet } = workerData as Asked
  const book = readBook(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), sheet)
  say({ sheets: book.sheets, sheet: book.sheet })
  let rows: string[][] = []
  for (const row of book.rows()) {
    if (rows.push(row) < portion) continue
    say({ rows })
    rows = []
  }
  say({ rows })
  say({ end: true })
} catch (error) {
  if (!(error instanceof ImportError)) throw error
  say({ refused: error.text })
}
