import { setImmediate } from 'node:timers/promises'
import { itemsOf, membersOf, minified } from '../../fhir/document.ts'
import { hasBrokenText, parsing } from '../../fhir/json.ts'
import type { Resource } from '../../fhir/resource.ts'
import { validate } from '../../fhir/validate/validate.ts'
import { eachInSlices, inSlices } from '../../record/in-slices.ts'
import type { Interaction } from './answer.ts'
import { FhirRefusal, type OutcomeIssue, outcomeIssues, refuseFhir } from './outcome.ts'
import { pairsOf } from './request.ts'

/** So many entries are one request at most. */
const most = 5000
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** One entry of a batch or transaction: what it asks, with its resource as it was written and as it was parsed. */
export type Entry = {
  /** Its path in the Bundle: `Bundle.entry[3]`. */
  at: string
  method: Interaction['method']
  path: string
  query: Interaction['query']
  /** The conditions of its request, named like the headers they stand for. */
  headers: Readonly<Record<string, string | undefined>>
  fullUrl?: string | undefined
  text?: string | undefined
  resource?: Resource | undefined
  /** Why it can be no interaction here: an address elsewhere. In a batch it harms no other entry. */
  wrong?: FhirRefusal | undefined
}
export type Asked = { type: 'batch' | 'transaction'; entries: readonly Entry[] }

type Request = { method?: string; url?: string; ifNoneMatch?: string; ifModifiedSince?: string; ifMatch?: string; ifNoneExist?: string }
type RawEntry = { fullUrl?: string; resource?: Resource; request?: Request }

/** The texts of the entries' resources, in the order of the entries. */
async function resourceTexts(body: string): Promise<(string | undefined)[]> {
  const text = minified(body)
  await setImmediate()
  const entry = membersOf(text).find(({ name }) => name === 'entry')
  if (!entry) return []
  await setImmediate()
  const items = itemsOf(text, entry.value)
  await setImmediate()
  return eachInSlices(items, ({ from }) => {
    const resource = membersOf(text, from).find(({ name }) => name === 'resource')
    return resource && text.slice(resource.value, resource.to)
  })
}

/** What is wrong with the Bundle itself; its resources are looked at one by one, when their references are known. */
function envelopeIssues(bundle: Resource, entries: readonly RawEntry[]): OutcomeIssue[] {
  const issues: OutcomeIssue[] = []
  const stripped = entries.map(({ resource: _, ...entry }, i) => {
    if (entry.request) return entry
    const diagnostics = 'An entry of a batch or transaction says by `request` what to do: add request.method and request.url.'
    issues.push({ severity: 'error', code: 'required', diagnostics, expression: [`Bundle.entry[${i}].request`] })
    return { request: { method: 'GET', url: 'x' } }
  })
  const found = validate({ ...bundle, ...(entries.length ? { entry: stripped } : {}) }).filter(({ severity }) => severity === 'error')
  return [...issues, ...outcomeIssues(found)]
}

/** A batch or transaction as it was sent. @throws FhirRefusal 400 for anything else, 413 for too many entries */
export async function askedIn({ body, base }: Pick<Interaction, 'body' | 'base'>): Promise<Asked> {
  if (body === undefined) throw refuseFhir(400, 'required', 'A Bundle is missing: send one of type batch or transaction.')
  if (hasBrokenText(body))
    throw refuseFhir(400, 'value', 'The text holds NUL or half of a surrogate pair, which no FHIR string may: remove it.', 'Bundle')
  const { resource: bundle, issues } = await inSlices(parsing(body))
  if (issues.length) throw new FhirRefusal(400, outcomeIssues(issues))
  const { resourceType, type } = bundle
  if (resourceType !== 'Bundle')
    throw refuseFhir(
      400,
      'invalid',
      `Here a Bundle of type batch or transaction is expected; a ${String(resourceType).slice(0, 64)} is created at its own address.`,
    )
  if (type !== 'batch' && type !== 'transaction')
    throw refuseFhir(
      400,
      'invalid',
      'Bundle.type is not batch or transaction: a Bundle that is to be kept as it is goes to /Bundle.',
      'Bundle.type',
    )
  const raw = (Array.isArray(bundle['entry']) ? bundle['entry'] : []) as RawEntry[]
  if (raw.length > most) throw refuseFhir(413, 'too-long', `A Bundle has at most ${most} entries: send several.`, 'Bundle.entry')
  await setImmediate() // what takes long is done in parts: others have their turn in between
  const wrong = envelopeIssues(
    bundle,
    raw.map((entry) => (typeof entry === 'object' && entry ? entry : {})),
  )
  if (wrong.length) throw new FhirRefusal(400, wrong)
  await setImmediate()
  const texts = await resourceTexts(body)
  return { type, entries: await eachInSlices(raw, (entry, i) => entryOf(entry, i, texts[i], base)) }
}

function entryOf({ fullUrl, resource, request = {} }: RawEntry, i: number, text: string | undefined, base: string): Entry {
  const at = `Bundle.entry[${i}]`
  const { method = '', url = '', ifMatch, ifNoneExist, ifNoneMatch, ifModifiedSince } = request
  if (!methods.has(method)) throw refuseFhir(400, 'value', `${JSON.stringify(method)} is no method of HTTP.`, `${at}.request.method`)
  const own = url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\//, '')
  const mark = own.indexOf('?')
  const path = mark < 0 ? own : own.slice(0, mark)
  const isElsewhere = path === '' || /^[a-z][a-z0-9+.-]*:/i.test(path)
  const said = `${JSON.stringify(url.slice(0, 200))} is no address below this server: write Type, Type/id or Type?…`
  const elsewhere = isElsewhere ? refuseFhir(400, 'value', said, `${at}.request.url`) : undefined
  return {
    at,
    method: method as Entry['method'],
    path,
    headers: { 'if-match': ifMatch, 'if-none-exist': ifNoneExist, 'if-none-match': ifNoneMatch, 'if-modified-since': ifModifiedSince },
    fullUrl,
    text,
    resource,
    ...queryIn(mark < 0 ? '' : own.slice(mark + 1), `${at}.request.url`, elsewhere),
  }
}

/** What an entry asks for, unless it cannot be read. */
function queryIn(text: string, expression: string, wrong: FhirRefusal | undefined): Pick<Entry, 'query' | 'wrong'> {
  try {
    return { query: pairsOf(text), wrong }
  } catch (error) {
    if (!(error instanceof FhirRefusal)) throw error
    return {
      query: [],
      wrong: new FhirRefusal(
        error.status,
        error.issues.map((issue) => ({ ...issue, expression: [expression] })),
      ),
    }
  }
}
