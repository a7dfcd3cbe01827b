import { type CellObject, read, set_cptable, type WorkBook } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import { ImportError } from '../import-error.ts'
import { cellText } from './excel-cell.ts'
import { texts } from './texts.ts'

set_cptable(codePages) // old xls files say 936 (GBK)

export type Book = { sheets: string[]; sheet: string; rows: () => Iterable<string[]> }
const most = { rows: 1_048_576, columns: 16_384 }

/**
 * One sheet of a workbook, the first visible one unless told. Rows are as wide as the sheet; what formulas gave stands for them.
 * Needs some 5 times the memory of the unpacked workbook, and may take for ever on one that was made to: see `openExcel`.
 * @throws ImportError
 */
export function readBook(bytes: Buffer, wanted: string | undefined): Book {
  let book = parse(bytes, wanted ?? 0)
  const sheets = visible(book)
  const sheet = wanted ?? sheets[0] ?? book.SheetNames[0] ?? ''
  if (wanted !== undefined && !book.SheetNames.includes(wanted))
    throw new ImportError(texts.noSheet, { sheet: wanted, sheets: sheets.join('、') })
  if (!book.Sheets[sheet]) book = parse(bytes, sheet)
  const data = (book.Sheets[sheet]?.['!data'] ?? []) as CellObject[][]
  if (data.length > most.rows || data.some((row) => row?.length > most.columns)) throw new ImportError(texts.damaged)
  if (!data.some((row) => row?.length)) throw new ImportError(texts.emptySheet, { sheet, sheets: sheets.join('、') })
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false
  return { sheets, sheet, rows: () => rowsOf(data, date1904) }
}

const visible = ({ SheetNames, Workbook }: WorkBook) => SheetNames.filter((_, i) => !Workbook?.Sheets?.[i]?.Hidden)

function parse(bytes: Buffer, sheets: string | number): WorkBook {
  try {
    return read(bytes, { type: 'buffer', dense: true, sheets, cellText: false, cellNF: true, cellFormula: false, cellHTML: false })
  } catch (error) {
    throw new ImportError(/password|encrypt/i.test(String(error)) ? texts.encrypted : texts.damaged)
  }
}

function* rowsOf(data: CellObject[][], date1904: boolean): Generator<string[]> {
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
