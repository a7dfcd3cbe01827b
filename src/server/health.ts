import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { Pulse } from './pulse.ts'

/** After this many milliseconds without an answer a request has the database asked whether it is there at all. */
const patience = 1000
const every = 500
const retryAfter = '2'
const needsDatabase = /^\/(api|fhir|oauth)(\/|$)/

const words = [
  '数据库暂时没有应答，请稍后重试；这次操作是否已保存尚不确定，重试不会重复',
  'The database does not answer just now: try again in a moment. Whether this was saved is not known yet; trying again does not save it twice',
] as const
const { text } = refuse('busy', words)

function unavailable(request: FastifyRequest, reply: FastifyReply) {
  reply.code(503).header('retry-after', retryAfter)
  if (!/^\/fhir(\/|$)/.test(request.routeOptions.url ?? '')) return reply.send({ refusal: { kind: 'busy', text } })
  const issue = [{ severity: 'error', code: 'transient', diagnostics: text[1] }]
  return reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify({ resourceType: 'OperationOutcome', issue }))
}

/**
 * Nobody waits for a database that is gone. While a request has waited for a second the database is asked something trivial; when it fails to answer twice, all who
 * wait are answered 503, and whoever comes is at once, until it answers again. Work that merely takes long is left alone: then the database does answer.
 * @param alone whether the pulse has a connection of its own: where it waits behind other work, its silence proves nothing, and nobody is answered for it
 */
export function registerHealth(app: FastifyInstance, pulse: Pulse, alone: boolean): void {
  const waiting = new Map<FastifyRequest, FastifyReply>()
  const since = new WeakMap<FastifyRequest, number>()
  let missed = 0
  let draining = false
  let looking = false

  const look = async () => {
    if (looking) return
    const before = performance.now()
    const old = [...waiting.keys()].some((request) => before - since.get(request)! > patience)
    if (!old && !missed) return
    looking = true
    const alive = await pulse.beat()
    looking = false
    const held = performance.now() - before > 1.5 * patience // this process was held up itself: no verdict
    if (alive) missed = 0
    else if (!held) missed += 1
    if (missed < 2) return
    for (const [request, reply] of waiting)
      if (performance.now() - since.get(request)! > patience && !reply.sent && !reply.raw.headersSent) unavailable(request, reply)
  }
  const timer = alone ? setInterval(() => void look(), every).unref() : undefined

  app.addHook('onRequest', (request, reply, done) => {
    if (!needsDatabase.test(request.routeOptions.url ?? '')) return done()
    if (missed >= 2) return void unavailable(request, reply)
    since.set(request, performance.now())
    waiting.set(request, reply)
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    waiting.delete(request)
    done()
  })
  app.addHook('onRequestAbort', (request, done) => {
    waiting.delete(request)
    done()
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.statusCode === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', retryAfter)
    done(null, payload)
  })
  app.addHook('preClose', (done) => {
    draining = true
    done()
  })
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await pulse.close()
  })
  app.get('/healthz', async (_request, reply) => {
    const alive = await pulse.beat()
    return reply
      .code(alive ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: alive ? 'ok' : 'unavailable' })
  })
  app.get('/readyz', async (_request, reply) => {
    const database = missed < 2 && (await pulse.beat())
    return reply
      .code(database && !draining ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: database && !draining ? 'ok' : 'unavailable', database, draining })
  })
}
