import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { refuse } from '../kernel/grammar/refusal.ts'
import { type List, listColumns } from '../kernel/grammar/view.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { OrgNode } from '../record/organizations.ts'
import { searchPlan } from '../record/persons.ts'
import { mustMay } from './access/guard.ts'
import { maskPerson } from './access/masking.ts'
import { logRead } from './operations.ts'
import { subtree } from './organizations.ts'
import { parse } from './refusals.ts'

const day = z.iso.date().optional()
const Query = z.object({
  limit: z.coerce.number().int().min(1).max(10_000).default(200),
  after: z.string().max(200).optional(),
  org: z.string().max(64).optional(),
  from: day,
  to: day,
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  state: z.string().max(40).optional(),
  patient: z.string().max(64).optional(),
  q: z.string().max(50).optional(),
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
    const { sql, values } = listSql(list, county, {
      ...query,
      orgs: orgKeys(nodes, query.org, request.actor.organization),
      where: group?.parts[part![1]!]?.where,
    })
    const rows = await house.record.db.query<Record<string, unknown> & { id: string; cursor: string }>(sql, values)
    await logRead(house, request, `list.${list.name}`, list.name)
    const names = new Map(nodes.map((n) => [n.key, n.name]))
    const { sees } = request.session
    const shown = rows.slice(0, query.limit).map(({ cursor: _, org_key, person_name, ...row }) => ({
      ...row,
      org_name: names.get(org_key as number) ?? '',
      person_name: maskPerson(sees, { name: (person_name as string | null) ?? '' })?.name ?? '',
    }))
    return { rows: shown, ...(rows.length > query.limit ? { next: rows[query.limit - 1]!.cursor } : {}) }
  })
}

/** The organisation keys a question is about: the one named (with all below it), else the caller's own institution. The county's root means all. */
function orgKeys(nodes: readonly OrgNode[], org: string | undefined, own: string): number[] | undefined {
  const at = org ?? own
  const node = nodes.find((n) => n.id === at)
  if (org && !node) throw refuse('missing', ['没有这个机构', 'No such organisation'])
  if (!node || ['county', 'prefecture', 'province', 'group'].includes(node.level)) return undefined
  return subtree(nodes, node.id).map((n) => n.key)
}

type Question = z.output<typeof Query> & { orgs: number[] | undefined; where: string | undefined }

/** One page, newest first, keyset paged by (at, id) so that it neither skips nor repeats rows while others write. */
function listSql(list: List, county: number, q: Question): { sql: string; values: unknown[] } {
  const values: unknown[] = [county]
  const param = (value: unknown) => `$${values.push(value)}`
  const where = ['f.county_id = $1']
  if (q.orgs) where.push(`f.org_key = any(${param(q.orgs)}::int[])`)
  if (q.month) where.push(`f.month = ${param(`${q.month}-01`)}::date`)
  if (q.from) where.push(`f.day >= ${param(q.from)}::date`)
  if (q.to) where.push(`f.day <= ${param(q.to)}::date`)
  if (q.state) where.push(`f.state = ${param(q.state)}`)
  if (q.patient)
    where.push(
      `f.patient_id in (select b.patient_id from person a join person b on b.county_id = $1 and b.person_id = a.person_id where a.county_id = $1 and a.patient_id = ${param(q.patient)})`,
    )
  if (q.where) where.push(`(${q.where})`)
  if (q.q) {
    const found = searchPlan(q.q)
    if (found) {
      let text = found.where
      for (const [i, value] of found.values.entries()) text = text.replaceAll(`$${i + 2}`, `§${param(value)}`)
      where.push(`f.patient_id in (select n.patient_id from person_name n where n.county_id = $1 and ${text.replaceAll('§', '')})`)
    }
  }
  if (q.after) {
    const [at, id] = q.after.split('|')
    where.push(`(f.at, f.id) < (${param(at)}::timestamptz, ${param(id)})`)
  }
  const columns = listColumns(list).map(({ name, sql }) => `${sql ?? `f.${name}`} as ${name}`)
  return {
    sql: `select f.id, f.org_key, f.patient_id, ${columns.join(', ')}, n.name as person_name, f.at::text || '|' || f.id as cursor
      from flat_${list.view} f left join person_name n on n.county_id = f.county_id and n.patient_id = f.patient_id and n.reading = 0
      where ${where.join(' and ')} order by f.at desc, f.id desc limit ${q.limit + 1}`,
    values,
  }
}
