import { isId } from '../../fhir/id.ts'
import { isCompartment } from '../../fhir/search/compartments.ts'
import { suggestion } from '../../fhir/validate/context.ts'
import { isResourceType, resourceTypes } from '../../fhir/validate/schema.ts'
import { refuseFhir } from './outcome.ts'

/** What a path at the door names (http://hl7.org/fhir/R4/http.html). */
export type Target =
  | { kind: 'system' | 'metadata' }
  | { kind: 'type'; type: string }
  | { kind: 'instance'; type: string; id: string }
  | { kind: 'version'; type: string; id: string; version: string }
  | { kind: 'history'; type?: string; id?: string }
  /** `_search`; `[type]/[id]/[of]` is a compartment, `of` '*' means all types. */
  | { kind: 'search'; type?: string }
  | { kind: 'compartment' | 'compartment-search'; type: string; id: string; of: string }
  | { kind: 'operation'; name: string; type?: string; id?: string }

/** @throws FhirRefusal 404 for all that is no resource type of R4, with the nearest one */
export function mustBeType(name: string): string {
  if (isResourceType(name)) return name
  const said = JSON.stringify(name.slice(0, 100))
  throw refuseFhir(404, 'not-supported', `${said} is not a resource type of FHIR R4.${suggestion(name, resourceTypes())}`)
}

/** @throws FhirRefusal 404: nothing can have such an id; 400 for who would make it */
function mustBeId(type: string, id: string, makes = false): string {
  if (isId(id)) return id
  const said = `${JSON.stringify(id.slice(0, 100))} is not an id (1 to 64 letters, digits, "-" and ".")`
  if (makes) throw refuseFhir(400, 'value', `${said}: no ${type} can be written there.`, `${type}.id`)
  throw refuseFhir(404, 'not-found', `${said}: there is no such ${type}.`)
}

/** Types of other specifications that operations are called at (SQL on FHIR); there are no resources of them here. */
const beyondR4 = new Set(['ViewDefinition'])

/** @throws FhirRefusal 404 when the path names nothing, 400 when nothing can be put there */
export function targetOf(path: string, method?: string): Target {
  const [first = '', second, third, fourth, ...rest] = (path.endsWith('/') ? path.slice(0, -1) : path).split('/')
  const nothing = () => refuseFhir(404, 'not-found', `There is nothing at ${JSON.stringify(`/${path.slice(0, 200)}`)}.`)
  if (rest.length) throw nothing()
  if (second === undefined) {
    if (first === '' || first === 'metadata') return { kind: first ? 'metadata' : 'system' }
    if (first === '_history') return { kind: 'history' }
    if (first === '_search') return { kind: 'search' }
    if (first.startsWith('$')) return { kind: 'operation', name: first.slice(1) }
  }
  const operation = [second, third].find((part) => part?.startsWith('$'))
  const type = operation && beyondR4.has(first) ? first : mustBeType(first)
  if (second === undefined) return { kind: 'type', type }
  if (third === undefined) {
    if (second === '_history') return { kind: 'history', type }
    if (second === '_search') return { kind: 'search', type }
    if (second.startsWith('$')) return { kind: 'operation', name: second.slice(1), type }
    return { kind: 'instance', type, id: mustBeId(type, second, method === 'PUT') }
  }
  const id = mustBeId(type, second)
  if (third === '_history') return fourth === undefined ? { kind: 'history', type, id } : { kind: 'version', type, id, version: fourth }
  if (third.startsWith('$') && fourth === undefined) return { kind: 'operation', name: third.slice(1), type, id }
  if (!isCompartment(type) || (fourth !== undefined && fourth !== '_search')) throw nothing()
  const of = third === '*' ? '*' : mustBeType(third)
  return { kind: fourth ? 'compartment-search' : 'compartment', type, id, of }
}
