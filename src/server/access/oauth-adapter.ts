import type { Adapter, AdapterPayload } from 'oidc-provider'
import type { Db } from '../../record/db.ts'
import type { Jwk } from './client-keys.ts'
import { clientForm } from './client-shapes.ts'
import { clientChannel, countyOfId } from './clients.ts'
import { tokenHash } from './tokens.ts'

type ClientRow = {
  name: string
  secret_hash: Buffer | null
  jwks: string | null
  jwks_uri: string | null
  scopes: string[]
  version: number
  disabled: boolean
}
/** What the OAuth server is told of a client, besides what it knows of clients itself. */
export type ClientExtras = { held: string[]; version: number }

const nothing = async (): Promise<undefined> => undefined
/** Models of flows that are not offered. */
const unused: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
}

type Look = {
  /** Hears which client a request names, before it is read; may refuse. */
  looked(client: string): Promise<void>
  /** Hears that there is such a client, if only a disabled one. */
  known(client: string, disabled: boolean): void
  /** Keys at an address of the client's own. @throws when they cannot be had */
  keysAt(address: string): Promise<readonly Jwk[]>
}

/** Clients, read anew at every sign-in; a disabled one is like none. `client_secret` is the hash: what compares it hashes what was sent. */
export const clientAdapter = (db: Db, { looked, known, keysAt }: Look): Adapter => ({
  ...unused,
  find: async (id): Promise<AdapterPayload | undefined> => {
    await looked(id)
    const county = countyOfId(id)
    if (county === undefined || !clientForm.test(id)) return undefined
    const [row] = await db.query<ClientRow>(
      'select name, secret_hash, jwks, jwks_uri, scopes, version, disabled from oauth_client where county_id = $1 and client_id = $2',
      [county, id],
    )
    if (!row) return undefined
    known(id, row.disabled)
    if (row.disabled) return undefined
    const extras: ClientExtras = { held: row.scopes, version: row.version }
    return {
      client_id: id,
      client_name: row.name,
      ...extras,
      ...(row.secret_hash
        ? { token_endpoint_auth_method: 'client_secret_basic', client_secret: row.secret_hash.toString('hex') }
        : { token_endpoint_auth_method: 'private_key_jwt', jwks: row.jwks ? JSON.parse(row.jwks) : { keys: await keysAt(row.jwks_uri!) } }),
    }
  },
})

/** Tokens by their hash. A token is stored only if its client is still as it was when it signed in. */
export const tokenAdapter = (db: Db, now: () => Date, refuse: () => Error): Adapter => ({
  ...unused,
  upsert: async (id, payload, expiresIn = 0) => {
    const { clientId = '', scope = '', extra, jti: _, ...rest } = payload
    const county = countyOfId(clientId)
    const at = now()
    const [stored] = await db.query(
      `with over as (delete from oauth_token where county_id = $1 and client_id = $2 and expires_at <= $8)
       insert into oauth_token (county_id, token_hash, client_id, version, payload, scope, expires_at)
       select $1, $3, $2, $4, $5, $6, $7 from oauth_client where county_id = $1 and client_id = $2 and version = $4 and not disabled for share returning client_id`,
      [
        county,
        clientId,
        tokenHash(id),
        Number(extra?.['version'] ?? 0),
        JSON.stringify({ ...rest, clientId, scope }),
        scope,
        new Date(at.getTime() + expiresIn * 1000),
        at,
      ],
    )
    if (!stored) throw refuse()
  },
  find: async (id) => {
    const [row] = await db.query<{ payload: string }>(
      'select payload from oauth_token where county_id = $1 and token_hash = $2 and expires_at > $3',
      [countyOfId(id) ?? 0, tokenHash(id), now()],
    )
    return row && ({ ...JSON.parse(row.payload), jti: id } as AdapterPayload)
  },
  destroy: async (id) => {
    await db.query(
      `with gone as (delete from oauth_token where county_id = $1 and token_hash = $2 returning client_id)
       select pg_notify($3, $1::int || ' ' || client_id) from gone`,
      [countyOfId(id) ?? 0, tokenHash(id), clientChannel],
    )
  },
})

/** Used assertions. Looking before writing would let two through that come at once, so the key decides: who cannot insert it comes second. */
export const assertionAdapter = (db: Db, now: () => Date, refuse: () => Error): Adapter => ({
  ...unused,
  upsert: async (id, { iss }, expiresIn = 0) => {
    const client = String(iss)
    const at = now()
    const [stored] = await db.query(
      `with over as (delete from oauth_assertion where county_id = $1 and client_id = $2 and expires_at <= $5)
       insert into oauth_assertion (county_id, id, client_id, expires_at) values ($1, $3, $2, $4) on conflict do nothing returning id`,
      [countyOfId(client) ?? 0, client, id, new Date(at.getTime() + expiresIn * 1000), at],
    )
    if (!stored) throw refuse()
  },
})

export const unusedAdapter: Adapter = unused
