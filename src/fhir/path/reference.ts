import { ID } from '../id.ts'

/** What a literal reference says about its target. */
export type Target = { type: string; id: string }

const LITERAL = new RegExp(`(?:^|/)([A-Z][A-Za-z]+)/(${ID})(?:/_history/[^/]+)?$`)

/** Type and id of `Patient/1`, `Patient/1/_history/2` or an absolute form of them; nothing for `#contained`, `urn:` and identifiers. */
export const parseReference = (reference: string): Target | undefined => {
  const parts = LITERAL.exec(reference)
  return parts ? { type: parts[1]!, id: parts[2]! } : undefined
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Target of a Reference element or of a canonical/uri text. */
export const targetOf = (value: unknown): Target | undefined => {
  const reference = typeof value === 'object' && value !== null && 'reference' in value ? text(value.reference) : text(value)
  return reference === undefined ? undefined : parseReference(reference)
}

/**
 * FHIRPath `resolve()` without any input or output: the contained resource, else a stub `{ resourceType, id }` of what the reference
 * names, which is all that `resolve() is Patient` in a search parameter asks for.
 */
export const resolveReference = (value: unknown, root: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return stub(targetOf(value))
  const reference = 'reference' in value ? text(value.reference) : undefined
  if (reference?.startsWith('#')) return contained(root, reference.slice(1))
  const type = 'type' in value ? text(value.type) : undefined
  return stub(targetOf(value)) ?? (type ? { resourceType: type } : undefined)
}

const stub = (target: Target | undefined) => target && { resourceType: target.type, id: target.id }

const contained = (root: unknown, id: string): unknown => {
  const inside = typeof root === 'object' && root !== null && 'contained' in root ? root.contained : undefined
  return Array.isArray(inside) ? inside.find((resource) => resource?.id === id) : undefined
}
