import type { Text } from '../../kernel/grammar/texts.ts'
import type { AnyKind, Coded, Draft, ReadContext } from './kind.ts'
import { valueParser } from './values.ts'

export type Problem = { column: string; value: string; rule: string; message: Text }
/** What a row of a file means: its documents, the row's own first, or everything that is wrong with it. */
export type RowResult = { documents: readonly Draft[] } | { problems: readonly Problem[] }

const missing: Text = ['必填，请补上', 'Required: fill it in']

/** How forms say that there is nothing to say (the national front-page interface asks for it in every empty text). */
const nothing: ReadonlySet<string> = new Set(['-', '--', '—', '——', '－'])

type Cells = (cells: readonly string[]) => { row: Record<string, unknown>; problems: Problem[] }

/** How the cells of a file's rows become values. */
function cellReader(kind: AnyKind, positions: ReadonlyMap<string, number>, context: ReadContext): Cells {
  const columns = Object.entries(kind.columns)
    .filter(([name, column]) => positions.has(name) || column.required)
    .map(([name, column]) => ({ name, column, at: positions.get(name), parse: valueParser(column) }))
  const local = columns.filter(({ column, at }) => column.local && at !== undefined)
  return (cells) => {
    const row: Record<string, unknown> = {}
    const problems: Problem[] = []
    for (const { name, column, at, parse } of columns) {
      const cell = at === undefined ? '' : (cells[at] ?? '').trim()
      if (!cell || nothing.has(cell)) {
        if (column.required) problems.push({ column: name, value: '', rule: 'required', message: missing })
        continue
      }
      const read = parse(cell, context)
      if ('problem' in read) problems.push({ column: name, value: cell, rule: read.problem[0], message: read.problem[1] })
      else row[name] = read.value
    }
    if (problems.length === 0 && kind.institution && row[kind.institution])
      for (const { name, column } of local) row[name] = translated(row[name], column.local!, row[kind.institution] as string, context)
    return { row, problems }
  }
}

/**
 * Compiles a kind for one file. `positions`: where each of the kind's columns stands in the file; columns that are absent read as empty.
 * @returns a pure function of a row's cells
 */
export function rowReader(kind: AnyKind, positions: ReadonlyMap<string, number>, context: ReadContext, extra: unknown = undefined) {
  const valuesOf = cellReader(kind, positions, context)
  return (cells: readonly string[]): RowResult => {
    const { row, problems } = valuesOf(cells)
    if (problems.length) return { problems }
    const cellOf = (name: string) => cells[positions.get(name) ?? -1]?.trim() ?? ''
    const documents = kind.read(
      row as never,
      context,
      (column, rule, message) => problems.push({ column, value: cellOf(column), rule, message }),
      extra as never,
    )
    return problems.length ? { problems } : { documents }
  }
}

/** For kinds with a `survey`: to be called with the cells of every row of the file, before the first is read with the same `extra`. Undefined for the others. */
export function rowSurveyor(kind: AnyKind, positions: ReadonlyMap<string, number>, context: ReadContext, extra: unknown) {
  const { survey } = kind
  if (!survey) return undefined
  // What has no translation yet is asked for once, when the row is read.
  const valuesOf = cellReader(kind, positions, { ...context, translate: () => undefined })
  return (cells: readonly string[]): void => {
    const { row, problems } = valuesOf(cells)
    if (problems.length === 0) survey(row as never, context, extra as never)
  }
}

/** Codes of the institution's own as what they were translated to; a department, a plain text, keeps its own name beside the code. */
function translated(
  value: unknown,
  kind: NonNullable<AnyKind['columns'][string]['local']>,
  institution: string,
  context: ReadContext,
): unknown {
  if (typeof value === 'string') {
    const found = context.translate(kind, institution, value)
    return found ? found.code : value
  }
  return (value as readonly Coded[] | undefined)?.map((c) => (c.local ? (context.translate(kind, institution, c.code) ?? c) : c))
}
