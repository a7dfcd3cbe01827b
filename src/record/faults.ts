import type { Issue, Resource } from '../fhir/resource.ts'
import { isResourceType } from '../fhir/validate/schema.ts'
import { validate } from '../fhir/validate/validate.ts'

/** What R4 says against a document (some 10 µs). House types, which R4 does not know, are the business of their own shapes. */
export const faultsOf = (resource: Resource): Issue[] =>
  isResourceType(resource.resourceType) ? validate(resource).filter((issue) => issue.severity === 'error') : []

/** A document of our own making that R4 forbids: a mistake in a mapping, never the caller's. @throws Error with everything that is wrong */
export function mustBeValid(resource: Resource): Resource {
  const faults = faultsOf(resource)
  if (!faults.length) return resource
  const all = faults.map(({ expression, diagnostics }) => `${expression}: ${diagnostics}`).join('\n')
  throw new Error(`${resource.resourceType}/${resource.id ?? ''} is no valid R4 resource and was not written\n${all}`)
}
