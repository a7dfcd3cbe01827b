import { isAscii } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { ImportError } from '../import-error.ts'
import type { Encoding } from './blocks.ts'
import { type Field, fieldReader } from './dbf-field.ts'
import { texts } from './texts.ts'

type Table = { fields: Field[]; start: number; length: number; records: number; codePage: number }
const deleted = 0x2a
const endOfFile = 0x1a

/**
 * Opens a dBase III, IV or (Visual) FoxPro table; its records are streamed, deleted ones left out, the names of its fields come first.
 * Encoding: the one given, else the .cpg file beside it, else the header's code page, else what most of its texts are.
 * @throws ImportError when it is cut short or damaged
 */
export async function openDbf(path: string, given?: Encoding) {
  const { table, head } = await headOf(path)
  const encoding = given ?? (await besides(path)) ?? (/^(77|122)$/.test(String(table.codePage)) ? 'gb18030' : guess(head, table))
  return { format: 'dbf' as const, encoding, rows: () => records(path, table, encoding) }
}

async function headOf(path: string): Promise<{ table: Table; head: Buffer }> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512 << 10), 0, 512 << 10, 0)
    const head = buffer.subarray(0, bytesRead)
    const [records, start, length] = [head.readUInt32LE(4), head.readUInt16LE(8), head.readUInt16LE(10)]
    if (start > head.length || start + records * length > size) throw new ImportError(texts.truncated)
    const fields: Field[] = []
    let offset = 1
    for (let at = 32; at + 32 <= start && head[at] !== 0x0d; at += 32) {
      const type = String.fromCharCode(head[at + 11]!)
      const width = head[at + 16]! + (type === 'C' ? head[at + 17]! << 8 : 0)
      fields.push({ name: head.toString('latin1', at, at + 11).replace(/\0.*$/s, ''), type, at: offset, length: width })
      offset += width
    }
    if (!fields.length || offset > length) throw new ImportError(texts.damaged)
    return { table: { fields, start, length, records: records || Math.floor((size - start) / length), codePage: head[29]! }, head }
  } finally {
    await file.close()
  }
}

async function besides(path: string): Promise<Encoding | undefined> {
  const named = await readFile(path.replace(/\.[^./\\]*$/, '.cpg'), 'latin1').catch(() => '')
  if (/utf-?8|65001/i.test(named)) return 'utf-8'
  return /gbk|gb18030|gb2312|936/i.test(named) ? 'gb18030' : undefined
}

/** Texts may be cut in the middle of a character: the last one does not count. */
function guess(head: Buffer, { fields, start, length }: Table): Encoding {
  const found: Buffer[] = fields.map(({ name }) => Buffer.from(name, 'latin1')).filter((name) => !isAscii(name))
  for (let at = start; at + length <= head.length && found.length < 500; at += length)
    for (const { type, at: from, length: width } of fields) {
      const bytes = head.subarray(at + from, at + from + width)
      if (type === 'C' && !isAscii(bytes)) found.push(bytes)
    }
  const utf8 = found.filter((bytes) => decoded(bytes, 'utf-8') !== undefined).length
  return utf8 * 2 >= found.length ? 'utf-8' : 'gb18030'
}

const decoders = new Map<Encoding, TextDecoder>()
function decoderOf(encoding: Encoding): TextDecoder {
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal: true })
  decoders.set(encoding, decoder)
  return decoder
}

/** Text of a field of fixed width, whose end may cut a character; undefined when it is not in the encoding. */
function decoded(bytes: Buffer, encoding: Encoding): string | undefined {
  let end = bytes.indexOf(0) < 0 ? bytes.length : bytes.indexOf(0)
  while (end && bytes[end - 1] === 0x20) end -= 1
  for (let cut = 0; cut < 4 && cut <= end; cut++)
    try {
      return decoderOf(encoding)
        .decode(bytes.subarray(0, end - cut))
        .trim()
    } catch {
      // cut in the middle of a character, perhaps
    }
  return undefined
}

async function* records(path: string, { fields, start, length, records: count }: Table, encoding: Encoding): AsyncGenerator<string[]> {
  const text = (bytes: Buffer) =>
    isAscii(bytes) ? bytes.toString('latin1').replace(/\0.*$/s, '').trim() : (decoded(bytes, encoding) ?? '\ufffd')
  const readers = fields.flatMap((field) => {
    const read = fieldReader(field, text)
    return read ? [{ name: text(Buffer.from(field.name, 'latin1')), read }] : []
  })
  yield readers.map(({ name }) => name)
  let rest: Buffer = Buffer.alloc(0)
  let left = count
  for await (const piece of createReadStream(path, { start, highWaterMark: 256 << 10 })) {
    const all: Buffer = rest.length ? Buffer.concat([rest, piece as Buffer]) : (piece as Buffer)
    let at = 0
    for (; at + length <= all.length && left > 0; at += length, left -= 1) {
      if (all[at] === endOfFile) return
      const record = all.subarray(at, at + length)
      if (record[0] !== deleted) yield readers.map(({ read }) => read(record))
    }
    if (left <= 0) return
    rest = all.subarray(at)
  }
}
