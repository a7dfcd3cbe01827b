import { setImmediate } from 'node:timers/promises'
import { conditionalIn } from '../../fhir/references.ts'
import { say } from '../../kernel/grammar/texts.ts'
import { faultsOf } from '../../record/faults.ts'
import { type Incoming, incoming, type LineRefusal } from '../../record/incoming.ts'
import { type Chunk, notFhir } from '../../record/load.ts'
import type { Positions } from './columns.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind, Draft, ReadContext } from './kind.ts'
import { rowReader, rowSurveyor } from './reader.ts'
import type { IdSet } from './seen.ts'
import { texts } from './texts.ts'

export type Rows = AsyncIterable<string[]> | Iterable<string[]>
export type Reading = {
  kind: AnyKind
  context: ReadContext
  extra: unknown
  /** Finds the columns in the header; where there is none (NDJSON) it is called with no cells before the first row. @throws ImportError */
  positions: (header: readonly string[]) => Positions
  headless?: boolean
  /** Records above the header: a title. */
  skip?: number
  /** Rows may be shorter than the header, as sheets leave trailing cells out. */
  ragged?: boolean
  chunkRows: number
  /** Lines up to here are in the record already: read again only to know whom and what they named. */
  after: number
  /** The documents of the rows read so far, and of those refused. */
  seen: IdSet
  lost: IdSet
}
const chunkDocuments = 12_000

export const blank = (cells: readonly string[]) => cells.every((cell) => cell === '')

/**
 * The rows of a file as chunks of documents and refusals, in the file's order. A row goes in whole or not at all. Within one file the first row that names a shared
 * document (a patient) stands, and a row whose own document was there is refused, so that the same file always means the same. @throws ImportError
 */
export async function* chunksOf(rows: Rows, reading: Reading): AsyncGenerator<Chunk & { rows: number }> {
  const { skip = 0 } = reading
  let read: ReturnType<typeof rowOf> | undefined
  let [line, count, inChunk] = [0, 0, 0]
  let documents: Incoming[] = []
  let refusals: LineRefusal[] = []
  const start = (header: readonly string[]) => {
    read = rowOf(reading, reading.positions(header), header.length)
  }
  if (reading.headless) start([])
  for await (const cells of rows) {
    line += 1
    if (line <= skip || blank(cells)) continue
    if (!read) {
      start(cells)
      continue
    }
    count += 1
    if (count % 16 === 0) await setImmediate() // rows that are there already would keep the database waiting
    const result = read(cells, line)
    if (line <= reading.after) continue
    inChunk += 1
    documents.push(...result.documents)
    refusals.push(...result.refusals)
    if (inChunk < reading.chunkRows && documents.length < chunkDocuments) continue
    yield { documents, refusals, checkpoint: line, rows: count }
    documents = []
    refusals = []
    inChunk = 0
  }
  if (!read) throw new ImportError(texts.empty)
  yield { documents, refusals, checkpoint: line, rows: count }
}

/** Lets a kind hear all rows first, when it asks for that. */
export async function survey(rows: () => Rows, { kind, context, extra, positions, headless, skip = 0 }: Reading): Promise<void> {
  if (!kind.survey) return
  let hear = headless ? rowSurveyor(kind, positions([]), context, extra) : undefined
  let line = 0
  for await (const cells of rows()) {
    line += 1
    if (line <= skip || blank(cells)) continue
    if (hear) hear(cells)
    else hear = rowSurveyor(kind, positions(cells), context, extra)
  }
}

type RowOut = { documents: readonly Incoming[]; refusals: readonly LineRefusal[] }

/** One row as what it puts and what it refuses. */
function rowOf({ kind, context, extra, headless, ragged, seen, lost }: Reading, positions: Positions, width: number) {
  const read = rowReader(kind, positions, context, extra)
  const key = keyColumn(kind)
  const refused = (refusals: LineRefusal[]): RowOut => ({ documents: [], refusals })
  return (cells: readonly string[], line: number): RowOut => {
    if (!headless && !fits(cells, width, ragged)) return refused([wrongLength(line, cells, width)])
    const result = read(cells)
    if ('problems' in result) return refused(result.problems.map((problem) => ({ line, ...problem })))
    const [own] = result.documents
    if (own && seen.has(own.resource.resourceType, own.resource.id!)) {
      const value = key ? (cells[positions.get(key) ?? -1] ?? '') : ''
      return refused([{ line, column: key ?? '', value, rule: 'twice', message: texts.twice }])
    }
    const fresh = result.documents.filter(({ resource }) => !seen.has(resource.resourceType, resource.id!))
    const faults = fresh.flatMap((draft) => (conditionalIn(draft.links).length ? [] : faultsOf(draft.resource)))
    if (faults.length) {
      for (const { resource } of fresh) lost.add(resource.resourceType, resource.id!)
      return refused(
        faults.map(({ code, expression, diagnostics }) => ({
          line,
          column: '',
          value: expression,
          rule: `fhir.${code}`,
          message: notFhir(diagnostics),
        })),
      )
    }
    for (const { resource } of fresh) seen.add(resource.resourceType, resource.id!)
    return { documents: fresh.map((draft) => documentOf(draft, line)), refusals: [] }
  }
}

const documentOf = ({ resource, ...rest }: Draft, line: number): Incoming =>
  incoming(resource, { ...rest, line, ...(conditionalIn(rest.links).length ? {} : { checked: true }) })

/** What a person would call the row by: its first required text. */
const keyColumn = (kind: AnyKind) => Object.entries(kind.columns).find(([, { type, required }]) => required && type === 'text')?.[0]

/** Whether a row is as long as the header; sheets leave trailing empty cells out (`ragged`). */
export const fits = (cells: readonly string[], width: number, ragged?: boolean) =>
  cells.length === width || (cells.length < width ? ragged === true : cells.slice(width).every((cell) => cell === ''))

export function wrongLength(line: number, cells: readonly string[], expected: number): LineRefusal {
  const values = { expected, found: cells.length }
  return {
    line,
    column: '',
    value: cells.join(',').slice(0, 200),
    rule: 'columns',
    message: [say(texts.rowLength, 'zh', values), say(texts.rowLength, 'en', values)],
  }
}
