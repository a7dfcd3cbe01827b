import { mayUse } from '../../kernel/grammar/capability.ts'
import type { Access, Caller } from '../fhir/caller.ts'
import type { Session } from './actor.ts'
import { actorOf } from './actor.ts'
import type { Sees } from './masking.ts'
import { allows, rightsOf } from './scopes.ts'

/** A machine as its row and its token say it is. */
export type Machine = {
  county: number
  client: string
  name: string
  organization: string
  scopes: readonly string[]
  sees: Exclude<Sees, 'none'>
  labels: number
  /** Keys of its organisation and those below, where it reads only patients that have to do with them. */
  organizations: readonly number[] | undefined
}

const reads: ReadonlySet<Access> = new Set(['read', 'search'])

/** The name a machine has in the audit trail and as an author: no login contains a colon. */
export const machineLogin = (client: string): string => `client:${client}`

/**
 * A machine at the FHIR door. It may what its token's scopes say. Operations keep to the scopes of the types they answer; `$import` may write any type,
 * so it needs that of every type. A machine that sees persons masked cannot change anything: it would write back stars.
 */
export function callerOfMachine({ county, client, name, organization, scopes, sees, labels, organizations }: Machine): Caller {
  const rights = rightsOf(scopes)
  const may = (access: Access, type: string) => (sees === 'full' || reads.has(access)) && allows(rights, access, type)
  return {
    county,
    actor: { login: machineLogin(client), name, organization, roles: [], verbs: [] },
    reader: { county, labels, ...(organizations ? { organizations } : {}) },
    sees,
    may,
    mayCall: (operation) => (operation === 'import' ? may('create', '*') && may('update', '*') : rights.size > 0),
  }
}

/**
 * Somebody signed in at the FHIR door: `fhir.read` opens reading and search of every type, `fhir.write` all changes (only to who sees persons in full),
 * `fhir.export` bulk export. Relations do not restrict people, as nowhere else in the house; labelled documents stay closed.
 */
export function callerOfSession(session: Session): Caller {
  const actor = actorOf(session)
  const holds = (verb: string) => session.sees !== 'none' && mayUse(actor, 'fhir', verb)
  const [read, write, bulk] = [holds('read'), session.sees === 'full' && holds('write'), holds('export')]
  const needs: Readonly<Record<string, boolean>> = { export: bulk, import: write }
  return {
    county: session.county.id,
    actor,
    reader: { county: session.county.id, labels: 0 },
    sees: session.sees,
    may: (access) => (reads.has(access) ? read : write),
    mayCall: (operation) => needs[operation] ?? read,
  }
}

/** Whoever asks what the server can do without saying who he is: of no county, and may nothing else. */
export const nobody: Caller = {
  county: 0,
  actor: { login: '', name: '', organization: '', roles: [], verbs: [] },
  reader: { county: 0, labels: 0, organizations: [] },
  sees: 'none',
  may: () => false,
  mayCall: () => false,
}
