import { createHash, randomBytes, randomInt } from 'node:crypto'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { type Db, isUnique } from '../../record/db.ts'
import { machineLogin } from './callers.ts'
import type { ClientChange, NewClient } from './client-shapes.ts'
import { changes } from './scopes.ts'
import { fill, texts } from './texts.ts'

/** A machine as its administrator sees it: nothing of its secret. */
export type ClientRow = {
  client: string
  name: string
  organization: { id: string; name: string }
  /** How it proves who it is. */
  proof: 'secret' | 'jwks' | 'jwks-uri'
  jwksUri: string | null
  scopes: string[]
  sees: 'full' | 'masked'
  labels: number
  relations: boolean
  disabled: boolean
  /** When it last got a token or used one, as the trail says. */
  usedAt: Date | null
  createdAt: Date
  changedAt: Date
  rotatedAt: Date | null
}

/** The channel on which processes tell each other of clients that changed and tokens that were revoked: `county client`. */
export const clientChannel = 'client'

/** sha256 suffices and argon2 would buy nothing: a secret is 256 random bits, which no guessing finds, however fast; it is not a password that people choose. */
export const secretHash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const newSecret = () => randomBytes(32).toString('base64url')
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const newShort = () => Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')

/** The county a client id or token begins with; undefined when it does not begin with one. */
export const countyOfId = (id: string): number | undefined => Number(/^([1-9]\d{5})[-.]/.exec(id)?.[1]) || undefined

const tell = (db: Db, county: number, client: string) => db.query('select pg_notify($1, $2)', [clientChannel, `${county} ${client}`])

/** All machines of a county, by id. */
export const listClients = (db: Db, county: number): Promise<ClientRow[]> =>
  db.query<ClientRow>(
    `select c.client_id as client, c.name, jsonb_build_object('id', c.organization_id, 'name', coalesce(
         (select o.name from org_dim o where o.county_id = $1 and o.org_id = c.organization_id order by o.valid_from desc limit 1),
         (select county.name from county where county.county_id = $1 and c.organization_id = 'county-' || $1), c.organization_id)) as organization,
       case when c.jwks is not null then 'jwks' when c.jwks_uri is not null then 'jwks-uri' else 'secret' end as proof, c.jwks_uri as "jwksUri",
       c.scopes, c.sees, c.label_bits as labels, c.relations, c.disabled, c.created_at as "createdAt",
       (select max(a.at) from audit a where a.county_id = $1 and a.actor = '${machineLogin('')}' || c.client_id and a.action not in ('token.refuse', 'token.lock')) as "usedAt",
       c.changed_at as "changedAt", c.rotated_at as "rotatedAt"
     from oauth_client c where c.county_id = $1 order by c.client_id`,
    [county],
  )

/** Makes a machine. @returns its id, and its secret, this once, unless it signs with its own key @throws Refusal 'conflict' when the id is taken */
export async function createClient(db: Db, county: number, made: NewClient, now: Date): Promise<{ client: string; secret?: string }> {
  const client = `${county}-${made.short ?? newShort()}`
  const secret = made.jwks || made.jwksUri ? undefined : newSecret()
  const { name, organization, scopes, sees, labels, relations, jwks, jwksUri } = made
  try {
    await db.query(
      `insert into oauth_client (county_id, client_id, name, organization_id, scopes, sees, label_bits, relations, jwks, jwks_uri, secret_hash, created_at, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)`,
      [
        county,
        client,
        name,
        organization,
        scopes,
        sees,
        labels,
        relations,
        jwks && JSON.stringify(jwks),
        jwksUri,
        secret && secretHash(secret),
        now,
      ].map((value) => value ?? null),
    )
  } catch (error) {
    if (!isUnique(error)) throw error
    const text = fill(texts.clientTaken, { client })
    throw refuse('conflict', text, [{ path: 'short', text }])
  }
  return { client, ...(secret === undefined ? {} : { secret }) }
}

/** Changes what is given of a machine; its tokens are void at once, here and in every process. @throws Refusal 'missing', 'invalid' (masked with scopes that write) */
export async function changeClient(db: Db, county: number, client: string, change: ClientChange, now: Date): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.query<{ scopes: string[]; sees: string }>(
      `update oauth_client set name = coalesce($3, name), organization_id = coalesce($4, organization_id), scopes = coalesce($5, scopes), sees = coalesce($6, sees),
         label_bits = coalesce($7, label_bits), relations = coalesce($8, relations), disabled = coalesce($9, disabled),
         jwks = case when $12::boolean then $10 else jwks end, jwks_uri = case when $12 then $11 else jwks_uri end, secret_hash = case when $12 then null else secret_hash end,
         rotated_at = case when $12 then $13 else rotated_at end, version = version + 1, changed_at = $13
       where county_id = $1 and client_id = $2 returning scopes, sees`,
      [
        county,
        client,
        ...[change.name, change.organization, change.scopes, change.sees, change.labels, change.relations, change.disabled].map(
          (v) => v ?? null,
        ),
        change.jwks ? JSON.stringify(change.jwks) : null,
        change.jwksUri ?? null,
        Boolean(change.jwks || change.jwksUri),
        now,
      ],
    )
    if (!row) throw refuse('missing', fill(texts.noSuchClient, { client }))
    if (row.sees === 'masked' && changes(row.scopes))
      throw refuse('invalid', texts.maskedReadsOnly, [{ path: 'scopes', text: texts.maskedReadsOnly }])
    await tx.query('delete from oauth_token where county_id = $1 and client_id = $2', [county, client])
  })
  await tell(db, county, client)
}

/** A new secret, told once, in place of the old one or of keys; its tokens are void at once. @throws Refusal 'missing' */
export async function rotateSecret(db: Db, county: number, client: string, now: Date): Promise<string> {
  const secret = newSecret()
  const [done] = await db.query(
    `with changed as (update oauth_client set secret_hash = $3, jwks = null, jwks_uri = null, version = version + 1, changed_at = $4, rotated_at = $4
       where county_id = $1 and client_id = $2 returning client_id),
     ended as (delete from oauth_token where county_id = $1 and client_id in (select client_id from changed))
     select client_id from changed`,
    [county, client, secretHash(secret), now],
  )
  if (!done) throw refuse('missing', fill(texts.noSuchClient, { client }))
  await tell(db, county, client)
  return secret
}
