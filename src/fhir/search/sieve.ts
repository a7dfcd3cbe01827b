import { EVER } from '../path/temporal.ts'
import type { SearchParameter, SearchPart } from '../search-parameters.ts'
import { paramsOf } from './compartments.ts'
import { keyParameter } from './keys.ts'
import { askedSpan, type Span } from './kinds/date.ts'
import { kindOf } from './kinds/index.ts'
import type { Asked } from './kinds/kind.ts'
import { mainDate } from './main-date.ts'
import { officialParameters } from './parameters.ts'
import type { Criterion, Operand, Prefix } from './query.ts'
import { ALL, allOf, anyOf, type Comparison, isExact, keysOf, NONE, type Sieve } from './sieves.ts'

type Edge = (edge: 'from' | 'to', op: Comparison, instant: string) => Sieve

/** What `kinds/date.ts` asks of one span, asked of the index. */
const SPANS: Record<Prefix, (edge: Edge, span: Span) => Sieve> = {
  eq: (edge, { from, to }) => allOf([edge('from', '>=', from), edge('to', '<=', to)]),
  ne: (edge, { from, to }) => anyOf([edge('from', '<', from), edge('to', '>', to)]),
  gt: (edge, { to }) => edge('to', '>', to),
  lt: (edge, { from }) => edge('from', '<', from),
  ge: (edge, { from }) => edge('to', '>=', from),
  le: (edge, { to }) => edge('from', '<=', to),
  sa: (edge, { to }) => edge('from', '>', to),
  eb: (edge, { from }) => edge('to', '<', from),
  ap: (edge, { from, to }) => allOf([edge('from', '<=', to), edge('to', '>=', from)]),
}

/** The moment of the last change is one instant, finer in the database than a millisecond: `<=` a millisecond means `<` the next, but for the last that can be written. */
const updated: Edge = (_, op, instant) => {
  if ((op !== '<=' && op !== '>') || instant === EVER.to) return { kind: 'updated', op, instant }
  return { kind: 'updated', op: op === '<=' ? '<' : '>=', instant: new Date(Date.parse(instant) + 1).toISOString() }
}
const main: Edge = (edge, op, instant) => ({ kind: 'at', edge, op, instant })

function spanSieve(edge: Edge, operand: Operand): Sieve {
  const span = askedSpan(operand)
  return span ? SPANS[operand.prefix](edge, span) : NONE
}

/** The alternatives of an expression, each as one bare path: `(A.b as C)` and `A.b.as(C)` are written the same. */
const pathsOf = (expression: string): string[] =>
  expression.split(' | ').map((path) => path.replace(/[()\s]|\bas\b/g, '').replace(/\.\.+/g, '.'))

/** The parameter of the type that covers all values of a part, wherever the composite finds its items. */
function covering(type: string, { expression }: SearchParameter, part: SearchPart): SearchParameter | undefined {
  const wanted = pathsOf(expression).flatMap((base) => pathsOf(part.expression).map((path) => `${base}.${path}`))
  return officialParameters.of(type).find((param) => {
    if (param.type !== part.type) return false
    const paths = new Set(pathsOf(param.expression).map((path) => path.replace(/\.$/, '')))
    return wanted.every((path) => paths.has(path))
  })
}

/** All parts must hold, though the index cannot tell whether in the same item. */
function compositeSieve(type: string, param: SearchParameter, { parts = [] }: Operand): Sieve {
  const sieves = (param.parts ?? []).map((part, at) => {
    const known = covering(type, param, part)
    const operand = parts[at]
    return known && operand ? valueSieve(type, { param: known }, [operand]) : ALL
  })
  return allOf([...sieves, ALL])
}

function valueSieve(type: string, asked: Asked, operands: readonly Operand[]): Sieve {
  const { param } = asked
  const kind = kindOf(param)
  if (param.custom || !kind) return ALL
  if (param.code === '_id') return { kind: 'ids', ids: operands.map(({ text }) => text) }
  if (param.code === '_lastUpdated') return anyOf(operands.map((operand) => spanSieve(updated, operand)))
  if (param.code === mainDate(type)) return anyOf(operands.map((operand) => spanSieve(main, operand)))
  if (param.type === 'composite') return anyOf(operands.map((operand) => compositeSieve(type, param, operand)))
  const keyed = { ...asked, param: keyParameter(type, param) }
  return anyOf(operands.map((operand) => kind.sieve(operand, keyed)))
}

/**
 * What the index can say about a criterion for resources of a type. A superset of what `matcher` lets through; where `isExact`, the same.
 * Chains and `_has` are resolved by whoever asks the index, since they need other documents: here they let everything through.
 */
export function sieveOf(type: string, criterion: Criterion): Sieve {
  if (criterion.kind === 'value') {
    const { modifier, operands, param } = criterion
    if (param.code !== '_id' && (modifier === 'in' || modifier === 'not-in')) return ALL
    const sieve = valueSieve(type, criterion, operands)
    return modifier !== 'not' ? sieve : isExact(sieve) ? { kind: 'not', of: sieve } : ALL
  }
  if (criterion.kind === 'compartment') {
    const { compartment, id } = criterion
    const keys = paramsOf(type, criterion).map(({ code }) => `${code}|${compartment}/${id}`)
    return anyOf([keysOf(keys, true), ...(compartment === type ? [{ kind: 'ids', ids: [id] } as const] : [])])
  }
  const always = criterion.kind === 'missing' && (criterion.param.code === '_id' || criterion.param.code === '_lastUpdated')
  return always ? (criterion.missing ? NONE : { kind: 'not', of: NONE }) : ALL
}
