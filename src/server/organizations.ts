import type { FastifyInstance } from 'fastify'
import type { House } from '../kernel/perform/perform.ts'
import type { OrgNode } from '../record/organizations.ts'

/** An organisation and everything below it. */
export function subtree(nodes: readonly OrgNode[], id: string): OrgNode[] {
  const below = nodes.filter((n) => n.parent === id)
  return [...nodes.filter((n) => n.id === id), ...below.flatMap((n) => subtree(nodes, n.id))]
}

export function registerOrganizations(app: FastifyInstance, house: House) {
  app.get('/api/organizations', async (request) => ({
    organizations: (await house.record.organizations(request.session.county.id)).map(({ key: _, ...node }) => node),
  }))
}
