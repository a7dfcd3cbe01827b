import { deflateRawSync } from 'node:zlib'
import { type BookType, CFB, utils, type WorkSheet, write } from '@e965/xlsx'
import { afterAll, expect, it } from 'vitest'
import { folder } from '../../../../test/files.ts'
import { gb18030 } from '../../../../test/gb18030.ts'
import { harmless } from './excel.ts'
import { readBook } from './excel-book.ts'
import { openSource, type SourceOptions } from './open.ts'

const files = folder()
afterAll(() => files.remove())

async function opened(content: Uint8Array, options?: SourceOptions) {
  const { rows, ...source } = await openSource(files.file('visits.csv', content), options)
  const found: string[][] = []
  for await (const row of rows()) found.push(row)
  return { ...source, rows: found }
}
/** The same without a thread of its own. */
async function all(content: Buffer, wanted?: string) {
  const { rows, ...book } = readBook(content[0] === 0x50 ? await harmless(content, 80 << 20) : content, wanted)
  return { ...book, rows: [...rows()] }
}
const message = (found: Promise<unknown>) => found.then(String, (e: Error) => e.message)
const refused = (content: Uint8Array, options?: SourceOptions) => message(opened(content, options))

function book(sheets: Record<string, WorkSheet>, bookType: BookType = 'xlsx', hidden: readonly string[] = []): Buffer {
  const made = utils.book_new()
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(made, sheet, name)
  made.Workbook = { Sheets: made.SheetNames.map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) }
  return write(made, { type: 'buffer', bookType, compression: true, bookSST: bookType === 'xlsx' })
}
const sheet = (cells: Record<string, object>): WorkSheet => ({ ...cells, '!ref': 'A1:H3' })
const n = (v: number, z = 'General') => ({ t: 'n', v, z })
const s = (v: string) => ({ t: 's', v })

const meanings = sheet({
  A1: s('就诊时间'),
  B1: s(' 金额 '),
  A2: n(46027.354166666664, 'yyyy-mm-dd hh:mm'),
  B2: n(46027, 'm/d/yy'),
  C2: n(45.600000000000001),
  D2: n(0.1 + 0.2),
  E2: n(123, '00000000'),
  F2: { t: 'b', v: true },
  G2: { t: 'n', v: 2, f: '1+1' },
  H2: { t: 'e', v: 42, w: '#N/A' },
  A3: n(Number('141099195001011235')),
  B3: n(0.0000001),
  C3: s('00012'),
  D3: n(46027.99999, 'yyyy"年"m"月"d"日" h:mm'),
  E3: n(-12.5),
  F3: n(123456789012345),
  G3: n(0.354166666666667, 'hh:mm'),
  H3: s('张三丰𠮷'),
})
const said = [
  ['就诊时间', '金额', '', '', '', '', '', ''],
  ['2026-01-05 08:30:00', '2026-01-05', '45.6', '0.3', '00000123', 'true', '2', '#N/A'],
  ['1.4109919500101123E+17', '0.0000001', '00012', '2026-01-05 23:59:59', '-12.5', '123456789012345', '08:30:00', '张三丰𠮷'],
]

it.each<BookType>(['xlsx', 'xlsb', 'biff8'])('says what the cells of %s mean', async (type) => {
  expect(await all(book({ 数据: meanings }, type))).toEqual({ sheets: ['数据'], sheet: '数据', rows: said })
})

it('reads a workbook whatever its name is', async () => {
  expect(await opened(book({ 数据: meanings }))).toEqual({ format: 'xlsx', sheets: ['数据'], sheet: '数据', rows: said })
  expect(await opened(book({ 数据: meanings }, 'biff8'), { sheet: '数据' })).toMatchObject({ format: 'xls', rows: said })
})

it('reads Chinese in xls files from before Unicode', async () => {
  const old = CFB.read(book({ S: sheet({ A1: s('xxxx') }) }, 'biff5'), { type: 'buffer' })
  const stream = CFB.find(old, '/Book') as { content: Buffer }
  const bytes = Buffer.from(stream.content)
  const codePage = bytes.indexOf(Buffer.from([0x42, 0, 2, 0]))
  bytes.writeUInt16LE(936, codePage + 4)
  bytes.set(gb18030('姓名'), bytes.indexOf('xxxx'))
  stream.content = bytes
  expect((await all(CFB.write(old, { type: 'buffer' }) as Buffer)).rows[0]![0]).toBe('姓名')
})

it('knows the dates that only a Chinese Excel has a format for', async () => {
  const zip = CFB.read(book({ S: sheet({ A1: s('日期'), A2: n(46027.5, 'yyyy"年"m"月"d"日"'), B2: n(1234.5, '0.00') }) }), {
    type: 'buffer',
  })
  const styles = CFB.find(zip, '/xl/styles.xml') as { content: Buffer }
  const text = styles.content.toString()
  const custom = /numFmtId="(\d+)" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/.exec(text)![1]
  styles.content = Buffer.from(
    text
      .replace(/<numFmts.*<\/numFmts>/s, '')
      .replace(`numFmtId="${custom}"`, 'numFmtId="31"')
      .replace('numFmtId="2"', 'numFmtId="43"'),
  )
  const rows = (await all(CFB.write(zip, { fileType: 'zip', type: 'buffer' }) as Buffer)).rows
  expect(rows[1]!.slice(0, 2)).toEqual(['2026-01-05 12:00:00', '1234.5'])
})

it('reads the first visible sheet, or the one that is asked for', async () => {
  const sheets = { 隐藏: utils.aoa_to_sheet([['h']]), 数据: utils.aoa_to_sheet([['a'], [], ['b']]), 字典: utils.aoa_to_sheet([['c']]) }
  const content = book(sheets, 'xlsx', ['隐藏'])
  expect(await all(content)).toMatchObject({ sheets: ['数据', '字典'], sheet: '数据', rows: [['a'], [''], ['b']] })
  expect((await all(content, '字典')).rows).toEqual([['c']])
  expect(await message(all(content, '没有'))).toContain('没有名为“没有”的工作表，有：数据、字典')
  expect(await message(all(book({ S: utils.aoa_to_sheet([]) })))).toContain('工作表“S”是空的')
})

it('refuses a bomb at once, one that lies about its size too', async () => {
  const began = performance.now()
  const part = Buffer.alloc(64 << 20, ' ')
  const packed = deflateRawSync(part)
  const whole = (unpacked: number, count: number) =>
    zip(Array.from({ length: count }, (_, i) => ({ name: i ? `xl/worksheets/sheet${i}.xml` : 'xl/workbook.xml', packed, unpacked })))
  expect(packed.length).toBeLessThan(100_000)
  expect(await refused(whole(part.length, 60))).toContain('表格解压后有 3840 MB，超过 80 MB 的上限')
  expect(await refused(whole(part.length, 1))).toContain('压缩率异常')
  expect(await refused(whole(1000, 1))).toContain('文件已损坏')
  expect(performance.now() - began).toBeLessThan(5000)
})

it('has a limit that can be set', async () => {
  const content = book({ S: utils.aoa_to_sheet(Array.from({ length: 20_000 }, (_, i) => [`a${i}`, i])) })
  expect(await refused(content, { maxUnpacked: 1 << 20 })).toContain('超过 1 MB 的上限。请在表格软件中另存为 CSV')
  expect((await all(content)).rows).toHaveLength(20_000)
})

it('ends the reading of a workbook that takes too long', async () => {
  expect(await refused(book({ S: meanings }), { maxSeconds: 0.001 })).toContain('0.001 秒还没有读完')
})

it('says why a workbook cannot be read', async () => {
  const whole = book({ S: utils.aoa_to_sheet(Array.from({ length: 100 }, (_, i) => [i, 'text'])) })
  expect(await refused(whole.subarray(0, whole.length - 200))).toContain('文件不完整')
  const broken = Buffer.from(whole)
  broken.fill(0xff, 60, 90)
  expect(await refused(broken)).toContain('文件已损坏')
  expect(await refused(book({ S: utils.aoa_to_sheet([]) }))).toContain('工作表“S”是空的')
  const protectedBook = CFB.utils.cfb_new()
  CFB.utils.cfb_add(protectedBook, '/EncryptedPackage', Buffer.alloc(5000))
  expect(await refused(CFB.write(protectedBook, { type: 'buffer' }) as Buffer)).toContain('文件有打开密码')
  const letter = CFB.utils.cfb_new()
  CFB.utils.cfb_add(letter, '/WordDocument', Buffer.alloc(5000))
  expect(await refused(CFB.write(letter, { type: 'buffer' }) as Buffer)).toContain('认不出文件格式')
  expect(await message(all(encryptedXls()))).toContain('文件有打开密码')
  expect(await refused(zip([{ name: 'a.csv', packed: deflateRawSync(Buffer.from('a')), unpacked: 1 }]))).toContain('压缩包')
  expect(await refused(zip([{ name: 'a.csv', packed: deflateRawSync(Buffer.from('a')), unpacked: 1, flags: 1 }]))).toContain('密码')
})

/** An xls with the record that says its streams are encrypted (MS-XLS 2.4.117 FilePass), behind the first record. */
function encryptedXls(): Buffer {
  const made = CFB.read(book({ S: utils.aoa_to_sheet([['a']]) }, 'biff8'), { type: 'buffer' })
  const stream = CFB.find(made, '/Workbook') as { content: Buffer; size: number }
  const bytes = Buffer.from(stream.content)
  const first = 4 + bytes.readUInt16LE(2)
  const pass = Buffer.alloc(4 + 54)
  pass.writeUInt16LE(0x2f, 0)
  pass.writeUInt16LE(54, 2)
  pass.writeUInt16LE(1, 4)
  pass.writeUInt16LE(1, 6)
  pass.writeUInt16LE(1, 8)
  stream.content = Buffer.concat([bytes.subarray(0, first), pass, bytes.subarray(first)])
  stream.size = stream.content.length
  return CFB.write(made, { type: 'buffer' }) as Buffer
}

/** A zip made by hand, which may say anything of its entries. */
function zip(entries: readonly { name: string; packed: Buffer; unpacked: number; flags?: number }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, packed, unpacked, flags = 0 } of entries) {
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(flags, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(unpacked, 18)
    head.writeUInt16LE(name.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed])
    parts.push(local)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, Buffer.from(name))
    offset += local.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}
