import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { OrgNode } from '../record/organizations.ts'
import { mustMay } from './access/guard.ts'
import { maskPerson } from './access/masking.ts'
import { listSql } from './list-sql.ts'
import { logRead } from './operations.ts'
import { orgKeys } from './organizations.ts'
import { parse } from './refusals.ts'

const day = z.iso
  .date()
  .refine((d) => d >= '1900-01-01', '日期过早 | Too early a date')
  .optional()
const Query = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(200),
  after: z
    .string()
    .max(200)
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00\|[\w.-]+$/)
    .optional(),
  org: z.string().max(64).optional(),
  from: day,
  to: day,
  month: z
    .string()
    .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  state: z.string().max(40).optional(),
  patient: z.string().max(64).optional(),
  q: z.string().max(50).optional(),
  /** Also say how many rows there are (see `counting`). */
  total: z.stringbool().default(false),
  part: z
    .string()
    .regex(/^[\w-]+\.[\w-]+$/)
    .optional(),
})

/** Work lists over the flat views: the rows of a desk, and the rows a number is made of. */
export function registerLists(app: FastifyInstance, house: House) {
  const lists = new Map(house.registry.capabilities.flatMap((c) => c.lists.map((list) => [list.name, list] as const)))
  const groups = new Map(house.registry.capabilities.flatMap((c) => c.measures.map((group) => [group.name, group] as const)))
  app.get<{ Params: { list: string } }>('/api/lists/:list', async (request) => {
    const list = lists.get(request.params.list)
    if (!list) throw refuse('missing', ['没有这个列表', 'No such list'])
    mustMay(request, list.verb?.split('.')[0] ?? list.view, 'read')
    const query = parse(Query, request.query)
    const county = request.session.county.id
    const nodes = await house.record.organizations(county)
    const part = query.part?.split('.')
    const group = part && groups.get(part[0]!)
    if (part && (!group?.parts[part[1]!] || group.list !== list.name)) throw refuse('missing', ['没有这个数字', 'No such number'])
    const { page, total } = listSql(list, county, {
      ...query,
      orgs: orgKeys(nodes, query.org, request.actor.organization) ?? (group && group.outside !== 'counted' ? insideKeys(nodes) : undefined),
      where: group?.parts[part![1]!]?.where,
    })
    const { db } = house.record
    const rows = await db.query<Record<string, unknown> & { id: string; cursor: string }>(page.sql, page.values)
    const [counted] = query.total ? await db.query<{ n: number }>(total.sql, total.values) : []
    await logRead(house, request, `list.${list.name}`, list.name)
    const names = new Map(nodes.map((n) => [n.key, n.name]))
    const { sees } = request.session
    const shown = rows.slice(0, query.limit).map(({ cursor: _, org_key, person_name, ...row }) => ({
      ...row,
      org_name: names.get(org_key as number) ?? '',
      person_name: maskPerson(sees, { name: (person_name as string | null) ?? '' })?.name ?? '',
    }))
    return {
      rows: shown,
      ...(counted ? { total: counted.n } : {}),
      ...(rows.length > query.limit && rows[query.limit - 1]!.cursor ? { next: rows[query.limit - 1]!.cursor } : {}),
    }
  })
}

/** The county as a number counts it: without what lies outside. */
const insideKeys = (nodes: readonly OrgNode[]) =>
  nodes.every((n) => n.inside) ? undefined : nodes.filter((n) => n.inside).map((n) => n.key)
