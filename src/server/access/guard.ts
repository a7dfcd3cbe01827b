import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { mayUse } from '../../kernel/grammar/capability.ts'
import type { Actor } from '../../kernel/grammar/operation.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import type { Caller } from '../fhir/caller.ts'
import { NotSignedIn } from '../refusals.ts'
import type { Session } from './actor.ts'
import { callerOfSession, nobody } from './callers.ts'
import { badToken, fhirWords, noToken } from './fhir-refusals.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import { fill, texts } from './texts.ts'
import type { Tokens } from './tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null
    /** Who acts. Reading it without a session throws the 401 refusal. */
    readonly actor: Actor
    readonly session: Session
    machine: Caller | null
    /** Who stands at the FHIR door: a machine by its token, or whoever is signed in by the verbs of his post. Without either, reading it throws 401. */
    readonly caller: Caller
  }
  interface FastifyContextConfig {
    /** `open`: no session needed; `pending`: an initial password that must be changed does not stand in the way. Default: a full session, or at `/fhir` a machine's token. */
    access?: 'open' | 'pending'
  }
}

const name = 'cw'
/** The matched route, not the address as it was typed: an encoded path cannot slip by. Everything else is static files. */
const guarded = /^\/(api|fhir)(\/|$)/
const fhir = /^\/fhir(\/|$)/
const bearer = /^Bearer +([\w.~+/-]+=*)$/i
const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The one address of the FHIR door that is open to everybody: what the server can do. As it was typed: no other spelling passes. */
const isMetadata = ({ method, raw: { url = '' } }: FastifyRequest) => reads.has(method) && /^\/fhir\/metadata(\?|$)/.test(url)

/** Who is signed in. @throws NotSignedIn */
export function present(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new NotSignedIn(texts.notSignedIn)
  return request.signedIn
}

/** @throws Refusal 'forbidden' unless the post in which the request is made has the verb */
export function mustMay({ actor }: FastifyRequest, kind: string, verb: string): void {
  if (!mayUse(actor, kind, verb)) throw refuse('forbidden', fill(texts.notAllowed, { verb: `${kind}.${verb}` }))
}

export const setCookie = (request: FastifyRequest, reply: FastifyReply, token: string) =>
  reply.setCookie(name, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' })
export const clearCookie = (reply: FastifyReply) => reply.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'strict' })

const callers = new WeakMap<SignedIn, Caller>()
/** The session's caller, made once as long as the session stays in memory. */
function callerOf(signedIn: SignedIn): Caller {
  const known = callers.get(signedIn) ?? callerOfSession(signedIn.session)
  callers.set(signedIn, known)
  return known
}

/** Resolves `request.actor`, `request.session` and `request.caller` before anything of the request is read, and refuses what may not pass; at `/fhir` in the words of FHIR. */
export async function registerGuard(app: FastifyInstance, sessions: Sessions, tokens: Tokens): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('signedIn', null)
  app.decorateRequest('machine', null)
  app.decorateRequest('actor', {
    getter() {
      return present(this).actor
    },
  })
  app.decorateRequest('session', {
    getter() {
      return present(this).session
    },
  })
  app.decorateRequest('caller', {
    getter() {
      if (this.machine) return this.machine
      if (this.signedIn) return callerOf(this.signedIn)
      if (isMetadata(this)) return nobody
      throw noToken()
    },
  })

  async function bySession(request: FastifyRequest, open: boolean): Promise<void> {
    if (!reads.has(request.method) && request.headers['x-countywide'] !== '1') throw refuse('forbidden', texts.noHeader)
    const token = request.cookies[name]
    request.signedIn = token === undefined ? null : ((await sessions.resolve(token)) ?? null)
    if (open) return
    const { session } = present(request)
    if (session.mustChange && request.routeOptions.config.access !== 'pending') throw refuse('forbidden', texts.mustChange)
  }

  // a callback and no promise: a token that is in memory costs a look-up and nothing else
  app.addHook('onRequest', (request, _reply, done) => {
    const { url, config } = request.routeOptions
    if (url === undefined || !guarded.test(url)) return done()
    const atFhir = fhir.test(url)
    const open = config.access === 'open' || (atFhir && isMetadata(request))
    const { authorization } = request.headers
    if (!atFhir || authorization === undefined) {
      bySession(request, open).then(
        () => done(),
        (error: Error) => done(atFhir ? fhirWords(error, request.cookies[name] === undefined) : error),
      )
      return
    }
    const admit = (machine: Caller | undefined) => {
      request.machine = machine ?? null
      done(machine || open ? undefined : badToken())
    }
    const token = bearer.exec(authorization)?.[1]
    const found = token === undefined ? undefined : tokens.resolve(token)
    if (found instanceof Promise) found.then(admit, done)
    else admit(found)
  })
}
