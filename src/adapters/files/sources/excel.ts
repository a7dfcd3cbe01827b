import { readFile, stat } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { ImportError } from '../import-error.ts'
import { withKnownDates } from './chinese-dates.ts'
import type { Asked, Said } from './excel-worker.ts'
import { texts } from './texts.ts'
import { guardZip } from './unzip-guard.ts'

export type ExcelOptions = { sheet?: string; maxUnpacked?: number; maxSeconds?: number }
/** 80 MB: a sheet of some 110 000 rows × 20 columns. Its reader then takes some 600 MB and 5 s. */
const usual = { unpacked: 80 << 20, seconds: 90 }
const heapMegabytes = 1024

/**
 * Reads one sheet of a workbook (the first visible one unless told) and holds its rows. Nothing is unpacked before it is known to be harmless, and the reader
 * works in a thread of its own, so that a workbook made to keep it busy or to fill the memory ends there.
 * @param maxUnpacked bytes a zip may unpack to, and an xls may have; 80 MB unless told
 * @param maxSeconds how long reading may take; 90 unless told
 * @throws ImportError
 */
export async function openExcel(path: string, format: 'zip' | 'cfb', options: ExcelOptions) {
  const { sheet: wanted, maxUnpacked = usual.unpacked, maxSeconds = usual.seconds } = options
  const { size } = await stat(path)
  if (size > maxUnpacked) throw new ImportError(texts.tooBig, { size: Math.ceil(size / (1 << 20)), limit: maxUnpacked >> 20 })
  const file = await readFile(path)
  const bytes = format === 'zip' ? await harmless(file, maxUnpacked) : compound(file)
  const { sheets, sheet, rows } = await inThread({ bytes, sheet: wanted }, maxSeconds)
  const all = async function* () {
    yield* rows
  }
  return { format: format === 'zip' ? ('xlsx' as const) : ('xls' as const), sheets, sheet, rows: all }
}

/** A zip as it may be read: weighed, and with the dates of Chinese Excel. @throws ImportError */
export async function harmless(file: Buffer, limit: number): Promise<Buffer> {
  const entries = await guardZip(file, limit)
  if (!entries.some(({ name }) => /^xl[/\\]workbook\.(xml|bin)$/i.test(name))) throw new ImportError(texts.archive)
  return withKnownDates(file, entries)
}

/** An xls by the names of the streams in it: a compound file may be any document of old. */
function compound(file: Buffer): Buffer {
  const has = (name: string) => file.includes(Buffer.from(name, 'utf16le'))
  if (has('EncryptedPackage')) throw new ImportError(texts.encrypted)
  if (!has('Workbook') && !has('Book')) throw new ImportError(texts.unknown)
  return file
}

/** A thread begins without the loader of TypeScript that the process has (Node 20). */
const boot = `const { loader, file } = require('node:worker_threads').workerData
import(loader).then(({ register }) => { register(); return import(file) })`

function inThread(asked: Asked, seconds: number): Promise<{ sheets: string[]; sheet: string; rows: string[][] }> {
  const worker = new Worker(boot, {
    eval: true,
    workerData: { ...asked, loader: import.meta.resolve('tsx/esm/api'), file: new URL('./excel-worker.ts', import.meta.url).href },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  })
  const found = { sheets: [] as string[], sheet: '', rows: [] as string[][] }
  return new Promise<typeof found>((resolve, reject) => {
    const late = setTimeout(() => reject(new ImportError(texts.tooSlow, { seconds })), seconds * 1000)
    worker.on('message', (said: Said) => {
      if ('refused' in said) reject(new ImportError(said.refused))
      else if ('rows' in said) for (const row of said.rows) found.rows.push(row)
      else if ('sheet' in said) Object.assign(found, said)
      else resolve(found)
    })
    worker.on('error', (error: Error & { code?: string }) =>
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ImportError(texts.tooMuch) : error),
    )
    worker.on('exit', () => {
      clearTimeout(late)
      reject(new ImportError(texts.damaged)) // it ended without a word, unless it has said everything
    })
  }).finally(() => worker.terminate())
}
