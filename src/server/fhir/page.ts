/** Bundles as joined text: resources are put in as they are stored. */
export type PageEntry = {
  fullUrl?: string | undefined
  /** JSON text of the resource. */
  resource?: string | undefined
  search?: 'match' | 'include' | 'outcome' | undefined
  request?: { method: string; url: string } | undefined
  response?: { status: string; etag?: string; lastModified?: string } | undefined
}
type Page = {
  type: 'searchset' | 'history'
  total?: number | undefined
  links: readonly { relation: string; url: string }[]
  entries: readonly PageEntry[]
}

const modes = { match: '"search":{"mode":"match"}', include: '"search":{"mode":"include"}', outcome: '"search":{"mode":"outcome"}' }

function entryText({ fullUrl, resource, search, request, response }: PageEntry): string {
  const parts: string[] = []
  if (fullUrl !== undefined) parts.push(`"fullUrl":${JSON.stringify(fullUrl)}`)
  if (resource !== undefined) parts.push(`"resource":${resource}`)
  if (search) parts.push(modes[search])
  if (request) parts.push(`"request":${JSON.stringify(request)}`)
  if (response) parts.push(`"response":${JSON.stringify(response)}`)
  return `{${parts.join()}}`
}

/** A Bundle's text (http://hl7.org/fhir/R4/bundle.html); without entries it has no `entry`. */
export function pageText({ type, total, links, entries }: Page): string {
  const head = `{"resourceType":"Bundle","type":"${type}"${total === undefined ? '' : `,"total":${total}`},"link":${JSON.stringify(links)}`
  return entries.length ? `${head},"entry":[${entries.map(entryText).join()}]}` : `${head}}`
}

/** `?a=b&c=d`; what is readable in an address stays so. */
export const queryText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.length ? `?${pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}` : ''
const encoded = (text: string) => encodeURIComponent(text).replace(/%(?:3A|2C|2F|24)/g, decodeURIComponent)
