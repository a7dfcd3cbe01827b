import type { FastifyInstance, FastifyRequest } from 'fastify'
import { refuse } from '../../kernel/grammar/refusal.ts'
import { parse } from '../refusals.ts'
import { createAccount, resetPassword } from './accounts.ts'
import { changeAccount, changeRole, checkOrganizations, listAccounts, listRoles } from './administration.ts'
import { listAudit } from './audit-list.ts'
import type { AccessDeps } from './deps.ts'
import { mustMay } from './guard.ts'
import type { Sessions } from './sessions.ts'
import { AccountName, ChangeAccount, ChangeRole, CreateAccount, ListAccounts, ListAudit, RoleName } from './shapes.ts'
import { texts } from './texts.ts'
import { actionWords, verbRows } from './verbs.ts'

/** Accounts, roles and the audit trail of the county one is signed in to. Every change is audited and takes effect with the next request. */
export function registerAdministration(
  app: FastifyInstance,
  { db, now, audit, workflows = [], lists = [] }: AccessDeps,
  sessions: Sessions,
): void {
  const verbs = verbRows(workflows, lists)
  const log = ({ actor, session }: FastifyRequest, action: string, detail: Record<string, unknown>) =>
    audit({ county: session.county.id, actor: actor.login, organization: actor.organization, action, detail })

  app.get('/api/admin/accounts', async (request) => {
    mustMay(request, 'accounts', 'read')
    return listAccounts(db, request.session.county.id, parse(ListAccounts, request.query), now())
  })
  app.post('/api/admin/accounts', async (request, reply) => {
    mustMay(request, 'accounts', 'create')
    const county = request.session.county.id
    const account = parse(CreateAccount, request.body)
    await checkOrganizations(db, county, account.grants)
    const made = await createAccount(db, county, account, now())
    await log(request, 'accounts.create', { login: account.login, grants: account.grants })
    return reply.status(201).send({ login: account.login, ...made })
  })
  app.put('/api/admin/accounts/:login', async (request) => {
    mustMay(request, 'accounts', 'change')
    const county = request.session.county.id
    const { login } = parse(AccountName, request.params)
    const change = parse(ChangeAccount, request.body)
    if (change.disabled && login === request.actor.login) throw refuse('conflict', texts.notYourself)
    if (change.grants) await checkOrganizations(db, county, change.grants)
    await changeAccount(db, county, login, change, now())
    await sessions.forget(county, login)
    await log(request, 'accounts.change', { login, ...change })
    return { login }
  })
  app.post('/api/admin/accounts/:login/reset', async (request) => {
    mustMay(request, 'accounts', 'reset')
    const county = request.session.county.id
    const { login } = parse(AccountName, request.params)
    const password = await resetPassword(db, county, login, now())
    await sessions.forget(county, login)
    await log(request, 'accounts.reset', { login })
    return { login, password }
  })

  app.get('/api/admin/roles', async (request) => {
    mustMay(request, 'accounts', 'read')
    return { roles: await listRoles(db, request.session.county.id), verbs }
  })
  app.put('/api/admin/roles/:role', async (request) => {
    mustMay(request, 'accounts', 'roles')
    const county = request.session.county.id
    const { role } = parse(RoleName, request.params)
    const change = parse(ChangeRole, request.body)
    await changeRole(db, county, role, change, now())
    await sessions.forget(county)
    await log(request, 'accounts.roles', { role, ...change })
    return { role }
  })

  app.get('/api/admin/audit', async (request) => {
    mustMay(request, 'audit', 'read')
    const query = parse(ListAudit, request.query)
    const { session, actor } = request
    const answer = await listAudit(db, session.county.id, query)
    const { patient, after: _, limit: __, ...detail } = query
    await audit({
      county: session.county.id,
      actor: actor.login,
      organization: actor.organization,
      action: 'audit.read',
      ...(patient ? { patient } : {}),
      detail,
    })
    return {
      ...answer,
      words: actionWords(
        answer.entries.map(({ action }) => action),
        verbs,
        lists,
      ),
    }
  })
}
