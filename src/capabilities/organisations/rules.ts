import type { Resource } from '../../fhir/resource.ts'
import { type Actor, type Organization as Node, need } from '../../kernel/grammar/operation.ts'
import { type FieldProblem, type Refusal, refuse } from '../../kernel/grammar/refusal.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import { fromFhir } from './organization/fhir.ts'
import type { Organization } from './organization/shape.ts'
import { texts } from './texts.ts'

const keepsAll: ReadonlySet<string> = new Set(['province', 'prefecture', 'county', 'group'])

/**
 * Who keeps the directory: a post in the county, its group or above keeps all of it, any other post its own institution. The first administrator of a
 * county acts under an organisation that does not exist yet.
 */
export function keeps(actor: Actor, home: Node | undefined, institutions: readonly (string | undefined)[]): true | Text {
  if (actor.login === 'system') return true
  const all = home ? keepsAll.has(home.level) : actor.organization.startsWith('county-')
  return all || institutions.includes(home?.institution ?? actor.organization) || texts.notYours
}

export const wrong = (path: string, text: Text): Refusal => refuse('invalid', text, [{ path, text } satisfies FieldProblem])
export const isRefusal = (r: unknown): r is Refusal => r instanceof Error

export const needOrganization = (id: string | undefined) => need.document('Organization', id ?? '')
export const organizationOf = (document: Resource | undefined): Organization | undefined => document && fromFhir([document])
/** An organisation of that document that is not closed. */
export const openOrganization = (document: Resource | undefined): Organization | undefined => {
  const found = organizationOf(document)
  return found?.state === 'active' ? found : undefined
}

/** Needs of many documents of one type, to be read back with `documentsOf`. */
export const needDocuments = (type: string, ids: readonly string[]) =>
  Object.fromEntries([...new Set(ids)].map((id) => [`${type}/${id}`, need.document(type, id)]))
export const documentsOf = (answers: Readonly<Record<string, unknown>>, type: string, id: string) =>
  answers[`${type}/${id}`] as Resource | undefined

/** A change laid over a case: what is left out stays. */
export const over = <S extends object>(subject: S, change: { [K in keyof S]?: S[K] | undefined }): S => ({
  ...subject,
  ...(Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined)) as Partial<S>),
})
