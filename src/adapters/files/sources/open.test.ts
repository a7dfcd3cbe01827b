import { afterAll, expect, it } from 'vitest'
import { folder } from '../../../../test/files.ts'
import { gb18030 } from '../../../../test/gb18030.ts'
import { openSource, type SourceOptions } from './open.ts'

const files = folder()
afterAll(() => files.remove())
const opened = (content: string | Uint8Array, options?: SourceOptions) => openSource(files.file('data', content), options)
async function all(content: string | Uint8Array, options?: SourceOptions) {
  const source = await opened(content, options)
  const rows: string[][] = []
  for await (const row of source.rows()) rows.push(row)
  return { ...source, rows }
}
const refused = async (content: string | Uint8Array, options?: SourceOptions) => all(content, options).then(String, (e: Error) => e.message)

const text = '姓名,机构代码\r\n张三丰,QY0000038\r\n𠮷田,X\r\n'
const rows = [
  ['姓名', '机构代码'],
  ['张三丰', 'QY0000038'],
  ['𠮷田', 'X'],
]
const utf16 = (content: string, big: boolean) => {
  const bytes = Buffer.from(`\ufeff${content}`, 'utf16le')
  return big ? bytes.swap16() : bytes
}

it('reads the same rows from every encoding', async () => {
  const csv = (encoding: string) => ({ format: 'csv', encoding, delimiter: ',', rows })
  expect(await all(text)).toEqual(csv('utf-8'))
  expect(await all(`\ufeff${text}`)).toEqual(csv('utf-8'))
  expect(await all(gb18030(text))).toEqual(csv('gb18030'))
  expect(await all(utf16(text, false))).toEqual(csv('utf-16le'))
  expect(await all(utf16(text, true))).toEqual(csv('utf-16be'))
})

it('decides by what comes late, when a file begins with a megabyte of ASCII', async () => {
  const ascii = 'a,b\n'.repeat(300_000)
  const found = await all(Buffer.concat([Buffer.from(ascii), gb18030('张三,男\n')]))
  expect(found.encoding).toBe('gb18030')
  expect(found.rows.at(-1)).toEqual(['张三', '男'])
  expect((await opened(`${ascii}张三,男\n`)).encoding).toBe('utf-8')
})

it('takes NDJSON for UTF-8, as JSON is, also where its only letters have two bytes; in GB18030 only what is no UTF-8', async () => {
  const name = (text: string) => `${JSON.stringify({ name: text })}\n`
  expect(await all(Buffer.from(name('Joaquín').repeat(3)))).toEqual({
    ...{ format: 'ndjson', encoding: 'utf-8' },
    rows: Array.from({ length: 3 }, () => ['{"name":"Joaquín"}']),
  })
  expect(await all(gb18030(name('张三')))).toMatchObject({ encoding: 'gb18030', rows: [['{"name":"张三"}']] })
})

it('takes 联通 in GBK for what it is, though its bytes could be UTF-8', async () => {
  expect((await all(gb18030('a,b\n联通,1\n'))).rows[1]).toEqual(['联通', '1'])
})

it('names the line that is not in the encoding of the others', async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => `张三丰,${i}\n`)
  const broken = (n: number) =>
    Buffer.concat([
      Buffer.from(lines.slice(0, n).join('')),
      Buffer.from([0xc8, 0xfd, 0x2c, 0x31, 0x0a]),
      Buffer.from(lines.slice(n).join('')),
    ])
  expect(await refused(broken(10))).toContain('第 11 行有不是 UTF-8 编码的字符')
  expect(await refused(broken(39_000))).toContain('line 39001 has bytes that are not UTF-8'.replace('line', 'Line'))
  const gb = Buffer.concat([gb18030('张三丰,1\n'.repeat(5)), Buffer.from([0xff, 0x0a])])
  expect(await refused(gb)).toContain('第 6 行有不是 GB18030 编码的字符')
  expect(await refused(gb18030(text), { encoding: 'utf-8' })).toContain('第 1 行')
  expect(await refused(Buffer.concat([utf16('a\nb\n', false), Buffer.from([0x00, 0xd8])]))).toContain('第 3 行有不是 UTF-16LE')
})

it('finds what parts the cells', async () => {
  const delimiter = async (content: string) => (await opened(content)).delimiter
  expect(await delimiter('就诊号,诊断\n1,I10;E11;E12\n2,I10;J06\n')).toBe(',')
  expect(await delimiter('a;b;c\n"1,2,3";2;3\n')).toBe(';')
  expect(await delimiter('a\tb\n1,5\t2,5\n')).toBe('\t')
  expect(await delimiter('a|b|c\n1|2|3\n')).toBe('|')
  expect(await delimiter('a\n1\n')).toBe(',')
})

it('reads FHIR a line a record', async () => {
  const found = await all('{"resourceType":"Patient","id":"1"}\n\n{"resourceType":"Patient"\r\n')
  expect(found).toEqual({
    format: 'ndjson',
    encoding: 'utf-8',
    rows: [['{"resourceType":"Patient","id":"1"}'], [''], ['{"resourceType":"Patient"']],
  })
})

it('says of a file that cannot be read what it is', async () => {
  expect(await refused('')).toContain('文件是空的')
  expect(await refused('\ufeff \r\n\n')).toContain('文件是空的')
  expect(await refused('<html><table>')).toContain('网页')
  expect(await refused('\ufeff<?xml version="1.0"?>')).toContain('网页')
  expect(await refused('{\n "resourceType": "Bundle"\n}')).toContain('NDJSON')
  expect(await refused('[{"a":1}]')).toContain('NDJSON')
  expect(await refused(Uint8Array.of(0x1f, 0x8b, 8, 0))).toContain('压缩包')
  expect(await refused(Uint8Array.of(0x25, 0x50, 0x44, 0x46, 0))).toContain('Neither text nor a known sheet')
  expect(await refused(Uint8Array.of(0xff, 0xff, 0x0a, 0xff, 0x0a))).toContain('认不出文字编码')
  expect(await refused(`a,b\n${'x'.repeat(5 << 20)}`)).toContain('第 2 行起超过 4 MB')
})
