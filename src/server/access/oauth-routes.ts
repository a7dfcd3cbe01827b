import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { assertionAlgorithms, clientProofs, revocationPath, tokenPath } from './oauth.ts'
import { withoutTrace } from './oauth-library.ts'

/** The address by which the door is reached: as configured, else as the request says (behind a proxy on this machine, as the proxy says). */
export const originOf = (request: FastifyRequest, configured: string | undefined): string =>
  configured ?? `${request.protocol}://${request.host}`

const shared = (origin: string) => ({
  token_endpoint: origin + tokenPath,
  token_endpoint_auth_methods_supported: clientProofs,
  token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
  grant_types_supported: ['client_credentials'],
  scopes_supported: ['system/*.cruds', 'system/*.rs', 'system/*.read', 'system/*.write', 'system/*.*'],
  response_types_supported: [],
  revocation_endpoint: origin + revocationPath,
  revocation_endpoint_auth_methods_supported: clientProofs,
  revocation_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
})

/** SMART App Launch 2.0, `.well-known/smart-configuration`. PKCE methods are asked for by the standard even of servers without an authorization endpoint. */
export const smartConfiguration = (origin: string) => ({
  ...shared(origin),
  code_challenge_methods_supported: ['S256'],
  capabilities: ['client-confidential-symmetric', 'client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
})

/** RFC 8414. */
export const serverMetadata = (origin: string) => ({ issuer: origin, ...shared(origin) })

/**
 * `/oauth/token`, `/oauth/revoke` and the documents that say where they are. What a request claims about addresses is replaced by what the door trusts before the OAuth server sees it.
 * @param configured the public address of the house, without a slash at the end, where one is configured
 */
export function registerOAuth(app: FastifyInstance, server: () => Promise<Provider>, configured?: string): void {
  const open = { config: { access: 'open' } } as const
  const remembered = { 'cache-control': 'public, max-age=300' }
  app.get('/.well-known/oauth-authorization-server', open, async (request, reply) =>
    reply.headers(remembered).send(serverMetadata(originOf(request, configured))),
  )
  app.get('/fhir/.well-known/smart-configuration', open, async (request, reply) =>
    reply.headers(remembered).send(smartConfiguration(originOf(request, configured))),
  )
  let handler: Promise<ReturnType<Provider['callback']>> | undefined
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers() // the OAuth server reads the body itself
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    for (const path of [tokenPath, revocationPath])
      scope.post(path, open, async (request, reply) => {
        const { raw } = request
        const origin = new URL(originOf(request, configured))
        handler ??= server().then((made) => {
          made.on('server_error', (_context, error) => app.log.error(error, 'unexpected error'))
          return made.callback()
        })
        const answer = await handler
        raw.headers['x-forwarded-proto'] = origin.protocol.slice(0, -1)
        raw.headers['x-forwarded-host'] = raw.headers.host = origin.host
        raw.headers['x-forwarded-for'] = request.ip
        reply.hijack()
        await withoutTrace(async () => answer(raw, reply.raw))
      })
  })
}
