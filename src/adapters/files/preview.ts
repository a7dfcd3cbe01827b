import type { Preview, PreviewProblem, PreviewRow } from '../../capabilities/intake/contract.ts'
import type { Mapping } from '../../record/batch.ts'
import { savedMapping } from '../../record/import-mappings.ts'
import type { RecordStore } from '../../record/record.ts'
import { blank, fits, wrongLength } from './chunks.ts'
import { readContext } from './context.ts'
import { guessKind, propose } from './header.ts'
import { fromHeader } from './header-row.ts'
import { ImportError } from './import-error.ts'
import type { AnyKind, ReadContext } from './kind.ts'
import { kinds } from './kinds/index.ts'
import { rowReader, rowSurveyor } from './reader.ts'
import { openSource, type Source, type SourceOptions } from './sources/open.ts'
import { texts } from './texts.ts'

export type PreviewOptions = SourceOptions & { record: RecordStore; county: number; now: Date; kind?: string; mapping?: Mapping }
type Looked = Omit<Preview, 'checksum' | 'name' | 'known'>

/** Rows a preview looks at, and those it shows. */
const most = { looked: 2000, shown: 20 }

/**
 * What an import of the file would do, judged by its first rows: its kind, which column means what, what would be refused and why. Writes nothing.
 * @throws ImportError when the file as a whole cannot be read
 */
export async function preview(path: string, options: PreviewOptions): Promise<Looked> {
  const { record, county } = options
  const source = await openSource(path, options)
  const context = await readContext(record, county, options.now.toISOString())
  const named = kinds.filter(({ name }) => name === options.kind)
  const found = await firstRows(source, named.length ? named : kinds, options.mapping)
  const about = {
    format: source.format,
    ...(source.encoding ? { encoding: source.encoding } : {}),
    ...(source.sheets ? { sheets: source.sheets } : {}),
  }
  const fits = source.format === 'ndjson' ? ['fhir'] : guessKind(kinds, found.header).map(({ kind }) => kind.name)
  const name = options.kind ?? fits[0] ?? kinds[0]!.name
  const kind = kinds.find((k) => k.name === name)
  if (!kind) throw new ImportError(texts.noKind, { kinds: kinds.map((k) => k.name).join(', ') })
  if (source.format === 'ndjson') {
    const positions = new Map([[Object.keys(kind.columns)[0]!, 0]])
    return {
      ...about,
      kind: name,
      fits,
      header: [],
      mapping: {},
      proposals: [],
      missing: [],
      unknown: [],
      ...(await judge(found.rows, kind, positions, context, options)),
    }
  }
  const samples = found.rows.slice(0, 50).map(({ cells }) => cells)
  const institution = institutionOf(kind, found.header, samples, context)
  const saved = await savedMapping(record.db, county, { institution, kind: name, header: found.header })
  const { positions, proposals, missing, unknown } = options.mapping
    ? asked(kind, found.header, options.mapping)
    : proposed(kind, found.header, samples, saved, context)
  const mapping = Object.fromEntries([...positions].map(([column, at]) => [column, found.header[at]!]))
  const judged = missing.length
    ? { looked: 0, refused: 0, problems: [], rows: found.rows.slice(0, most.shown).map((row) => ({ ...row, problems: [] })) }
    : await judge(found.rows, kind, positions, context, options, { width: found.header.length, ragged: source.format !== 'csv' })
  return { ...about, kind: name, fits, header: found.header, mapping, proposals, missing, unknown, ...judged }
}

type Found = { header: string[]; rows: { line: number; cells: string[] }[] }
/** Header and first rows, with their lines; titles above the header are left out. */
async function firstRows(source: Source, likely: readonly AnyKind[], mapping?: Mapping): Promise<Found> {
  const rows: Found['rows'] = []
  let line = 0
  for await (const cells of source.format === 'ndjson' ? source.rows() : fromHeader(likely, source.rows(), mapping)) {
    line += 1
    if (!blank(cells)) rows.push({ line, cells })
    if (rows.length > most.looked) break
  }
  if (!rows.length) throw new ImportError(texts.empty)
  return source.format === 'ndjson' ? { header: [], rows } : { header: rows[0]!.cells, rows: rows.slice(1) }
}

/** Everything that was proposed, the unsure too: the page shows which of them want a look. */
function proposed(
  kind: AnyKind,
  header: readonly string[],
  samples: readonly string[][],
  saved: Mapping | undefined,
  context: ReadContext,
) {
  const { proposals, unknown } = propose(kind, header, samples, saved, context.institutions.keys())
  const positions = new Map(proposals.map(({ column, at }) => [column, at] as const))
  return { positions, proposals, missing: missingOf(kind, positions), unknown }
}
const missingOf = (kind: AnyKind, positions: ReadonlyMap<string, number>) =>
  Object.entries(kind.columns).flatMap(([name, { required }]) => (required && !positions.has(name) ? [name] : []))

/** The mapping somebody chose by hand. */
function asked(kind: AnyKind, header: readonly string[], mapping: Mapping) {
  const positions = new Map(
    Object.entries(mapping).flatMap(([column, name]) =>
      column in kind.columns && header.includes(name) ? [[column, header.indexOf(name)] as const] : [],
    ),
  )
  return {
    positions,
    proposals: [],
    missing: missingOf(kind, positions),
    unknown: header.filter((_, at) => ![...positions.values()].includes(at)),
  }
}

/** Whose file it is: the institution of the first row that names a known one; '' otherwise. */
export function institutionOf(
  kind: AnyKind,
  header: readonly string[],
  samples: readonly (readonly string[])[],
  context: ReadContext,
): string {
  const { institution } = kind
  if (!institution) return ''
  const at = propose(kind, header, samples).positions.get(institution)
  return samples.map((cells) => context.institutions.get((cells[at ?? -1] ?? '').trim())).find(Boolean) ?? ''
}

/** Reads the rows as an import would, and counts what it would refuse, by rule and column. */
async function judge(
  rows: Found['rows'],
  kind: AnyKind,
  positions: ReadonlyMap<string, number>,
  context: ReadContext,
  { record, county }: PreviewOptions,
  shape?: { width: number; ragged: boolean },
) {
  const quiet = { ...context, translate: () => undefined }
  const extra = await kind.extra?.(record, county)
  const survey = rowSurveyor(kind, positions, quiet, extra)
  if (survey) for (const { cells } of rows) survey(cells)
  const read = rowReader(kind, positions, quiet, extra)
  const byRule = new Map<string, PreviewProblem>()
  const shown: PreviewRow[] = []
  let refused = 0
  for (const { line, cells } of rows) {
    const result = shape && !fits(cells, shape.width, shape.ragged) ? { problems: [wrongLength(line, cells, shape.width)] } : read(cells)
    const problems = 'problems' in result ? result.problems : []
    if (problems.length) refused += 1
    for (const { column, rule, message, value } of problems) {
      const known = byRule.get(`${rule}|${column}`) ?? { column, rule, message, rows: 0, value, line }
      byRule.set(`${rule}|${column}`, { ...known, rows: known.rows + 1 })
    }
    if (shown.length < most.shown) shown.push({ line, cells, problems: problems.map(({ column, message }) => ({ column, message })) })
  }
  return { looked: rows.length, refused, problems: [...byRule.values()].sort((a, b) => b.rows - a.rows), rows: shown }
}
