import type { FastifyInstance } from 'fastify'
import type { InstitutionBoard, LateReport, LateTask } from '../capabilities/boards/contract.ts'
import { classOf } from '../capabilities/boards/key-numbers.ts'
import type { Task } from '../capabilities/plans/shape.ts'
import { reportFromFhir, reportType } from '../capabilities/reporting/fhir.ts'
import type { Resource } from '../fhir/resource.ts'
import { shift } from '../kernel/grammar/period.ts'
import { refuse } from '../kernel/grammar/refusal.ts'
import { isPrefecture } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import type { OrgNode } from '../record/organizations.ts'
import { readMany } from '../record/read.ts'
import { mustMay } from './access/guard.ts'
import { keyNumbersOf, ownTargetsOf } from './institution-numbers.ts'
import { ownStatementsOf } from './institution-statements.ts'
import { orgKeys } from './organizations.ts'
import { boardOf } from './plans/now.ts'
import { registerPrefecture } from './prefecture-board.ts'

/** What the head of an institution looks at: its own, and those below it; whoever works for the whole county (as lists have it) any of them. */
export function registerBoards(app: FastifyInstance, house: House) {
  registerPrefecture(app, house)
  app.get<{ Params: { id: string } }>('/api/institutions/:id/board', async (request) => {
    mustMay(request, 'indicators', 'read')
    mustMay(request, 'plan', 'read')
    const { county, sees } = request.session
    const nodes = await house.record.organizations(county.id)
    const node = nodes.find(({ id, level, inside }) => id === request.params.id && level === 'institution' && inside)
    if (!node || isPrefecture(county.id)) throw refuse('missing', ['没有这个机构', 'No such institution'])
    const home = nodes.find(({ id }) => id === request.actor.organization)
    const mine = orgKeys(nodes, undefined, home?.level === 'department' ? (home.institution ?? home.id) : request.actor.organization)
    if (mine && !mine.includes(node.key))
      throw refuse('forbidden', ['只能查看本机构及下属机构', 'You may see your own institution and those below it'])
    return institutionBoard(house, county.id, node, { nodes, shy: sees === 'none' })
  })
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** @param shy for somebody who may not see persons: numbers of fewer than five are left out */
export async function institutionBoard(
  house: House,
  county: number,
  node: OrgNode,
  { nodes, shy }: { nodes: readonly OrgNode[]; shy: boolean },
): Promise<InstitutionBoard> {
  const today = localDay(house.clock().toISOString())
  const month = shift(today.slice(0, 7), -1)
  const kind = classOf(node.type)
  const peers = nodes.filter(
    (one) => one.level === 'institution' && one.inside && one.from <= today && one.to >= today && classOf(one.type) === kind,
  )
  const board = await boardOf(house, county, shy)
  const { plans, kept } = board
  const about = { node, peers: kind === 'other' ? [] : peers, shy }
  const [numbers, targets, reports] = await Promise.all([
    keyNumbersOf(house, county, { ...about, month, kind }),
    ownTargetsOf(house, county, plans, about),
    reportsOf(house, county, node, today),
  ])
  const above = nodes.find(({ id }) => id === node.parent)
  return {
    ...{ today, month, peers: about.peers.length, numbers, targets, reports },
    institution: {
      ...{ id: node.id, name: node.name, type: node.type, kind },
      ...(above ? { above: { id: above.id, name: above.name } } : {}),
      ...(node.township ? { township: node.township } : {}),
    },
    statements: ownStatementsOf(board, node),
    tasks: kept.tasks.flatMap((task) => lateOf(task, node.id, today)).sort((a, b) => a.due.localeCompare(b.due)),
  }
}

function lateOf({ id, state, plan, text, textEn, due, units, report }: Task, institution: string, today: string): LateTask[] {
  if (state !== 'open' || due >= today || !units.includes(institution)) return []
  const days = dayNumber(today) - dayNumber(due)
  return [{ id, plan, text: [text, textEn], due, days, leads: units[0] === institution, report }]
}

/** Monthly reports that it owes and whose day is past, that came back, or that were chased. */
async function reportsOf({ record }: House, county: number, { key }: OrgNode, today: string): Promise<LateReport[]> {
  const rows = await record.db.query<{ id: string }>(
    `select id from flat_report where county_id = $1 and org_key = $2
       and (state in ('late', 'returned') or (state = 'due' and (due < $3::date or chased > 0))) order by report_month`,
    [county, key, today],
  )
  const found = await readMany(
    record.db,
    county,
    rows.map(({ id }) => ({ type: reportType, id })),
  )
  return found
    .map(({ doc }) => reportFromFhir([JSON.parse(doc) as Resource]))
    .sort((a, b) => a.month.localeCompare(b.month))
    .map(({ month, due, state, chased, chasedAt, chasedBy }) => ({
      ...{ month, due, state, days: Math.max(dayNumber(today) - dayNumber(due), 0) },
      ...(chasedAt ? { chase: { name: chasedBy ?? '', at: chasedAt, n: chased } } : {}),
    }))
}
