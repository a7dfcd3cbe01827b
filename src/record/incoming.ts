import { hash } from 'node:crypto'
import type { Link } from '../fhir/references.ts'
import type { Resource } from '../fhir/resource.ts'

/** A document from outside, beside its text and the hash of it (hex, 128 bits of SHA-256): the same text again changes nothing. */
export type Incoming = {
  type: string
  id: string
  resource: Resource
  doc: string
  content: string
  owner?: string
  /** What only this document may hold (claims of one slot). */
  claims?: readonly string[]
  /** Written only where there is none yet. */
  weak?: true
  /** Its literal references, where they must lead somewhere. */
  links?: readonly Link[]
  /** Where its source says it. */
  line?: number
  /** Whoever made it has found it valid. */
  checked?: true
}

type Rest = Partial<Pick<Incoming, 'doc' | 'owner' | 'claims' | 'weak' | 'links' | 'line' | 'checked'>>
/** A resource with an id as a document from outside. */
export function incoming(resource: Resource, rest: Rest = {}): Incoming {
  const doc = rest.doc ?? JSON.stringify(resource)
  return { ...rest, type: resource.resourceType, id: resource.id!, resource, doc, content: hash('sha256', doc).slice(0, 32) }
}

/** Why a line is refused, in both languages (zh-CN first). */
export type LineRefusal = { line: number; column: string; value: string; rule: string; message: readonly [zh: string, en: string] }
