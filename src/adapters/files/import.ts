import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse'
import { derivedId } from '../../record/ids.ts'
import { type Chunk, type Incoming, type LineRefusal, loadChunk } from '../../record/load.ts'
import type { RecordStore } from '../../record/record.ts'
import { readVisit, type VisitRow, type VisitsContext, visitsHeader } from './visits.ts'

export type ImportResult = {
  batch: string
  rows: number
  taken: number
  changed: number
  skipped: number
  refused: number
  resumed: boolean
  seconds: number
}
export class ImportError extends Error {}
type Options = { record: RecordStore; county: number; actor: string; chunkRows?: number; progress?: (rows: number) => void }
const chunkRows = 4000

/** Imports a visits file. The same file again changes nothing; one that was interrupted goes on from its last checkpoint. @throws ImportError when the file as a whole cannot be read */
export async function importVisits(file: string, options: Options): Promise<ImportResult> {
  return importRows(basename(file), await checksum(file), createReadStream(file).pipe(reader()), options)
}

const reader = () => parse({ bom: true, relax_column_count: true, skip_empty_lines: true, trim: true, max_record_size: 1_000_000 })

/** The institution code of a file's first row, to know whose file it is; undefined when the file does not say. */
export async function institutionOf(file: string): Promise<string | undefined> {
  let at: number | undefined
  for await (const cells of createReadStream(file).pipe(reader()) as AsyncIterable<string[]>) {
    if (at !== undefined) return cells[at]
    at = cells.indexOf('机构代码')
  }
  return undefined
}

/** The same for rows that are already arrays (the demo's generator); the first one is the header. */
export async function importRows(
  name: string,
  sum: string,
  rows: AsyncIterable<string[]> | Iterable<string[]>,
  { record, county, actor, progress, ...options }: Options,
): Promise<ImportResult> {
  const began = performance.now()
  const batch = derivedId('', county, sum, 'batch', 'visits')
  const now = new Date().toISOString()
  const [known] = await record.db.query<{ checkpoint: number; state: string }>(
    'select checkpoint, state from batch where county_id = $1 and id = $2',
    [county, batch],
  )
  const resumed = known?.state === 'running'
  await record.db.query(
    `insert into batch (county_id, id, kind, file_name, checksum, state, actor, started_at) values ($1, $2, 'visits', $3, $4, 'running', $5, $6)
     on conflict (county_id, id) do update set state = 'running'`,
    [county, batch, name, sum, actor, now],
  )
  if (!resumed) await record.db.query('delete from batch_refusal where county_id = $1 and batch_id = $2', [county, batch])
  const context = await visitsContext(record, county, now)
  const audit = { at: now, actor, organization: 'system', action: 'import.visits', detail: { batch } }
  const result: ImportResult = { batch, rows: 0, taken: 0, changed: 0, skipped: 0, refused: 0, resumed, seconds: 0 }
  const seen = new Set<string>()
  let columns: number[] | undefined
  let documents: Incoming[] = []
  let refusals: LineRefusal[] = []
  let inFlight: Promise<void> = Promise.resolve()
  const flush = async () => {
    const chunk: Chunk = { documents, refusals, checkpoint: result.rows }
    documents = []
    refusals = []
    await inFlight // one chunk is written while the next is read
    inFlight = loadChunk(record, county, batch, audit, chunk).then(({ taken, changed, skipped }) => {
      result.taken += taken
      result.changed += changed
      result.skipped += skipped
      progress?.(chunk.checkpoint)
    })
    inFlight.catch(() => {})
  }
  for await (const cells of rows) {
    if (!columns) {
      columns = headerColumns(cells)
      continue
    }
    result.rows += 1
    if (resumed && result.rows <= known.checkpoint) continue
    const row = Object.fromEntries(visitsHeader.map((column, i) => [column, cells[columns![i]!] ?? ''])) as VisitRow
    const read =
      cells.length === columns.length ? readVisit(row, result.rows + 1, context) : wrongLength(result.rows + 1, cells, columns.length)
    if ('refusals' in read) {
      refusals.push(...read.refusals)
      result.refused += 1
    } else
      for (const document of read.documents) {
        if (document.type === 'Patient' && seen.has(document.id)) continue // the first row of a file that names a person stands for him
        if (document.type === 'Patient') seen.add(document.id)
        documents.push(document)
      }
    if (result.rows % (options.chunkRows ?? chunkRows) === 0) await flush()
  }
  if (!columns) throw new ImportError('文件是空的 / the file is empty')
  await flush()
  await inFlight
  await record.db.query(`update batch set state = 'done', ended_at = now() where county_id = $1 and id = $2`, [county, batch])
  result.seconds = (performance.now() - began) / 1000
  return result
}

/** Where each expected column stands in the file. @throws ImportError naming what is missing or unknown */
function headerColumns(cells: readonly string[]): number[] {
  const missing = visitsHeader.filter((column) => !cells.includes(column))
  const unknown = cells.filter((cell, i) => !(visitsHeader as readonly string[]).includes(cell) || cells.indexOf(cell) !== i)
  if (missing.length || unknown.length)
    throw new ImportError(
      `表头不对：${missing.length ? `缺少 ${missing.join('、')}；` : ''}${unknown.length ? `多出或重复 ${unknown.join('、')}；` : ''}可用 --template visits 取得模板 / the header does not fit (missing: ${missing.join(', ') || '-'}; unknown or twice: ${unknown.join(', ') || '-'})`,
    )
  return visitsHeader.map((column) => cells.indexOf(column))
}

const wrongLength = (line: number, cells: readonly string[], expected: number): { refusals: LineRefusal[] } => ({
  refusals: [
    { line, column: '', value: cells.join(',').slice(0, 200), rule: 'columns', message: `应有 ${expected} 列，实有 ${cells.length} 列` },
  ],
})

async function visitsContext(record: RecordStore, county: number, now: string): Promise<VisitsContext> {
  const { salt } = await record.context(county)
  const organizations = await record.organizations(county)
  const names = await record.db.query<{ code: string; name: string }>(
    `select code, name from code_dim where county_id = $1 and system = 'urn:oid:2.16.156.10011.2.3.3.11.3'`,
    [county],
  )
  return {
    institutions: new Map(organizations.flatMap((o) => (o.level === 'institution' && o.code ? [[o.code, o.id] as const] : []))),
    diagnosisNames: new Map(names.map((n) => [n.code, n.name])),
    derive: (source, kind, key) => derivedId(salt, county, source, kind, key),
    now,
  }
}

function checksum(file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sum = createHash('sha256')
    createReadStream(file)
      .on('data', (bytes) => sum.update(bytes))
      .on('error', reject)
      .on('end', () => resolve(sum.digest('hex')))
  })
}
