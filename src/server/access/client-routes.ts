import type { FastifyInstance, FastifyRequest } from 'fastify'
import { parse } from '../refusals.ts'
import { checkOrganizations } from './administration.ts'
import { ChangeClient, ClientName, CreateClient } from './client-shapes.ts'
import { changeClient, createClient, listClients, rotateSecret } from './clients.ts'
import type { AccessDeps } from './deps.ts'
import { mustMay } from './guard.ts'
import { originOf } from './oauth-routes.ts'

/** The machines of the county one is signed in to. Every change is audited and holds at once: tokens that a client has are void. With a secret goes the address of the house, to be handed over. */
export function registerClients(app: FastifyInstance, { db, now, audit, origin }: AccessDeps): void {
  const log = ({ actor, session }: FastifyRequest, action: string, detail: Record<string, unknown>) =>
    audit({ county: session.county.id, actor: actor.login, organization: actor.organization, action, detail })

  app.get('/api/admin/clients', async (request) => {
    mustMay(request, 'client', 'read')
    return { clients: await listClients(db, request.session.county.id) }
  })
  app.post('/api/admin/clients', async (request, reply) => {
    mustMay(request, 'client', 'create')
    const county = request.session.county.id
    const wanted = parse(CreateClient, request.body)
    await checkOrganizations(db, county, [wanted], ['organization'])
    const made = await createClient(db, county, wanted, now())
    const { jwks: _, short: __, ...said } = wanted
    await log(request, 'client.create', { client: made.client, ...said })
    return reply.status(201).send({ ...made, address: originOf(request, origin) })
  })
  app.put('/api/admin/clients/:client', async (request) => {
    mustMay(request, 'client', 'change')
    const county = request.session.county.id
    const { client } = parse(ClientName, request.params)
    const change = parse(ChangeClient, request.body)
    if (change.organization !== undefined) await checkOrganizations(db, county, [{ organization: change.organization }], ['organization'])
    await changeClient(db, county, client, change, now())
    const { jwks, ...said } = change
    await log(request, 'client.change', { client, ...said, ...(jwks ? { keys: jwks.keys.length } : {}) })
    return { client }
  })
  app.post('/api/admin/clients/:client/rotate', async (request) => {
    mustMay(request, 'client', 'rotate')
    const county = request.session.county.id
    const { client } = parse(ClientName, request.params)
    const secret = await rotateSecret(db, county, client, now())
    await log(request, 'client.rotate', { client })
    return { client, secret, address: originOf(request, origin) }
  })
}
