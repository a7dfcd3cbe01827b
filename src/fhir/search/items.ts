import { compilePath } from '../path/compile.ts'
import { PathError } from '../path/error.ts'
import { parseReference } from '../path/reference.ts'
import { isElement } from './kinds/kind.ts'

/** What a path finds in a resource. The answer may be the resource's own array: read it, do not change it. */
export type Items = (resource: unknown) => readonly unknown[]

const compiled = new Map<string, Items>()
/** Expressions of the official parameters are some 2 000; those of a county's own may come and go. */
const MOST = 5_000
const NOTHING: readonly unknown[] = Object.freeze([])

/** `Observation.subject.where(resolve() is Patient)`, the way nearly all parameters `patient` are written. */
const RESOLVED = /^([\w.]+)\.where\(resolve\(\) is ([A-Z]\w+)\)$/

/** References to a type, told by their text, which is much faster than resolving; others (by identifier, contained) never are links. */
const pointingTo =
  (items: Items, type: string): Items =>
  (resource) => {
    const found = items(resource)
    const first = found[0]
    if (found.length === 1 && pointsTo(first, type)) return found
    return found.filter((item) => pointsTo(item, type))
  }

function pointsTo(item: unknown, type: string): boolean {
  if (!isElement(item)) return false
  if (typeof item.reference === 'string') {
    if (item.reference.startsWith(type) && item.reference[type.length] === '/') return true
    const target = parseReference(item.reference)
    if (target) return target.type === type
  }
  return item.type === type
}

/** All that the alternatives find, one after the other. What two of them find is there twice, which a search does not notice. */
const together =
  (alternatives: readonly Items[]): Items =>
  (resource) => {
    let all = NOTHING
    for (const items of alternatives) {
      const found = items(resource)
      if (found.length > 0) all = all.length === 0 ? found : [...all, ...found]
    }
    return all
  }

/** The alternatives of an expression: ` | ` outside brackets. */
function alternativesOf(expression: string): string[] {
  const parts = expression.split(' | ')
  const whole = parts.every((part) => part.split('(').length === part.split(')').length && !/['"`]/.test(part))
  return whole ? parts : [expression]
}

function compile(expression: string): Items {
  if (expression === '') return (resource) => [resource]
  const alternatives = alternativesOf(expression)
  if (alternatives.length > 1) return together(alternatives.map(itemsOf))
  const [, base, type] = RESOLVED.exec(expression) ?? []
  if (base && type) return pointingTo(itemsOf(base), type)
  const path = compilePath(expression)
  return (resource) => {
    try {
      return path(resource)
    } catch (error) {
      if (error instanceof PathError) return NOTHING // what the data do not bear is not found by
      throw error
    }
  }
}

/** Compiles the expression of a search parameter, once each. An empty one finds the resource itself. Throws `PathError` on an expression outside the subset. */
export function itemsOf(expression: string): Items {
  const known = compiled.get(expression)
  if (known) return known
  if (compiled.size >= MOST) compiled.clear()
  const items = compile(expression)
  compiled.set(expression, items)
  return items
}
