import type { Resource } from '../../../fhir/resource.ts'

/** Some versions of a resource, or whatever version is there. */
export type Versions = readonly number[] | '*'

/** One change asked for at the FHIR door, from a request or an entry of a transaction. */
export type Intent = {
  method: 'create' | 'update' | 'patch' | 'delete'
  type: string
  /** Absent for creates and for conditional changes. */
  id?: string | undefined
  /** The resource as it was sent. `resource`: the same, where it has been parsed already; the writer may change its references and keeps it. */
  text?: string | undefined
  resource?: Resource | undefined
  /** From the document as it was last answered (with version and instant in its meta) to the patched one. @throws FhirRefusal */
  patch?: ((doc: string) => string) | undefined
  /** If-None-Exist of a create, or the query of a conditional update, patch or delete. */
  condition?: readonly (readonly [name: string, value: string])[] | undefined
  /** The versions it must have now, or must not have. */
  ifMatch?: Versions | undefined
  ifNoneMatch?: Versions | undefined
  /** What other entries of the same transaction call it. */
  fullUrl?: string | undefined
  /** Where the resource stands in a Bundle (`Bundle.entry[3].resource`): begins the paths of its issues. */
  at?: string | undefined
}

/** What an intent came to. `doc` is the stored text (see `stamped`), null when deleted; `changed`: a version was written. Nothing found to delete: no id, version 0. */
export type Written = {
  status: 200 | 201 | 204
  type: string
  id: string
  version: number
  updated: string
  doc: string | null
  changed: boolean
}

/** `opId`: the Idempotency-Key; `base`: the absolute address of the door, whose references are our own. */
export type WriteOptions = { opId?: string | undefined; base?: string | undefined }
