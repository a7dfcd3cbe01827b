import type { Answer, Interaction } from './answer.ts'
import type { Caller } from './caller.ts'
import type { FhirDoor } from './door.ts'
import { outcomeText, refuseFhir } from './outcome.ts'
import { preconditionsOf, preferencesOf, versionHeaders } from './prefer.ts'
import { present } from './present.ts'
import { pairsOf } from './request.ts'
import type { Intent, Written } from './write/intent.ts'
import { patchOf } from './write/patch.ts'
import { writeAll } from './write/write.ts'

type Where = { type: string; id?: string | undefined }

/** Parameters that say how to answer, not what to look for. */
const manner = new Set(['_format', '_pretty', '_summary', '_elements'])

/** What a conditional interaction looks for. @throws FhirRefusal 412 without any criterion: that would be everything */
function conditionOf(query: Interaction['query'], type: string): Intent['condition'] {
  const condition = query.filter(([name]) => !manner.has(name))
  if (condition.length) return condition
  throw refuseFhir(412, 'required', `Name the ${type} by its id (${type}/123), or by search parameters (${type}?identifier=…).`)
}

/** If-None-Exist holds a query, as behind the "?" of a search (http://hl7.org/fhir/R4/http.html#ccreate). */
export function ifNoneExist({ headers }: Pick<Interaction, 'headers'>, type: string): Intent['condition'] {
  const text = headers['if-none-exist']
  if (text === undefined) return undefined
  return conditionOf(pairsOf(text.slice(text.indexOf('?') + 1)), type)
}

/** Whoever sent a resource, or searched for it, is told nothing new by it; a patch makes it of what was there. */
export const mayBeShown = (caller: Caller, method: Intent['method'], type: string): boolean =>
  method !== 'patch' || caller.may('read', type)

const messages = { create: 'Created', update: 'Updated', patch: 'Patched', delete: 'Deleted' } as const

/** What was done as an answer: in the manner that Prefer asks for, with Location where something was made. */
function answerOf(caller: Caller, interaction: Interaction, method: Intent['method'], written: Written): Answer {
  const { status, type, id, version, updated, doc, changed } = written
  const wants = preferencesOf(interaction).return
  const headers: Record<string, string> = version ? versionHeaders(version, updated) : {}
  const modified = version ? updated : undefined
  if (doc !== null) headers['location'] = `${interaction.base}/${type}/${id}/_history/${version}`
  if (wants === 'OperationOutcome' || (status !== 204 && doc === null)) {
    const told = changed ? `${messages[method]} ${type}/${id}, version ${version}.` : 'There was nothing to change.'
    return {
      status: status === 204 ? 200 : status,
      ...{ headers, updated: modified },
      body: outcomeText([{ severity: 'information', code: 'informational', diagnostics: told }]),
    }
  }
  if (doc === null || wants === 'minimal' || !mayBeShown(caller, method, type)) return { status, headers, updated: modified }
  return { status, headers, updated: modified, body: present(caller, { type, doc, version, updated }, {}) }
}

async function one(door: FhirDoor, caller: Caller, interaction: Interaction, intent: Intent): Promise<Answer> {
  const options = { opId: interaction.headers['idempotency-key'], base: interaction.base }
  const [written] = await writeAll(door, caller, [intent], options)
  return answerOf(caller, interaction, intent.method, written!)
}

/** http://hl7.org/fhir/R4/http.html#create; conditional with If-None-Exist */
export const create = (door: FhirDoor, caller: Caller, interaction: Interaction, { type }: Where): Promise<Answer> =>
  one(door, caller, interaction, { method: 'create', type, text: interaction.body, condition: ifNoneExist(interaction, type) })

/** Update, patch and delete of one by its id, or of the one that search parameters find. */
const place = (interaction: Interaction, { type, id }: Where): Intent => ({
  method: 'update',
  type,
  id,
  condition: id === undefined ? conditionOf(interaction.query, type) : undefined,
  ...preconditionsOf(interaction),
})

/** http://hl7.org/fhir/R4/http.html#update */
export const update = (door: FhirDoor, caller: Caller, interaction: Interaction, where: Where): Promise<Answer> =>
  one(door, caller, interaction, { ...place(interaction, where), text: interaction.body })

/** http://hl7.org/fhir/R4/http.html#delete */
export const remove = (door: FhirDoor, caller: Caller, interaction: Interaction, where: Where): Promise<Answer> =>
  one(door, caller, interaction, { ...place(interaction, where), method: 'delete' })

/** http://hl7.org/fhir/R4/http.html#patch: JSON Patch. @throws FhirRefusal 400 no patch, 415 another kind of patch, 422 it cannot be applied */
export function patch(door: FhirDoor, caller: Caller, interaction: Interaction, where: Where): Promise<Answer> {
  const { body, mediaType } = interaction
  const apply = patchOf(body ?? '', mediaType)
  if (body === undefined) throw refuseFhir(400, 'required', 'A patch is missing: send an array of operations.')
  return one(door, caller, interaction, { ...place(interaction, where), method: 'patch', text: body, patch: apply })
}
