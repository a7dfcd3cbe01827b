import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { parseExpression } from '../kernel/grammar/expression.ts'
import { earlier, periodOf } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { List } from '../kernel/grammar/view.ts'
import { library } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { counts } from '../kernel/perform/selectors.ts'
import { byDimension } from '../record/cell-sql.ts'
import { localDay } from '../record/local-day.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { RowsAsked } from '../record/rows.ts'
import { mustMay } from './access/guard.ts'
import { maskPerson } from './access/masking.ts'
import { ChangedRows, changedOf } from './filings.ts'
import { month } from './indicators.ts'
import { listSql, type RowsAlone } from './list-sql.ts'
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
  month: month.optional(),
  state: z.string().max(40).optional(),
  patient: z.string().max(64).optional(),
  q: z.string().max(50).optional(),
  /** Rows written after an instant: what changed since a report was signed. */
  since: z.iso.datetime().optional(),
  /** Also say how many rows there are (see `counting`). */
  total: z.stringbool().default(false),
  /** The rows a part of a number counts, as `visits.count@primary`, in a period up to the month `last`, of a township or of residents. */
  part: z.string().max(120).optional(),
  period: z.string().max(10).optional(),
  grain: z.enum(['month', 'quarter', 'year', 'rolling']).default('month'),
  last: month.optional(),
  back: z.coerce.number().int().min(0).max(36).default(0),
  township: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  by: z.enum(['institution', 'residence']).default('institution'),
  /** An institution with those it took over, as they are told by the structure of today. */
  structure: z.enum(['period', 'today']).default('period'),
  /** ICD-10 category of a group that has diseases. */
  disease: z.string().max(10).optional(),
  /** Rows of a part (`ref`) that came, went or changed since a figure was filed. */
  filing: ChangedRows.shape.filing.optional(),
  ref: ChangedRows.shape.ref.optional(),
  diff: ChangedRows.shape.diff.optional(),
})
type Query = z.output<typeof Query>

const noPersons = ['您的岗位不能查看个人信息，不能看这些记录', 'Your post does not show persons, nor these rows'] as const

/** Work lists over the flat views: the rows of a desk, and the rows a number is made of. */
export function registerLists(app: FastifyInstance, house: House) {
  const types = new Map(house.registry.capabilities.flatMap((c) => c.views.map(({ definition: d }) => [d.name, d.resource] as const)))
  const lists = new Map(house.registry.capabilities.flatMap((c) => c.lists.map((list) => [list.name, list] as const)))
  app.get<{ Params: { list: string } }>('/api/lists/:list', async (request) => {
    const list = lists.get(request.params.list)
    if (!list) throw refuse('missing', ['没有这个列表', 'No such list'])
    mustMay(request, list.verb?.split('.')[0] ?? list.view, 'read')
    // rows of persons, and how many they are under any conditions, are for those who may see persons
    if (request.session.sees === 'none' && list.columns.some(({ kind }) => kind === 'person')) throw refuse('forbidden', noPersons)
    const query = parse(Query, request.query)
    const county = request.session.county.id
    const nodes = await house.record.organizations(county)
    const part =
      query.filing === undefined
        ? query.part === undefined
          ? undefined
          : await partRows(house, county, list, query, nodes)
        : await filedRows(house, county, list, query)
    const { page, total } = listSql(list, county, {
      ...query,
      since: query.since === undefined ? undefined : { at: query.since, type: types.get(list.view) ?? '' },
      ...(part ? { month: undefined } : {}), // days narrow the rows of a number further: those of yesterday
      orgs: part ? part.orgs : orgKeys(nodes, query.org, request.actor.organization),
      rows: part?.rows,
      only: part?.only,
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

type Behind = { orgs: readonly number[] | undefined; rows?: RowsAsked; only?: RowsAlone }
/** Rows that a filed figure would not count today, or counts newly or otherwise. @throws Refusal 'missing' */
async function filedRows(house: House, county: number, list: List, { filing, ref, diff }: Query): Promise<Behind> {
  const changed = await changedOf(house, county, parse(ChangedRows, { filing, ref, diff }), most)
  if (changed.list !== list.name) throw refuse('missing', ['没有这个数字', 'No such number'])
  return { orgs: undefined, only: { ids: changed.ids, persons: changed.view === byDimension } }
}
/** So many changed rows are shown. */
const most = 10_000

/** The rows that a part of a number counts, in the words of the number. @throws Refusal 'missing' for an unknown part, 'invalid' for a period that is none */
async function partRows(house: House, county: number, list: List, query: Query, nodes: readonly OrgNode[]): Promise<Behind> {
  const ref = partOf(query.part!)
  const group = ref && (await library(house, county)).groups.get(ref.group)
  if (!ref || !group?.parts[ref.part] || group.list !== list.name) throw refuse('missing', ['没有这个数字', 'No such number'])
  const thisMonth = localDay(house.clock().toISOString()).slice(0, 7)
  const period = periodOf(query.period ?? query.month ?? '', query.grain, query.last && query.last < thisMonth ? query.last : thisMonth)
  if (!period) throw refuse('invalid', ['没有这个时段', 'No such period'], [{ path: 'period', text: ['没有这个时段', 'No such period'] }])
  const { from, to } = earlier(period, query.back)
  const residents = query.by === 'residence' || group.nowhere === true
  const chosen = query.org === undefined ? undefined : query.structure === 'today' ? takenOver(nodes, query.org) : new Set([query.org])
  const within = (node: OrgNode) =>
    counts(node, ref.selectors) &&
    (residents || group.outside === 'counted' || chosen !== undefined || node.inside) &&
    (chosen === undefined || chosen.has(node.id)) &&
    (residents || query.township === undefined || node.township?.slice(0, 9) === query.township)
  const all = group.nowhere || (residents && !ref.selectors.length && !chosen)
  const orgs = all ? undefined : nodes.filter(within).map((node) => node.key)
  const dims = query.disease === undefined ? undefined : { disease: query.disease }
  if (dims && !group.dims?.['disease'])
    throw refuse('invalid', ['这些记录没有病种', 'These rows have no disease'], [{ path: 'disease', text: ['没有病种', 'No disease'] }])
  return { orgs, rows: { group, part: ref.part, from, to, residents, township: residents ? query.township : undefined, dims } }
}

function partOf(source: string) {
  try {
    const parsed = parseExpression(source)
    return parsed.kind === 'ref' ? parsed : undefined
  } catch {
    return undefined
  }
}

/** An institution and those it took over. */
function takenOver(nodes: readonly OrgNode[], id: string): ReadonlySet<string> {
  const found = new Set([id])
  for (let size = 0; size !== found.size; ) {
    size = found.size
    for (const node of nodes) if (node.successors.some((s) => found.has(s))) found.add(node.id)
  }
  return found
}
