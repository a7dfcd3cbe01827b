import type { Interaction } from './answer.ts'
import { refuseFhir } from './outcome.ts'

/** What a client would like (RFC 7240; http://hl7.org/fhir/R4/http.html#ops). */
export type Preferences = { return: 'minimal' | 'representation' | 'OperationOutcome'; strict: boolean; lenient: boolean; async: boolean }

const usual: Preferences = { return: 'representation', strict: false, lenient: false, async: false }

/** Unknown preferences are left aside, as RFC 7240 has it. */
export function preferencesOf({ headers }: Interaction): Preferences {
  const text = headers['prefer']
  if (text === undefined) return usual
  const said = new Set(
    text.split(/[,;]/).map((one) =>
      one
        .trim()
        .replace(/\s*=\s*/, '=')
        .replaceAll('"', ''),
    ),
  )
  return {
    return: said.has('return=minimal') ? 'minimal' : said.has('return=OperationOutcome') ? 'OperationOutcome' : 'representation',
    strict: said.has('handling=strict'),
    lenient: said.has('handling=lenient'),
    async: said.has('respond-async'),
  }
}

export const etagOf = (version: number): string => `W/"${version}"`

/** The version If-Match names; undefined without one. @throws FhirRefusal 412 for what no version of ours is called */
export function ifMatchOf({ headers }: Interaction): number | undefined {
  const text = headers['if-match']
  if (text === undefined) return undefined
  const [, version] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(text) ?? []
  if (version === undefined)
    throw refuseFhir(412, 'conflict', `If-Match is ${JSON.stringify(text.slice(0, 100))}: send the ETag of the version you read, W/"3".`)
  return Number(version)
}

/** Whether the client has this version already (RFC 9110, 13.1: If-None-Match before If-Modified-Since). */
export function isKnown({ headers }: Interaction, version: number, updated: string): boolean {
  const tags = headers['if-none-match']
  if (tags !== undefined) return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`)
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return Math.floor(Date.parse(updated) / 1000) * 1000 <= since
}

/** Headers of one version: ETag and Last-Modified. */
export const versionHeaders = (version: number, updated: string) => ({
  etag: etagOf(version),
  'last-modified': new Date(updated).toUTCString(),
})
