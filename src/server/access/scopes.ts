import { isResourceType } from '../../fhir/validate/schema.ts'
import type { Access } from '../fhir/caller.ts'

/** SMART App Launch 2.0, scopes: c create, r read (also vread and history of one resource), u update and patch, d delete, s search (also history of a type). */
const bits = { create: 1, read: 2, update: 4, delete: 8, search: 16 } as const satisfies Record<Access, number>
const letters: Readonly<Record<string, number>> = { c: bits.create, r: bits.read, u: bits.update, d: bits.delete, s: bits.search }
/** Version 1 of SMART, and what it became in version 2. */
const older: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

type Scope = { type: string; rights: number }
/** What is allowed, as bits of `bits`, by resource type; `*` is every type. */
export type Rights = ReadonlyMap<string, number>

const form = /^system\/(\*|[A-Za-z]+)\.(read|write|\*|(?=.)c?r?u?d?s?)$/

/** One scope of a machine: `system/Patient.rs`, `system/*.cruds`, `system/*.read`. Undefined when it is none, or names no R4 type; scopes with a query are not offered. */
export function scopeOf(text: string): Scope | undefined {
  const [, type, access] = form.exec(text) ?? []
  if (type === undefined || access === undefined || (type !== '*' && !isResourceType(type))) return undefined
  return { type, rights: [...(older[access] ?? access)].reduce((sum, letter) => sum | letters[letter]!, 0) }
}

/** What several scopes allow together; those that are none allow nothing. */
export function rightsOf(scopes: readonly string[]): Rights {
  const rights = new Map<string, number>()
  for (const scope of scopes.map(scopeOf)) if (scope) rights.set(scope.type, (rights.get(scope.type) ?? 0) | scope.rights)
  return rights
}

const rightsFor = (rights: Rights, type: string) => (rights.get(type) ?? 0) | (rights.get('*') ?? 0)
/** Whether the rights include this access to a type; `*` asks for every type. */
export const allows = (rights: Rights, access: Access, type: string): boolean => (rightsFor(rights, type) & bits[access]) !== 0

/** The scopes among `asked` that `held` do not cover entirely: what a token must not be given. */
export function beyond(asked: readonly string[], held: readonly string[]): string[] {
  const rights = rightsOf(held)
  return asked.filter((text) => {
    const scope = scopeOf(text)
    return !scope || (scope.rights & ~rightsFor(rights, scope.type)) !== 0
  })
}

/** Whether any of the scopes lets something be changed. */
export const changes = (scopes: readonly string[]): boolean =>
  scopes.some((text) => ((scopeOf(text)?.rights ?? 0) & (bits.create | bits.update | bits.delete)) !== 0)
