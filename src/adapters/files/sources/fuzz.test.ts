import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { folder } from '../../../../test/files.ts'
import { gb18030 } from '../../../../test/gb18030.ts'
import { byteOrderMark, csvLine } from '../csv-line.ts'
import { ImportError } from '../import-error.ts'
import { harmless } from './excel.ts'
import { readBook } from './excel-book.ts'
import { openSource } from './open.ts'

const files = folder()
beforeAll(() => void vi.spyOn(console, 'error').mockReturnValue()) // the reader of xls prints every record it does not know
afterAll(() => {
  files.remove()
  vi.restoreAllMocks()
})

/** All rows, or the refusal of the file as a whole; any other error is a bug. */
async function read(content: Uint8Array): Promise<string[][] | 'refused'> {
  const found: string[][] = []
  try {
    for await (const row of (await openSource(files.file('fuzz', content))).rows()) found.push(row)
  } catch (error) {
    if (error instanceof ImportError) return 'refused'
    throw error
  }
  return found
}
const strings = (rows: string[][] | 'refused') =>
  rows === 'refused' || rows.every((row) => row.length > 0 && row.every((cell) => typeof cell === 'string'))

it('reads back any table, in any encoding', async () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', '1', '张', '丰', '"', ',', '，', '\n', ' ', '𠮷', ';'), maxLength: 12 })
    .map((text) => text.trim())
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 20 })
  const encode = fc.constantFrom<(text: string) => Buffer>(
    Buffer.from,
    (text) => Buffer.from(byteOrderMark + text),
    gb18030,
    (text) => Buffer.from(byteOrderMark + text, 'utf16le'),
  )
  await fc.assert(
    fc.asyncProperty(table, encode, async (rows, bytes) => {
      const all = [['姓名', '机构', '三丰'], ...rows]
      expect(await read(bytes(all.map(csvLine).join('')))).toEqual(all)
    }),
    { numRuns: 200 },
  )
})

it('answers any bytes with rows or a refusal', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(strings(await read(bytes))).toBe(true)
    }),
    { numRuns: 500 },
  )
})

const damaged = (whole: Buffer) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.oneof({ weight: 3, arbitrary: fc.constant(whole.length) }, { weight: 1, arbitrary: fc.nat(whole.length) }),
    )
    .map(([places, length]) => {
      const bytes = Buffer.from(whole.subarray(0, length))
      for (const [at, value] of places) if (at < length) bytes[at] = value
      return bytes
    })
const book = (bookType: 'xlsx' | 'biff8' | 'dbf'): Buffer => {
  const made = utils.book_new()
  const rows = Array.from({ length: 40 }, (_, i) => [`MZ${i}`, '张三', 46027 + i, 45.6])
  utils.book_append_sheet(made, utils.aoa_to_sheet([['ID', 'NAME', 'DAY', 'COST'], ...rows]), 'S')
  return write(made, { type: 'buffer', bookType, compression: true })
}

it('answers a damaged DBF with rows or a refusal', async () => {
  await fc.assert(
    fc.asyncProperty(damaged(book('dbf')), async (bytes) => {
      expect(strings(await read(bytes))).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it.each<'xlsx' | 'biff8'>(['xlsx', 'biff8'])('answers a damaged %s with rows or a refusal', async (type) => {
  const readable = async (bytes: Buffer): Promise<string[][] | 'refused'> => {
    try {
      return [...readBook(type === 'xlsx' ? await harmless(bytes, 1 << 20) : bytes, undefined).rows()]
    } catch (error) {
      if (error instanceof ImportError) return 'refused'
      throw error
    }
  }
  await fc.assert(
    fc.asyncProperty(damaged(book(type)), async (bytes) => {
      expect(strings(await readable(bytes))).toBe(true)
    }),
    { numRuns: 150, seed: 141099 }, // some damage keeps the reader busy for minutes: that is why it works in a thread that can be ended
  )
})
