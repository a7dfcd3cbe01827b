import { type Document, isMap, isPair, isSeq, LineCounter, type Node, parseDocument, visit, type YAMLError } from 'yaml'
import { checkTemplate } from '../../capabilities/plans/check.ts'
import type { TemplateProblem } from '../../capabilities/plans/contract.ts'
import { PlanTemplate } from '../../capabilities/plans/template.ts'
import type { Known } from '../../kernel/grammar/operation.ts'
import { Refusal } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { checkText } from '../../kernel/perform/input.ts'
import { problemsOf } from '../../kernel/perform/problems.ts'
import { texts } from './texts.ts'

/** A plan file as it was read; or what is wrong with it, each with its line. */
export type Read = { template: PlanTemplate } | { problems: readonly TemplateProblem[] }
/** The same before names are looked up: `lineOf` finds the line of a place, or of what it stands in. */
export type Parsed = { template: PlanTemplate; lineOf: (path: readonly PropertyKey[]) => number } | { problems: readonly TemplateProblem[] }

/** Largest plan file, in bytes. The largest of the five government plans has a twentieth of it. */
export const largest = 2 * 1024 * 1024
/** More aliases than this in one file unfold into more than anybody wrote. */
const mostAliases = 50
const mostProblems = 100

/** Reads the text of a plan file and holds it against the shape of a plan. */
export function parsePlan(file: string, bytes: Uint8Array): Parsed {
  const failed = (line: number, text: Text): Parsed => ({ problems: [{ file, line, text }] })
  if (bytes.length > largest) return failed(1, texts.tooLarge)
  let source: string
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return failed(1, texts.notUtf8)
  }
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false })
  if (document.errors.length) return { problems: document.errors.slice(0, mostProblems).map((error) => syntaxProblem(file, lines, error)) }
  const alias = badAlias(document)
  if (alias) return failed(lines.linePos(alias.at).line, alias.text)
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(offsetOf(document, path)).line || 1
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: mostAliases })
    checkText(value)
  } catch (error) {
    const place = error instanceof Refusal ? (error.fields[0]?.path.split('.') ?? []) : []
    return failed(lineOf(place), error instanceof Refusal ? error.text : texts.tooManyAliases)
  }
  const read = PlanTemplate.safeParse(value, { reportInput: true })
  if (read.success) return { template: read.data, lineOf }
  const issues = read.error.issues.slice(0, mostProblems)
  const problems = problemsOf({ issues }).map(({ path, text }, i) => ({
    file,
    line: lineOf(placeOf(issues[i]!)),
    text: path ? ([`${path}：${text[0]}`, `${path}: ${text[1]}`] as const) : text,
  }))
  return { problems: sorted(problems) }
}

/** Looks up what the names of a plan stand for. */
export function checkParsed(file: string, parsed: Parsed, known: Known): Read {
  if ('problems' in parsed) return parsed
  const { template, lineOf } = parsed
  const problems = checkTemplate(template, known)
    .slice(0, mostProblems)
    .map(({ path, text }) => ({ file, line: lineOf(path), text: prefixed(path, text) }))
  return problems.length ? { problems: sorted(problems) } : { template }
}

/** A plan file, whole: YAML, shape and names. */
export const readPlan = (file: string, bytes: Uint8Array, known: Known): Read => checkParsed(file, parsePlan(file, bytes), known)

const prefixed = (path: readonly (string | number)[], [zh, en]: Text): Text => [`${path.join('.')}：${zh}`, `${path.join('.')}: ${en}`]
const sorted = (problems: readonly TemplateProblem[]) => [...problems].sort((a, b) => a.line - b.line)
/** A key too many is told of the map it stands in: its own line says more. */
const placeOf = (issue: { path: readonly PropertyKey[]; code: string; keys?: readonly string[] }) =>
  issue.code === 'unrecognized_keys' && issue.keys?.[0] !== undefined ? [...issue.path, issue.keys[0]] : issue.path

function syntaxProblem(file: string, lines: LineCounter, { code, message, pos }: YAMLError): TemplateProblem {
  const { line, col } = lines.linePos(pos[0])
  const [zh, en] = texts[code as keyof typeof texts] ?? texts.syntax
  return { file, line: line || 1, text: [`${zh}（第 ${col} 列）`, `${en} (column ${col}: ${message})`] }
}

/** The first alias that no anchor before it defines, or that is one too many. */
function badAlias(document: Document): { at: number; text: Text } | undefined {
  let found: { at: number; text: Text } | undefined
  let n = 0
  visit(document, {
    Alias: (_, alias) => {
      const text = ++n > mostAliases ? texts.tooManyAliases : alias.resolve(document) ? undefined : texts.BAD_ALIAS
      if (!text) return undefined
      found = { at: alias.range?.[0] ?? 0, text }
      return visit.BREAK
    },
  })
  return found
}

/** Where a place begins in the file: its key, or of an item its first character; of what is not there the place around it. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node = document.contents as Node | null
  let offset = node?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(step))
      if (!pair) break
      offset = (pair.key as Node | null)?.range?.[0] ?? offset
      node = pair.value as Node | null
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined
      if (!item) break
      offset = item.range?.[0] ?? offset
      node = item
    } else break
  }
  return offset
}
