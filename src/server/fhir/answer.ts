/** One request at the FHIR door, from HTTP or from an entry of a Bundle. `path` has no leading slash: `Patient/1/_history/2`. Header names are lower case. */
export type Interaction = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  query: readonly (readonly [name: string, value: string])[]
  headers: Readonly<Record<string, string | undefined>>
  /** Absolute address of the door, without a slash at the end: for fullUrl, Location and links. */
  base: string
  /** The resource, patch or parameters sent, as JSON text; undefined without a body. */
  body?: string | undefined
  /** Media type of a patch. */
  mediaType?: string | undefined
}

/** What it came to. `body` is JSON text ready to send; headers: etag, last-modified, location, retry-after … */
export type Answer = {
  status: number
  body?: string | undefined
  headers?: Readonly<Record<string, string>>
  /** When the version was written that it is about: Last-Modified has whole seconds only. */
  updated?: string | undefined
}
