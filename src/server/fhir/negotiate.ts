import { refuseFhir } from './outcome.ts'

export type Format = 'json' | 'xml'
export const mediaTypes = { json: 'application/fhir+json; charset=utf-8', xml: 'application/fhir+xml; charset=utf-8' } as const

const formats: Readonly<Record<string, Format>> = {
  json: 'json',
  'application/json': 'json',
  'application/fhir+json': 'json',
  'application/json+fhir': 'json',
  'text/json': 'json',
  xml: 'xml',
  'application/xml': 'xml',
  'application/fhir+xml': 'xml',
  'application/xml+fhir': 'xml',
  'text/xml': 'xml',
  '*/*': 'json',
  'application/*': 'json',
  'text/*': 'json',
}

type Media = { type: string; params: Readonly<Record<string, string>> }

/** A media type with its parameters, names and type in lower case. */
function mediaOf(text: string): Media {
  const [type = '', ...params] = text.split(';')
  const pairs = params.map((param) => {
    const [name = '', value = ''] = param.split(/=(.*)/s)
    return [name.trim().toLowerCase(), value.trim().replace(/^"(.*)"$/, '$1')] as const
  })
  return { type: type.trim().toLowerCase(), params: Object.fromEntries(pairs) }
}

/** http://hl7.org/fhir/R4/http.html#version-parameter */
const otherVersion = ({ params }: Media) => params['fhirversion'] !== undefined && !/^4\.0(\.1)?$/.test(params['fhirversion'])
const weight = ({ params }: Media) => (params['q'] === undefined ? 1 : Number(params['q']) || 0)

/** The format to answer in: `_format` before Accept, the heavier of several, JSON where both weigh the same or nothing is said. @throws FhirRefusal 406 */
export function formatOf(asked: string | undefined, accept: string | undefined): Format {
  if (asked === undefined && (accept === undefined || accept === '*/*' || accept === 'application/fhir+json')) return 'json'
  // a plus that was not encoded has become a space
  const wanted = (asked?.replaceAll(' ', '+') || accept) ?? '*/*'
  const media = (asked ? [wanted] : wanted.split(',').slice(0, 100)).map(mediaOf)
  const best = (format: Format) => Math.max(0, ...media.filter((one) => formats[one.type] === format && !otherVersion(one)).map(weight))
  const [json, xml] = [best('json'), best('xml')]
  if (json || xml) return xml > json ? 'xml' : 'json'
  throw refuseFhir(
    406,
    'not-supported',
    `This server answers application/fhir+json and application/fhir+xml (FHIR 4.0), not ${JSON.stringify(wanted.slice(0, 200))}.`,
  )
}

/** What a body is. `patch`: JSON Patch; `form`: search parameters. */
export type Sent = Format | 'patch' | 'form'
const bodies: Readonly<Record<string, Sent>> = { 'application/json-patch+json': 'patch', 'application/x-www-form-urlencoded': 'form' }

/** @throws FhirRefusal 415 for anything but FHIR in UTF-8 */
export function sentAs(contentType: string | undefined): Sent {
  if (contentType === 'application/fhir+json' || contentType === 'application/json') return 'json'
  const media = mediaOf(contentType ?? '')
  const sent = bodies[media.type] ?? (media.type.includes('*') || !media.type.includes('/') ? undefined : formats[media.type])
  const said = JSON.stringify((contentType ?? '').slice(0, 200))
  if (!sent || otherVersion(media))
    throw refuseFhir(
      415,
      'not-supported',
      `Content-Type ${said} is not understood here: send application/fhir+json or application/fhir+xml (FHIR 4.0).`,
    )
  if (media.params['charset'] !== undefined && !/^(utf-?8|us-ascii)$/i.test(media.params['charset']))
    throw refuseFhir(415, 'not-supported', `Content-Type ${said}: only charset=utf-8 is understood.`)
  return sent
}
