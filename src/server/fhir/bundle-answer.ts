import type { Answer, Interaction } from './answer.ts'
import { type FhirRefusal, refuseFhir } from './outcome.ts'

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** So much text, in characters, answers a Bundle at most: each of its entries may ask for 16 MB. */
export const mostAnswered = 64 * 2 ** 20
/** What is refused beyond it. */
export const answeredEnough = (expression: string): FhirRefusal =>
  refuseFhir(
    413,
    'too-costly',
    `What the entries of this Bundle ask for is longer than ${mostAnswered / 2 ** 20} MB: ask for this one in another Bundle, or by itself.`,
    expression,
  )

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

/** What stands for an answer that is no FHIR: rows as CSV or NDJSON. */
const binary = (contentType: string, text: string) =>
  JSON.stringify({ resourceType: 'Binary', contentType, data: Buffer.from(text).toString('base64') })

/** An answer over HTTP as the answer of an entry: faults go to `outcome`, everything else is the entry's resource. */
export function entryOfAnswer({ status, body, headers = {}, updated }: Answer, base: string, method: Interaction['method']): EntryAnswer {
  const location = headers['location']
  const other = headers['content-type']
  const isOutcome = status >= 400 || body?.startsWith('{"resourceType":"OperationOutcome"')
  return {
    status,
    location: location?.startsWith(`${base}/`) ? location.slice(base.length + 1) : location,
    etag: headers['etag'],
    lastModified: updated,
    ...(isOutcome
      ? { outcome: body }
      : method === 'HEAD'
        ? {}
        : { resource: body === undefined || other === undefined ? body : binary(other, body) }),
  }
}

/** The Bundle that answers a batch or transaction, entries in the order of the request. */
export const bundleAnswer = (type: 'batch' | 'transaction', entries: readonly string[]): Answer => ({
  status: 200,
  body: `{"resourceType":"Bundle","type":"${type}-response"${entries.length ? `,"entry":[${entries.join()}]` : ''}}`,
})
