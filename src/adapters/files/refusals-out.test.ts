import { afterAll, expect, it } from 'vitest'
import { folder } from '../../../test/files.ts'
import { type Reason, type Refused, refusedFile } from './refusals-out.ts'
import { openSource } from './sources/open.ts'

const files = folder()
afterAll(() => files.remove())

const required: Reason['message'] = ['必填，请补上', 'Required: fill it in']
const wrong: Reason['message'] = ['不是金额', 'Not an amount']
const rows = [[''], ['就诊号', '金额'], ['', '-12.50'], ['2', '3'], ['=1+1', '@x'], ['只有一格'], ['a', 'b', 'c']]
const reasons: Reason[] = [
  { line: 3, column: '总费用', message: wrong },
  { line: 3, column: '就诊号', message: required },
  { line: 5, column: '', message: wrong },
  { line: 6, column: '总费用', message: required },
  { line: 7, column: '', message: wrong },
]
async function all(refused: Partial<Refused>) {
  const { extension, body } = await refusedFile({ rows, reasons, count: 4, language: 'zh', mapping: { 总费用: '金额' }, ...refused })
  const parts: Buffer[] = []
  for await (const part of body) parts.push(part)
  const bytes = Buffer.concat(parts)
  const found: string[][] = []
  for await (const row of (await openSource(files.file(`refused.${extension}`, bytes))).rows()) found.push(row)
  return { extension, bytes, rows: found }
}
const expected = [
  ['就诊号', '金额', '原因'],
  ['', '-12.50', '金额: 不是金额; 就诊号: 必填，请补上'],
  ["'=1+1", "'@x", '不是金额'],
  ['只有一格', '', '金额: 必填，请补上'],
  ['a', 'b', 'c', '不是金额'],
]

it('gives the refused rows back with their reasons, and no formula', async () => {
  const book = await all({})
  expect(book.extension).toBe('xlsx')
  expect(book.rows.map((row) => row.slice(0, row.findLastIndex(Boolean) + 1))).toEqual(expected)
  const csv = await all({ count: 1_000_000 })
  expect(csv.extension).toBe('csv')
  expect(csv.rows).toEqual(expected)
  expect(csv.bytes.toString().startsWith('\ufeff就诊号,金额,原因\r\n')).toBe(true)
})

it('speaks English, and of FHIR lines too', async () => {
  const lines = [['{"resourceType":"Patient"}'], ['{}']]
  const found = await all({
    rows: lines,
    header: ['resource'],
    reasons: [{ line: 2, column: 'resource', message: wrong }],
    mapping: {},
    language: 'en',
    count: 1,
  })
  expect(found.rows).toEqual([
    ['resource', 'Reason'],
    ['{}', 'resource: Not an amount'],
  ])
})

it('streams: it reads no further than the last reason, and holds no rows', async () => {
  let read = 0
  const endless = function* () {
    for (read = 0; ; read++) yield [String(read), '1']
  }
  const some = Array.from({ length: 5000 }, (_, i): Reason => ({ line: 2 + i * 10, column: '就诊号', message: required }))
  const found = await all({ rows: endless(), reasons: some, count: 200_000 })
  expect(found.rows).toHaveLength(5001)
  expect(found.rows.at(-1)![0]).toBe('49991')
  expect(read).toBeLessThan(50_000)
})
