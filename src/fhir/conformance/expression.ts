import { compilePath, type Path } from '../path/compile.ts'
import { boundedPattern } from '../terminology/filters.ts'

/** Resources longer than this are not searched with patterns that repeat without bound, whose cost grows with the square of a text. */
const longest = 32_768
type Compiled = { path: Path; unbounded: boolean } | { problem: string }

/** The patterns an expression matches with, when all are written out and bounded. */
function patternsIn(expression: string): string[] | undefined {
  const literal = [...expression.matchAll(/\bmatches\(\s*'((?:[^'\\]|\\.)*)'\s*\)/g)].map(([, text = '']) => text.replace(/\\(.)/g, '$1'))
  return literal.length === (expression.match(/\bmatches\s*\(/g)?.length ?? 0) ? literal : undefined
}

/** A FHIRPath expression of somebody else, compiled if its cost is bounded; otherwise why not. */
export function guardedPath(expression: string, constants: Record<string, unknown> = {}): Compiled {
  const patterns = patternsIn(expression)
  if (!patterns) return { problem: 'matches() needs its pattern written out' }
  try {
    for (const pattern of patterns) boundedPattern(pattern.replace(/^\^|\$$/g, ''))
    return { path: compilePath(expression, constants), unbounded: patterns.some((pattern) => /[*+]|,\}/.test(pattern)) }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

/** Whether a resource of this many characters may be searched with an expression. */
export const isAffordable = ({ unbounded }: { unbounded: boolean }, length: number): boolean => !unbounded || length <= longest

/** What in the texts of a view (JSON) matches with a pattern that is not written out or could run for long; nothing when all are bounded. */
export function unboundedPattern(json: string): string | undefined {
  const patterns = patternsIn(json.replace(/\\\\/g, '\\').replace(/\\"/g, '"'))
  if (!patterns) return 'a pattern that is not written out'
  try {
    for (const pattern of patterns) boundedPattern(pattern.replace(/^\^|\$$/g, ''))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
