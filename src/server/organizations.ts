import type { FastifyInstance } from 'fastify'
import { refuse } from '../kernel/grammar/refusal.ts'
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

const wide = new Set(['county', 'prefecture', 'province', 'group'])

/**
 * The organisation keys a question is about: the one named (with all below it), else the caller's own. The county's root means all, and so does an office directly
 * below it that is no health institution (it has no class of WS 218): the health bureau and the insurance office have no patients, the county is their work.
 */
export function orgKeys(nodes: readonly OrgNode[], org: string | undefined, own: string): number[] | undefined {
  const at = org ?? own
  const node = nodes.find((n) => n.id === at)
  if (org && !node) throw refuse('missing', ['没有这个机构', 'No such organisation'])
  if (!node || wide.has(node.level)) return undefined
  const above = nodes.find((n) => n.id === node.parent)
  if (!org && node.level === 'institution' && !node.type && above?.level === 'county') return undefined
  return subtree(nodes, node.id).map((n) => n.key)
}
