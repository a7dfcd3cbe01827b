import type { Answer, Interaction } from './answer.ts'
import { bundle } from './bundle.ts'
import type { Caller } from './caller.ts'
import { metadata } from './capability.ts'
import { create, patch, remove, update } from './change.ts'
import type { FhirDoor } from './door.ts'
import { history } from './history.ts'
import { operate } from './operate.ts'
import { FhirRefusal } from './outcome.ts'
import { read, vread } from './read.ts'
import { search } from './search.ts'
import { type Target, targetOf } from './target.ts'

type Handler = (door: FhirDoor, caller: Caller, interaction: Interaction, target: never) => Promise<Answer>
type At<K extends Target['kind']> = Extract<Target, { kind: K }>
/** `Patient/1/Observation`, `Patient/1/*`. */
const inCompartment = (
  door: FhirDoor,
  caller: Caller,
  interaction: Interaction,
  { type, id, of }: At<'compartment' | 'compartment-search'>,
) => search(door, caller, interaction, { type: of === '*' ? undefined : of, compartment: { type, id } })
type Method = Exclude<Interaction['method'], 'HEAD'>

/** Every interaction of the door: what a kind of address can do, by method. A HEAD is a GET whose body is left out. */
const handlers: Readonly<Record<Target['kind'], { readonly [M in Method]?: Handler }>> = {
  system: {
    GET: (door, caller, interaction) => search(door, caller, interaction, {}),
    POST: (door, caller, interaction) => bundle(door, caller, interaction, interact),
  },
  metadata: { GET: (door, caller, interaction) => metadata(door, caller, interaction, handlers) },
  type: { GET: search, POST: create, PUT: update, PATCH: patch, DELETE: remove },
  instance: {
    GET: (door, caller, interaction, { type, id }: At<'instance'>) => read(door, caller, interaction, type, id),
    PUT: update,
    PATCH: patch,
    DELETE: remove,
  },
  version: {
    GET: (door, caller, interaction, { type, id, version }: At<'version'>) => vread(door, caller, interaction, type, id, version),
  },
  history: { GET: history },
  search: { POST: search },
  compartment: { GET: inCompartment },
  'compartment-search': { POST: inCompartment },
  operation: { GET: operate, POST: operate },
}

/** One interaction at the FHIR door, from HTTP or from an entry of a Bundle. @throws FhirRefusal and whatever the record throws: `failure` makes an answer of it */
export function interact(door: FhirDoor, caller: Caller, interaction: Interaction): Promise<Answer> {
  const target = targetOf(interaction.path, interaction.method)
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
