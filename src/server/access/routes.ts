import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { NotSignedIn, parse } from '../refusals.ts'
import { changePassword } from './accounts.ts'
import type { Session } from './actor.ts'
import { registerAdministration } from './admin-routes.ts'
import { registerClients } from './client-routes.ts'
import type { AccessDeps } from './deps.ts'
import { clearCookie, present, registerGuard, setCookie } from './guard.ts'
import { oauthServer } from './oauth.ts'
import { registerOAuth } from './oauth-routes.ts'
import { registerPreferences } from './preferences.ts'
import { updateRoles } from './role-updates.ts'
import { openSessions, type Sessions } from './sessions.ts'
import { counties, setUp } from './setup.ts'
import { ChoosePost, NewPassword, Setup, SignIn } from './shapes.ts'
import { passwordCheck } from './sign-in.ts'
import { texts } from './texts.ts'
import { openTokens } from './tokens.ts'

/**
 * Sign-in, sessions and preferences, and the guard before every `/api` and `/fhir` route: register it before them.
 * Returns the sessions, to be told (`forget`) when another module changes accounts or roles.
 */
export async function registerAccess(app: FastifyInstance, deps: AccessDeps): Promise<Sessions> {
  const { db, now, audit } = deps
  const sessions = await openSessions(db, now)
  const tokens = await openTokens(db, now)
  app.addHook('onClose', async () => {
    await tokens.stop()
    await sessions.stop()
  })
  await updateRoles(deps)
  await registerGuard(app, sessions, tokens)
  registerPreferences(app, db)
  registerAdministration(app, deps, sessions)
  registerClients(app, deps)
  registerOAuth(app, () => oauthServer(deps), deps.origin)
  const check = passwordCheck(db, now, audit)

  async function begin(request: FastifyRequest, reply: FastifyReply, county: number, login: string, action: string): Promise<Session> {
    const token = await sessions.open(county, login)
    const signedIn = await sessions.resolve(token)
    if (!signedIn) throw new NotSignedIn(texts.notSignedIn) // disabled in this very moment
    await audit({ county, actor: login, organization: signedIn.actor.organization, action, detail: {} })
    setCookie(request, reply, token)
    return signedIn.session
  }

  app.get('/api/setup', { config: { access: 'open' } }, async () => {
    const known = await counties(db)
    return { needed: known.length === 0, counties: known }
  })
  app.post('/api/setup', { config: { access: 'open' } }, async (request, reply) => {
    const input = parse(Setup, request.body)
    await setUp(db, input, now())
    await deps.prepare?.({ id: input.code, name: input.name, nameEn: input.nameEn ?? '' })
    return begin(request, reply, input.code, input.login, 'county.setup')
  })

  app.post('/api/session', { config: { access: 'open' } }, async (request, reply) => {
    const { login, password, county } = parse(SignIn, request.body)
    const known = await check(login, password, county)
    return begin(request, reply, known.county, known.login, 'session.open')
  })
  app.get('/api/session', { config: { access: 'pending' } }, async (request) => request.session)
  app.delete('/api/session', { config: { access: 'pending' } }, async (request, reply) => {
    const { session, actor } = request
    await sessions.close(present(request))
    await audit({ county: session.county.id, actor: actor.login, organization: actor.organization, action: 'session.close', detail: {} })
    return clearCookie(reply).status(204).send()
  })

  app.post('/api/session/password', { config: { access: 'pending' } }, async (request, reply) => {
    const input = parse(NewPassword, request.body)
    const { login, county } = request.session
    try {
      await check(login, input.old, county.id, texts.oldWrong)
    } catch (error) {
      // the session itself is good: the wrong old password is a wrong field
      if (error instanceof NotSignedIn) throw refuse('invalid', error.text, [{ path: 'old', text: error.text }])
      throw error
    }
    if (input.new === input.old) throw refuse('invalid', texts.badPassword, [{ path: 'new', text: texts.sameAsOld }])
    await changePassword(db, county.id, login, input.new, now())
    await sessions.forget(county.id, login)
    return begin(request, reply, county.id, login, 'account.password')
  })

  app.post('/api/session/post', async (request) => {
    const { organization } = parse(ChoosePost, request.body)
    const signedIn = present(request)
    const { session } = signedIn
    if (!session.posts.some((p) => p.organization.id === organization)) throw refuse('forbidden', texts.noSuchPost)
    const after = await sessions.choose(signedIn, organization)
    if (!after) throw new NotSignedIn(texts.notSignedIn)
    await audit({
      county: session.county.id,
      actor: session.login,
      organization,
      action: 'session.post',
      detail: { from: signedIn.actor.organization },
    })
    return after.session
  })
  return sessions
}
