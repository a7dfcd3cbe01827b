/** JSON text to resource, with errors a person can find. The text itself is what gets stored, so numbers need no exact form here. */
import { faultIn, type JsonFault } from './json-fault.ts'
import type { Issue, Resource } from './resource.ts'
import { type Slices, whole } from './slices.ts'

/** Result of parsing. When `issues` is not empty, `resource` is only a stand-in without content and must not be used. */
export type Parsed = { resource: Resource; issues: Issue[] }

const refused = (diagnostics: string): Parsed => ({
  resource: { resourceType: '' },
  issues: [{ severity: 'error', code: 'structure', expression: 'Resource', diagnostics }],
})

const located = (fault: JsonFault | undefined, otherwise: string): Parsed =>
  refused(fault ? `Line ${fault.line}, column ${fault.column}: ${fault.message}` : otherwise)

/** How many object members the text writes: colons outside strings. */
function membersWritten(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === 58) count++
    else if (char === 34) {
      for (i++; i < text.length && text.charCodeAt(i) !== 34; i++) if (text.charCodeAt(i) === 92) i++
    }
  }
  return count
}

/** How many object members a parsed value holds; NaN when one is called `__proto__`. Walks with its own stack, so depth is no matter. */
function membersHeld(root: unknown): number {
  const stack: unknown[] = [root]
  let count = 0
  while (stack.length > 0) {
    const value = stack.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object') stack.push(item)
      continue
    }
    for (const name in value) {
      if (name === '__proto__') return Number.NaN
      count++
      const member = (value as Record<string, unknown>)[name]
      if (typeof member === 'object') stack.push(member)
    }
  }
  return count
}

/**
 * Parses one FHIR resource. Refuses what is not JSON (with line and column, from 1), a member given twice (JSON would silently keep the
 * last), a member called `__proto__`, and anything but an object with a `resourceType`. Never throws. `validate` checks the rest.
 */
export const parseResource = (text: string): Parsed => whole(parsing(text))

/** The same in slices, for a text of megabytes. */
export function* parsing(text: string): Slices<Parsed> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return located(faultIn(text), `Not JSON: ${String(error)}`)
  }
  yield
  const written = membersWritten(text)
  yield
  if (written !== membersHeld(value)) return located(faultIn(text), 'A member is given twice.')
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused('A resource is a JSON object: { "resourceType": … }.')
  if (typeof (value as Resource).resourceType !== 'string') return refused('resourceType is missing: name the type of the resource.')
  return { resource: value as Resource, issues: [] }
}

/** True when a string, or JSON text by its escapes, holds NUL or half of a surrogate pair: neither PostgreSQL nor UTF-8 can keep it. */
export function hasBrokenText(text: string): boolean {
  if (!/\\u(?:0000|[dD][89a-fA-F])|[\0\uD800-\uDFFF]/.test(text)) return false
  const plain = text.replace(/\\(?:u([0-9a-fA-F]{4})|[\s\S])/g, (_, hex?: string) =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : '-',
  )
  return /[\0\p{Surrogate}]/u.test(plain)
}
