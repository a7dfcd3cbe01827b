import type { SearchParameter, SearchPart } from '../../search-parameters.ts'
import { itemsOf } from '../items.ts'
import type { Operand } from '../query.ts'
import { ALL } from '../sieves.ts'
import { date } from './date.ts'
import type { Kind } from './kind.ts'
import { number, quantity } from './quantity.ts'
import { reference } from './reference.ts'
import { string } from './string.ts'
import { token } from './token.ts'
import { uri } from './uri.ts'

/** The kinds of search parameters that have values of their own, by R4 SearchParamType. */
export const SIMPLE: Readonly<Record<string, Kind>> = { token, reference, string, date, quantity, number, uri }

/** A part as the parameter it stands for: its path begins at an item of the composite. */
export const partParameter = ({ code, type, expression }: SearchPart): SearchParameter => ({ code, type, expression, url: '' })

type Test = (item: unknown) => boolean

function partTest(part: SearchPart, operand: Operand): Test {
  const items = itemsOf(part.expression)
  const test = SIMPLE[part.type]!.test([operand], { param: partParameter(part) })
  return (item) => items(item).some(test)
}

/** R4 search, “composite”: all parts within the same item. The index narrows by the parts that are parameters of their own (`sieve.ts`). */
export const composite: Kind = {
  modifiers: [],
  prefixed: false,
  fault({ parts = [] }, { param }) {
    const wanted = param.parts ?? []
    if (parts.length !== wanted.length) return `must have ${wanted.length} parts, ${wanted.map(({ code }) => code).join('$')}`
    for (const [at, part] of wanted.entries()) {
      const fault = SIMPLE[part.type]!.fault(parts[at]!, { param: partParameter(part) })
      if (fault) return `${fault} (part ${part.code})`
    }
    return undefined
  },
  test(operands, { param }) {
    const wanted = param.parts ?? []
    const tests = operands.map(({ parts = [] }) => wanted.map((part, at) => partTest(part, parts[at]!)))
    return (item) => tests.some((all) => all.every((test) => test(item)))
  },
  keys: () => undefined,
  sieve: () => ALL,
  order: () => undefined,
}
