import { readFile, stat } from 'node:fs/promises'
import { type CellObject, read, set_cptable, type WorkBook } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { ImportError } from '../import-error.ts'
import { withKnownDates } from './chinese-dates.ts'
import { cellText } from './excel-cell.ts'
import { texts } from './texts.ts'
import { guardZip } from './unzip-guard.ts'

set_cptable(codePages) // old xls files say 936 (GBK)

type Sheet = { format: 'xlsx' | 'xls'; sheets: string[]; sheet: string; rows: () => AsyncIterable<string[]> }
export type ExcelOptions = { sheet?: string; maxUnpacked?: number }
/** A sheet of 140 000 rows × 20 columns; reading it takes some 7 times as much memory. */
const usualLimit = 100 << 20
const most = { rows: 1_048_576, columns: 16_384 }

/**
 * Opens one sheet of a workbook (the first visible one unless told) and holds it in memory. Nothing is unpacked before it is known to be harmless.
 * Rows are as wide as the sheet; what formulas gave stands for them.
 * @param maxUnpacked bytes a zip may unpack to, and an xls may have; 100 MB unless told
 * @throws ImportError
 */
export async function openExcel(path: string, format: 'zip' | 'cfb', { sheet, maxUnpacked = usualLimit }: ExcelOptions): Promise<Sheet> {
  const { size } = await stat(path)
  if (size > maxUnpacked) throw new ImportError(texts.tooBig, { size: Math.ceil(size / (1 << 20)), limit: maxUnpacked >> 20 })
  let bytes: Buffer = await readFile(path)
  if (format === 'zip') {
    const entries = await guardZip(bytes, maxUnpacked)
    if (!entries.some(({ name }) => /^xl[/\\]workbook\.(xml|bin)$/i.test(name))) throw new ImportError(texts.archive)
    bytes = withKnownDates(bytes, entries)
  } else if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new ImportError(texts.encrypted)
  const book = chosen(bytes, sheet)
  const { name, names, data } = book
  if (!data.some((row) => row?.length)) throw new ImportError(texts.emptySheet, { sheet: name, sheets: names.join('、') })
  return { format: format === 'zip' ? 'xlsx' : 'xls', sheets: names, sheet: name, rows: () => rowsOf(book) }
}

type Chosen = { name: string; names: string[]; data: CellObject[][]; date1904: boolean }

function chosen(bytes: Buffer, wanted: string | undefined): Chosen {
  let book = parse(bytes, wanted ?? 0)
  const names = visible(book)
  const name = wanted ?? names[0] ?? book.SheetNames[0] ?? ''
  if (wanted !== undefined && !book.SheetNames.includes(wanted))
    throw new ImportError(texts.noSheet, { sheet: wanted, sheets: names.join('、') })
  if (!book.Sheets[name]) book = parse(bytes, name)
  return { name, names, data: dataOf(book, name), date1904: book.Workbook?.WBProps?.date1904 ?? false }
}

const visible = ({ SheetNames, Workbook }: WorkBook) => SheetNames.filter((_, i) => !Workbook?.Sheets?.[i]?.Hidden)

function dataOf(book: WorkBook, name: string): CellObject[][] {
  const data = (book.Sheets[name]?.['!data'] ?? []) as CellObject[][]
  if (data.length > most.rows || data.some((row) => row?.length > most.columns)) throw new ImportError(texts.damaged)
  return data
}

function parse(bytes: Buffer, sheets: string | number): WorkBook {
  try {
    return read(bytes, { type: 'buffer', dense: true, sheets, cellText: false, cellNF: true, cellFormula: false, cellHTML: false })
  } catch (error) {
    throw new ImportError(/password|encrypt/i.test(String(error)) ? texts.encrypted : texts.damaged)
  }
}

async function* rowsOf({ data, date1904 }: Chosen): AsyncGenerator<string[]> {
  const width = Math.min(1000, Math.max(...data.slice(0, 50).map((row) => row?.length ?? 0)))
  for (let i = 0; i < data.length; i++) {
    const cells = Array.from(data[i] ?? [], (cell) => (cell ? cellText(cell, date1904).trim() : ''))
    if (!cells.some(Boolean)) yield ['']
    else {
      while (cells.length < width) cells.push('')
      yield cells
    }
  }
}
