import type { ListColumn } from '../../kernel/grammar/view.ts'
import type { Row } from '../contract.ts'
import { day, minute } from '../formats.ts'
import type { Say } from '../language.tsx'
import { plain } from './arrange.ts'

type SheetCell = string | number | null

/** A text that a spreadsheet could take for a formula (OWASP: CSV injection) is led by an apostrophe, so that it stays text even when the sheet is saved as CSV. */
export const guard = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

/** Heads and rows as a sheet has them: numbers as numbers, money in yuan, coded values in words, instants in China's time. */
export function sheetOf(rows: readonly Row[], columns: readonly ListColumn[], say: Say): SheetCell[][] {
  return [columns.map(({ text }) => guard(say(text))), ...rows.map((row) => columns.map((column) => cellOf(row[column.name], column, say)))]
}

function cellOf(value: unknown, { kind, codes }: ListColumn, say: Say): SheetCell {
  if (value === null || value === undefined || value === '') return null
  if (kind === 'number' && Number.isFinite(Number(value))) return Number(value)
  if (kind === 'fen' && Number.isFinite(Number(value))) return Number(value) / 100
  if (kind === 'date') return day(String(value))
  if (kind === 'instant') return minute(String(value))
  const text = plain(value)
  const coded = codes?.[text]
  return guard(coded ? say(coded) : text)
}

/** Saves the sheet as a file. The writer (over 100 kB) is fetched when it is first needed. */
export async function saveSheet(name: string, sheet: readonly SheetCell[][], widths: readonly number[]) {
  const { utils, writeFile } = await import('@e965/xlsx')
  const made = utils.aoa_to_sheet(sheet as SheetCell[][])
  made['!cols'] = widths.map((wpx) => ({ wpx }))
  const book = utils.book_new()
  // Excel allows 31 characters and none of \ / ? * [ ] : in a sheet's name.
  utils.book_append_sheet(book, made, name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))
  writeFile(book, `${name}.xlsx`, { compression: true })
}
