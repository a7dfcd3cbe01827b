import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { ImportError } from '../import-error.ts'
import { texts } from './texts.ts'

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
/** The longest line: what stands for 4 MB without a line end is no file of rows. */
const longest = 4 << 20
const lf = 10
const cr = 13

/** Number of lines that end in the bytes. */
export function lineEnds(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(lf); at >= 0; at = bytes.indexOf(lf, at + 1)) count += 1
  return count
}

/** After the last line end that is certainly one: a CR at the very end may be half of CR LF. 0 when there is none. */
function lastLineEnd(bytes: Buffer): number {
  const feed = bytes.lastIndexOf(lf) + 1
  return feed || bytes.subarray(0, -1).lastIndexOf(cr) + 1
}

/** Pieces of any size as pieces of whole lines; the last one may lack its line end. @throws ImportError when a line is too long */
async function* wholeLines(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let line = 1
  for await (const piece of pieces) {
    const all = rest.length ? Buffer.concat([rest, piece]) : piece
    const end = lastLineEnd(all)
    if (end) {
      line += lineEnds(all.subarray(0, end))
      yield all.subarray(0, end)
    }
    rest = all.subarray(end)
    if (rest.length > longest) throw new ImportError(texts.longLine, { line, limit: longest >> 20 })
  }
  if (rest.length) yield rest
}

/** A file's bytes in blocks of whole lines, as they are. Not for UTF-16. */
export const rawBlocks = (path: string, start = 0): AsyncGenerator<Buffer> =>
  wholeLines(createReadStream(path, { start, highWaterMark: 256 << 10 }))

const marks = { 'utf-8': 3, gb18030: 0, 'utf-16le': 2, 'utf-16be': 2 }
/** The encoding a byte order mark names. */
export function encodingOfMark(head: Buffer): Exclude<Encoding, 'gb18030'> | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
}

/** A file's text as UTF-8 in blocks of whole lines, without byte order mark. @throws ImportError naming the first line that is not in the encoding */
export async function* textBlocks(path: string, encoding: Encoding, marked: boolean): AsyncGenerator<Buffer> {
  const start = marked ? marks[encoding] : 0
  if (encoding.startsWith('utf-16')) return yield* wholeLines(fromUtf16(path, encoding, start))
  let line = 1
  for await (const block of rawBlocks(path, start)) {
    yield encoding === 'utf-8' ? checked(block, line) : recoded(block, encoding, line)
    line += lineEnds(block)
  }
}

function checked(block: Buffer, line: number): Buffer {
  if (isUtf8(block)) return block
  throw undecodable(block, 'utf-8', line)
}

function recoded(block: Buffer, encoding: Encoding, line: number): Buffer {
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(block))
  } catch {
    throw undecodable(block, encoding, line)
  }
}

/** Can these bytes, whole lines, be text of the encoding? */
export function decodable(bytes: Buffer, encoding: Encoding): boolean {
  if (encoding === 'utf-8') return isUtf8(bytes)
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function undecodable(block: Buffer, encoding: Encoding, first: number): ImportError {
  let line = first
  for (let at = 0; at < block.length; line += 1) {
    const end = block.indexOf(lf, at) + 1 || block.length
    if (!decodable(block.subarray(at, end), encoding)) break
    at = end
  }
  return new ImportError(texts.undecodable, { line, encoding: encoding.toUpperCase() })
}

async function* fromUtf16(path: string, encoding: Encoding, start: number): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let line = 1
  const decode = (bytes?: Buffer) => {
    try {
      return Buffer.from(bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode())
    } catch {
      throw new ImportError(texts.undecodable, { line, encoding: encoding.toUpperCase() })
    }
  }
  for await (const piece of createReadStream(path, { start, highWaterMark: 256 << 10 })) {
    const text = decode(piece as Buffer)
    line += lineEnds(text)
    yield text
  }
  yield decode()
}
