import { generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { type Db, isUnreachable } from '../../record/db.ts'
import { machineLogin } from './callers.ts'
import { countyOfId, secretHash } from './clients.ts'
import { limits } from './limits.ts'
import { assertionAdapter, type ClientExtras, clientAdapter, tokenAdapter, unusedAdapter } from './oauth-adapter.ts'
import { oauthLibrary } from './oauth-library.ts'
import { beyond } from './scopes.ts'
import { newToken } from './sessions.ts'
import type { Audit } from './sign-in.ts'
import { countTries } from './tries.ts'

export const tokenPath = '/oauth/token'
export const revocationPath = '/oauth/revoke'
export const assertionAlgorithms = ['RS384', 'ES384'] as const
export const clientProofs = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const

type Deps = { db: Db; now: () => Date; audit: Audit }
type Looking = { looked?: string }

/** The client that this request named, known or not. */
const namedIn = (ctx: KoaContextWithOIDC) => (ctx.state as Looking).looked ?? ''
const extrasOf = (client: unknown) => client as ClientExtras

/** Public keys of a client from its own address, which in a county is often a private one; it was entered by an administrator. Redirects are not followed. */
const fetchKeys: NonNullable<Configuration['fetch']> = (address, { headers, signal } = {}) =>
  fetch(address, { headers: headers ?? {}, signal: signal ?? null, redirect: 'error' })

/**
 * The OAuth 2.0 server for machines: client credentials by secret or signed assertion (SMART backend services), and revocation. Nothing else of the library is reachable.
 * Tokens are opaque, so nothing is signed; the library asks for a signing key all the same and gets one that lives as long as this process.
 */
export async function oauthServer({ db, now, audit }: Deps): Promise<Provider> {
  const { Provider: OAuth, errors } = await oauthLibrary()
  const tries = countTries(now)
  const looked = (client: string) => {
    const ctx = OAuth.ctx
    if (!ctx) return
    ;(ctx.state as Looking).looked = client
    const seconds = tries.lockedFor(client, ctx.ip)
    if (seconds === 0) return
    ctx.set('Retry-After', String(seconds))
    throw new errors.OIDCProviderError(429, 'temporarily_unavailable')
  }
  const voidClient = () => new errors.InvalidClientAuth('the client was changed or disabled meanwhile')
  const usedTwice = () => new errors.InvalidClientAuth('client assertion tokens must only be used once')
  const adapters: Readonly<Record<string, ReturnType<typeof clientAdapter>>> = {
    Client: clientAdapter(db, looked),
    ClientCredentials: tokenAdapter(db, now, voidClient),
    ReplayDetection: assertionAdapter(db, now, usedTwice),
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const server = new OAuth('http://localhost', {
    adapter: (model) => adapters[model] ?? unusedAdapter,
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clientAuthMethods: [...clientProofs],
    enabledJWA: { clientAuthSigningAlgValues: assertionAlgorithms, idTokenSigningAlgValues: ['ES384'] },
    clientDefaults: { grant_types: ['client_credentials'], response_types: [], redirect_uris: [], id_token_signed_response_alg: 'ES384' },
    extraClientMetadata: { properties: ['held', 'version'] satisfies (keyof ClientExtras)[] },
    extraTokenClaims: (ctx) => ({ version: extrasOf(ctx.oidc.client).version }),
    assertJwtClientAuthClaimsAndHeader: (_ctx, { exp }) => {
      if (Number(exp) * 1000 > Date.now() + limits.assertion + 15_000)
        throw new errors.InvalidClientAuth('the assertion must expire within five minutes')
    },
    ttl: { ClientCredentials: limits.token / 1000 },
    clientBasedCORS: () => false,
    fetch: fetchKeys,
    renderError: (ctx, out) => {
      ctx.body = out
    },
    responseTypes: [],
    scopes: [],
    routes: { token: tokenPath, revocation: revocationPath },
    features: {
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => client.clientId === token.clientId },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
  })
  server.proxy = true // the routes put the addresses that the door trusts into the forwarded headers
  // the issuer is the address by which the request came: one server answers on several
  Object.defineProperty(server, 'issuer', { get: () => OAuth.ctx?.origin ?? 'http://localhost' })
  server.Client.prototype.compareClientSecret = function (sent) {
    return timingSafeEqual(secretHash(sent), Buffer.from(this.clientSecret ?? '', 'hex'))
  }
  server.registerGrantType<{ scope?: string }>(
    'client_credentials',
    async (ctx) => {
      const { client, params } = ctx.oidc
      const { held } = extrasOf(client)
      const asked = params.scope?.split(' ').filter(Boolean) ?? []
      const tooWide = beyond(asked, held).join(' ')
      if (tooWide) throw new errors.InvalidScope('the client does not hold these scopes', tooWide)
      const jti = newToken(countyOfId(client.clientId) ?? 0) // the token itself: it finds its county without a search
      const token = new server.ClientCredentials({ client, jti, scope: (asked.length ? asked : held).join(' ') })
      Object.assign(token, { format: 'opaque' }) // which the library says only of ids it makes
      ctx.oidc.entity('ClientCredentials', token)
      const value = await token.save()
      ctx.body = { access_token: value, token_type: 'Bearer', expires_in: token.expiration, scope: token.scope }
    },
    ['scope'],
  )

  const log = (ctx: KoaContextWithOIDC, action: string, detail: Record<string, unknown>) => {
    const client = ctx.oidc.client?.clientId
    const county = client === undefined ? undefined : countyOfId(client)
    if (client === undefined || county === undefined) return // nobody's trail: the client is unknown
    void audit({ county, actor: machineLogin(client), organization: '', action, detail: { ...detail, from: ctx.ip } }).catch(() => {})
  }
  server.on('grant.success', (ctx) => {
    tries.passed(namedIn(ctx), ctx.ip)
    log(ctx, 'token.issue', { scope: ctx.oidc.entities.ClientCredentials?.scope })
  })
  server.on('client_credentials.destroyed', () => {
    if (OAuth.ctx) log(OAuth.ctx, 'token.revoke', {})
  })
  const refused = (ctx: KoaContextWithOIDC, error: InstanceType<typeof errors.OIDCProviderError>) => {
    if (error.status === 429) return // said once, when the lock fell
    const locked = error.status === 401 && tries.failed(namedIn(ctx), ctx.ip)
    log(ctx, locked ? 'token.lock' : 'token.refuse', { error: error.error, why: error.error_detail ?? error.error_description })
  }
  server.on('grant.error', refused)
  server.on('revocation.error', refused)
  server.on('server_error', (ctx, error) => {
    if (!isUnreachable(error)) return
    ctx.status = 503
    ctx.set('Retry-After', '1')
    ctx.body = { error: 'temporarily_unavailable', error_description: 'the database cannot be reached just now' }
  })
  return server
}
