import type { Batch, Mapping } from '../../record/batch.ts'
import { setMapping } from '../../record/batch.ts'
import { savedMapping } from '../../record/import-mappings.ts'
import type { RecordStore } from '../../record/record.ts'
import { mappedPositions, type Positions, usable } from './columns.ts'
import { readContext } from './context.ts'
import { headOf } from './head.ts'
import { propose } from './header.ts'
import type { AnyKind } from './kind.ts'
import { institutionOf } from './preview.ts'
import type { Content } from './run.ts'
import { openSource } from './sources/open.ts'

/** The rows of a batch's file, and how its header is read: by the batch's mapping, else by the institution's saved one and the columns' names; the batch remembers it. @throws ImportError */
export async function contentOf(record: RecordStore, county: number, kind: AnyKind, batch: Batch, path: string): Promise<Content> {
  const source = await openSource(path, batch.options)
  const { rows } = source
  if (source.format === 'ndjson') return { rows, headless: true, positions: () => new Map([[Object.keys(kind.columns)[0]!, 0]]) }
  const ragged = source.format !== 'csv'
  const { skip, header, samples } = await headOf([kind], rows(), batch.mapping)
  if (Object.keys(batch.mapping).length) return { rows, ragged, skip, positions: byMapping(kind, batch.mapping) }
  const context = await readContext(record, county, new Date().toISOString())
  const institution = batch.institution || institutionOf(kind, header, samples, context)
  const saved = await savedMapping(record.db, county, { institution, kind: kind.name, header })
  const positions = usable(kind, propose(kind, header, samples, saved))
  const mapping = Object.fromEntries([...positions].map(([column, at]) => [column, header[at]!]))
  await setMapping(record.db, county, batch.id, mapping, institution)
  return { rows, ragged, skip, positions: () => positions }
}

const byMapping =
  (kind: AnyKind, mapping: Mapping) =>
  (header: readonly string[]): Positions =>
    mappedPositions(kind, header, mapping)

/** The same for rows at hand, whose header comes when it comes. */
export const positionsOf = (kind: AnyKind, mapping: Mapping | undefined) =>
  mapping ? byMapping(kind, mapping) : (header: readonly string[]) => usable(kind, propose(kind, header))
