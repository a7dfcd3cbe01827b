import { isAscii } from 'node:buffer'
import { ImportError } from '../import-error.ts'
import { decodable, type Encoding, rawBlocks } from './blocks.ts'
import { texts } from './texts.ts'

const enough = 500 // lines with more than ASCII
const samples = 16

/**
 * The encoding of a file without byte order mark: UTF-8 or GB18030 (which GBK and GB2312 are part of). The first lines with more than ASCII decide, wherever they
 * stand, together with samples of the rest, by majority: one broken line does not turn the file, it is named when it is read. A file of ASCII is UTF-8.
 * `json`: what may be UTF-8 is (RFC 8259, section 8.1), also where only letters like í tell.
 * @throws ImportError when it is neither
 */
export async function guessEncoding(path: string, size: number, json: boolean): Promise<Encoding> {
  const lines: Buffer[] = []
  let read = 0
  for await (const block of rawBlocks(path)) {
    read += block.length
    lines.push(...telling(block, enough - lines.length))
    if (lines.length >= enough) break
  }
  for (let i = 0; i < samples && read < size; i++) {
    const start = read + Math.floor(((size - read) * i) / samples)
    for await (const block of rawBlocks(path, start)) {
      lines.push(...telling(block.subarray(block.indexOf(10) + 1), 50))
      break
    }
  }
  if (!lines.length) return 'utf-8'
  const utf8 = lines.filter((line) => (json || hasThree(line)) && decodable(line, 'utf-8')).length
  const gb = lines.filter((line) => decodable(line, 'gb18030')).length
  if (utf8 * 2 >= lines.length) return 'utf-8'
  if (gb * 2 >= lines.length) return 'gb18030'
  throw new ImportError(texts.encoding)
}

/** Chinese characters take three bytes or more in UTF-8; two-byte sequences alone are more often a GBK character (联通). */
const hasThree = (line: Buffer): boolean => line.some((byte) => byte >= 0xe0 && byte < 0xf5)

/** The lines that are not plain ASCII, at most so many. */
function telling(block: Buffer, most: number): Buffer[] {
  const found: Buffer[] = []
  if (isAscii(block)) return found
  for (let at = 0; at < block.length && found.length < most; ) {
    const end = block.indexOf(10, at) + 1 || block.length
    const line = block.subarray(at, end)
    if (!isAscii(line)) found.push(line)
    at = end
  }
  return found
}
