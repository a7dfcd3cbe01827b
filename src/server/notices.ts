import type { FastifyInstance } from 'fastify'
import { readFeeds } from '../adapters/database/store.ts'
import { reportFromFhir, reportType } from '../capabilities/reporting/fhir.ts'
import type { Report } from '../capabilities/reporting/shape.ts'
import { texts } from '../capabilities/reporting/texts.ts'
import type { Resource } from '../fhir/resource.ts'
import { mayUse } from '../kernel/grammar/capability.ts'
import { fill } from '../kernel/grammar/fill.ts'
import type { Actor } from '../kernel/grammar/operation.ts'
import type { Text } from '../kernel/grammar/texts.ts'
import type { House } from '../kernel/perform/perform.ts'
import { readMany } from '../record/read.ts'
import type { Notice } from '../ui/contract.ts'
import { feedItem } from './feeds.ts'

const feedText: Text = ['医院数据库 {name}：{state}', 'Hospital database {name}: {state}']
const owedText: Text = ['{month} 月报：{state}，截止 {due}', 'Report of {month}: {state}, due {due}']

/** Day and minute in China of an instant. */
const minuteOf = (instant: string) => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const joined = (...texts: readonly Text[]): Text => [texts.map(([zh]) => zh).join('；'), texts.map(([, en]) => en).join('; ')]

/** `GET /api/notices`: what waits for the caller, shown on the start page and counted beside the menu: reports his institution owes, hospital databases that are silent. */
export function registerNotices(app: FastifyInstance, house: House) {
  app.get('/api/notices', async ({ actor, session }) => ({
    notices: [...(await owedReports(house, session.county.id, actor)), ...(await troubledFeeds(house, session.county.id, actor))],
  }))
}

/** Reports of the caller's own institution that are overdue, sent back, or chased and not yet submitted. */
async function owedReports({ record }: House, county: number, actor: Actor): Promise<Notice[]> {
  if (!mayUse(actor, 'report', 'submit')) return []
  const nodes = await record.organizations(county)
  const home = nodes.find(({ id }) => id === actor.organization)
  const own = nodes.find(({ id }) => id === (home?.institution ?? actor.organization))
  if (!own) return []
  const owed = await record.db.query<{ id: string }>(
    `select id from flat_report where county_id = $1 and org_key = $2 and (state in ('late', 'returned') or (state = 'due' and chased > 0)) order by report_month`,
    [county, own.key],
  )
  const found = await readMany(
    record.db,
    county,
    owed.map(({ id }) => ({ type: reportType, id })),
  )
  return found.map(({ doc }) => noticeOf(reportFromFhir([JSON.parse(doc) as Resource])))
}

function noticeOf({ month, state, due, reason, chased, chasedAt, chasedBy }: Report): Notice {
  const chase = { name: chasedBy ?? '', at: chasedAt ? minuteOf(chasedAt) : '', n: chased }
  const text = joined(
    fill(owedText, { month, due, state: texts[state] }),
    ...(state === 'returned' && reason ? [[reason, reason] as const] : []),
    ...(chasedAt ? [fill(texts.chasedBy, chase)] : []),
  )
  return { path: '/reporting', query: `month=${month}`, text }
}

/** For those who may import; nothing is sent outside. */
async function troubledFeeds({ record, clock }: House, county: number, actor: Actor): Promise<Notice[]> {
  if (!mayUse(actor, 'import', 'read')) return []
  const items = (await readFeeds(record.db, county)).map((row) => feedItem(row, clock()))
  return items
    .filter(({ state }) => state !== 'ok')
    .map(({ name, stateText }) => ({ path: '/imports', text: fill(feedText, { name, state: stateText }) }))
}
