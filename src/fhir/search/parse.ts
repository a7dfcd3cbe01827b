import { isId } from '../id.ts'
import { suggestion } from '../validate/context.ts'
import { isResourceType } from '../validate/schema.ts'
import { compartmentParameters } from './compartments.ts'
import { isFault, MOST_READINGS, type Reading, readCriterion } from './criteria.ts'
import { empty, type Fault, malformed, shown, tooCostly, unsupported } from './faults.ts'
import type { ParameterSet } from './parameters.ts'
import type { Criterion, Query } from './query.ts'
import { type Draft, RESULT_PARAMETERS } from './results.ts'

/** A search as it arrived: names and values without the escapes of the URL. */
export type Search = {
  /** Undefined: all types. */
  type: string | undefined
  /** Narrows a search over all types before `_type` does. */
  types?: readonly string[] | undefined
  compartment?: { type: string; id: string } | undefined
  pairs: readonly (readonly [name: string, value: string])[]
  parameters: ParameterSet
  /** Our own address, without a slash at the end: references that begin with it are our own. */
  base?: string | undefined
}

const MOST = 200
const REPEATED = new Set([
  '_sort',
  '_include',
  '_include:iterate',
  '_include:recurse',
  '_revinclude',
  '_revinclude:iterate',
  '_revinclude:recurse',
])
const UNSUPPORTED = new Set(['_filter', '_query', '_containedType'])
/** What no text of ours can hold: NUL, and halves of characters. */
const BROKEN = /\0|\p{Surrogate}/u

/** `_list=42`: what the List names as an item. */
function listOf(value: string, { parameters }: Reading): Criterion | Fault {
  const [item, id] = [parameters.find('List', 'item'), parameters.find('List', '_id')]
  if (!item || !id || !isId(value)) return malformed('_list', `"_list" must be the id of a List, not "${shown(value)}".`)
  return { kind: 'has', type: 'List', param: item, criterion: { kind: 'value', param: id, operands: [{ prefix: 'eq', text: value }] } }
}

/** The types that `_type` leaves of a search over all types; where it is one, the search is for that type. */
function namedTypes(pairs: Search['pairs']): string[] {
  const [named] = pairs.filter(([name]) => name === '_type')
  return [...new Set(named?.[1].split(',').filter(isResourceType))]
}

/** Token modifiers that only whoever knows the terminology can read; he is asked for one type at a time. */
const TERMS = /:(?:in|not-in|above|below)$/

/** A criterion of a search for one type, or for several that all know the parameter (http://hl7.org/fhir/R4/search.html#type). */
function readAmong({ type, types }: Draft, name: string, value: string, reading: Reading): Criterion | Fault {
  const reversed = type === undefined && name.startsWith('_has:')
  if (reversed && !types) return malformed(name, '"_has" needs a search for one type, or for those that _type names.')
  const plain = reversed ? undefined : readCriterion(type ?? 'Resource', name, value, reading)
  if (plain && (!types || !isFault(plain) || plain.code !== 'not-supported')) return plain
  if (TERMS.test(name)) return malformed(name, `"${shown(name)}" needs a search for one type.`)
  const of: { type: string; criterion: Criterion }[] = []
  for (const one of types ?? []) {
    const criterion = readCriterion(one, name, value, reading)
    if (isFault(criterion)) return criterion
    of.push({ type: one, criterion })
  }
  return { kind: 'each', of }
}

/** Reads one pair into the draft. */
function read(name: string, value: string, draft: Draft, criteria: Criterion[], reading: Reading): Fault | undefined {
  if (BROKEN.test(name) || BROKEN.test(value)) return malformed(name, `"${shown(name)}" holds a character that no text can hold.`)
  const result = RESULT_PARAMETERS.get(name)
  if (result) return value === '' ? empty(name) : result(name, value, draft, reading.parameters)
  const bare = name.split(':', 1)[0]!
  if (UNSUPPORTED.has(bare)) return unsupported(name, `"${bare}" is not supported.`)
  if (RESULT_PARAMETERS.has(bare)) return malformed(name, `"${shown(name)}" is not allowed.${suggestion(name, RESULT_PARAMETERS.keys())}`)
  const criterion = name === '_list' ? listOf(value, reading) : readAmong(draft, name, value, reading)
  if (isFault(criterion)) return criterion
  if (criteria.length >= MOST) return tooCostly(name, `A search may have at most ${MOST} criteria.`)
  criteria.push(criterion)
  return undefined
}

const EMPTY: Draft = {
  ...{ type: undefined, criteria: [], sort: [], include: [], revinclude: [], count: undefined, cursor: undefined },
  ...{ total: undefined, summary: undefined, elements: undefined, understood: [] },
}

/**
 * Reads a search (http://hl7.org/fhir/R4/search.html). What is wrong with a parameter is a fault, and the parameter is left out of the
 * query: warnings are names that nobody knows, errors are values and modifiers that cannot be. Never throws; the work is bounded
 * whatever is written.
 */
export function parseSearch(search: Search): { query: Query; faults: Fault[] } {
  const { types, compartment, parameters, base } = search
  const named = search.type === undefined ? namedTypes(search.pairs) : []
  const type = search.type ?? (named.length === 1 ? named[0] : undefined)
  const draft: Draft = { ...EMPTY, type, types: named.length > 1 ? named : types }
  const reading: Reading = { parameters, base, left: MOST_READINGS }
  const criteria: Criterion[] = []
  const understood: (readonly [string, string])[] = []
  const faults: Fault[] = []
  const seen = new Set<string>()
  if (compartment)
    criteria.push({
      kind: 'compartment',
      compartment: compartment.type,
      id: compartment.id,
      params: type === undefined ? [] : compartmentParameters(compartment.type, type),
    })
  for (const [name, value] of search.pairs) {
    const again = seen.has(name) && RESULT_PARAMETERS.has(name) && !REPEATED.has(name)
    const fault = again ? malformed(name, `"${name}" is given twice.`) : read(name, value, draft, criteria, reading)
    seen.add(name)
    if (fault) faults.push(fault)
    else understood.push([name, value])
  }
  return { query: { ...draft, criteria, understood }, faults }
}
