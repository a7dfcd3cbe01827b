import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { ImportError } from '../import-error.ts'
import { texts } from './texts.ts'
import { directory, type Entry, local } from './zip.ts'

/** Deflate reaches 1032:1; real sheets stay below 50:1. */
const highestRatio = 250

/**
 * Refuses a zip that would fill the memory, is cut short or encrypted, before anything parses it. First what its directory declares is added up, then every
 * entry is unpacked piece by piece without keeping anything, because a directory may lie.
 * @param limit bytes all entries together may unpack to
 * @throws ImportError
 */
export async function guardZip(zip: Buffer, limit: number): Promise<Entry[]> {
  const entries = directory(zip)
  if (entries.some((entry) => entry.encrypted)) throw new ImportError(texts.encrypted)
  const declared = entries.reduce((sum, { unpacked }) => sum + unpacked, 0)
  if (declared > limit) throw new ImportError(texts.tooBig, { size: Math.ceil(declared / (1 << 20)), limit: limit >> 20 })
  for (const { packed, unpacked } of entries)
    if (unpacked > 1 << 20 && unpacked > packed * highestRatio)
      throw new ImportError(texts.ratio, { ratio: Math.floor(unpacked / Math.max(packed, 1)) })
  for (const entry of entries) await measure(zip, entry)
  return entries
}

/** Unpacks an entry as its reader will: from its local header on, to wherever its data ends. */
async function measure(zip: Buffer, entry: Entry) {
  const { start, stored } = local(zip, entry)
  if (stored) return
  let size = 0
  try {
    for await (const part of Readable.from(slices(zip.subarray(start))).pipe(createInflateRaw({ chunkSize: 256 << 10 }))) {
      size += (part as Buffer).length
      if (size > entry.unpacked) break
    }
  } catch {
    throw new ImportError(texts.damaged)
  }
  if (size !== entry.unpacked) throw new ImportError(texts.damaged)
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 64 << 10) yield bytes.subarray(at, at + (64 << 10))
}
