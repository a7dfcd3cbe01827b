import { isUtf8 } from 'node:buffer'
import type { Answer, Interaction } from './answer.ts'
import { answeredEnough, entryOfAnswer, entryText, mostAnswered } from './bundle-answer.ts'
import type { Entry } from './bundle-entries.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { failure } from './failure.ts'
import { refuseFhir } from './outcome.ts'
import { entryKey } from './write/replay.ts'

export type Interact = (door: FhirDoor, caller: Caller, interaction: Interaction) => Promise<Answer>
/** R4: a batch has no order between its entries; where something else is asked, changes come first (http://hl7.org/fhir/R4/http.html#brules). */
const turns = [['DELETE'], ['POST'], ['PUT', 'PATCH'], ['GET', 'HEAD']]
/** So many entries of a batch are under way at once. */
const lanes = 16

/** An answer longer than this, in characters, is one of those that are asked for one by one: many at once would only fill the memory. */
const longAnswer = 2 ** 20

/** Runs `work` for every item, so many at once; after the first that answers something long, one by one. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<number>): Promise<void> {
  let [next, many] = [0, true]
  const one = async () => {
    many = (await work(items[next++]!)) <= longAnswer && many
  }
  if (items.length) await one()
  const lane = async (_: unknown, number: number) => {
    while (next < items.length && (many || number === 0)) await one()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** The patch that a Binary of an entry carries (http://hl7.org/fhir/R4/http.html#patch: in a Bundle). @throws FhirRefusal 400 */
export function patchIn({ resource, at }: Entry): { mediaType: string; text: string } {
  const { contentType, data } = (resource ?? {}) as { contentType?: unknown; data?: unknown }
  if (resource?.resourceType !== 'Binary' || typeof contentType !== 'string' || typeof data !== 'string')
    throw refuseFhir(
      400,
      'invalid',
      'A patch in a Bundle is a Binary with contentType application/json-patch+json and the patch as data.',
      `${at}.resource`,
    )
  const bytes = Buffer.from(data, 'base64')
  if (!isUtf8(bytes)) throw refuseFhir(400, 'value', 'The patch is not UTF-8 text in base64.', `${at}.resource.data`)
  return { mediaType: contentType, text: bytes.toString('utf8') }
}

/** An entry as an interaction; with a key of its own where the whole has an Idempotency-Key. @throws FhirRefusal 400 */
export function interactionOf(entry: Entry, { base, headers }: Interaction, prefer: string, index: number): Interaction {
  if (entry.wrong) throw entry.wrong
  const { method, path, query, text } = entry
  const key = headers['idempotency-key']
  const given = {
    ...entry.headers,
    prefer,
    ...(key === undefined || method === 'GET' || method === 'HEAD' ? {} : { 'idempotency-key': entryKey(key, index) }),
  }
  if (method !== 'PATCH') return { method, path, query, base, headers: given, body: text }
  const patch = patchIn(entry)
  return { method, path, query, base, headers: given, body: patch.text, mediaType: patch.mediaType }
}

/**
 * Every entry by itself: one that fails harms no other. Answers the texts of the entries of the answer, in the order of the request. Where these grow too long, what is
 * only read is refused, and what was written is answered without its resource.
 */
export async function batch(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  entries: readonly Entry[],
  { interact, prefer, log }: { interact: Interact; prefer: string; log: (id: string, error: unknown) => void },
): Promise<string[]> {
  const { base } = interaction
  const answers: string[] = []
  let length = 0
  const refused = (error: unknown) => failure(error, log)
  const numbered = entries.map((entry, index) => ({ entry, index }))
  for (const methods of turns)
    await each(
      numbered.filter(({ entry }) => methods.includes(entry.method)),
      async ({ entry, index }) => {
        const { method, at } = entry
        const told = (answer: Answer) => entryOfAnswer(answer, base, method)
        const enough = () => entryText(told(refused(answeredEnough(at))))
        if (length > mostAnswered && methods.includes('GET')) {
          answers[index] = enough()
          return 0
        }
        const ask = async () => interact(door, caller, interactionOf(entry, interaction, prefer, index))
        const answer = told(await ask().catch(refused))
        const text = entryText(answer)
        length += text.length // what does not fit counts too: nothing more is asked for then
        const wrote = !methods.includes('GET') && answer.etag !== undefined
        answers[index] = length <= mostAnswered ? text : wrote ? entryText({ ...answer, resource: undefined }) : enough()
        return text.length
      },
    )
  return answers
}
