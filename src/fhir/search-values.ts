import { compilePath } from './path/compile.ts'
import { parseReference } from './path/reference.ts'
import { EVER, instantRange } from './path/temporal.ts'

/** What a resource can be found by: one value of one search parameter. Instants are UTC, both ends included. */
export type SearchValue =
  | { param: string; kind: 'token'; system?: string; code: string }
  | { param: string; kind: 'reference'; type: string; id: string }
  | { param: string; kind: 'string'; value: string }
  | { param: string; kind: 'date'; from: string; to: string }
  | { param: string; kind: 'quantity'; value: string; system?: string; code?: string }
  | { param: string; kind: 'uri'; value: string }

/** A search parameter as far as extraction needs it; `type` is the R4 SearchParamType. */
export type ValueSource = { code: string; type: string; expression: string }

/** A value before it is given the name of its parameter. */
type Found = SearchValue extends infer Value ? (Value extends SearchValue ? Omit<Value, 'param'> : never) : never
type Extract = (value: unknown) => Found[]
type Element = { [name: string]: unknown }

const isElement = (value: unknown): value is Element => typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])

const token = (code: unknown, system?: unknown): Found[] => {
  const [text, space] = [textOf(code), textOf(system)]
  return text === undefined ? [] : [{ kind: 'token', ...(space !== undefined && { system: space }), code: text }]
}

/** The codes of ContactPoint.system (R4 value set contact-point-system): tell a ContactPoint from an Identifier, whose system is a URI. */
const CONTACT_SYSTEMS = new Set(['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'])

/** R4 search, “token”: Coding, CodeableConcept (its codings), Identifier, ContactPoint (value only), code, id, string, boolean. */
const tokens: Extract = (value) => {
  if (typeof value === 'boolean' || typeof value === 'number') return token(String(value))
  if (!isElement(value)) return token(value)
  if ('coding' in value) return listOf(value.coding).flatMap(tokens)
  if ('value' in value) return token(value.value, CONTACT_SYSTEMS.has(String(value.system)) ? undefined : value.system)
  return token(value.code, value.system)
}

/** R4 search, “uri”; a canonical with a version is also found without it. */
const uris: Extract = (value) => {
  const uri = textOf(value)
  if (uri === undefined) return []
  const bare = uri.split('|')[0]!
  return (bare === uri ? [uri] : [uri, bare]).map((value) => ({ kind: 'uri', value }))
}

/**
 * R4 search, “reference”: relative references by type and id (their version ignored). Absolute ones name a resource of another server and
 * are kept as uri, like canonicals; contained resources and references by identifier alone are not searchable.
 */
const references: Extract = (value) => {
  const reference = textOf(isElement(value) ? value.reference : value)
  if (reference === undefined || reference.startsWith('#')) return []
  const target = /^[a-z][a-z0-9+.-]*:/i.test(reference) ? undefined : parseReference(reference)
  return target ? [{ kind: 'reference', ...target }] : uris(reference)
}

const NAME_PARTS = ['text', 'family', 'given', 'prefix', 'suffix']
const ADDRESS_PARTS = ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']
const STRING_PARTS = [...new Set([...NAME_PARTS, ...ADDRESS_PARTS])]

/** R4 search, “string”: a string itself, or any part of a HumanName or an Address. Folding (case, width) is the index's business. */
const strings: Extract = (value) => {
  if (isElement(value)) return STRING_PARTS.flatMap((part) => listOf(value[part]).flatMap(strings))
  const text = textOf(value)
  return text === undefined ? [] : [{ kind: 'string', value: text }]
}

const period = (start: unknown, end: unknown): Found[] => {
  const [first, last] = [instantRange(textOf(start) ?? ''), instantRange(textOf(end) ?? '')]
  return first || last ? [{ kind: 'date', from: first?.from ?? EVER.from, to: last?.to ?? EVER.to }] : []
}

/** The span of a Timing: its events from the first to the last, or the bounds of its repetition. */
const timing = ({ event, repeat }: Element): Found[] => {
  const ranges = listOf(event).flatMap((at) => instantRange(textOf(at) ?? '') ?? [])
  if (ranges.length === 0) return isElement(repeat) ? dates(repeat.boundsPeriod) : []
  const [froms, tos] = [ranges.map((range) => range.from).sort(), ranges.map((range) => range.to).sort()]
  return [{ kind: 'date', from: froms[0]!, to: tos.at(-1)! }]
}

/** R4 search, “date”: date, dateTime and instant as the span their precision covers, Period (open ends = ever), Timing. */
const dates: Extract = (value) => {
  if (!isElement(value)) return period(value, value)
  return 'event' in value || 'repeat' in value ? timing(value) : period(value.start, value.end)
}

/** R4 search, “quantity” and “number”: the value as text; `code` falls back to the unit; Money counts in ISO 4217. */
const quantities: Extract = (value) => {
  if (typeof value === 'number') return [{ kind: 'quantity', value: String(value) }]
  if (!isElement(value) || value.value === undefined) return []
  const money = textOf(value.currency)
  const code = money ?? textOf(value.code) ?? textOf(value.unit)
  const system = money ? 'urn:iso:std:iso:4217' : textOf(value.system)
  return [{ kind: 'quantity', value: String(value.value), ...(system !== undefined && { system }), ...(code !== undefined && { code }) }]
}

const EXTRACT: Record<string, Extract> = {
  token: tokens,
  reference: references,
  string: strings,
  date: dates,
  quantity: quantities,
  number: quantities,
  uri: uris,
}

/**
 * Compiles search parameters once into a function that lists what a resource is found by (http://hl7.org/fhir/R4/search.html#ptypes), in
 * the order of the parameters. Composite and special parameters have no values of their own and are passed over. Throws `PathError` on
 * an expression outside the subset.
 */
export const compileSearchValues = (parameters: readonly ValueSource[]): ((resource: unknown) => SearchValue[]) => {
  const sources = parameters.flatMap(({ code, type, expression }) => {
    const extract = Object.hasOwn(EXTRACT, type) ? EXTRACT[type]! : undefined
    return extract && expression ? [{ param: code, extract, path: compilePath(expression) }] : []
  })
  return (resource) => {
    const values: SearchValue[] = []
    for (const { param, extract, path } of sources) {
      for (const item of path(resource)) for (const found of extract(item)) values.push({ param, ...found })
    }
    return values
  }
}
