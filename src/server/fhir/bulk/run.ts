import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Db } from '../../../record/db.ts'
import { deletedPages, exportPages } from '../../../record/export.ts'
import { hold } from '../../../record/hold.ts'
import { eachInSlices } from '../../../record/in-slices.ts'
import type { RecordStore } from '../../../record/record.ts'
import { outcomeText } from '../outcome.ts'
import { linesOf } from './lines.ts'
import { advance, endJob, type Job, type OutputFile, takeExpired, waiting } from './store.ts'

/** Documents a file holds at most. */
const perFile = 100_000
const lockSpace = 0x62756c6b // 'bulk'

/** The files of one export, one type after another. */
function files(folder: string) {
  const output: OutputFile[] = []
  let stream: WriteStream | undefined
  const close = async () => {
    if (!stream) return
    stream.end()
    await finished(stream)
    stream = undefined
  }
  return {
    output,
    close,
    async put(type: string, lines: readonly string[], kind?: 'deleted' | 'outcome') {
      const stem = kind ? `${type}.${kind}` : type
      const parts = output.filter(({ name }) => name.replace(/\.\d+\.ndjson$/, '') === stem)
      const last = output.at(-1)
      if (!last || parts.at(-1) !== last || last.count >= perFile) {
        await close()
        output.push({ type, name: `${stem}.${parts.length + 1}.ndjson`, count: 0, ...(kind ? { [kind]: true } : {}) })
        stream = createWriteStream(join(folder, output.at(-1)!.name), { mode: 0o600 })
      }
      output.at(-1)!.count += lines.length
      if (!stream!.write(`${lines.join('\n')}\n`)) await once(stream!, 'drain')
    },
  }
}

/** Deletions as http://hl7.org/fhir/uv/bulkdata/STU2/export.html#response---complete-status has them. */
const deletions = (type: string, ids: readonly string[]): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: ids.map((id) => ({ request: { method: 'DELETE', url: `${type}/${id}` } })),
  })

/** In ms. A write bears an instant from before others could see it: an export says that it knows of all until this long ago. */
const settling = 10_000

/** Writes one export: everything as it stood at one moment. @returns undefined when it was cancelled on the way */
async function write({ db }: RecordStore, folder: string, job: Job, now: () => Date): Promise<readonly OutputFile[] | undefined> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { reader, left = [], ...asked } = job.asked
  const lineOf = linesOf(job.asked)
  const out = files(folder)
  try {
    return await db.transaction(async (tx: Db) => {
      await tx.query('set transaction isolation level repeatable read, read only')
      if (!(await advance(db, job, 0, new Date(now().getTime() - settling)))) return undefined
      let written = 0
      for await (const page of exportPages(tx, reader, asked)) {
        const lines = (await eachInSlices(page, lineOf)).filter((line) => line !== undefined)
        if (lines.length) await out.put(page[0]!.type, lines)
        written += lines.length
        if (!(await advance(db, job, written))) return undefined
      }
      for await (const { type, ids } of deletedPages(tx, reader, asked)) await out.put(type, [deletions(type, ids)], 'deleted')
      if (left.length) await out.put('OperationOutcome', [outcomeText(left)], 'outcome')
      await out.close()
      return out.output
    })
  } finally {
    await out.close()
  }
}

/** Where exports lie, and whom to tell that one waits. */
export type Exports = { folder: string; wake: () => void }

/**
 * Works on the exports that wait, one at a time in this process; another process's lock is respected, and what a dead one left is begun again. Files
 * older than their day go.
 */
export function startExports(
  record: RecordStore,
  folder: string,
  now: () => Date,
  complain: (error: unknown) => void = console.error,
  everyMs = 2000,
): Exports & { stop: () => Promise<void> } {
  let stopped = false
  let wake = () => {}
  const one = async (job: Job) => {
    const lock = await hold(record.db, lockSpace, Number.parseInt(job.id.slice(-7), 16))
    if (!lock) return
    try {
      const output = await write(record, join(folder, job.id), job, now)
      if (output) await endJob(record.db, job, 'done', output)
      else await rm(join(folder, job.id), { recursive: true, force: true })
    } catch (error) {
      complain(error)
      const full = (error as { code?: string }).code === 'ENOSPC'
      await endJob(record.db, job, 'failed', [], full ? 'The disk of the server is full.' : 'The export failed; ask for it again.')
    } finally {
      await lock.release()
    }
  }
  const run = async () => {
    while (!stopped) {
      try {
        for (const { id } of await takeExpired(record.db, now())) await rm(join(folder, id), { recursive: true, force: true })
        for (const job of await waiting(record.db)) if (!stopped) await one(job)
      } catch (error) {
        complain(error)
      }
      if (stopped) break
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, everyMs).unref()
      })
    }
  }
  const running = run()
  return {
    folder,
    wake: () => wake(),
    stop: async () => {
      stopped = true
      wake()
      await running
    },
  }
}
