import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../kernel/grammar/refusal.ts'
import { longestBody } from './fhir/body.ts'
import { FhirRefusal } from './fhir/outcome.ts'
import { type Bounds, openTurns, type Turn } from './turns.ts'

/** 32 callers keep two cores busy; more at once only wait inside instead of outside. */
const usual: Bounds = { running: 96, waiting: 1024, waitingEach: 256, patience: 10_000 }

/** Long bodies at the FHIR door are held in memory and read as a whole, each some 200 MB for some seconds: they have a line of their own. */
const usualLong: Bounds = { running: 4, waiting: 64, waitingEach: 16, patience: 30_000 }
const long = 2 ** 20
/** How slowly a body may come: it holds a turn all the while. After `grace` ms that is as slow as a line of 0.4 Mbit/s. */
const usualPace = { grace: 10_000, bytesEachMillisecond: 50 }

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

const bodyOf = ({ headers }: FastifyRequest): number | undefined =>
  headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : undefined
/** Whether a body is long, or may be; one that is taken as a stream is not held in memory. */
const isLong = (request: FastifyRequest, url: string): boolean =>
  url.startsWith('/fhir') && (request.routeOptions.bodyLimit ?? 0) <= longestBody && (bodyOf(request) ?? longestBody) > long

const late: readonly [string, string] = [
  '请求内容传输过慢',
  'The request body came too slowly: send it again over a better line, or in parts',
]
const tooLate = (fhir: boolean): Error =>
  fhir ? new FhirRefusal(408, [{ severity: 'error', code: 'timeout', diagnostics: late[1] }]) : refuse('invalid', late)

/**
 * Holds requests back when more come than can be answered, the callers taking turns, and refuses what would wait in vain: 429 to a caller who alone fills his share, 503 where all
 * together are too many, both with Retry-After. So a flood costs a refusal each and the rest is answered as fast as ever. Register it after the guard. A turn ends when the answer
 * was made and the connection has it; a caller who hangs up does not free it while the work for him still runs. Who lets his body drip is told so, and loses his turn.
 */
export function registerOverload(
  app: FastifyInstance,
  bounds: Bounds = usual,
  longBounds: Bounds = usualLong,
  pace: typeof usualPace = usualPace,
): void {
  const turns = openTurns(bounds)
  const longTurns = openTurns(longBounds)
  app.decorateRequest('turn', null)
  app.addHook('onRequest', (request, reply, done) => {
    const { url } = request.routeOptions
    if (url === undefined || !guarded.test(url)) return done()
    let waits = true
    const leave = (isLong(request, url) ? longTurns : turns).take(callerOf(request), (turn) => {
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
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const { url, bodyLimit } = request.routeOptions
    const length = bodyOf(request) ?? bodyLimit ?? 0
    if (length > 0 && url !== undefined && guarded.test(url)) {
      const end = () => {
        if (payload.listenerCount('error')) payload.emit('error', tooLate(url.startsWith('/fhir'))) // else nobody reads it any more
      }
      const waiting = setTimeout(end, pace.grace + length / pace.bytesEachMillisecond)
      const come = () => clearTimeout(waiting)
      payload.once('end', come).once('close', come)
    }
    done(null, payload)
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
