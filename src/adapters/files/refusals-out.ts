import { utils, write } from '@e965/xlsx'
import { type Language, say, type Text } from '../../kernel/grammar/texts.ts'
import { byteOrderMark, csvLine, guarded } from './csv-line.ts'
import { texts } from './template-texts.ts'

/** Why a line of the file was refused: one of the reasons. */
export type Reason = { line: number; column: string; message: Text }
type Rows = AsyncIterable<string[]> | Iterable<string[]>
export type Refused = {
  /** The file's rows as they were imported: the first that is not blank is the header. */
  rows: Rows
  /** By line. */
  reasons: AsyncIterable<Reason> | Iterable<Reason>
  /** Refused rows, to choose the form by. */
  count: number
  language: Language
  /** Column of the kind → header in the file: reasons name the header. */
  mapping?: Readonly<Record<string, string>>
  /** NDJSON: every row is one, `header` stands above them. */
  header?: readonly string[]
}
/** What a workbook is made of at most: beyond it a CSV is streamed. */
const mostCells = 200_000

/**
 * The refused rows as the file had them, with a last column that says why; to mend and import again. A workbook keeps the digits that a spreadsheet program would
 * drop from a CSV, so it is one as long as it is small. Memory: what a workbook needs, or some 64 kB.
 */
export async function refusedFile(refused: Refused): Promise<{ extension: 'xlsx' | 'csv'; body: AsyncIterable<Buffer> }> {
  const rows = refusedRows(refused)
  const first = await rows.next()
  const header = first.done ? [] : first.value
  if ((refused.count + 1) * header.length > mostCells) return { extension: 'csv', body: csvBlocks(header, rows) }
  const all = [header]
  for await (const row of rows) all.push(row)
  return { extension: 'xlsx', body: bookOf(all, refused.language) }
}

/** Header and refused rows, each with its reasons as the last cell. Reads the file no further than it must. */
export async function* refusedRows({ rows, reasons, language, mapping = {}, header }: Refused): AsyncGenerator<string[]> {
  const next = byLine(reasons)
  let wanted = await next()
  let width = header?.length
  let line = 0
  if (header) yield [...header, say(texts.reason, language)]
  for await (const row of rows) {
    line += 1
    if (width === undefined) {
      if (row.every((cell) => cell === '')) continue
      width = row.length
      yield [...row, say(texts.reason, language)]
    }
    while (wanted && wanted.line < line) wanted = await next()
    if (!wanted) return
    if (wanted.line > line) continue
    const why = wanted.reasons.map(({ column, message }) => (column ? `${mapping[column] ?? column}: ` : '') + say(message, language))
    yield [...row, ...Array.from({ length: Math.max(0, width - row.length) }, () => ''), [...new Set(why)].join('; ')]
  }
}

/** Reasons of one line together. @returns a function that gives the next line's */
function byLine(reasons: AsyncIterable<Reason> | Iterable<Reason>) {
  const all = (async function* () {
    yield* reasons
  })()
  let ahead: Reason | undefined
  let ended = false
  return async (): Promise<{ line: number; reasons: Reason[] } | undefined> => {
    const found: Reason[] = ahead ? [ahead] : []
    ahead = undefined
    while (!ended && !ahead) {
      const { value, done } = await all.next()
      if (done) ended = true
      else if (found[0] && found[0].line !== value.line) ahead = value
      else found.push(value)
    }
    return found[0] && { line: found[0].line, reasons: found }
  }
}

async function* csvBlocks(header: readonly string[], rows: AsyncIterable<string[]>): AsyncGenerator<Buffer> {
  let block = byteOrderMark + csvLine(header.map(guarded))
  for await (const row of rows) {
    block += csvLine(row.map(guarded))
    if (block.length < 64 << 10) continue
    yield Buffer.from(block)
    block = ''
  }
  yield Buffer.from(block)
}

async function* bookOf(rows: readonly (readonly string[])[], language: Language): AsyncGenerator<Buffer> {
  const sheet = utils.aoa_to_sheet(
    rows.map((row) => row.map((cell) => ({ t: 's', v: guarded(cell), z: '@' }))),
    { dense: true },
  )
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, say(texts.data, language))
  yield write(book, { type: 'buffer', bookType: 'xlsx', compression: true })
}
