import { compileCondition } from '../../kernel/grammar/condition.ts'
import { ExpressionError, parseExpression, type Ref, refsOf } from '../../kernel/grammar/expression.ts'
import type { Indicator, MeasureGroup, Part as MeasurePart } from '../../kernel/grammar/measure.ts'
import type { FieldProblem } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Countable, Library } from './library.ts'
import type { Content, Part } from './shape.ts'
import { texts } from './texts.ts'

/** What is wrong, in which field, and at which character of it (0-based) where that can be said. */
export type Problem = FieldProblem & { at?: number }
export type Compiled = { measures: readonly MeasureGroup[]; indicators: readonly Indicator[] }

/** The group that holds a part: one for each view, and for rows and persons of it. */
const groupName = (code: string, { view, kind }: Part) => `${code}-${view}-${kind === 'persons' ? 'persons' : 'rows'}`

/**
 * A local definition as measure groups and an indicator, or everything that is wrong with it. Pure: the page, the operations and the engine all ask it.
 */
export function compileDefinition(
  code: string,
  content: Content,
  library: Library,
): { compiled: Compiled } | { problems: readonly Problem[] } {
  const problems: Problem[] = []
  const wrong = (path: string, text: Text, at?: number) => void problems.push({ path, text, ...(at === undefined ? {} : { at }) })
  const guard = <T>(path: string, read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      wrong(path, error.text, error.at)
      return undefined
    }
  }

  const measures = groupsOf(code, content, library, wrong, guard)
  const own = new Map(content.parts.map((part) => [part.name, part]))
  for (const path of ['numerator', 'denominator', 'formula'] as const) {
    const source = content[path]
    const expression = source === undefined ? undefined : guard(path, () => parseExpression(source))
    if (!expression) continue
    const refs = refsOf(expression)
    if (!refs.length && path !== 'denominator') wrong(path, texts.noPartNamed, 0)
    for (const ref of refs) {
      const why = refProblem(ref, own, content.by, library)
      if (why) wrong(path, why, ref.at)
    }
  }
  if (content.to !== undefined && content.to < content.from) wrong('to', texts.endsBefore)
  if (problems.length) return { problems }
  return { compiled: { measures, indicators: [indicatorOf(code, content, own)] } }
}

type Wrong = (path: string, text: Text, at?: number) => void
type Guard = <T>(path: string, read: () => T) => T | undefined

function groupsOf(code: string, { parts, by }: Content, library: Library, wrong: Wrong, guard: Guard): MeasureGroup[] {
  const groups = new Map<string, MeasureGroup>()
  for (const [i, part] of parts.entries()) {
    const at = (field: string) => `parts.${i}.${field}`
    if (parts.findIndex(({ name }) => name === part.name) < i) wrong(at('name'), texts.nameTwice)
    const view = library.views.find(({ name }) => name === part.view)
    if (!view) {
      wrong(at('view'), texts.noSuchView)
      continue
    }
    if (!view.person && part.kind === 'persons') wrong(at('kind'), texts.noPersons)
    if (!view.person && by === 'residence') wrong(at('view'), texts.noResidence)
    const condition = guard(at('where'), () => compileCondition(part.where, view.columns))
    const add = part.kind === 'sum' ? addOf(part, view) : undefined
    if (part.kind === 'sum' && !add) wrong(at('column'), texts.noSum)
    const name = groupName(code, part)
    const known: MeasureGroup = groups.get(name) ?? {
      name,
      ...(part.kind === 'persons' ? { kind: 'distinct' as const } : {}),
      view: view.name,
      list: view.list,
      parts: {},
    }
    const one: MeasurePart = { text: said(part, view), ...(condition?.sql ? { where: condition.sql } : {}), ...(add ? { add } : {}) }
    groups.set(name, {
      ...known,
      ...(by === 'residence' || condition?.person ? { residence: true as const } : {}),
      parts: { ...known.parts, [part.name]: one },
    })
  }
  return [...groups.values()]
}

/** A part in words: as its author calls it, else the rows and the condition as he wrote it. */
const said = ({ label, where }: Part, { text }: Countable): Text =>
  label ? [label, label] : [`${text[0]}${where && `（${where}）`}`, `${text[1]}${where && ` (${where})`}`]

/** The SQL of the column that is summed: whole numbers and money. */
const addOf = ({ column }: Part, { columns }: Countable) =>
  columns.find((c) => c.summed && column && (c.name === column || c.names.includes(column) || c.yuan?.includes(column)))?.sql

/** Why a part cannot be spoken of here. */
function refProblem(ref: Ref, own: ReadonlyMap<string, Part>, by: Content['by'], { groups }: Library): Text | undefined {
  const local = ref.group === 'local'
  const group = groups.find(({ name }) => name === ref.group)
  const part = local ? own.get(ref.part) : group?.parts.find(({ name }) => name === ref.part)
  if (!part) return local ? named(texts.noOwnPart, ref.part) : named(texts.noHousePart, `${ref.group}.${ref.part}`)
  if (!local && by === 'residence' && !group?.residence) return named(texts.notByResidence, `${ref.group}.${ref.part}`)
  const persons = local ? own.get(ref.part)?.kind === 'persons' : group?.distinct
  if (persons && (ref.selectors.length || ref.taking !== 'own')) return named(texts.personsWhole, `${ref.group}.${ref.part}`)
  return undefined
}
const named = ([zh, en]: Text, name: string): Text => [zh.replace('{name}', name), en.replace('{name}', name)]

function indicatorOf(code: string, content: Content, own: ReadonlyMap<string, Part>): Indicator {
  const { name, nameEn, definition, definitionEn, source, unit, better, scale, from, to, by, numerator, denominator, formula } = content
  const house = (expression: string) => inHouse(expression, (part) => groupName(code, own.get(part)!))
  return {
    code,
    text: [name, nameEn || name],
    definition: [definition, definitionEn || definition],
    theme: 'local',
    unit,
    better,
    source,
    from,
    by,
    ...(to === undefined ? {} : { to }),
    ...(scale === undefined ? {} : { scale }),
    numerator: house(numerator),
    ...(denominator === undefined ? {} : { denominator: house(denominator) }),
    ...(formula === undefined ? {} : { formula: house(formula) }),
  }
}

/** `local.a@primary` becomes `<group of a>.a@primary`; all else stays as it was written. */
const inHouse = (source: string, groupOf: (part: string) => string) =>
  refsOf(parseExpression(source))
    .filter(({ group }) => group === 'local')
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, part }) => `${text.slice(0, at)}${groupOf(part)}${text.slice(at + 'local'.length)}`, source)
