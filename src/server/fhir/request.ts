import type { FastifyRequest } from 'fastify'
import { xmlInSlices } from '../../fhir/xml/to-json.ts'
import { inSlices } from '../../record/in-slices.ts'
import type { Interaction } from './answer.ts'
import { mustBeModest, plainOf, textOf } from './body.ts'
import { type Sent, sentAs } from './negotiate.ts'
import { FhirRefusal, outcomeIssues, refuseFhir } from './outcome.ts'

/** @throws FhirRefusal 400 for what is no UTF-8 behind its percent signs, or holds NUL */
function decoded(text: string): string {
  try {
    const plain = text.includes('%') ? decodeURIComponent(text) : text
    if (!plain.includes('\0')) return plain
  } catch (error) {
    if (!(error instanceof URIError)) throw error
  }
  throw refuseFhir(400, 'value', `${JSON.stringify(text.slice(0, 100))} is not UTF-8 text encoded for an address.`)
}

/** Of one search: what cannot stand in an address may come as a form. `length` in characters. */
const most = { pairs: 1000, length: 2 * 2 ** 20 }

/** `a=b&c=d` as pairs, in their order; "+" is a space. @throws FhirRefusal 400, 413 for more than any search could mean */
export function pairsOf(text: string): Interaction['query'] {
  if (!text) return []
  if (text.length > most.length) throw refuseFhir(413, 'too-long', `The parameters are longer than ${most.length / 2 ** 20} MB.`)
  if (text.split('&', most.pairs + 1).length > most.pairs)
    throw refuseFhir(400, 'too-costly', `There are more than ${most.pairs} parameters.`)
  return text.split('&').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=')
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
    return name ? [[decoded(name.replaceAll('+', ' ')), decoded(value.replaceAll('+', ' '))]] : []
  })
}

const hostForm = /^[\w.\-:[\]]{1,255}$/

/** The absolute address of the door, as configured or as the client reached it. @throws FhirRefusal 400 when Host is no host */
export function baseOf({ protocol, host }: FastifyRequest, origin: string | undefined): string {
  if (origin !== undefined) return `${origin}/fhir`
  if (!hostForm.test(host)) throw refuseFhir(400, 'value', 'The Host header is not a host name.')
  return `${protocol}://${host}/fhir`
}

/** Where a request goes: path below the door, query and base. @throws FhirRefusal 400 */
export function addressOf(request: FastifyRequest, origin: string | undefined): Pick<Interaction, 'path' | 'query' | 'base'> {
  const url = request.raw.url!
  const mark = url.indexOf('?')
  return {
    path: decoded((mark < 0 ? url : url.slice(0, mark)).slice('/fhir/'.length)),
    query: mark < 0 ? [] : pairsOf(url.slice(mark + 1)),
    base: baseOf(request, origin),
  }
}

async function jsonOf(xml: string): Promise<string> {
  const { text, issues } = await inSlices(xmlInSlices(xml))
  const faults = issues.filter(({ severity }) => severity === 'error')
  if (faults.length) throw new FhirRefusal(400, outcomeIssues(faults))
  return text
}

/** A body as it is before anything in it is read. */
export type Sending = { plain: Buffer; mediaType: string | undefined; sent: Sent }

/** What a request sends; undefined without a body. @throws FhirRefusal 400, 413, 415 */
export async function sendingOf({ headers, body }: FastifyRequest): Promise<Sending | undefined> {
  if (!(body instanceof Buffer) || !body.length) return undefined
  const mediaType = headers['content-type']
  const sent = sentAs(mediaType)
  return { plain: await plainOf(body, headers['content-encoding']), mediaType, sent }
}

/** What a body says: JSON text, or the search parameters of a form. @throws FhirRefusal 400, 413 */
export async function contentOf(
  sending: Sending | undefined,
): Promise<Pick<Interaction, 'body' | 'mediaType'> & { form: Interaction['query'] }> {
  if (!sending) return { form: [] }
  const { plain, mediaType, sent } = sending
  const text = textOf(plain)
  if (sent === 'form') return { form: pairsOf(text.trim()) }
  const json = sent === 'xml' ? await jsonOf(text) : text
  await mustBeModest(json)
  return { body: json, mediaType, form: [] }
}
