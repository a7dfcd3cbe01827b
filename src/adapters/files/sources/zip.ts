import { inflateRawSync } from 'node:zlib'
import { ImportError } from '../import-error.ts'
import { texts } from './texts.ts'

/** An entry as the directory at a zip's end declares it; `at` is where it is declared. */
export type Entry = { name: string; packed: number; unpacked: number; offset: number; encrypted: boolean; at: number }
const endSign = Buffer.from('PK\x05\x06', 'latin1')

function endOf(zip: Buffer): number {
  const end = zip.lastIndexOf(endSign)
  if (end < 0 || end + 22 > zip.length) throw new ImportError(texts.truncated)
  return end
}

/** @throws ImportError when the directory or its end is missing: the file was cut short */
export function directory(zip: Buffer): Entry[] {
  const end = endOf(zip)
  const entries: Entry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw new ImportError(texts.truncated)
    const name = zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28))
    entries.push({
      name,
      packed: zip.readUInt32LE(at + 20),
      unpacked: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
      encrypted: (zip.readUInt16LE(at + 8) & 0x2041) !== 0,
      at,
    })
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** Where an entry's data starts, and how its local header says it is packed. @throws ImportError when that lies outside the file or contradicts the directory */
export function local(zip: Buffer, { offset, packed, unpacked }: Entry): { start: number; stored: boolean } {
  if (offset + 30 > zip.length || zip.readUInt32LE(offset) !== 0x04034b50) throw new ImportError(texts.truncated)
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  if (start + packed > zip.length) throw new ImportError(texts.truncated)
  const sizesFollow = (zip.readUInt16LE(offset + 6) & 8) !== 0
  const stored = zip.readUInt16LE(offset + 8) === 0
  if ((!sizesFollow && zip.readUInt32LE(offset + 22) !== unpacked) || (stored && packed !== unpacked)) throw new ImportError(texts.damaged)
  return { start, stored }
}

/** The content of an entry that is known to be harmless. */
export function contentOf(zip: Buffer, entry: Entry): Buffer {
  const { start, stored } = local(zip, entry)
  const data = zip.subarray(start, start + entry.packed)
  return stored ? data : inflateRawSync(data, { maxOutputLength: Math.max(entry.unpacked, 1) })
}

/** The zip with another content of one entry, stored; checksums of it are 0. */
export function withContent(zip: Buffer, { name, at }: Entry, content: Buffer): Buffer {
  const end = Buffer.from(zip.subarray(endOf(zip)))
  const first = end.readUInt32LE(16)
  const declared = Buffer.from(zip.subarray(first, endOf(zip)))
  const head = Buffer.alloc(30)
  head.write('PK\x03\x04\x14', 'latin1')
  head.writeUInt32LE(content.length, 18)
  head.writeUInt32LE(content.length, 22)
  head.writeUInt16LE(Buffer.byteLength(name), 26)
  head.copy(declared, at - first + 6, 4, 26) // version, flags, method, date, checksum, sizes
  declared.writeUInt32LE(first, at - first + 42)
  const added = Buffer.concat([head, Buffer.from(name), content])
  end.writeUInt32LE(first + added.length, 16)
  return Buffer.concat([zip.subarray(0, first), added, declared, end])
}
