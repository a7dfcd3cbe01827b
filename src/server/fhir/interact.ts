import type { Answer, Interaction } from './answer.ts'
import type { Caller } from './caller.ts'
import { create, patch, remove, update } from './change.ts'
import type { FhirDoor } from './door.ts'
import { operate } from './operate.ts'
import { FhirRefusal } from './outcome.ts'
import { read, vread } from './read.ts'
import { type Target, targetOf } from './target.ts'

type Handler = (door: FhirDoor, caller: Caller, interaction: Interaction, target: never) => Promise<Answer>
type At<K extends Target['kind']> = Extract<Target, { kind: K }>
type Method = Exclude<Interaction['method'], 'HEAD'>

/** Every interaction of the door: what a kind of address can do, by method. A HEAD is a GET whose body is left out. */
const handlers: Readonly<Record<Target['kind'], { readonly [M in Method]?: Handler }>> = {
  system: {},
  metadata: {},
  type: { POST: create, PUT: update, PATCH: patch, DELETE: remove },
  instance: {
    GET: (door, caller, interaction, { type, id }: At<'instance'>) => read(door, caller, interaction, type, id),
    PUT: update,
    PATCH: patch,
    DELETE: remove,
  },
  version: {
    GET: (door, caller, interaction, { type, id, version }: At<'version'>) => vread(door, caller, interaction, type, id, version),
  },
  history: {},
  search: {},
  compartment: {},
  'compartment-search': {},
  operation: { GET: operate, POST: operate },
}

/** One interaction at the FHIR door, from HTTP or from an entry of a Bundle. @throws FhirRefusal and whatever the record throws: `failure` makes an answer of it */
export function interact(door: FhirDoor, caller: Caller, interaction: Interaction): Promise<Answer> {
  const target = targetOf(interaction.path)
  const method = interaction.method === 'HEAD' ? 'GET' : interaction.method
  const known = handlers[target.kind]
  const handler = known[method]
  if (handler) return handler(door, caller, interaction, target as never)
  const allowed = Object.keys(known)
    .flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]))
    .join(', ')
  const issue = {
    severity: 'error',
    code: 'not-supported',
    diagnostics: `${interaction.method} is not possible here, only ${allowed}.`,
  } as const
  throw new FhirRefusal(405, [issue], { allow: allowed })
}
