import type { Figure } from '../capabilities/cockpit/figure.ts'
import { dutySignal } from '../capabilities/cockpit/judge.ts'
import { shift } from '../kernel/grammar/period.ts'
import type { Asked } from '../kernel/perform/numbers.ts'

/** Who owes the report of the newest month whose day is past, and has not sent it. */
export type Duty = { figure: Figure; month: string; late: readonly { id: string; name: string }[]; owing: number }

/** Monthly reports that are overdue on a local day; months before are the series. */
export async function reportDuty({ record }: Asked, county: number, today: string): Promise<Duty> {
  const last = shift(today.slice(0, 7), -1)
  const rows = await record.db.query<{ month: string; org: number; late: boolean; past: boolean }>(
    `select report_month as month, org_key as org, state in ('due', 'late', 'returned') and due < $2::date as late, due < $2::date as past
     from flat_report where county_id = $1 and report_month between $3 and $4`,
    [county, today, shift(last, -13), last],
  )
  const month = rows.reduce((newest, row) => (row.past && row.month > newest ? row.month : newest), '') || last
  const nodes = new Map((await record.organizations(county)).map((node) => [node.key, node]))
  const of = rows.filter((row) => row.month === month)
  const late = of.filter((row) => row.late).flatMap(({ org }) => nodes.get(org) ?? [])
  const signal = dutySignal(late.length, of.length)
  const known = (m: string) => rows.filter((row) => row.month === m)
  const series = Array.from({ length: 13 }, (_, i) => shift(month, i - 12)).map((m) =>
    known(m).length ? known(m).filter((row) => row.late).length : null,
  )
  const value = of.length ? late.length : null
  return {
    figure: { from: month, to: month, value, series, ...(signal ? { signal } : {}) },
    month,
    late: late.map(({ id, name }) => ({ id, name })),
    owing: of.length,
  }
}
