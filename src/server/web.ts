import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** The browser door: hashed assets for ever, the page itself never cached, and every address that is not an API's answers with the page. */
export async function registerWeb(app: FastifyInstance, { root }: { root: string }): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) =>
      void reply.header('cache-control', /[/\\]assets[/\\]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
  app.get('/', (_request, reply) => reply.sendFile('index.html'))
  app.get('/*', (request, reply) => {
    const page = !/^\/(api|fhir|assets)(\/|$)/.test(request.url) && request.headers.accept?.includes('text/html')
    return page ? reply.sendFile('index.html') : reply.callNotFound()
  })
}
