import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ReportingMonth } from '../capabilities/reporting/contract.ts'
import { dueDaysFromFhir, dueDaysType, monthType, reportFromFhir, reportType } from '../capabilities/reporting/fhir.ts'
import { type DueDays, dueDaysId, dueOf, monthClaim, monthId, type Report, reportId } from '../capabilities/reporting/shape.ts'
import { around, type Home, mayDecide, maySubmit, maySupervise } from '../capabilities/reporting/who.ts'
import type { Resource } from '../fhir/resource.ts'
import { system } from '../kernel/perform/deadlines.ts'
import { figuresOf } from '../kernel/perform/figures.ts'
import { answer } from '../kernel/perform/needs.ts'
import { type House, perform } from '../kernel/perform/perform.ts'
import { orderOf } from '../kernel/perform/sums.ts'
import { localDay } from '../record/local-day.ts'
import type { OrgNode } from '../record/organizations.ts'
import { readMany } from '../record/read.ts'
import { mustMay } from './access/guard.ts'
import { parse } from './refusals.ts'
import { writtenSince } from './written-since.ts'

/** Who owes a report: hospitals, health centres, public-health and emergency institutions in the county (WS 218 A, B, C, E, G, J). A village clinic's month is its health centre's. */
const owing = /^[ABCEGJ]/
/** The institutions that owe a report for a month: inside the county and open in it. */
const reportersOf = (nodes: readonly OrgNode[], month: string) =>
  nodes
    .filter((n) => n.level === 'institution' && n.inside && owing.test(n.type ?? '') && n.from <= `${month}-31` && n.to >= `${month}-01`)
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))

const monthBefore = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 2, 1)).toISOString().slice(0, 7)

/** By which day months are due, as the county decided; none: the usual one. */
async function dueRules({ record }: House, county: number): Promise<DueDays['rules']> {
  const [found] = await readMany(record.db, county, [{ type: dueDaysType, id: dueDaysId }])
  return found ? dueDaysFromFhir([JSON.parse(found.doc) as Resource]).rules : []
}

async function reportsOf(house: House, county: number, month: string): Promise<Map<string, Report>> {
  const keys = reportersOf(await house.record.organizations(county), month).map((n) => ({ type: reportType, id: reportId(n.id, month) }))
  const found = await readMany(house.record.db, county, keys)
  return new Map(found.map((d) => reportFromFhir([JSON.parse(d.doc) as Resource])).map((r) => [r.organization, r]))
}

/** Opens a month's reports where they are missing, and marks those whose day has passed. What is there already stays. */
export async function openReports(house: House, county: number, month: string): Promise<void> {
  const today = localDay(house.clock().toISOString())
  const due = dueOf(month, await dueRules(house, county))
  const known = await reportsOf(house, county, month)
  const as = { county, kind: 'report', actor: system }
  for (const { id: organization } of reportersOf(await house.record.organizations(county), month)) {
    const report = known.get(organization)
    const id = reportId(organization, month)
    if (!report) await perform(house, { ...as, verb: 'open', input: { organization, month, due }, opId: `open:${id}` })
    if ((report?.state ?? 'due') === 'due' && (report?.due ?? due) < today) await perform(house, { ...as, verb: 'lapse', id, input: {} })
  }
}

/** The month before, for every county: done at start, every hour, and when institutions are added. */
export async function openLastMonth(house: House): Promise<void> {
  const month = monthBefore(localDay(house.clock().toISOString()))
  for (const county of await house.record.counties()) await openReports(house, county.id, month)
}

const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 | Write the month as 2026-01')

export function registerReporting(app: FastifyInstance, house: House) {
  app.get('/api/reporting/:month', async (request) => {
    mustMay(request, 'report', 'read')
    const { month } = parse(z.object({ month: Month }), request.params)
    const { actor } = request
    const county = request.session.county.id
    const reports = await reportsOf(house, county, month)
    const now = await figuresOf(house, county, month)
    const rules = await dueRules(house, county)
    const lock = { kind: 'slots', resource: monthClaim(month), of: 1 } as const
    const { locked, ...home } = (await answer(house, county, { ...around(actor), locked: lock })) as Home & {
      locked: { free: readonly number[] }
    }
    const [known] = await readMany(house.record.db, county, [{ type: monthType, id: monthId(month) }])
    return {
      month,
      due: dueOf(month, rules),
      dueRules: rules,
      locked: locked.free.length === 0,
      lock: known ? monthId(month) : null,
      supervises: maySupervise(actor, home),
      rows: reportersOf(await house.record.organizations(county), month).map(({ id, name }) => ({
        organization: { id, name },
        report: reports.get(id) ?? null,
        now: now.get(id) ?? {},
        may: { submit: maySubmit(actor, id, home), decide: mayDecide(actor, id, home) },
      })),
    } satisfies ReportingMonth
  })
  app.get('/api/reporting/:month/:organization/since', async (request) => {
    mustMay(request, 'report', 'read')
    const { month, organization } = parse(z.object({ month: Month, organization: z.string().max(64) }), request.params)
    return writtenSince(house, request.session.county.id, month, organization)
  })
}
