import type { Answer } from './answer.ts'

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** What one entry came to. Texts of `resource` and `outcome` are put in as they are. */
export type EntryAnswer = {
  status: number
  location?: string | undefined
  etag?: string | undefined
  lastModified?: string | undefined
  fullUrl?: string | undefined
  resource?: string | undefined
  outcome?: string | undefined
}

/** An entry of the answer (http://hl7.org/fhir/R4/bundle.html#bundle.entry.response). */
export function entryText({ status, location, etag, lastModified, fullUrl, resource, outcome }: EntryAnswer): string {
  const head = `${fullUrl === undefined ? '' : `"fullUrl":${JSON.stringify(fullUrl)},`}${resource === undefined ? '' : `"resource":${resource},`}`
  const response = `"status":"${status}${reasons[status] ? ` ${reasons[status]}` : ''}"${location === undefined ? '' : `,"location":${JSON.stringify(location)}`}${
    etag === undefined ? '' : `,"etag":${JSON.stringify(etag)}`
  }${lastModified === undefined ? '' : `,"lastModified":"${lastModified}"`}${outcome === undefined ? '' : `,"outcome":${outcome}`}`
  return `{${head}"response":{${response}}}`
}

/** An answer over HTTP as the answer of an entry: faults go to `outcome`, everything else is the entry's resource. */
export function entryOfAnswer({ status, body, headers = {} }: Answer, base: string): EntryAnswer {
  const location = headers['location']
  const modified = Date.parse(headers['last-modified'] ?? '')
  return {
    status,
    location: location?.startsWith(`${base}/`) ? location.slice(base.length + 1) : location,
    etag: headers['etag'],
    lastModified: Number.isNaN(modified) ? undefined : new Date(modified).toISOString(),
    ...(status >= 400 || body?.startsWith('{"resourceType":"OperationOutcome"') ? { outcome: body } : { resource: body }),
  }
}

/** The Bundle that answers a batch or transaction, entries in the order of the request. */
export const bundleAnswer = (type: 'batch' | 'transaction', entries: readonly string[]): Answer => ({
  status: 200,
  body: `{"resourceType":"Bundle","type":"${type}-response"${entries.length ? `,"entry":[${entries.join()}]` : ''}}`,
})
