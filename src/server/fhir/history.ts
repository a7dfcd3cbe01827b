import { instantRange } from '../../fhir/path/temporal.ts'
import { resourceTypes } from '../../fhir/validate/schema.ts'
import { BadCursor } from '../../record/search/cursor.ts'
import { historyPage, type Version } from '../../record/search/history.ts'
import { mostOnPage } from './allowed.ts'
import type { Answer, Interaction } from './answer.ts'
import { type Caller, mustMay } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { knownOf, mustHaveElements } from './known.ts'
import { refuseFhir } from './outcome.ts'
import { type PageEntry, pageText, queryText } from './page.ts'
import { etagOf } from './prefer.ts'
import { lastOf, present, type View, viewOf } from './present.ts'
import { patientIn, told } from './told.ts'

const usual = 50

/** The span of a date or time in the query. @throws FhirRefusal 400 */
function spanOf(query: Interaction['query'], name: string) {
  const text = lastOf(query, name)
  if (text === undefined) return undefined
  // the "+" of an offset that was not encoded has become a space
  const span = instantRange(text.replace(' ', '+'))
  if (!span)
    throw refuseFhir(400, 'value', `${name} is ${JSON.stringify(text.slice(0, 60))}: it is an instant, 2026-03-02T08:00:00+08:00.`, name)
  return span
}

function countOf(query: Interaction['query']): number {
  const text = lastOf(query, '_count')
  if (text === undefined) return usual
  if (!/^\d{1,9}$/.test(text)) throw refuseFhir(400, 'value', '_count is a whole number from 0.', '_count')
  return Math.min(Number(text), mostOnPage)
}

const done = {
  created: { method: 'POST', status: '201' },
  changed: { method: 'PUT', status: '200' },
  deleted: { method: 'DELETE', status: '204' },
} as const

function entryOf(caller: Caller, base: string, version: Version, view: View): PageEntry {
  const { type, id, doc, version: number, updated } = version
  const { method, status } = done[doc === null ? 'deleted' : number === 1 ? 'created' : 'changed']
  return {
    fullUrl: `${base}/${type}/${id}`,
    resource: doc === null ? undefined : present(caller, { ...version, doc }, view),
    request: { method, url: method === 'POST' ? type : `${type}/${id}` },
    response: { status, etag: etagOf(number), lastModified: updated },
  }
}

/** Versions of one resource, of a type or of all, the newest first (http://hl7.org/fhir/R4/http.html#history). @throws FhirRefusal 400, 403, 404 */
export async function history(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  { type, id }: { type?: string; id?: string },
): Promise<Answer> {
  // SMART App Launch 2.0, scopes: the history of a type or of all is a search
  for (const one of type === undefined ? resourceTypes() : [type]) mustMay(caller, id === undefined ? 'search' : 'read', one)
  const { base, path } = interaction
  const query = knownOf(interaction, '_since', '_at', '_count', '_cursor')
  const [since, at, count, view] = [spanOf(query, '_since'), spanOf(query, '_at'), countOf(query), viewOf(query)]
  mustHaveElements(interaction, view.elements, type === undefined ? undefined : [type])
  const cursor = lastOf(query, '_cursor')
  const page = await historyPage(door.house.record, caller.reader, {
    type,
    id,
    since: since?.from,
    at,
    count: Math.max(1, count),
    cursor,
  }).catch((error: unknown) => {
    throw error instanceof BadCursor ? refuseFhir(400, 'value', '_cursor is not from a link of this server.', '_cursor') : error
  })
  const { versions } = page
  if (id !== undefined && !versions.length && !since && !at && cursor === undefined)
    throw refuseFhir(404, 'not-found', `There is no ${type}/${id}.`)
  const shown = count ? versions : []
  const patients = [...new Set(shown.flatMap((one) => (one.doc === null ? [] : (patientIn(one.type, one.id, one.doc) ?? []))))]
  await told(door, caller, 'history', patients.length === 1 ? patients[0] : undefined, {
    ...(type === undefined ? {} : { type }),
    ...(id === undefined ? {} : { id }),
    found: shown.length,
    ...(patients.length > 1 ? { patients } : {}),
  })
  const address = `${base}/${path.replace(/\/$/, '')}`
  const again = query.filter(([name]) => name !== '_cursor')
  const links = [{ relation: 'self', url: address + queryText(query) }]
  if (cursor !== undefined) links.push({ relation: 'first', url: address + queryText(again) })
  if (page.next !== undefined && count) links.push({ relation: 'next', url: address + queryText([...again, ['_cursor', page.next]]) })
  return { status: 200, body: pageText({ type: 'history', links, entries: shown.map((one) => entryOf(caller, base, one, view)) }) }
}
