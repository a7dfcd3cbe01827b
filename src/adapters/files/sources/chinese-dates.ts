import { contentOf, type Entry, withContent } from './zip.ts'

/** The built-in number formats that are dates and times in Chinese Excel alone (ECMA-376 part 1, 18.8.30, zh-cn); a workbook names their number only. */
const chinese = /\bnumFmtId="(2[7-9]|3[0-6]|5[0-8])"/g
const dayAndTime = 22

/**
 * A workbook whose cells with such a format have one that every reader knows: without it a date would be read as the number 46027.
 * @returns the same bytes when there is none
 */
export function withKnownDates(zip: Buffer, entries: readonly Entry[]): Buffer {
  const entry = entries.find(({ name }) => name === 'xl/styles.xml')
  if (!entry) return zip
  const styles = contentOf(zip, entry).toString('utf8')
  const own = new Set([...styles.matchAll(/<numFmt [^>]*?\bnumFmtId="(\d+)"/g)].map((m) => m[1]))
  const mended = styles.replace(/<cellXfs[\s>].*?<\/cellXfs>/s, (cells) =>
    cells.replace(chinese, (whole, id: string) => (own.has(id) ? whole : `numFmtId="${dayAndTime}"`)),
  )
  return mended === styles ? zip : withContent(zip, entry, Buffer.from(mended))
}
