import type { Answer, Interaction } from './answer.ts'
import { answeredEnough, type EntryAnswer, entryOfAnswer, entryText, mostAnswered } from './bundle-answer.ts'
import { type Interact, interactionOf, patchIn } from './bundle-batch.ts'
import type { Entry } from './bundle-entries.ts'
import type { Caller } from './caller.ts'
import { ifNoneExist, mayBeShown } from './change.ts'
import type { FhirDoor } from './door.ts'
import { FhirRefusal, outcomeText, refuseFhir, toldAt } from './outcome.ts'
import { etagOf, preconditionsOf } from './prefer.ts'
import { present } from './present.ts'
import { targetOf } from './target.ts'
import type { Intent, Written } from './write/intent.ts'
import { patchOf } from './write/patch.ts'
import { writeAll } from './write/write.ts'

/** The address of an entry that changes something. @throws FhirRefusal naming the entry */
function placeOf({ path, at, method, wrong }: Entry): { type: string; id: string | undefined } {
  if (wrong) throw wrong
  const url = `${at}.request.url`
  const target = toldAt(url, () => targetOf(path, method))
  if (target.kind === 'type') return { type: target.type, id: undefined }
  if (target.kind === 'instance' && method !== 'POST') return { type: target.type, id: target.id }
  throw refuseFhir(
    400,
    'not-supported',
    `${method} ${JSON.stringify(path.slice(0, 200))} cannot be part of a transaction: send it by itself or in a batch.`,
    url,
  )
}

/** What an entry asks to change. @throws FhirRefusal naming the entry */
function intentOf(entry: Entry): Intent {
  const { type, id } = placeOf(entry)
  const { method, query, headers, fullUrl, text, resource, at } = entry
  const common = { type, id, fullUrl, at: `${at}.resource` }
  if (method === 'POST') {
    const condition = toldAt(`${at}.request.ifNoneExist`, () => ifNoneExist({ headers }, type))
    return { ...common, method: 'create', text, resource, condition }
  }
  if (id === undefined && !query.length)
    throw refuseFhir(
      400,
      'required',
      `Name the ${type} by its id (${type}/123), or by search parameters (${type}?identifier=…).`,
      `${at}.request.url`,
    )
  const preconditions = toldAt(`${at}.request`, () => preconditionsOf({ headers } as Interaction))
  const changing = { ...common, ...preconditions, condition: id === undefined ? query : undefined }
  if (method === 'DELETE') return { ...changing, method: 'delete', at }
  if (method === 'PUT') return { ...changing, method: 'update', text, resource }
  const patch = patchIn(entry)
  return { ...changing, method: 'patch', text: patch.text, patch: patchOf(patch.text, patch.mediaType, `${at}.resource`) }
}

/** An entry of the answer for what was written, in the manner that Prefer asks for. */
function answerOf(caller: Caller, { method }: Intent, written: Written, base: string, wants: string): EntryAnswer {
  const { status, type, id, version, updated, doc, changed } = written
  const head = { status, ...(version ? { etag: etagOf(version), lastModified: updated } : {}) }
  const said = changed ? (doc === null ? 'Deleted' : version === 1 ? 'Created' : 'Updated') : 'Nothing to change:'
  const outcome =
    wants === 'OperationOutcome'
      ? outcomeText([{ severity: 'information', code: 'informational', diagnostics: `${said} ${type}/${id}` }])
      : undefined
  if (doc === null) return { ...head, outcome }
  const location = `${type}/${id}/_history/${version}`
  if (wants !== 'representation' || !mayBeShown(caller, method, type)) return { ...head, location, outcome }
  return { ...head, location, fullUrl: `${base}/${type}/${id}`, resource: present(caller, { type, doc, version, updated }, {}) }
}

const refusedText = ({ status, issues }: FhirRefusal) => entryText({ status, outcome: outcomeText(issues) })
/** @throws whatever is no refusal */
const refusalOnly = (error: unknown): FhirRefusal => {
  if (error instanceof FhirRefusal) return error
  throw error
}

const reads = ({ method }: Entry) => method === 'GET' || method === 'HEAD'

/**
 * Every entry of a transaction must come to something (http://hl7.org/fhir/R4/http.html#transaction: 2xx or 3xx), what it reads too: that is tried before anything is
 * written. What the transaction itself writes cannot be asked for yet. Answers how long the answer was. @throws FhirRefusal naming the entry
 */
async function mustBeReadable(entry: Entry, changing: readonly Intent[], ask: () => Promise<Answer>): Promise<number> {
  const expression = `${entry.at}.request.url`
  if (entry.wrong) throw entry.wrong
  const target = toldAt(expression, () => targetOf(entry.path))
  const own = 'id' in target ? changing.find(({ type, id }) => type === target.type && id === target.id) : undefined
  if (own?.method === 'delete' && target.kind === 'instance')
    throw refuseFhir(410, 'deleted', `${own.type}/${own.id} is deleted by the same transaction: nothing is left to read.`, expression)
  if (own) return 0
  const { body = '' } = await ask().catch((error: unknown) =>
    toldAt(expression, () => {
      throw error
    }),
  )
  return body.length
}

/**
 * A transaction (http://hl7.org/fhir/R4/http.html#trules): all changes in one plan, or none; what is only read is answered after them. Since a plan is one moment, the
 * order DELETE, POST, PUT, PATCH shows only in that no two changes may be about one resource. Answers the texts of the entries of the answer.
 * @throws FhirRefusal
 */
export async function transaction(
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  entries: readonly Entry[],
  { interact, wants }: { interact: Interact; wants: string },
): Promise<string[]> {
  const { base, headers } = interaction
  const changing = entries.flatMap((entry, index) => (reads(entry) ? [] : [{ index, intent: intentOf(entry) }]))
  const reading = entries.flatMap((entry, index) =>
    reads(entry)
      ? [{ entry, index, ask: async () => interact(door, caller, interactionOf(entry, interaction, `return=${wants}`, index)) }]
      : [],
  )
  const intents = changing.map(({ intent }) => intent)
  let length = 0
  for (const { entry, ask } of reading) {
    length += await mustBeReadable(entry, intents, ask)
    if (length > mostAnswered) throw answeredEnough(entry.at)
  }
  const written = await writeAll(door, caller, intents, { base, opId: headers['idempotency-key'] })
  const answers: string[] = []
  changing.forEach(({ index, intent }, i) => {
    answers[index] = entryText(answerOf(caller, intent, written[i]!, base, wants))
  })
  length = 0 // what the transaction wrote itself is read only now
  for (const { entry, index, ask } of reading) {
    const answer = length > mostAnswered ? answeredEnough(entry.at) : await ask().catch(refusalOnly)
    const text = answer instanceof FhirRefusal ? refusedText(answer) : entryText(entryOfAnswer(answer, base, entry.method))
    length += text.length
    answers[index] = length > mostAnswered ? refusedText(answeredEnough(entry.at)) : text
  }
  return answers
}
