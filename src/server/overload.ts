import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../kernel/grammar/refusal.ts'
import { FhirRefusal } from './fhir/outcome.ts'
import { type Bounds, openTurns, type Turn } from './turns.ts'

/** 32 callers keep two cores busy; more at once only wait inside instead of outside. */
const usual: Bounds = { running: 96, waiting: 1024, waitingEach: 256, patience: 10_000 }

/** What is looked after: the doors of the house. Pages, health and metrics pass always. */
const guarded = /^\/(api|fhir|oauth)(\/|$)/

/** Whose request it is, for fairness: the machine, the login, or whoever comes from that address. */
const callerOf = ({ machine, signedIn, ip }: FastifyRequest): string => machine?.actor.login ?? signedIn?.session.login ?? ip

const busy: readonly [string, string] = ['请求过多，请稍后再试', 'Too many requests at the moment: try again shortly']
const tooMany = (status: 429 | 503, fhir: boolean): Error =>
  fhir
    ? new FhirRefusal(status, [{ severity: 'error', code: status === 429 ? 'throttled' : 'transient', diagnostics: busy[1] }], {
        'retry-after': '1',
      })
    : refuse('busy', busy)

/**
 * Holds requests back when more come than can be answered, the callers taking turns, and refuses what would wait in vain: 429 to a caller who alone fills his share, 503 where all
 * together are too many, both with Retry-After. So a flood costs a refusal each and the rest is answered as fast as ever. Register it after the guard. A turn ends when the answer
 * was made and the connection has it; a caller who hangs up does not free it while the work for him still runs.
 */
export function registerOverload(app: FastifyInstance, bounds: Bounds = usual): void {
  const turns = openTurns(bounds)
  app.decorateRequest('turn', null)
  app.addHook('onRequest', (request, reply, done) => {
    const { url } = request.routeOptions
    if (url === undefined || !guarded.test(url)) return done()
    let waits = true
    const leave = turns.take(callerOf(request), (turn) => {
      waits = false
      if (typeof turn === 'number') {
        reply.header('retry-after', '1')
        return done(tooMany(turn, url.startsWith('/fhir')))
      }
      request.turn = turn
      if (url.startsWith('/oauth')) turn.answered() // which answers by itself
      reply.raw.once('close', turn.closed)
      done()
    })
    if (waits) reply.raw.once('close', leave) // nothing is worked for somebody who hung up
  })
  app.addHook('onSend', (request, _reply, payload, done) => {
    request.turn?.answered()
    done(null, payload)
  })
}

declare module 'fastify' {
  interface FastifyRequest {
    turn: Turn | null
  }
}
