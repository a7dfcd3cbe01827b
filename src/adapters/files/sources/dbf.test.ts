import { utils, write } from '@e965/xlsx'
import { afterAll, expect, it } from 'vitest'
import { dbf, type Field, record } from '../../../../test/dbf.ts'
import { folder } from '../../../../test/files.ts'
import { gb18030 } from '../../../../test/gb18030.ts'
import { openSource } from './open.ts'

const files = folder()
afterAll(() => files.remove())

async function all(content: Uint8Array, name = 'table.dbf') {
  const { rows, ...source } = await openSource(files.file(name, content))
  const found: string[][] = []
  for await (const row of rows()) found.push(row)
  return { ...source, rows: found }
}

const fields = (encode: (text: string) => Buffer): Field[] => [
  [encode('姓名'), 'C', 7],
  ['RYSJ', 'D', 8],
  [encode('总费用'), 'N', 10],
  [encode('备注'), 'M', 10],
  ['SFJZ', 'L', 1],
]
const table = (encode: (text: string) => Buffer, options = {}) =>
  dbf(
    fields(encode),
    [
      record(' ', [encode('张三丰'), 7], ['20260105', 8], ['    45.60', 10], ['', 10], ['T', 1]),
      record('*', [encode('李四'), 7], ['20260105', 8], ['1', 10], ['', 10], ['F', 1]),
      record(' ', [encode('欧阳娜娜'), 7], ['', 8], ['', 10], ['1', 10], ['?', 1]),
    ],
    options,
  )

it('reads fields by their types, without deleted records and memos, and a name that was cut in the middle of a character', async () => {
  const rows = [
    ['姓名', 'RYSJ', '总费用', 'SFJZ'],
    ['张三丰', '2026-01-05', '45.60', 'Y'],
    ['欧阳娜', '', '', ''],
  ]
  expect(await all(table(gb18030, { codePage: 0x4d }))).toEqual({ format: 'dbf', encoding: 'gb18030', rows })
  expect(await all(table(gb18030))).toEqual({ format: 'dbf', encoding: 'gb18030', rows })
  const utf8 = await all(table(Buffer.from))
  expect(utf8).toMatchObject({ encoding: 'utf-8' })
  expect(utf8.rows.map((row) => row[0])).toEqual(['姓名', '张三', '欧阳'])
})

it('believes the .cpg file beside it', async () => {
  files.file('beside.cpg', 'UTF-8')
  expect(await all(dbf([['A', 'C', 6]], [record(' ', [gb18030('联通'), 6])]), 'beside.dbf')).toMatchObject({ encoding: 'utf-8' })
  expect(await all(dbf([['A', 'C', 6]], [record(' ', [gb18030('联通'), 6])]), 'alone.dbf')).toMatchObject({ rows: [['A'], ['联通']] })
})

it('reads the binary fields of Visual FoxPro', async () => {
  const bytes = Buffer.alloc(29, ' ')
  bytes.writeInt32LE(-7, 1)
  bytes.writeBigInt64LE(456_000n, 5)
  bytes.writeDoubleLE(0.1 + 0.2, 13)
  bytes.writeInt32LE(2_461_046, 21)
  bytes.writeInt32LE(30_600_000, 25)
  const typed: Field[] = [
    ['I', 'I', 4],
    ['Y', 'Y', 8],
    ['B', 'B', 8],
    ['T', 'T', 8],
  ]
  expect((await all(dbf(typed, [bytes], { version: 0x30 }))).rows[1]).toEqual(['-7', '45.6', '0.3', '2026-01-05 08:30:00'])
})

it('reads what another program wrote', async () => {
  const book = utils.book_new()
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['ID', 'NAME', 'COST'],
      ['a1', 'Zhang', 4.5],
      ['b2', 'Li', 12],
    ]),
    'S',
  )
  const { rows } = await all(write(book, { type: 'buffer', bookType: 'dbf' }) as Buffer)
  expect(rows.map((row) => row.map((cell) => cell.replace(/\.?0+$/, '')))).toEqual([
    ['ID', 'NAME', 'COST'],
    ['a1', 'Zhang', '4.5'],
    ['b2', 'Li', '12'],
  ])
})

it('says when it is cut short or damaged', async () => {
  await expect(all(table(gb18030, { count: 4 }))).rejects.toThrow('文件不完整')
  const damaged = table(gb18030)
  damaged.writeUInt16LE(9, 10)
  await expect(all(damaged)).rejects.toThrow('文件已损坏')
})
