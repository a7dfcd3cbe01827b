import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Indicator, MeasureGroup } from '../kernel/grammar/measure.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import type { House } from '../kernel/perform/perform.ts'
import { partIndex, readCells, refresh } from '../record/cells.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { RecordStore } from '../record/record.ts'
import { mustMay } from './access/guard.ts'
import { parse } from './refusals.ts'

const month = z.string().regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/)
const Query = z.object({
  from: month,
  to: month,
  grain: z.enum(['month', 'quarter', 'year']).default('month'),
  unit: z.enum(['organization', 'township', 'county']).default('organization'),
})
type Question = z.output<typeof Query>
/** `outside`: lies beyond the county, and is not part of its figures. */
type Unit = { id: string; name: string; outside?: true }
export type IndicatorCell = {
  period: string
  unit: Unit
  value: number | null
  numerator: number
  denominator?: number
}

export function registerIndicators(app: FastifyInstance, house: House) {
  const all = house.registry.capabilities.flatMap((c) =>
    c.indicators.map((indicator) => ({ indicator, group: c.measures.find((m) => m.name === indicator.group)! })),
  )
  app.get('/api/indicators', async (request) => {
    mustMay(request, 'indicators', 'read')
    return { indicators: all.map(({ indicator, group }) => ({ ...indicator, list: group.list })) }
  })
  app.get<{ Params: { code: string } }>('/api/indicators/:code', async (request) => {
    mustMay(request, 'indicators', 'read')
    const found = all.find(({ indicator }) => indicator.code === request.params.code)
    if (!found) throw refuse('missing', ['没有这个指标', 'No such indicator'])
    const question = parse(Query, request.query)
    return {
      indicator: { ...found.indicator, list: found.group.list },
      cells: await measure(house, request.session.county.id, found.indicator, found.group, question),
      coverage: await coverage(house.record, request.session.county.id, found.group),
    }
  })
}

/** The values of an indicator: cells made right first, then summed by period and unit. Ratios divide sums, never average ratios. */
export async function measure(
  { record, registry }: Pick<House, 'record' | 'registry'>,
  county: number,
  indicator: Indicator,
  group: MeasureGroup,
  { from, to, grain, unit }: Question,
): Promise<IndicatorCell[]> {
  await refresh(
    record.db,
    county,
    registry.capabilities.flatMap((c) => c.measures),
  )
  const nodes = new Map((await record.organizations(county)).map((n) => [n.key, n]))
  const numerator = partIndex(group, indicator.numerator) - 1
  const denominator = indicator.denominator === undefined ? -1 : partIndex(group, indicator.denominator) - 1
  const sums = new Map<string, { period: string; unit: Unit; order: string; n: number; d: number }>()
  for (const cell of await readCells(record.db, county, group, `${from}-01`, `${to}-01`)) {
    const period = periodOf(cell.period, grain)
    const at = unitOf(nodes.get(cell.unit), unit, group)
    const sum = sums.get(`${period}|${at.id}`) ?? { period, unit: at, order: orderOf(nodes.get(cell.unit)), n: 0, d: 0 }
    sum.n += cell.parts[numerator]!
    sum.d += cell.parts[denominator] ?? 0
    sums.set(`${period}|${at.id}`, sum)
  }
  const scale = indicator.scale ?? 1
  return [...sums.values()]
    .sort((a, b) => a.period.localeCompare(b.period) || a.order.localeCompare(b.order))
    .map(({ period, unit, n, d }) =>
      denominator < 0
        ? { period, unit, value: n * scale, numerator: n }
        : { period, unit, value: d === 0 ? null : (n / d) * scale, numerator: n, denominator: d },
    )
}

/** 2026-03-01 → 2026-03, 2026-Q1 or 2026. */
export function periodOf(monthStart: string, grain: Question['grain']): string {
  const [year, number] = monthStart.split('-') as [string, string]
  return grain === 'year' ? year : grain === 'quarter' ? `${year}-Q${Math.ceil(Number(number) / 3)}` : `${year}-${number}`
}

/** Hospitals first, then township centres, village clinics, and what lies outside the county (it has no township); within a kind by place. */
export const orderOf = (node: OrgNode | undefined) =>
  `${node?.township ? ['A', 'G', 'B', 'C', 'D'].indexOf(node.type?.[0] ?? '') + 1 || 6 : 9}${node?.township ?? ''}${node?.id ?? ''}`

const whole = { id: 'county', name: '全县' }
/** What the county's figures leave out, in one. */
const beyond = { id: 'outside', name: '县外', outside: true } as const
function unitOf(node: OrgNode | undefined, unit: Question['unit'], { outside }: MeasureGroup): Unit {
  const apart = node?.inside === false && outside !== 'counted'
  if (unit === 'county') return apart ? beyond : whole
  if (!node) return { id: '', name: '未知机构' }
  if (apart) return unit === 'township' ? beyond : { id: node.id, name: node.name, outside: true }
  return unit === 'township'
    ? { id: node.township?.slice(0, 9) ?? '', name: node.township?.slice(0, 9) ?? '' }
    : { id: node.id, name: node.name }
}

/** Until which day each institution has reported anything the number counts. */
async function coverage(record: RecordStore, county: number, group: MeasureGroup) {
  const rows = await record.db.query<{ org_key: number; last: string }>(
    `select l.org_key, d.last from (
       select unit_key as org_key, max(period) as month from cell where county_id = $1 and measure_group = $2 and grain = 'month' and unit_kind = 'org' group by unit_key) l,
     lateral (select max(f.day) as last from flat_${group.view} f where f.county_id = $1 and f.month = l.month and f.org_key = l.org_key) d where d.last is not null`,
    [county, group.name],
  )
  const nodes = new Map((await record.organizations(county)).map((n) => [n.key, n]))
  return rows.map((row) => ({ unit: nodes.get(row.org_key)?.id ?? '', lastDay: row.last }))
}
