import { generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import { type Db, isUnreachable } from '../../record/db.ts'
import { machineLogin } from './callers.ts'
import { clientKeys } from './client-keys.ts'
import { countyOfId, secretHash } from './clients.ts'
import { limits } from './limits.ts'
import { assertionAdapter, type ClientExtras, clientAdapter, tokenAdapter, unusedAdapter } from './oauth-adapter.ts'
import { oauthLibrary } from './oauth-library.ts'
import { beyond } from './scopes.ts'
import { newToken } from './sessions.ts'
import type { Audit } from './sign-in.ts'
import { countTries, machineKey } from './tries.ts'

export const tokenPath = '/oauth/token'
export const revocationPath = '/oauth/revoke'
export const assertionAlgorithms = ['RS384', 'ES384'] as const
export const clientProofs = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const

type Deps = { db: Db; now: () => Date; audit: Audit }
/** `counted`: what the answer waits for, since the library waits for nobody who hears of a failure. */
type Looking = { looked?: string; known?: string; disabled?: boolean; counted?: Promise<unknown> }

/** The client that this request named, known or not. */
const namedIn = (ctx: KoaContextWithOIDC) => (ctx.state as Looking).looked ?? ''
const extrasOf = (client: unknown) => client as ClientExtras

/** Which key a request was signed with, as it says itself. */
function kidOf(ctx: KoaContextWithOIDC | undefined): string | undefined {
  const [head = ''] = String(ctx?.oidc.params?.['client_assertion'] ?? '').split('.')
  try {
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid?: unknown }
    return typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}

/**
 * The OAuth 2.0 server for machines: client credentials by secret or signed assertion (SMART backend services), and revocation. Nothing else of the library is reachable.
 * Tokens are opaque, so nothing is signed; the library asks for a signing key all the same and gets one that lives as long as this process.
 */
export async function oauthServer({ db, now, audit }: Deps): Promise<Provider> {
  const { Provider: OAuth, errors } = await oauthLibrary()
  const tries = countTries(db, now)
  const keyOf = (client: string, address: string) => machineKey(countyOfId(client), client, address)
  const looked = async (client: string) => {
    const ctx = OAuth.ctx
    if (!ctx) return
    ;(ctx.state as Looking).looked = client
    const until = await tries.locked(keyOf(client, ctx.ip))
    if (!until) return
    ctx.set('Retry-After', String(Math.max(1, Math.ceil((until.getTime() - now().getTime()) / 1000))))
    throw new errors.OIDCProviderError(429, 'temporarily_unavailable')
  }
  const known = (client: string, disabled: boolean) => {
    if (OAuth.ctx) Object.assign(OAuth.ctx.state, { known: client, disabled } satisfies Looking)
  }
  const keys = clientKeys(now)
  const keysAt = async (address: string) => {
    const found = await keys(address, kidOf(OAuth.ctx))
    if (found) return found
    OAuth.ctx?.set('Retry-After', String(limits.keysAgain / 1000))
    throw Object.assign(new errors.OIDCProviderError(503, 'temporarily_unavailable'), {
      expose: true,
      error_description:
        'the public keys at the jwks_uri of this client cannot be had just now: the address must answer with a JWKS within 2.5 s',
    })
  }
  const voidClient = () => new errors.InvalidClientAuth('the client was changed or disabled meanwhile')
  const usedTwice = () => new errors.InvalidClientAuth('client assertion tokens must only be used once')
  const adapters: Readonly<Record<string, ReturnType<typeof clientAdapter>>> = {
    Client: clientAdapter(db, { looked, known, keysAt }),
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
    fetch: () => Promise.reject(new Error('nothing is fetched by the library')),
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
  Object.defineProperty(server, 'issuer', { get: () => (OAuth.ctx ? `${OAuth.ctx.protocol}://${OAuth.ctx.host}` : 'http://localhost') })
  server.use(async (ctx, next) => {
    await next()
    await (ctx.state as Looking).counted
  })
  server.Client.prototype.compareClientSecret = function (sent) {
    return timingSafeEqual(secretHash(sent), Buffer.from(this.clientSecret ?? '', 'hex'))
  }
  const log = async (ctx: KoaContextWithOIDC, action: string, detail: Record<string, unknown>) => {
    const client = (ctx.state as Looking).known
    const county = client === undefined ? undefined : countyOfId(client)
    if (client === undefined || county === undefined) return // nobody's trail: there is no such client
    await audit({ county, actor: machineLogin(client), organization: '', action, detail: { ...detail, from: ctx.ip } })
  }
  server.registerGrantType<{ scope?: string }>(
    'client_credentials',
    async (ctx) => {
      const { client, params } = ctx.oidc
      const { held } = extrasOf(client)
      const asked = params.scope?.split(' ').filter(Boolean) ?? []
      const tooWide = beyond(asked, held).join(' ')
      if (tooWide)
        throw new errors.InvalidScope(
          `not offered here, or not held by this client: ${tooWide.slice(0, 200)}${tooWide.includes('?') ? '; scopes with a query are not offered' : ''}`,
          tooWide,
        )
      const jti = newToken(countyOfId(client.clientId) ?? 0) // the token itself: it finds its county without a search
      const token = new server.ClientCredentials({ client, jti, scope: (asked.length ? asked : held).join(' ') })
      Object.assign(token, { format: 'opaque' }) // which the library says only of ids it makes
      ctx.oidc.entity('ClientCredentials', token)
      const value = await token.save()
      await log(ctx, 'token.issue', { scope: token.scope }) // no token goes out that the trail does not know of
      ctx.body = { access_token: value, token_type: 'Bearer', expires_in: token.expiration, scope: token.scope }
    },
    ['scope'],
  )

  server.on('grant.success', (ctx) => {
    ;(ctx.state as Looking).counted = tries.passed(keyOf(namedIn(ctx), ctx.ip)).catch(() => {})
  })
  server.on('client_credentials.destroyed', () => {
    if (OAuth.ctx) void log(OAuth.ctx, 'token.revoke', {}).catch(() => {})
  })
  const refused = (ctx: KoaContextWithOIDC, error: InstanceType<typeof errors.OIDCProviderError>) => {
    if (error.status === 429) return // said once, when the lock fell
    const why = (ctx.state as Looking).disabled ? 'the client is disabled' : (error.error_detail ?? error.error_description)
    const count = async () => {
      const locks = error.status === 401 && (await tries.failed(keyOf(namedIn(ctx), ctx.ip))).until !== null
      await log(ctx, locks ? 'token.lock' : 'token.refuse', { error: error.error, why })
    }
    ;(ctx.state as Looking).counted = count().catch(() => {})
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
