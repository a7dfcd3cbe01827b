import { basename } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { addBatch, type Batch, type BatchOptions, holdBatch, type Mapping, type NewBatch, readBatch } from '../../record/batch.ts'
import type { Hold } from '../../record/hold.ts'
import { derivedId } from '../../record/ids.ts'
import type { Rows } from './chunks.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind } from './kind.ts'
import { kinds } from './kinds/index.ts'
import { findOriginal, keepOriginal, sumOf } from './originals.ts'
import { contentOf, positionsOf } from './resolve.ts'
import { type ImportResult, type RunOptions, runHeld } from './run.ts'
import { texts } from './texts.ts'

export type ImportOptions = RunOptions & {
  kind: AnyKind
  actor: string
  /** Column of the kind → header in the file; by the columns' names where it is not told. */
  mapping?: Mapping
  institution?: string
  options?: BatchOptions
  /** Where originals are kept; without it the file is only read. */
  originals?: string
}

/** A file of a kind is one batch, however often it comes. */
export const batchId = (county: number, kind: AnyKind, checksum: string) => derivedId('', county, checksum, 'batch', kind.name)

/**
 * Imports a file, waiting for another process that is at it. The same file again changes nothing, and never undoes what a later one corrected; one that was
 * interrupted goes on from its last checkpoint. @throws ImportError
 */
export async function importFile(path: string, options: ImportOptions): Promise<ImportResult> {
  const { kind, county, originals } = options
  const sum = originals ? await keepOriginal(originals, path) : await sumOf(path)
  const batch = { ...batchOf(options, basename(path), sum.checksum), bytes: sum.bytes, lines: sum.lines, original: originals !== undefined }
  return held(options, batch, (hold, noted) =>
    runHeld(kind, batch.id, () => contentOf(options.record, county, kind, noted, path), { ...options, held: hold }),
  )
}

/** The same for rows that are already arrays; the first one is the header. `sum` stands for the content. */
export function importRows(name: string, sum: string, rows: Rows, options: ImportOptions): Promise<ImportResult> {
  const batch = batchOf(options, name, sum)
  const content = { rows: () => rows, positions: positionsOf(options.kind, options.mapping) }
  return held(options, batch, (hold) => runHeld(options.kind, batch.id, async () => content, { ...options, held: hold }))
}

/** Runs a batch of the county's list from its kept original: what a worker does. @returns undefined when another is at it. @throws ImportError when it does not wait for a worker */
export async function importBatch(id: string, options: RunOptions & { originals: string }): Promise<ImportResult | undefined> {
  const { record, county } = options
  const hold = await holdBatch(record.db, id)
  if (!hold) return undefined
  try {
    const batch = await readBatch(record.db, county, id)
    const kind = kinds.find(({ name }) => name === batch?.kind)
    if (!batch || !kind) throw new ImportError(texts.noBatch, { id })
    if (!['queued', 'running'].includes(batch.state)) throw new ImportError(texts.notRunnable, { state: batch.state })
    const open = async () => contentOf(record, county, kind, batch, await findOriginal(options.originals, batch.checksum))
    return await runHeld(kind, id, open, { ...options, held: hold })
  } finally {
    await hold.release()
  }
}

const batchOf = ({ county, kind, actor, mapping, institution, options }: ImportOptions, fileName: string, checksum: string): NewBatch => ({
  id: batchId(county, kind, checksum),
  kind: kind.name,
  fileName,
  checksum,
  actor,
  ...(mapping ? { mapping } : {}),
  ...(institution ? { institution } : {}),
  ...(options ? { options } : {}),
})

/** Waits for the batch's lock, notes the batch and works on it. */
async function held(
  options: ImportOptions,
  batch: NewBatch,
  work: (hold: Hold, noted: Batch) => Promise<ImportResult>,
): Promise<ImportResult> {
  const { record, county } = options
  let hold = await holdBatch(record.db, batch.id)
  for (; !hold; hold = await holdBatch(record.db, batch.id)) await setTimeout(200)
  try {
    return await work(hold, await addBatch(record.db, county, batch, 'queued', true))
  } finally {
    await hold.release()
  }
}
