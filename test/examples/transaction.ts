/** A transaction through the FHIR door and back, compared with what was sent. */
import { isDeepStrictEqual } from 'node:util'
import { interact } from '../../src/server/fhir/interact.ts'
import type { TestDoor } from '../fhir-door.ts'
import { ownWords, sameNumbers } from './same.ts'

type Entry = { fullUrl?: string; resource: { resourceType: string; id?: string } }

const ask = (at: TestDoor, method: 'GET' | 'POST', path: string, body?: string) =>
  interact(at.door, at.caller, { method, path, query: [], headers: {}, base: 'http://here/fhir', body })

/** A Bundle sent to the base of the door: where its entries are now, `Type/id`, in their order. @throws FhirRefusal where the door refuses it */
export async function sendBundle(at: TestDoor, text: string): Promise<string[]> {
  const { body } = await ask(at, 'POST', '', text)
  const { entry } = JSON.parse(body!) as { entry: { response: { status: string; location?: string } }[] }
  return entry.map(({ response }) => response.location?.split('/').slice(0, 2).join('/') ?? response.status)
}

/**
 * What came out differently from how it went in, apart from ids and what the server says in meta. References to entries are compared with where these are now;
 * conditional references are left to the caller, who gives in `meant` what they lead to.
 */
export async function changedByDoor(at: TestDoor, text: string, meant: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { entry } = JSON.parse(text) as { entry: Entry[] }
  const places = await sendBundle(at, text)
  const targets = new Map([
    ...Object.entries(meant),
    ...entry.flatMap(({ fullUrl }, index) => (fullUrl ? [[fullUrl, places[index]!] as const] : [])),
  ])
  const placed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(placed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => [
        name,
        name === 'reference' && typeof held === 'string' ? (targets.get(held) ?? held) : placed(held),
      ]),
    )
  }
  const wrong: string[] = []
  const texts: string[] = []
  for (const [index, { resource }] of entry.entries()) {
    const place = places[index]!
    const { body = '' } = await ask(at, 'GET', place)
    texts.push(body)
    const expected = { ...(placed(ownWords(JSON.stringify(resource))) as object), id: place.split('/')[1] }
    if (!isDeepStrictEqual(ownWords(body), expected)) wrong.push(`${place} is ${body}`)
  }
  return sameNumbers(texts.join(' '), text) ? wrong : [...wrong, 'numbers are written otherwise']
}
