import { ImportError } from '../import-error.ts'
import { texts } from './texts.ts'

const longest = 1 << 20

/**
 * One record a line, its JSON as the only cell; a blank line is `['']`. Whether it is JSON is the business of the kind, which refuses the line.
 * @throws ImportError when a line is over 1 MB
 */
export async function* ndjsonRows(blocks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let line = 1
  for await (const block of blocks) {
    for (let at = 0; at < block.length; line += 1) {
      const found = block.indexOf(10, at)
      const end = found < 0 ? block.length : found
      if (end - at > longest) throw new ImportError(texts.longLine, { line, limit: longest >> 20 })
      yield [block.toString('utf8', at, end).trim()]
      at = end + 1
    }
  }
}
