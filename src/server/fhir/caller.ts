import type { Actor } from '../../kernel/grammar/operation.ts'
import type { Reader } from '../../record/search/reader.ts'
import type { Sees } from '../access/masking.ts'
import { refuseFhir } from './outcome.ts'

export type Access = 'read' | 'search' | 'create' | 'update' | 'delete'
/** Who stands at the FHIR door: a machine with its scopes, or somebody signed in with the verbs of his post. */
export type Caller = {
  county: number
  actor: Actor
  reader: Reader
  sees: Sees
  /** Whether he may do this with resources of a type. */
  may(access: Access, type: string): boolean
  /** Whether he may call an operation by its name (without `$`). */
  mayCall(operation: string): boolean
}

/** `at`: the path that the refusal names. @throws FhirRefusal 403 */
export function mustMay(caller: Caller, access: Access, type: string, at = type): void {
  if (!caller.may(access, type)) throw refuseFhir(403, 'forbidden', `You may not ${access} resources of type ${type}.`, at)
}
