import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Our own files and nothing else: no inline script, no eval, no frame. antd writes its styles at run time, hence unsafe-inline for styles only. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * The browser door: hashed assets for ever, the page itself never cached, and every address that is not an API's or a file's answers with the page.
 * Assets are sent as the build compressed them (brotli, gzip). `root` is the folder that buildWeb gives.
 */
export async function registerWeb(app: FastifyInstance, { root }: { root: string }): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    wildcard: false,
    index: false,
    setHeaders(reply, path) {
      reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      reply.header('content-security-policy', policy)
      reply.header('x-content-type-options', 'nosniff')
    },
  })
  app.get('/', (_request, reply) => reply.sendFile('index.html'))
  app.get('/*', (request, reply) => {
    const page = !/^\/(api|fhir|assets)([/?]|$)/.test(request.url) && request.headers.accept?.includes('text/html')
    return page ? reply.sendFile('index.html') : reply.callNotFound()
  })
}
