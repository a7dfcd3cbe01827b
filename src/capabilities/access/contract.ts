import type { Text } from '../../kernel/grammar/texts.ts'

/** What the administration routes answer (src/server/access/admin-routes.ts), as the browser reads it. */
export type Grant = { organization: { id: string; name: string }; role: string }
export type Account = {
  login: string
  name: string
  practitioner: string | null
  disabled: boolean
  mustChange: boolean
  lockedUntil: string | null
  grants: readonly Grant[]
}
export type Accounts = { accounts: readonly Account[]; next?: string }
/** What an upgrade of the program added to a built-in role, and what it took away. */
export type RoleUpdate = { at: string; added: readonly string[]; gone: readonly string[] }
export type Role = {
  role: string
  name: Text
  verbs: readonly string[]
  sees: 'full' | 'masked' | 'none'
  builtIn: boolean
  /** The newest last. */
  updates: readonly RoleUpdate[]
}
export type Roles = { roles: readonly Role[]; verbs: readonly { verb: string; text: Text }[] }
export type AuditEntry = {
  id: string
  at: string
  actor: string
  actorName: string | null
  organization: string
  organizationName: string | null
  action: string
  patient: string | null
  detail: Readonly<Record<string, unknown>>
}
/** `words`: what actions of these entries are called by the cases and lists they belong to. */
export type AuditPage = { entries: readonly AuditEntry[]; next?: string; words: Readonly<Record<string, Text>> }
/** A password for one use; absent when the administrator chose it. */
export type Issued = { login: string; password?: string }
/** A machine at the FHIR interface (src/server/access/client-routes.ts). */
export type Client = {
  client: string
  name: string
  organization: { id: string; name: string }
  proof: 'secret' | 'jwks' | 'jwks-uri'
  jwksUri: string | null
  scopes: readonly string[]
  sees: 'full' | 'masked'
  relations: boolean
  /** Bits: 1 restricted, 2 very restricted. */
  labels: number
  disabled: boolean
  rotatedAt: string | null
  /** When it last got a token or used one. */
  usedAt: string | null
}
export type Clients = { clients: readonly Client[] }
/** A client that was made, or got a new secret; `secret` is absent when it signs with keys of its own. `address`: of the house, absent when neither happened. */
export type ClientIssued = { client: string; secret?: string; address?: string }
