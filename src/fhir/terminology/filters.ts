import { Misuse } from '../path/error.ts'
import { matchesPattern } from '../path/pattern.ts'
import { type CodeSystem, type Concept, type Filter, TermFault } from './types.ts'

type Holds = (concept: Concept) => boolean

/** Whether a whole text is as a pattern says. @throws TermFault when it is none */
function wholePattern(source: string): (text: string) => boolean {
  const whole = `^(?:${source})$`
  try {
    matchesPattern('', whole)
  } catch (error) {
    throw error instanceof Misuse ? new TermFault('invalid', `The filter's pattern cannot be used: ${error.message}.`) : error
  }
  return (text) => matchesPattern(text, whole)
}

/** The values of a property of a concept; `parent`, `child` and the concept's own parts are properties too. */
function valuesOf(system: CodeSystem, property: string): (concept: Concept) => readonly string[] {
  if (property === 'code' || property === 'concept') return ({ code }) => [code]
  if (property === 'display') return ({ display }) => (display === undefined ? [] : [display])
  if (property === 'parent') return ({ code }) => system.parents(code)
  if (property === 'child') return ({ code }) => system.children(code)
  if (property === 'notSelectable') return ({ abstract }) => [String(abstract === true)]
  if (property === 'inactive') return ({ inactive }) => [String(inactive === true)]
  return ({ properties }) =>
    (properties ?? [])
      .filter((p) => p.code === property)
      .flatMap((p) =>
        Object.entries(p).flatMap(([name, value]) =>
          !name.startsWith('value')
            ? []
            : typeof value === 'object' && value !== null
              ? [String((value as { code?: string }).code)]
              : [String(value)],
        ),
      )
}

/**
 * What a filter of a value set admits (R4 filter-operator: all of it).
 * @throws TermFault for an operator R4 does not have, and for a text that is no pattern
 */
export function filterOf(system: CodeSystem, { property, op, value }: Filter): Holds {
  const values = valuesOf(system, property)
  const list = () => new Set(value.split(',').map((one) => one.trim()))
  const below = (code: string) => system.isA(code, value)
  switch (op) {
    case '=':
      return (concept) => values(concept).includes(value)
    case 'is-a':
      return ({ code }) => below(code)
    case 'descendent-of':
      return ({ code }) => code !== value && below(code)
    case 'is-not-a':
      return ({ code }) => !below(code)
    case 'generalizes':
      return ({ code }) => system.isA(value, code)
    case 'in': {
      const wanted = list()
      return (concept) => values(concept).some((one) => wanted.has(one))
    }
    case 'not-in': {
      const unwanted = list()
      return (concept) => !values(concept).some((one) => unwanted.has(one))
    }
    case 'regex': {
      const matches = wholePattern(value)
      return (concept) => values(concept).some(matches)
    }
    case 'exists':
      return (concept) => values(concept).length > 0 === (value === 'true')
    default:
      throw new TermFault('invalid', `${JSON.stringify(op)} is not a filter operator of R4.`)
  }
}
