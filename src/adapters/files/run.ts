import { type Batch, beginBatch, endBatch, readBatch } from '../../record/batch.ts'
import { isDiskFull, isUnreachable } from '../../record/db.ts'
import type { Hold } from '../../record/hold.ts'
import { type Chunk, type Load, prepareChunk, putChunk, tellPlanner } from '../../record/load.ts'
import { existingKeys } from '../../record/read.ts'
import type { RecordStore } from '../../record/record.ts'
import { refreshResidents } from '../../record/residents.ts'
import { matchSettlements } from '../../record/settlements.ts'
import { chunksOf, type Reading, type Rows, survey } from './chunks.ts'
import { readContext } from './context.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind } from './kind.ts'
import { noteMet } from './local-codes.ts'
import { takeBackLost } from './lost-rows.ts'
import { type Names, namesIn } from './names.ts'
import { patiently, TakenOver } from './patience.ts'
import { referenceCheck } from './references.ts'
import { conditionsIn, relinked } from './relink.ts'
import { idSet } from './seen.ts'
import { texts } from './texts.ts'
import { vetted } from './vetted.ts'

export type Progress = { line: number; rows: number; taken: number; changed: number; skipped: number; refused: number }
export type RunOptions = {
  record: RecordStore
  county: number
  /** Called after every chunk with what this run has done so far. */
  progress?: (done: Progress) => void
  /** Ends the run after the chunk in hand; the batch stays as it is, to be gone on with. */
  signal?: AbortSignal
  chunkRows?: number
  /** false: whoever brings many files calls `settle` himself, after the last. */
  settle?: boolean
  /** Of all files of the import, NDJSON, this one too: references may lead into them. `takeBackLost` is then for the caller, too, after the last. */
  names?: Names
  /** How long an unreachable database is waited for, 60 s unless told. */
  patienceMs?: number
}
/** What one run did: documents, but `rows` and `refused` in rows of the file. `state` is the batch's at the end. */
export type ImportResult = {
  batch: string
  kind: string
  state: Batch['state']
  rows: number
  taken: number
  changed: number
  skipped: number
  refused: number
  resumed: boolean
  seconds: number
}
/** A file's rows, and how its header is read. With a kind that surveys, the rows are asked for twice. */
export type Content = Pick<Reading, 'positions' | 'headless' | 'skip' | 'ragged'> & { rows: () => Rows }

/**
 * Runs a batch that the caller holds, from its checkpoint. One chunk is written while the next is prepared and the one after that is read. Ends early when somebody paused or cancelled it.
 * @throws ImportError when the file as a whole cannot be taken (the batch has failed), the disk is full (it is paused), or the database stays away (it can be gone on with)
 */
export async function runHeld(
  kind: AnyKind,
  id: string,
  open: () => Promise<Content>,
  options: RunOptions & { held: Hold },
): Promise<ImportResult> {
  const { record, county, signal } = options
  const began = performance.now()
  const now = new Date().toISOString()
  const batch = await beginBatch(record.db, county, id, now)
  const resumed = batch.checkpoint > 0
  const done = { line: batch.checkpoint, rows: batch.rows, taken: 0, changed: 0, skipped: 0, refused: 0 }
  const audit = { at: now, actor: batch.actor, organization: 'system', action: `import.${kind.name}`, detail: { batch: id } }
  const load: Load = { county, batch: id, since: batch.firstStartedAt!, began: batch.startedAt, audit }
  let going = true
  let [before, last]: [Promise<void>, Promise<void>] = [Promise.resolve(), Promise.resolve()] // the writing of the last two chunks, each after the one before it
  try {
    const content = await open()
    const context = await readContext(record, county, now)
    const reading: Reading = {
      ...content,
      kind,
      context,
      extra: await kind.extra?.(record, county),
      chunkRows: options.chunkRows ?? 2000,
      after: batch.checkpoint,
      seen: idSet(),
      lost: idSet(),
    }
    await survey(content.rows, reading)
    const names = options.names ?? namesIn(record, county, [content.rows], batch.options.eyes)
    const led = referenceCheck({ ...reading, existing: (keys) => existingKeys(record.db, county, keys), coming: names.ids })
    const literal = async (chunk: Chunk) => {
      const conditions = conditionsIn(chunk)
      if (!conditions.length) return chunk
      await patiently(options, () => names.find(conditions))
      return relinked(chunk, names.told, reading.lost)
    }
    const linked = content.headless && batch.options.references !== 'any'
    for await (const chunk of vetted(chunksOf(content.rows(), reading), kind, options, (work) => patiently(options, work))) {
      if (!going || signal?.aborted) break
      const ready = literal(chunk).then((whole) =>
        patiently(options, async () => prepareChunk(record, load, linked ? await led(whole) : whole)),
      )
      const put = last.then(async () => {
        if (!going || signal?.aborted) return
        const prepared = await ready
        const { state, ...counts } = await patiently(options, () =>
          putChunk(record, { ...load, audit: { ...audit, at: new Date().toISOString() } }, prepared),
        )
        for (const [name, n] of Object.entries(counts)) done[name as keyof typeof counts] += n
        done.line = chunk.checkpoint
        done.rows = chunk.rows
        going = state === 'running'
        options.progress?.(done)
      })
      for (const later of [ready, put]) later.catch(() => {}) // heard when its turn comes
      await before
      ;[before, last] = [last, put]
    }
    await last
    await noteMet(record.db, county, id, context.translations, now)
    if (going && !signal?.aborted) {
      if (linked) {
        const part = { batch: (await readBatch(record.db, county, id))!, rows: content.rows, names }
        const change = await patiently(options, () => takeBackLost(record, county, [part], now))
        for (const [name, n] of Object.entries(change)) done[name as keyof typeof change] += n
      }
      await endBatch(record.db, county, id, 'done')
    }
  } catch (error) {
    await last.catch(() => {})
    throw await explained(record, county, id, error)
  }
  if (options.settle !== false) await settle(record, county, done.taken)
  const { state } = (await readBatch(record.db, county, id))!
  const { line: _, ...counts } = done
  return { batch: id, kind: kind.name, state, ...counts, resumed, seconds: (performance.now() - began) / 1000 }
}

/** New documents after which the planner is told of them. */
const much = 5000
/** What follows from rows that came in, `taken` of them new: settlements find their visits, the register of residents its dates. Numbers would do it when they are next read. */
export async function settle(record: RecordStore, county: number, taken: number): Promise<void> {
  if (taken >= much) await tellPlanner(record)
  await matchSettlements(record.db, county)
  await refreshResidents(record.db, county)
}

/** Notes on the batch why it stopped. @returns the error for the caller */
async function explained({ db }: RecordStore, county: number, id: string, error: unknown): Promise<unknown> {
  if (isDiskFull(error)) {
    await endBatch(db, county, id, 'paused', texts.diskFull).catch(() => {}) // a full disk may not take even that
    return new ImportError(texts.diskFull)
  }
  if (isUnreachable(error)) return new ImportError(texts.unreachable)
  if (error instanceof ImportError && !(error instanceof TakenOver)) await endBatch(db, county, id, 'failed', error.text)
  return error
}
