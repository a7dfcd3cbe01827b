import type { Chunk } from '../../record/load.ts'
import type { RecordStore } from '../../record/record.ts'
import type { AnyKind } from './kind.ts'

/**
 * Chunks as the check of their kind leaves them: a refused line's own document is taken out. Others it brought (a patient) stay, for later lines of the file name them
 * without bringing them again. `patiently`: how the record is asked.
 */
export async function* vetted<C extends Chunk>(
  chunks: AsyncIterable<C>,
  kind: AnyKind,
  { record, county }: { record: RecordStore; county: number },
  patiently: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncGenerator<C> {
  const check = kind.check?.(record, county)
  for await (const chunk of chunks) {
    const refusals = check ? await patiently(() => check(chunk)) : []
    const out = new Set(refusals.map(({ line }) => line))
    yield refusals.length
      ? {
          ...chunk,
          documents: chunk.documents.filter(({ line, weak }) => weak || !out.has(line ?? 0)),
          refusals: [...chunk.refusals, ...refusals],
        }
      : chunk
  }
}
