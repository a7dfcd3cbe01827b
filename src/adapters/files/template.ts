import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx'
import { type Language, say, type Text } from '../../kernel/grammar/texts.ts'
import { byteOrderMark, csvLine } from './csv-line.ts'
import type { AnyKind, Column, ColumnType } from './kind.ts'
import { texts, typeExamples, typeTexts } from './template-texts.ts'

/** A column of a kind, for people who make its files. */
export type DictionaryRow = {
  column: string
  names: readonly string[]
  type: Text
  required: boolean
  codes: readonly { code: string; word: string }[]
  example: string
  meaning: Text
}

const exampleOf = ({ example, codes, type }: Column): string => example ?? Object.values(codes ?? {})[0] ?? typeExamples[type] ?? ''

/** The data dictionary of a kind, in the order of the template. */
export const dictionary = (kind: AnyKind): DictionaryRow[] =>
  Object.entries(kind.columns).map(([column, it]) => ({
    column,
    names: it.names ?? [],
    type: typeTexts[it.type],
    required: it.required ?? false,
    codes: Object.entries(it.codes ?? {}).map(([code, word]) => ({ code, word })),
    example: exampleOf(it),
    meaning: it.text,
  }))

/** Header and one example. A kind of resources (NDJSON) has a line of it instead. */
export function templateText(kind: AnyKind): { extension: 'csv' | 'ndjson'; text: string } {
  const columns = Object.entries(kind.columns)
  if ('resource' in kind.columns) return { extension: 'ndjson', text: `${exampleOf(kind.columns['resource']!)}\n` }
  return {
    extension: 'csv',
    text: byteOrderMark + csvLine(columns.map(([name]) => name)) + csvLine(columns.map(([, column]) => exampleOf(column))),
  }
}

/** A workbook: header and example, and on a second sheet the data dictionary. Cells that digits are typed into are text, so that none gets lost. */
export function templateBook(kind: AnyKind, language: Language): Buffer {
  const columns = Object.entries(kind.columns)
  const data = utils.aoa_to_sheet([columns.map(([name]) => name), columns.map(([, column]) => exampleOf(column))])
  for (const [at, [, { type }]] of columns.entries()) if (digits.has(type)) asText(data, at, Math.floor(20_000 / columns.length))
  data['!cols'] = columns.map(([name, column]) => ({ wch: Math.max(8, width(name), width(exampleOf(column))) + 2 }))
  const heads = [texts.column, texts.names, texts.type, texts.required, texts.codes, texts.example, texts.meaning]
  const explained = utils.aoa_to_sheet([heads.map((text) => say(text, language)), ...dictionary(kind).map((row) => line(row, language))])
  explained['!cols'] = [20, 30, 40, 8, 50, 24, 60].map((wch) => ({ wch }))
  const book = utils.book_new()
  utils.book_append_sheet(book, data, say(texts.data, language))
  utils.book_append_sheet(book, explained, say(texts.dictionary, language))
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true, sheetStubs: true })
}

const digits: ReadonlySet<ColumnType> = new Set([
  'text',
  'id-card',
  'institution',
  'division9',
  'division12',
  'phone',
  'code',
  'day',
  'time',
  'month',
])
const width = (text: string) => [...text].reduce((sum, c) => sum + (c > '\u00ff' ? 2 : 1), 0)

/** Formats the first cells of a column below its header as text. */
function asText(sheet: WorkSheet, column: number, rows: number) {
  for (let r = 1; r <= rows; r++) {
    const at = utils.encode_cell({ r, c: column })
    const cell: CellObject = sheet[at] ?? { t: 's', v: '' }
    sheet[at] = { ...cell, z: '@' }
  }
  const range = utils.decode_range(sheet['!ref'] ?? 'A1')
  sheet['!ref'] = utils.encode_range({ s: range.s, e: { c: range.e.c, r: Math.max(range.e.r, rows) } })
}

const line = ({ column, names, type, required, codes, example, meaning }: DictionaryRow, language: Language): string[] => [
  column,
  names.join('、'),
  say(type, language),
  required ? say(texts.yes, language) : '',
  codes.map(({ code, word }) => (code === word ? code : `${code} ${word}`)).join('；'),
  example,
  say(meaning, language),
]
