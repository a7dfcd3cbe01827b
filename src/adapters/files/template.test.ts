import { read, utils } from '@e965/xlsx'
import { afterAll, expect, it } from 'vitest'
import { folder } from '../../../test/files.ts'
import { guessKind, propose } from './header.ts'
import type { AnyKind } from './kind.ts'
import { kinds } from './kinds/index.ts'
import { readBook } from './sources/excel-book.ts'
import { openSource } from './sources/open.ts'
import { dictionary, templateBook, templateText } from './template.ts'

const files = folder()
afterAll(() => files.remove())
const tables = kinds.filter((kind) => !('resource' in kind.columns))
async function rowsOf(content: string) {
  const rows: string[][] = []
  for await (const row of (await openSource(files.file('template', content))).rows()) rows.push(row)
  return rows
}

it.each(tables.map((kind): [string, AnyKind] => [kind.name, kind]))(
  'gives a template of %s that is taken for what it is',
  async (_, kind) => {
    const [csv, xlsx] = [await rowsOf(templateText(kind).text), [...readBook(templateBook(kind, 'zh'), undefined).rows()]]
    expect(xlsx.filter((row) => row.some(Boolean))).toEqual(csv)
    const [header, example] = csv
    expect(guessKind(kinds, header!)[0]?.kind).toBe(kind)
    const { positions, missing, unknown, twice } = propose(kind, header!)
    expect({ positions: positions.size, missing, unknown, twice }).toEqual({
      positions: header!.length,
      missing: [],
      unknown: [],
      twice: [],
    })
    for (const [at, [name, column]] of Object.entries(kind.columns).entries())
      if (column.required) expect(`${name}: ${example![at]}`).not.toBe(`${name}: `)
  },
)

it('explains every column in both languages', () => {
  for (const kind of tables) {
    expect(dictionary(kind).map(({ column }) => column)).toEqual(Object.keys(kind.columns))
    for (const { type, meaning } of dictionary(kind)) expect([...type, ...meaning].every(Boolean)).toBe(true)
  }
  const book = read(templateBook(tables[0]!, 'en'))
  expect(book.SheetNames).toEqual(['Data', 'Data dictionary'])
  const [heads, first] = utils.sheet_to_json<string[]>(book.Sheets['Data dictionary']!, { header: 1 })
  expect(heads).toEqual(['Column', 'Also', 'Type', 'Required', 'Codes', 'Example', 'Meaning'])
  expect(first![0]).toBe(Object.keys(tables[0]!.columns)[0])
})

it('keeps the digits of what is typed into the workbook', () => {
  const kind = kinds.find(({ name }) => name === 'residents')!
  const at = Object.keys(kind.columns).indexOf('证件号码')
  const book = read(templateBook(kind, 'zh'), { cellNF: true, sheetStubs: true })
  for (const r of [1, 2, 100]) expect(book.Sheets['数据']![utils.encode_cell({ r, c: at })]).toMatchObject({ z: '@' })
})
