import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import type { Db } from '../../record/db.ts'
import { derivedId } from '../../record/ids.ts'
import { type Chunk, type Incoming, type LineRefusal, prepareChunk, putChunk, tellPlanner } from '../../record/load.ts'
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
  return importRows(basename(file), await checksum(file), rowsOf(file), options)
}

/** Files come from many hands: with and without byte order mark, mixed line ends, quotes inside a name. Blank lines stay, so that lines are counted as an editor counts. */
const reader = () =>
  parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    trim: true,
    max_record_size: 1_000_000,
  })
/** Opened when the first row is asked for, so that no error is thrown where nobody listens. */
async function* rowsOf(file: string): AsyncGenerator<string[]> {
  const parser = reader()
  pipeline(createReadStream(file), parser, () => {})
  yield* parser
}
const blank = (cells: readonly string[]) => cells.length === 1 && cells[0] === ''

/** The institution code of a file's first row, to know whose file it is; undefined when the file does not say. */
export async function institutionOf(file: string): Promise<string | undefined> {
  let at: number | undefined
  for await (const cells of rowsOf(file)) {
    if (blank(cells)) continue
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
  const done = await beginBatch(record.db, { county, batch, name, sum, actor, now })
  const context = await visitsContext(record, county, now)
  const audit = { at: now, actor, organization: 'system', action: 'import.visits', detail: { batch } }
  const result: ImportResult = { batch, rows: 0, taken: 0, changed: 0, skipped: 0, refused: 0, resumed: done !== undefined, seconds: 0 }
  const seen = new Set<string>()
  let line = 0
  let columns: number[] | undefined
  let documents: Incoming[] = []
  let refusals: LineRefusal[] = []
  let inFlight: Promise<void> = Promise.resolve()
  const flush = async () => {
    const chunk: Chunk = { documents, refusals, checkpoint: line }
    documents = []
    refusals = []
    const ready = await prepareChunk(record, county, chunk)
    await inFlight // one chunk is written while the next is read and prepared
    result.refused += new Set(ready.refusals.slice(chunk.refusals.length).map((r) => r.line)).size
    inFlight = putChunk(record, county, batch, audit, ready).then(({ taken, changed, skipped }) => {
      result.taken += taken
      result.changed += changed
      result.skipped += skipped
      progress?.(chunk.checkpoint)
    })
    inFlight.catch(() => {})
  }
  try {
    for await (const cells of rows) {
      line += 1
      if (blank(cells)) continue
      if (!columns) {
        columns = headerColumns(cells)
        continue
      }
      result.rows += 1
      if (result.rows % 64 === 0) await setImmediate() // rows that are there already would keep the database waiting
      const row = Object.fromEntries(visitsHeader.map((column, i) => [column, cells[columns![i]!] ?? ''])) as VisitRow
      const read =
        cells.length === columns.length ? firstOf(readVisit(row, line, context), row, line, seen) : wrongLength(line, cells, columns.length)
      if (done !== undefined && line <= done) continue // read again only to know whom and what the earlier lines named
      if ('refusals' in read) {
        refusals.push(...read.refusals)
        result.refused += 1
      } else documents.push(...read.documents)
      if (result.rows % (options.chunkRows ?? chunkRows) === 0) await flush()
    }
    if (!columns) throw new ImportError('文件是空的 / the file is empty')
    await flush()
    await inFlight
  } catch (error) {
    await inFlight.catch(() => {})
    const whole =
      error instanceof CsvError
        ? new ImportError(
            `第 ${line + 1} 行起无法读取（多半是引号没有成对） / cannot be read from line ${line + 1} on, most likely an unpaired quote: ${error.code}`,
          )
        : error
    if (whole instanceof ImportError) await endBatch(record.db, county, batch, 'failed')
    throw whole
  }
  await endBatch(record.db, county, batch, 'done')
  if (result.taken) await tellPlanner(record)
  result.seconds = (performance.now() - began) / 1000
  return result
}

type Batch = { county: number; batch: string; name: string; sum: string; actor: string; now: string }
/** Writes that the import runs. Answers the line to go on from when an earlier run of the same file did not end; anything else starts over. */
async function beginBatch(db: Db, { county, batch, name, sum, actor, now }: Batch): Promise<number | undefined> {
  const [known] = await db.query<{ checkpoint: number; state: string }>(
    'select checkpoint, state from batch where county_id = $1 and id = $2',
    [county, batch],
  )
  if (known?.state === 'running') return known.checkpoint
  await db.query(
    `with old as (delete from batch_refusal where county_id = $1 and batch_id = $2)
     insert into batch (county_id, id, kind, file_name, checksum, state, actor, started_at) values ($1, $2, 'visits', $3, $4, 'running', $5, $6)
     on conflict (county_id, id) do update set state = 'running', checkpoint = 0, taken = 0, skipped = 0, refused = 0, actor = excluded.actor, started_at = excluded.started_at, ended_at = null`,
    [county, batch, name, sum, actor, now],
  )
  return undefined
}
const endBatch = (db: Db, county: number, batch: string, state: 'done' | 'failed') =>
  db.query('update batch set state = $3, ended_at = now() where county_id = $1 and id = $2', [county, batch, state])

/** Within one file the first row that names a person or a visit stands; a visit named again is refused, so that the same file always means the same. */
function firstOf(read: ReturnType<typeof readVisit>, row: VisitRow, line: number, seen: Set<string>): ReturnType<typeof readVisit> {
  if ('refusals' in read) return read
  const again = read.documents.find((d) => d.type === 'Encounter' && seen.has(d.id))
  if (again)
    return {
      refusals: [{ line, column: '就诊号', value: row.就诊号, rule: 'twice', message: '文件中前面已有这个就诊号（同一机构内不能重复）' }],
    }
  const fresh = read.documents.filter((d) => !seen.has(d.id))
  for (const { id } of fresh) seen.add(id)
  return { documents: fresh }
}

/** Where each expected column stands in the file. @throws ImportError naming what is missing or unknown */
function headerColumns(cells: readonly string[]): number[] {
  const missing = visitsHeader.filter((column) => !cells.includes(column))
  const unknown = cells.filter((cell, i) => !(visitsHeader as readonly string[]).includes(cell) || cells.indexOf(cell) !== i)
  if (cells.some((cell) => cell.includes('\ufffd')))
    throw new ImportError(
      '文件不是 UTF-8 编码（可能是 GBK），请在表格软件中另存为“CSV UTF-8” / the file is not UTF-8 (GBK perhaps): save it as "CSV UTF-8"',
    )
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
