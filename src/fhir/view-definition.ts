import { compilePath, type Path } from './path/compile.ts'
import type { Context } from './path/functions.ts'

/** The types of SQL on FHIR v2 (https://sql-on-fhir.org/ig/latest/StructureDefinition-ViewDefinition.html), as far as it is compiled. */
type ViewColumn = {
  name: string
  path: string
  type?: string
  collection?: boolean
  description?: string
  tag?: { name: string; value: string }[]
}
type ViewSelect = {
  column?: ViewColumn[]
  select?: ViewSelect[]
  forEach?: string
  forEachOrNull?: string
  repeat?: string[]
  unionAll?: ViewSelect[]
}
type ViewConstant = { name: string; [value: `value${string}`]: unknown }
export type ViewDefinition = {
  resource: string
  name?: string
  status?: string
  constant?: ViewConstant[]
  select: ViewSelect[]
  where?: { path: string; description?: string }[]
}

export type CompiledColumn = { name: string; type?: string; collection?: boolean; tag?: { name: string; value: string }[] }
export type CompiledView = {
  /** The resource type the view reads. */
  resource: string
  /** In the order the specification gives them: a select's own columns, its nested selects, its union. */
  columns: CompiledColumn[]
  /** The rows of one resource, every column present (null = nothing there); none for a resource of another type. */
  rows(resource: unknown): Record<string, unknown>[]
}

/** A view that does not follow the specification, or data that does not follow the view. `where` is a path into the ViewDefinition. */
export class ViewError extends Error {
  readonly where: string

  constructor(problem: string, where: string, cause?: unknown) {
    super(`${where}: ${problem}`, { cause })
    this.name = 'ViewError'
    this.where = where
  }
}

type Row = Record<string, unknown>
type Emit = () => void
/** Fills its columns of `row` for one focus and calls `emit` once for every row it makes. */
type Step = (focus: unknown, context: Context, row: Row, emit: Emit) => void
type Part = { columns: CompiledColumn[]; step: Step }
type Compile = (expression: unknown, where: string) => Path

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** The part of a list that is there; anything but a list is refused. */
const listOf = <T>(value: T[] | undefined, where: string): T[] => {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw new ViewError('must be a list', where)
  return value
}

const constantsOf = (constants: ViewConstant[]): Record<string, unknown> =>
  Object.fromEntries(
    constants.map(({ name, ...rest }, i) => {
      const where = `constant[${i}]`
      const values = Object.entries(rest).filter(([key]) => key.startsWith('value'))
      if (typeof name !== 'string' || !NAME.test(name)) throw new ViewError('needs a name of letters, digits and _', where)
      if (values.length !== 1) throw new ViewError(`“${name}” needs exactly one value[x]`, where)
      return [name, values[0]![1]]
    }),
  )

/** Fills its column of `row`. */
type Fill = (focus: unknown, context: Context, row: Row) => void

const compileColumn = (column: ViewColumn, where: string, compile: Compile): { column: CompiledColumn; fill: Fill } => {
  const { name, type, collection, tag } = column
  if (typeof name !== 'string' || !NAME.test(name)) throw new ViewError('needs a name of letters, digits and _', where)
  const path = compile(column.path, `${where}.path`)
  const fill: Fill = (focus, context, row) => {
    const values = path(focus, context)
    if (!collection && values.length > 1) throw new ViewError(`“${name}” has ${values.length} values and is no collection`, where)
    row[name] = collection ? values : (values[0] ?? null)
  }
  return { column: { name, ...(type && { type }), ...(collection && { collection }), ...(tag && { tag }) }, fill }
}

/** The columns of a select: one value each, so they need no product of rows. */
const compileColumns = (list: ViewColumn[], where: string, compile: Compile): Part[] => {
  if (list.length === 0) return []
  const compiled = list.map((column, i) => compileColumn(column, `${where}[${i}]`, compile))
  const fills = compiled.map(({ fill }) => fill)
  const step: Step = (focus, context, row, emit) => {
    for (const fill of fills) fill(focus, context, row)
    emit()
  }
  return [{ columns: compiled.map(({ column }) => column), step }]
}

/** All combinations of the rows of the parts: each part fills its columns and goes on to the next. */
const product = (parts: Part[]): Part => ({
  columns: parts.flatMap((part) => part.columns),
  step: parts
    .map((part) => part.step)
    .reduceRight<Step>(
      (rest, step) => (focus, context, row, emit) => step(focus, context, row, () => rest(focus, context, row, emit)),
      (_focus, _context, _row, emit) => emit(),
    ),
})

const union = (branches: Part[], where: string): Part => {
  const [first, ...others] = branches
  const names = (part: Part) => part.columns.map((column) => column.name).join(', ')
  for (const other of others) {
    if (names(other) !== names(first!)) throw new ViewError(`branches differ: (${names(first!)}) and (${names(other)})`, where)
  }
  return {
    columns: first!.columns,
    step: (focus, context, row, emit) => {
      for (const branch of branches) branch.step(focus, context, row, emit)
    },
  }
}

/** The elements below a focus that `repeat` walks to, each before its own descendants. */
const descend = (focus: unknown, context: Context, paths: Path[], where: string, found: unknown[]): unknown[] => {
  for (const path of paths) {
    for (const child of path(focus, context)) {
      if (child === focus) throw new ViewError('leads back to where it starts', where)
      found.push(child)
      descend(child, context, paths, where, found)
    }
  }
  return found
}

type Iterate = (focus: unknown, context: Context) => unknown[]

const iteration = (select: ViewSelect, where: string, compile: Compile): Iterate | undefined => {
  const ways = (['forEach', 'forEachOrNull', 'repeat'] as const).filter((key) => select[key] !== undefined)
  if (ways.length > 1) throw new ViewError(`${ways.join(' and ')} exclude each other`, where)
  const [way] = ways
  if (way === undefined) return undefined
  const at = `${where}.${way}`
  if (way === 'repeat') {
    const paths = listOf(select.repeat, at).map((path, i) => compile(path, `${at}[${i}]`))
    return (focus, context) => descend(focus, context, paths, at, [])
  }
  const path = compile(select[way], at)
  if (way === 'forEach') return path
  return (focus, context) => {
    const found = path(focus, context)
    return found.length > 0 ? found : [undefined]
  }
}

const compileSelect = (select: ViewSelect, where: string, compile: Compile): Part => {
  if (typeof select !== 'object' || select === null) throw new ViewError('must be an object', where)
  const each = iteration(select, where, compile)
  const inside = (key: 'select' | 'unionAll') =>
    listOf(select[key], `${where}.${key}`).map((part, i) => compileSelect(part, `${where}.${key}[${i}]`, compile))
  const columns = compileColumns(listOf(select.column, `${where}.column`), `${where}.column`, compile)
  const branches = inside('unionAll')
  const parts = [...columns, ...inside('select'), ...(branches.length > 0 ? [union(branches, `${where}.unionAll`)] : [])]
  if (parts.length === 0) throw new ViewError('has neither column, select nor unionAll', where)
  const body = product(parts)
  if (!each) return body
  const step: Step = (focus, context, row, emit) => {
    const found = each(focus, context)
    for (let i = 0; i < found.length; i++) body.step(found[i], { ...context, rowIndex: i }, row, emit)
  }
  return { columns: body.columns, step }
}

const compileWhere = (where: NonNullable<ViewDefinition['where']>, compile: Compile) => {
  const tests = where.map(({ path }, i) => ({ at: `where[${i}]`, path: compile(path, `where[${i}].path`) }))
  return (resource: unknown) =>
    tests.every(({ at, path }) => {
      const answer = path(resource)
      if (answer.some((value) => typeof value !== 'boolean')) throw new ViewError('answers something else than true or false', at)
      return answer.length === 1 && answer[0] === true
    })
}

const unique = (columns: CompiledColumn[]): CompiledColumn[] => {
  const seen = new Set<string>()
  for (const { name } of columns) {
    if (seen.has(name)) throw new ViewError(`column “${name}” is there twice`, 'select')
    seen.add(name)
  }
  return columns
}

/**
 * Compiles a SQL on FHIR v2 ViewDefinition once, to be run over many resources. Throws `ViewError` (with the place in the view) when the
 * view is invalid; `rows` throws it when a `where` is no truth value or a column that is no collection meets several values.
 * `getResourceKey()` and `getReferenceKey()` answer the bare id.
 */
export const compileView = (view: ViewDefinition): CompiledView => {
  if (typeof view.resource !== 'string' || view.resource === '') throw new ViewError('names no resource type', 'resource')
  const constants = constantsOf(listOf(view.constant, 'constant'))
  const compile: Compile = (expression, where) => {
    if (typeof expression !== 'string') throw new ViewError('must be a FHIRPath expression', where)
    try {
      return compilePath(expression, constants)
    } catch (error) {
      throw new ViewError(messageOf(error), where, error)
    }
  }
  const selects = listOf(view.select, 'select').map((select, i) => compileSelect(select, `select[${i}]`, compile))
  if (selects.length === 0) throw new ViewError('is missing', 'select')
  const { columns, step } = product(selects)
  const holds = compileWhere(listOf(view.where, 'where'), compile)
  return {
    resource: view.resource,
    columns: unique(columns),
    rows: (resource) => {
      const isWanted =
        typeof resource === 'object' && resource !== null && 'resourceType' in resource && resource.resourceType === view.resource
      if (!isWanted || !holds(resource)) return []
      const rows: Row[] = []
      const row: Row = {}
      step(resource, { rowIndex: 0, resource }, row, () => rows.push({ ...row }))
      return rows
    },
  }
}
