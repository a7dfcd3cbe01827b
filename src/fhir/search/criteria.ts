import type { SearchParameter } from '../search-parameters.ts'
import { suggestion } from '../validate/context.ts'
import { isResourceType, resourceTypes } from '../validate/schema.ts'
import { empty, type Fault, malformed, shown, tooCostly, unknown, unsupported } from './faults.ts'
import { hierarchies, isLocal } from './hierarchy.ts'
import { kindOf } from './kinds/index.ts'
import { operandsOf } from './operands.ts'
import type { ParameterSet } from './parameters.ts'
import type { Criterion, Modifier } from './query.ts'

/** What all criteria of one search share. `left`: how many readings of names may still be tried, since each link of a chain multiplies them. */
export type Reading = { parameters: ParameterSet; base: string | undefined; left: number }
/** One `name=value` as a whole, for messages, and how many links deep the reading is. */
type Place = { whole: string; value: string; depth: number }

const DEEPEST = 5
/** How many readings of the names of one search are tried. */
export const MOST_READINGS = 2_000

export const isFault = (found: object): found is Fault => 'severity' in found

/** What follows the colon of a name. */
const split = (head: string): { code: string; modifier: string | undefined } => {
  const at = head.indexOf(':')
  return at < 0 ? { code: head, modifier: undefined } : { code: head.slice(0, at), modifier: head.slice(at + 1) }
}

function unknownParameter(type: string, code: string, { whole }: Place, { parameters }: Reading): Fault {
  const known = parameters.of(type).map((parameter) => parameter.code)
  const where = type === 'Resource' ? 'A search over all types' : type
  const inside = code === whole ? '' : ` (in "${shown(whole)}")`
  return unknown(whole, `${where} has no search parameter "${shown(code)}"${inside}.${suggestion(code, known)}`)
}

const targetsOf = ({ target }: SearchParameter): readonly string[] => target ?? resourceTypes()

/** Why a reference parameter cannot be narrowed to a type; nothing when it can. */
function narrowing(param: SearchParameter, type: string, { whole }: Place): Fault | undefined {
  if (!isResourceType(type)) return malformed(whole, `"${shown(type)}" is no resource type.${suggestion(type, targetsOf(param))}`)
  if (param.target && !param.target.includes(type))
    return malformed(whole, `"${param.code}" never points at ${type}, only at ${param.target.join(', ')}.`)
  return undefined
}

/** `_has:Observation:patient:code=…` of a type. */
function hasOf(type: string, name: string, place: Place, reading: Reading): Criterion | Fault {
  const [, from = '', code = '', rest = ''] = /^_has:([^:]*):([^:]*):(.+)$/s.exec(name) ?? []
  if (!rest) return malformed(place.whole, `"${shown(name)}" must be written _has:Type:reference-parameter:parameter.`)
  if (!isResourceType(from)) return malformed(place.whole, `"${shown(from)}" is no resource type.${suggestion(from, resourceTypes())}`)
  const param = reading.parameters.find(from, code)
  if (!param) return unknownParameter(from, code, place, reading)
  if (param.type !== 'reference') return malformed(place.whole, `"${code}" of ${from} is no reference but a ${param.type}.`)
  if (param.target && !param.target.includes(type)) return malformed(place.whole, `"${code}" of ${from} never points at ${type}.`)
  const criterion = criterionOf(from, rest, { ...place, depth: place.depth + 1 }, reading)
  return isFault(criterion) ? criterion : { kind: 'has', type: from, param, criterion }
}

/** `subject:Patient.name=…`: tried with every type the reference may name; one that does not know the rest is passed over. */
function chainOf(type: string, head: string, rest: string, place: Place, reading: Reading): Criterion | Fault {
  const { code, modifier } = split(head)
  const param = reading.parameters.find(type, code)
  if (!param) return unknownParameter(type, code, place, reading)
  if (param.type !== 'reference')
    return malformed(place.whole, `"${code}" is a ${param.type}, not a reference: nothing can follow it after a dot.`)
  const narrowed = modifier === undefined ? undefined : narrowing(param, modifier, place)
  if (narrowed) return narrowed
  const types = modifier === undefined ? targetsOf(param) : [modifier]
  const of: { type: string; criterion: Criterion }[] = []
  let first: Fault | undefined
  for (const target of types) {
    const criterion = criterionOf(target, rest, { ...place, depth: place.depth + 1 }, reading)
    if (!isFault(criterion)) of.push({ type: target, criterion })
    else if (criterion.severity === 'error' && criterion.code !== 'invalid') return criterion
    else if (!first || (first.severity === 'warning' && criterion.severity === 'error')) first = criterion
  }
  if (of.length > 0) return { kind: 'chain', param, of }
  if (types.length === 1 || first?.severity === 'error') return first!
  return unknown(place.whole, `None of the types that "${code}" may name knows "${shown(rest)}" (in "${shown(place.whole)}").`)
}

/** A parameter of the type itself, with or without a modifier. */
function plainOf(type: string, name: string, place: Place, reading: Reading): Criterion | Fault {
  const { code, modifier } = split(name)
  const known = reading.parameters.find(type, code)
  if (!known) return unknownParameter(type, code, place, reading)
  const param = modifier === 'below' && isMime(known) ? { ...known, type: 'uri' } : known
  const kind = kindOf(param)
  const { whole, value } = place
  if (!kind) return unsupported(whole, `"${code}" is not supported.`)
  if (modifier === 'missing') {
    if (value === 'true' || value === 'false') return { kind: 'missing', param, missing: value === 'true' }
    return malformed(whole, `"${shown(whole)}" must be true or false, not "${shown(value)}".`)
  }
  const target = param.type === 'reference' && modifier !== undefined && /^[A-Z]/.test(modifier) ? modifier : undefined
  if (target !== undefined) {
    const fault = narrowing(param, target, place)
    if (fault) return fault
  } else if (modifier !== undefined && !(kind.modifiers as readonly string[]).includes(modifier)) {
    const allowed = ['missing', ...kind.modifiers].map((known) => `:${known}`).join(', ')
    return malformed(whole, `":${shown(modifier)}" cannot be used with "${code}", a ${param.type}; allowed are ${allowed}.`)
  }
  const asked = { param, target, modifier: target === undefined ? (modifier as Modifier | undefined) : undefined }
  const operands = operandsOf(whole, value, asked, reading.base)
  if (isFault(operands)) return operands
  if (operands.length === 0) return empty(whole)
  if ((modifier === 'above' || modifier === 'below') && param.type === 'reference' && operands.some(isLocal) && !hierarchies(param).length)
    return malformed(whole, `":${modifier}" cannot be used with "${code}": it names nothing that is part of another of its type.`)
  return versioned(type, { kind: 'value', ...asked, operands }, reading)
}

/** MIME types are below the beginning of theirs, `text` and `text/xml`, as addresses are (http://hl7.org/fhir/R4/search.html#mimetype). */
const isMime = ({ type, expression }: SearchParameter) => type === 'token' && /\.contentType$/.test(expression)

/** `url=http://x|1.0` asks for the version too, where the type has one (http://hl7.org/fhir/R4/search.html#uri): both of one resource, which is what a composite says. */
function versioned(type: string, criterion: Extract<Criterion, { kind: 'value' }>, { parameters }: Reading): Criterion {
  const { param, modifier, operands } = criterion
  const version = parameters.find(type, 'version')
  const wanted = operands.map((operand) => ({ operand, bar: operand.text.lastIndexOf('|') }))
  if (param.code !== 'url' || param.type !== 'uri' || modifier || version?.type !== 'token' || wanted.some(({ bar }) => bar < 0))
    return criterion
  const parts = [param, version].map((part) => ({ ...part, expression: part.code }))
  return {
    kind: 'value',
    param: { code: 'url', type: 'composite', expression: type, url: param.url, parts },
    operands: wanted.map(({ operand, bar }) => ({
      ...operand,
      parts: [operand.text.slice(0, bar), operand.text.slice(bar + 1)].map((text) => ({ prefix: 'eq', text })),
    })),
  }
}

function criterionOf(type: string, name: string, place: Place, reading: Reading): Criterion | Fault {
  if (place.depth > DEEPEST) return tooCostly(place.whole, `"${shown(place.whole)}" is more than ${DEEPEST} links deep.`)
  if (reading.left-- <= 0)
    return tooCostly(place.whole, `"${shown(place.whole)}" can be read in too many ways: name the types, as in subject:Patient.name.`)
  if (name.startsWith('_has:')) return hasOf(type, name, place, reading)
  const dot = name.indexOf('.')
  return dot < 0 ? plainOf(type, name, place, reading) : chainOf(type, name.slice(0, dot), name.slice(dot + 1), place, reading)
}

/** Reads one `name=value` as a criterion for resources of a type ('Resource': any type), or says what is wrong with it. Never throws. */
export const readCriterion = (type: string, name: string, value: string, reading: Reading): Criterion | Fault =>
  criterionOf(type, name, { whole: name, value, depth: 0 }, reading)
