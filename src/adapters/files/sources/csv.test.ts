import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from '../csv-line.ts'
import { csvRows, type Delimiter } from './csv.ts'

async function* whole(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}
async function read(blocks: AsyncIterable<Buffer>, delimiter: Delimiter = ',') {
  const rows: string[][] = []
  for await (const row of csvRows(blocks, delimiter)) rows.push(row)
  return rows
}
const delimiter = fc.constantFrom<Delimiter>(',', ';', '\t', '|')

it('reads back whatever cells were written, wherever the blocks end', async () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', '张', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '𠮷', '1') })
    .map((text) => text.trim())
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const blocks = rows
        .map(csvLine)
        .join('')
        .split(/(?<=\n)/)
      expect(await read(whole(...blocks))).toEqual(rows)
    }),
    { numRuns: 300 },
  )
})

it('reads a text without quotes as csv-parse reads it, whatever its line ends', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '张', ',', ';', '\t', '|', '\n', '\r', '\r\n', ' ', '\u3000', '𠮷'), maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(text, delimiter, async (given, mark) => {
      const options = { delimiter: mark, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] }
      const expected = parse(given, options).map((cells) => cells.map((cell) => cell.trim()))
      expect(await read(whole(given), mark)).toEqual(expected)
    }),
    { numRuns: 1000 },
  )
})

it('takes what people write: blank lines, spaces around quotes, quotes inside a name, rows too short and too long', async () => {
  expect(await read(whole('a,b\r\n\n"c" , "d,e"\r张"三",x\n1\n1,2,3'))).toEqual([
    ['a', 'b'],
    [''],
    ['c', 'd,e'],
    ['张"三"', 'x'],
    ['1'],
    ['1', '2', '3'],
  ])
  expect(await read(whole('"x"y,z\n"张三"(大), 1 '))).toEqual([
    ['"x"y', 'z'],
    ['"张三"(大)', '1'],
  ])
})

it('names the record that opens a quote and never closes it', async () => {
  const text = 'a,b\n1,2\n3,"4\n'
  await expect(read(whole(text, ...Array.from({ length: 20 }, () => '5,6\n')))).rejects.toThrow('第 3 行起')
  const long = `${'5,6\n'.repeat(100_000)}`
  await expect(read(whole(text, long, long, long, long, long))).rejects.toThrow('第 3 行起')
})
