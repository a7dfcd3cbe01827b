import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { mayUse } from '../../kernel/grammar/capability.ts'
import type { Actor } from '../../kernel/grammar/operation.ts'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { NotSignedIn } from '../refusals.ts'
import type { Session } from './actor.ts'
import type { Sessions, SignedIn } from './sessions.ts'
import { fill, texts } from './texts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | null
    /** Who acts. Reading it without a session throws the 401 refusal. */
    readonly actor: Actor
    readonly session: Session
  }
  interface FastifyContextConfig {
    /** `open`: no session needed; `pending`: an initial password that must be changed does not stand in the way. Default: a full session. */
    access?: 'open' | 'pending'
  }
}

const name = 'cw'
/** The matched route, not the address as it was typed: an encoded path cannot slip by. Everything else is static files. */
const guarded = /^\/(api|fhir)(\/|$)/
const reads = new Set(['GET', 'HEAD', 'OPTIONS'])

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

/** Resolves `request.actor` and `request.session` before anything of the request is read, and refuses what may not pass. */
export async function registerGuard(app: FastifyInstance, sessions: Sessions): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('signedIn', null)
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
  app.addHook('onRequest', async (request) => {
    const { url, config } = request.routeOptions
    if (url === undefined || !guarded.test(url)) return
    if (!reads.has(request.method) && request.headers['x-countywide'] !== '1') throw refuse('forbidden', texts.noHeader)
    const token = request.cookies[name]
    request.signedIn = token === undefined ? null : ((await sessions.resolve(token)) ?? null)
    if (config.access === 'open') return
    const { session } = present(request)
    if (session.mustChange && config.access !== 'pending') throw refuse('forbidden', texts.mustChange)
  })
}
