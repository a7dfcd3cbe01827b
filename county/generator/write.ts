import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type CountyFile, countyFiles, type GeneratorOptions, type Truth } from './index.ts'

/** Rows that become one piece of text and one write. */
const CHUNK = 4000

/**
 * Writes a county's files and truth.json into a folder, which is made; CSV, UTF-8, LF. `wrote` hears of each file. `whole`: all months of a kind in one file.
 * @throws RangeError on options no county can have, Error when the folder cannot be written
 */
export function writeCounty(
  options: GeneratorOptions,
  folder: string,
  wrote: (file: CountyFile) => void = () => {},
  { whole = false } = {},
): Truth {
  const begun = new Set<string>()
  mkdirSync(folder, { recursive: true })
  const files = countyFiles(options)
  for (let next = files.next(); ; next = files.next()) {
    if (next.done) {
      writeFileSync(join(folder, 'truth.json'), truthText(next.value))
      return next.value
    }
    const { month, ...rest } = next.value
    const one: CountyFile = whole ? { ...rest, name: `${rest.kind}.csv` } : { ...rest, ...(month ? { month } : {}) }
    write(join(folder, one.name), one, begun.has(one.name))
    if (!begun.has(one.name)) wrote(one)
    begun.add(one.name)
  }
}

function write(path: string, { header, rows }: CountyFile, more: boolean) {
  const handle = openSync(path, more ? 'a' : 'w')
  if (!more) writeSync(handle, `${header.join(',')}\n`)
  for (let i = 0; i < rows.length; i += CHUNK) writeSync(handle, Buffer.from(`${rows.slice(i, i + CHUNK).join('\n')}\n`))
  closeSync(handle)
}

/** One series a line: readable, and small enough. */
const truthText = (truth: Truth) =>
  `${JSON.stringify(truth, null, 1).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, list: string) => `[${list.replace(/\s+/g, '')}]`)}\n`
