import { houseReader } from '../../record/search/reader.ts'
import type { SignedIn } from '../access/sessions.ts'
import type { Caller } from './caller.ts'

/** Somebody signed in, at the FHIR door: his post needs the verb `fhir.read` or `fhir.write`, and must be one that may see persons. */
export function sessionCaller({ session, actor }: SignedIn): Caller {
  const has = (verb: string) => session.sees !== 'none' && (actor.verbs.includes('*') || actor.verbs.includes(verb))
  const may = (access: Parameters<Caller['may']>[0]) => has(access === 'read' || access === 'search' ? 'fhir.read' : 'fhir.write')
  return {
    county: session.county.id,
    actor,
    reader: houseReader(session.county.id),
    sees: session.sees,
    may,
    mayCall: () => has('fhir.read'),
  }
}
