import { ID } from './id.ts'
import type { Resource } from './resource.ts'
import { isResourceType } from './validate/schema.ts'

type Key = { type: string; id: string }

/** A Reference with a literal: the object itself, so that the literal can be replaced. */
export type Link = { reference: string }

/**
 * Every literal reference of a resource, contained ones included, in one walk. A stored Bundle has none of its own: the links of its entries are resolved inside it
 * (http://hl7.org/fhir/R4/bundle.html#references).
 */
export function linksIn(resource: Resource): Link[] {
  const links: Link[] = []
  if (resource.resourceType === 'Bundle') return links
  const open: object[] = [resource]
  for (let value = open.pop(); value; value = open.pop()) {
    if (typeof (value as Partial<Link>).reference === 'string') links.push(value as Link)
    for (const name in value) {
      const member = (value as Record<string, unknown>)[name]
      if (typeof member === 'object' && member !== null) open.push(member)
    }
  }
  return links.reverse()
}

/** Where a value stands in a resource, as FHIRPath: `Observation.subject`. Only for messages. */
export function pathOf(resource: Resource, value: object): string {
  const find = (within: object, path: string): string | undefined => {
    if (within === value) return path
    for (const [name, member] of Object.entries(within))
      if (typeof member === 'object' && member !== null) {
        const found = find(member, Array.isArray(within) ? `${path}[${name}]` : `${path}.${name}`)
        if (found) return found
      }
    return undefined
  }
  return find(resource, resource.resourceType) ?? resource.resourceType
}

/** `Type/id`. */
export const named = ({ type, id }: Key): string => `${type}/${id}`

const literal = new RegExp(`^([A-Z][A-Za-z]+)/(${ID})(?:/_history/${ID})?$`)

/** The resource of this server that a literal names, relative or absolute under `base`; undefined for all others. */
export function localKey(reference: string, base?: string): Key | undefined {
  const relative = base && reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference
  const [, type, id] = literal.exec(relative) ?? []
  return type && id && isResourceType(type) ? { type, id } : undefined
}

const conditional = /^([A-Z][A-Za-z]+)\?(\S+)$/

/** What a conditional reference (`Patient?identifier=…`) asks of which type (http://hl7.org/fhir/R4/http.html#trules); undefined for all others. */
export function conditionIn(reference: string): { type: string; query: string } | undefined {
  if (!reference.includes('?')) return undefined
  const [, type, query] = conditional.exec(reference) ?? []
  return type && query && isResourceType(type) ? { type, query } : undefined
}

/** Those of the references that are conditional: nothing can be said of their resource before they are replaced. */
export const conditionalIn = (links: readonly Link[] = []): Link[] => links.filter(({ reference }) => conditionIn(reference))
