import { open } from 'node:fs/promises'
import { ImportError } from '../import-error.ts'
import { type Encoding, encodingOfMark } from './blocks.ts'
import { guessEncoding } from './encoding.ts'
import { texts } from './texts.ts'

export type Sniffed = { format: 'zip' | 'cfb' | 'dbf' } | { format: 'csv' | 'ndjson'; encoding: Encoding; marked: boolean; head: string }
const headBytes = 64 << 10

/**
 * What a file is, by its content: names lie. `head` is the beginning of a text, decoded leniently, to look at.
 * @param given an encoding somebody chose; a byte order mark is believed all the same
 * @throws ImportError when it is empty or nothing that can be read
 */
export async function sniff(path: string, given?: Encoding): Promise<Sniffed> {
  const { head, size } = await headOf(path)
  if (!size) throw new ImportError(texts.empty)
  const magic = head.toString('latin1', 0, 8)
  if (['PK\x03\x04', 'PK\x05\x06'].some((sign) => magic.startsWith(sign))) return { format: 'zip' }
  if (magic === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1') return { format: 'cfb' }
  if (isDbf(head)) return { format: 'dbf' }
  if (['\x1f\x8b', 'Rar!', '7z\xbc\xaf'].some((sign) => magic.startsWith(sign))) throw new ImportError(texts.archive)
  const mark = encodingOfMark(head)
  if ((!mark || mark === 'utf-8') && head.includes(0)) throw new ImportError(texts.binary)
  const encoding = mark ?? given ?? (await guessEncoding(path, size, /^\s*\{/.test(head.toString('latin1', 0, 64))))
  const text = new TextDecoder(encoding).decode(head)
  if (!text.trim() && size <= headBytes) throw new ImportError(texts.empty)
  if (/^\s*<[a-z!?]/i.test(text)) throw new ImportError(texts.html)
  return { format: isNdjson(text) ? 'ndjson' : 'csv', encoding, marked: mark !== undefined, head: text }
}

async function headOf(path: string): Promise<{ head: Buffer; size: number }> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return { head: buffer.subarray(0, bytesRead), size: (await file.stat()).size }
  } finally {
    await file.close()
  }
}

/** dBase III, IV, FoxPro and Visual FoxPro: version byte, a day of change, and a header of whole field descriptors. */
function isDbf(head: Buffer): boolean {
  if (head.length < 33 || ![0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xf5, 0xfb].includes(head[0]!)) return false
  const header = head.readUInt16LE(8)
  return head[2]! <= 12 && head[3]! <= 31 && header >= 65 && head.readUInt16LE(10) > 1 && head[32]! >= 0x20
}

/** A first line that is a JSON object, or the beginning of one too long to see its end. */
function isNdjson(text: string): boolean {
  const start = text.trimStart()
  if (!start.startsWith('{') && !/^\[\s*\{/.test(start)) return false
  const end = start.indexOf('\n')
  try {
    const value: unknown = JSON.parse(end < 0 ? start : start.slice(0, end))
    if (!Array.isArray(value)) return true
  } catch {
    if (end < 0 && start.startsWith('{')) return true
  }
  throw new ImportError(texts.json)
}
