import type { Issue } from '../resource.ts'

/** No more issues than this are collected for one resource. */
const ISSUE_LIMIT = 100
/** Objects nested deeper than this are an issue. */
export const DEPTH_LIMIT = 100

/** A JSON object of unknown content. */
export type Json = { readonly [name: string]: unknown }

/** Checks one value and reports into the context; `parent` is the object that holds it. */
export type Check = (value: unknown, context: Context, parent: Json) => void

/** State of one validation. `path` holds element names and indexes from the root to the value being checked. */
export type Context = {
  readonly issues: Issue[]
  readonly path: (string | number)[]
  depth: number
  /** The resource whose `contained` a `#id` points into. */
  container: Json
  /** `#id` links met in that resource, collected only when it contains resources. */
  links: Set<string> | undefined
  /** Inside `contained`, where nothing may be contained again. */
  inContained: boolean
  readonly inBundle: boolean
}

/** A plain JSON object: not null, not an array. */
export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names of the JSON types, as an author would call what they wrote. */
export const jsonType = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : `a${typeof value === 'object' ? 'n' : ''} ${typeof value}`

const named = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replace(/[`\\]/g, '')}\``)

/** The name of the element being checked, to begin a message with. */
export const subject = (context: Context): string => String(context.path.filter((part) => typeof part === 'string').pop())

const expression = (path: readonly (string | number)[]): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${named(part)}`)).join('')

/** True when enough issues were found to stop looking, so that a hostile resource costs little. */
export const isFull = (context: Context): boolean => context.issues.length >= ISSUE_LIMIT

/** Adds an error at the present path, or below it at `parts`. `code` is from the R4 IssueType value set. */
export function report(context: Context, code: string, diagnostics: string, ...parts: (string | number)[]): void {
  if (isFull(context)) return
  context.issues.push({ severity: 'error', code, expression: expression([...context.path, ...parts]), diagnostics })
}

/** Shows a value inside a message, cut so that a message stays one line; objects and arrays only by name. */
export const quote = (value: unknown): string =>
  typeof value === 'string'
    ? `${JSON.stringify(value.slice(0, 60))}${value.length > 60 ? '…' : ''}`
    : typeof value === 'object'
      ? jsonType(value)
      : String(value)

/** Edit distance of two short words, case ignored. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1]!.toLowerCase() === b[j - 1]!.toLowerCase() ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]!
}

/** ` Did you mean "…"?` when one of the words is at most a third away, else nothing. */
export function suggestion(word: string, words: Iterable<string>): string {
  if (word.length > 60) return ''
  const [best] = [...words].map((known) => ({ known, far: distance(word, known) })).sort((x, y) => x.far - y.far)
  return best && best.far <= Math.max(1, word.length / 3) ? ` Did you mean "${best.known}"?` : ''
}
