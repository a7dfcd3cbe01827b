import type { Interaction } from './answer.ts'
import { refuseFhir } from './outcome.ts'
import type { Intent, Versions } from './write/intent.ts'

/** What a client would like (RFC 7240; http://hl7.org/fhir/R4/http.html#ops). */
export type Preferences = { return: 'minimal' | 'representation' | 'OperationOutcome'; strict: boolean; lenient: boolean; async: boolean }

const usual: Preferences = { return: 'representation', strict: false, lenient: false, async: false }

/** Names and values without regard to case; unknown preferences are left aside, as RFC 7240 has it. */
export function preferencesOf({ headers }: Interaction): Preferences {
  const text = headers['prefer']
  if (text === undefined) return usual
  const said = new Set(
    text
      .toLowerCase()
      .split(/[,;]/)
      .map((one) =>
        one
          .trim()
          .replace(/\s*=\s*/, '=')
          .replaceAll('"', ''),
      ),
  )
  return {
    return: said.has('return=minimal') ? 'minimal' : said.has('return=operationoutcome') ? 'OperationOutcome' : 'representation',
    strict: said.has('handling=strict'),
    lenient: said.has('handling=lenient'),
    async: said.has('respond-async'),
  }
}

export const etagOf = (version: number): string => `W/"${version}"`

const tag = /^(?:W\/)?"(\d{1,9})"$/

/** The versions that tags name: `W/"3"`, several of them, or `*` for whatever is there. @throws FhirRefusal 412 for what no version of ours is called */
function versionsIn(header: 'If-Match' | 'If-None-Match', { headers }: Interaction): Versions | undefined {
  const text = headers[header === 'If-Match' ? 'if-match' : 'if-none-match']?.trim()
  if (text === undefined || text === '*') return text
  const versions = text.split(',').map((one) => tag.exec(one.trim())?.[1])
  if (versions.every((version) => version !== undefined)) return versions.map(Number)
  throw refuseFhir(412, 'conflict', `${header} is ${JSON.stringify(text.slice(0, 100))}: send the ETag of the version you read, W/"3".`)
}

/** What a change asks of the version that is there (RFC 9110, 13.1.1 and 13.1.2). @throws FhirRefusal 412 */
export const preconditionsOf = (interaction: Interaction): Pick<Intent, 'ifMatch' | 'ifNoneMatch'> => ({
  ifMatch: versionsIn('If-Match', interaction),
  ifNoneMatch: versionsIn('If-None-Match', interaction),
})

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
