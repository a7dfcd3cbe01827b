import type { Criterion, Operand, Query } from '../../../fhir/search/query.ts'
import { membersOf } from '../../../fhir/terminology/members.ts'
import { canonical, TermFault, type ValueSet } from '../../../fhir/terminology/types.ts'
import type { Caller } from '../caller.ts'
import type { FhirDoor } from '../door.ts'
import { refuseFhir } from '../outcome.ts'
import { type CountyTerms, countyTerms } from './terms.ts'

/** A search with more codes than this costs more than it is worth. */
const most = 5000
type Value = Extract<Criterion, { kind: 'value' }>

const operandOf = (system: string, code: string): Operand => ({ prefix: 'eq', text: `${system}|${code}`, fields: [system, code] })
/** What no document has: the meaning of a set without members. */
const nothing = operandOf('urn:countywide:nothing', 'nothing')

const tooMany = (param: string, what: string) =>
  refuseFhir(400, 'too-costly', `${param}: ${what} has more than ${most} codes: search with a smaller value set.`, param)

async function members(terms: CountyTerms, param: string, address: string): Promise<Operand[]> {
  const { url, version } = canonical(address)
  const set = await terms.valueSet(url, version)
  const own = set ?? (terms.definitions.byId('ValueSet', address.replace(/^ValueSet\//, '')) as ValueSet | undefined)
  if (!own) throw refuseFhir(400, 'not-found', `${param}: the value set ${JSON.stringify(address.slice(0, 200))} is not known here.`, param)
  const found = await membersOf(terms, own)
  if (found.unknown.length)
    throw refuseFhir(
      400,
      'not-supported',
      `${param}: ${address} takes codes from systems that are not held here: ${found.unknown.join(', ')}.`,
      param,
    )
  const operands: Operand[] = []
  for (const { system, concept } of found.all()) {
    operands.push(operandOf(system, concept.code))
    if (operands.length > most) throw tooMany(param, address)
  }
  return operands
}

/** A code with all that lies below (or above) it in its system. */
async function related(terms: CountyTerms, param: string, text: string, modifier: 'above' | 'below'): Promise<Operand[]> {
  const bar = text.indexOf('|')
  const [url, code] = [text.slice(0, Math.max(0, bar)), text.slice(bar + 1)]
  if (!url || !code) throw refuseFhir(400, 'value', `${param}:${modifier} must be written system|code.`, param)
  const system = await terms.system(url)
  if (!system) throw refuseFhir(400, 'not-supported', `${param}:${modifier}: the codes of ${url.slice(0, 200)} are not held here.`, param)
  const codes = new Set([code])
  for (const other of system.concepts.keys()) if (modifier === 'below' ? system.isA(other, code) : system.isA(code, other)) codes.add(other)
  if (codes.size > most) throw tooMany(param, text)
  return [...codes].map((one) => operandOf(url, one))
}

/** A token criterion that a value set or a hierarchy decides. */
const isOpen = (criterion: Criterion): criterion is Value =>
  criterion.kind === 'value' && criterion.param.type === 'token' && /^(in|not-in|above|below)$/.test(criterion.modifier ?? '')
const needsTerms = (criterion: Criterion): boolean =>
  isOpen(criterion) ||
  (criterion.kind === 'chain' && criterion.of.some((one) => needsTerms(one.criterion))) ||
  (criterion.kind === 'has' && needsTerms(criterion.criterion))

async function resolved(terms: CountyTerms, criterion: Criterion): Promise<Criterion> {
  if (criterion.kind === 'chain')
    return {
      ...criterion,
      of: await Promise.all(criterion.of.map(async (one) => ({ ...one, criterion: await resolved(terms, one.criterion) }))),
    }
  if (criterion.kind === 'has') return { ...criterion, criterion: await resolved(terms, criterion.criterion) }
  if (!isOpen(criterion)) return criterion
  const { modifier, param } = criterion
  const sets = criterion.operands.map(({ text }) =>
    modifier === 'above' || modifier === 'below' ? related(terms, param.code, text, modifier) : members(terms, param.code, text),
  )
  const operands = (await Promise.all(sets)).flat()
  if (operands.length > most) throw tooMany(param.code, 'together it')
  return { ...criterion, modifier: modifier === 'not-in' ? 'not' : undefined, operands: operands.length ? operands : [nothing] }
}

/**
 * The query with every `:in`, `:not-in`, `:above` and `:below` of a token parameter, also inside chains and `_has`, as the codes it means, so that nothing below
 * the door needs terminology. Definitions of the county's own that the caller may not read are not known to him here.
 * @throws FhirRefusal 400: a value set or system that is not known here (`not-found`, `not-supported`), more than 5 000 codes (`too-costly`)
 */
export async function resolveTokenSets(door: FhirDoor, caller: Caller, query: Query): Promise<Query> {
  if (!query.criteria.some(needsTerms)) return query
  const terms = await countyTerms(door, caller.county, undefined, caller)
  try {
    return { ...query, criteria: await Promise.all(query.criteria.map((criterion) => resolved(terms, criterion))) }
  } catch (error) {
    if (error instanceof TermFault) throw refuseFhir(400, error.code, error.message)
    throw error
  }
}
