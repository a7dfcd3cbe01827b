import { monthId, reportId } from '../capabilities/reporting/shape.ts'
import type { Actor } from '../kernel/grammar/operation.ts'
import { system } from '../kernel/perform/deadlines.ts'
import { type House, perform } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import { openReports } from '../server/reporting.ts'

/**
 * The reports of the last three months as a county has them in the middle of a month: the older two signed, approved and the oldest locked, of the last one most
 * signed and a few owed. Performed once; signed in the name of each institution.
 */
export async function demoReports(house: House, county: number): Promise<void> {
  const today = localDay(house.clock().toISOString())
  const months = [3, 2, 1].map((back) =>
    new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 - back, 1)).toISOString().slice(0, 7),
  )
  for (const [i, month] of months.entries()) {
    await openReports(house, county, month)
    const owed = await house.record.db.query<{ id: string; org: string }>(
      `select f.id, d.value as org from flat_report f join dictionary d on d.county_id = f.county_id and d.kind = 'organization' and d.key = f.org_key
       where f.county_id = $1 and f.report_month = $2 and f.state in ('due', 'late') order by d.value`,
      [county, month],
    )
    for (const [n, { org }] of owed.entries()) {
      if (i === 2 && n % 5 === 4) continue
      const clerk: Actor = { ...system, login: 'demo', name: '统计员', organization: org }
      const as = { county, kind: 'report', id: reportId(org, month), input: {} }
      await perform(house, { ...as, verb: 'submit', actor: clerk, opId: `demo:${month}:${org}:submit` })
      if (i < 2) await perform(house, { ...as, verb: 'approve', actor: system, opId: `demo:${month}:${org}:approve` })
    }
  }
  const lock = { county, kind: 'month', verb: 'lock', actor: system }
  await perform(house, { ...lock, input: { month: months[0] }, opId: `demo:${monthId(months[0]!)}` })
}
