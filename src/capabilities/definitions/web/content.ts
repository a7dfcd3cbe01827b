import type { FieldProblem } from '../../../kernel/grammar/refusal.ts'
import type { Text } from '../../../kernel/grammar/texts.ts'
import { today } from '../../../ui/formats.ts'
import { compileDefinition, type Problem } from '../compile.ts'
import type { Library } from '../library.ts'
import { Code, Content, type Definition, type Part } from '../shape.ts'
import { texts } from '../texts.ts'

/** What is being written: a definition that may not be whole yet. Empty fields hold ''. */
export type Writing = Content & { code: string }
export type PartChange = { [K in keyof Part]?: Part[K] | undefined }

const nextName = (parts: readonly Part[]) => [...'abcdefghijklmnop'].find((name) => !parts.some((part) => part.name === name)) ?? 'a'
export const newPart = (parts: readonly Part[]): Part => ({ name: nextName(parts), kind: 'count', view: 'visit', where: '' })

export const blank = (): Writing => ({
  code: 'local-',
  name: '',
  definition: '',
  source: '',
  unit: 'percent',
  better: 'neither',
  scale: 100,
  from: `${today().slice(0, 4)}-01-01`,
  by: 'institution',
  parts: [newPart([])],
  numerator: 'local.a',
  denominator: '',
})
export const writingOf = ({ id, draft, active }: Definition): Writing => ({ ...(draft ?? active ?? blank()), code: id })

/** What a unit is usually multiplied by. */
export const usualScale: Readonly<Partial<Record<Content['unit'], number>>> = { percent: 100, permille: 1000, yuan: 0.01 }

const optional = ['nameEn', 'definitionEn', 'to', 'denominator', 'formula'] as const
/** As the server takes it: what is left empty is left out. */
export function contentOf({ code: _, ...writing }: Writing): Content {
  const kept = Object.entries(writing).filter(
    ([name, value]) => value !== undefined && !(value === '' && (optional as readonly string[]).includes(name)),
  )
  return {
    ...(Object.fromEntries(kept) as Content),
    parts: writing.parts.map(({ column, label, ...part }) => ({
      ...part,
      ...(label ? { label } : {}),
      ...(part.kind === 'sum' && column ? { column } : {}),
    })),
  }
}

/** All that is wrong now. Fields not filled in yet count only when `whole` is asked for. */
export function problemsOf(writing: Writing, library: Library, whole: boolean): Problem[] {
  const content = contentOf(writing)
  const read = compileDefinition(writing.code, content, library)
  const compiled = 'problems' in read ? read.problems : []
  const shaped = Content.extend({ code: Code }).safeParse({ ...content, code: writing.code })
  const missing = shaped.success
    ? []
    : shaped.error.issues.map(({ path, message }): Problem => ({ path: path.join('.'), text: wordsOf(message) }))
  const empty = (path: string) => valueAt(writing, path) === ''
  const fresh = (path: string) => empty(path) || (path === 'code' && writing.code === 'local-')
  const all = [...missing, ...compiled.filter(({ path }) => !missing.some((m) => m.path === path))]
  return whole ? all : all.filter(({ path }) => !fresh(path))
}
const valueAt = (value: unknown, path: string) =>
  path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value)
const wordsOf = (message: string): Text => {
  const [zh, en] = message.split(' | ')
  return zh && en ? [zh, en] : texts.fillIn
}
/** A refusal's fields, which may stand below `content`. */
export const refusedOf = (fields: readonly FieldProblem[]): Problem[] =>
  fields.map(({ path, text }) => ({ path: path.replace(/^content\./, ''), text }))
