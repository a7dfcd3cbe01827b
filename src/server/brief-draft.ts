import { composeBrief, mostNotable, type PlanLine, titleOf } from '../capabilities/briefs/compose.ts'
import type { DraftAnswer } from '../capabilities/briefs/contract.ts'
import { briefCodes } from '../capabilities/briefs/figures.ts'
import { newsOf, type Run } from '../capabilities/briefs/notable.ts'
import type { TargetNow } from '../capabilities/plans/contract.ts'
import { told } from '../capabilities/plans/status-texts.ts'
import { earlier, periodOf, shift } from '../kernel/grammar/period.ts'
import { isPrefecture, library } from '../kernel/perform/library.ts'
import { monthFigures } from '../kernel/perform/month-figures.ts'
import { numbersOf } from '../kernel/perform/numbers.ts'
import type { House } from '../kernel/perform/perform.ts'
import { localDay } from '../record/local-day.ts'
import { explained } from './explain.ts'
import { type PlanNow, plansNow } from './plans/now.ts'

/** A number of fewer rows than these jumps by itself, and a change of so few is nobody's news. */
const enough = 100
const moved = 10
/** Two years of changes to the year before. */
const months = 37
const mostHeavy = 2

/** What the numbers say of a month, in words: its figures, the changes out of the ordinary with their reasons, where the plans stand, what is late. */
export async function draftOf(house: House, county: { id: number; name: string }, month: string): Promise<DraftAnswer> {
  const [figures, runs, plans, late] = await Promise.all([
    monthFigures(house, county.id, briefCodes, month),
    runsOf(house, county.id, month),
    plansNow(house, county.id),
    lateReports(house, county.id, month),
  ])
  const inside = new Set((await house.record.organizations(county.id)).flatMap((node) => (node.inside ? [node.id] : [])))
  const sections = composeBrief({
    county: county.name,
    month,
    figures,
    runs,
    reasons: await reasonsOf(house, county.id, month, runs),
    plans: plans.map((plan) => lineOf(plan, inside)),
    late,
    lateTasks: await lateTasks(house, county.id),
  })
  return { month, title: titleOf(county.name, month), issuer: await issuerOf(house, county.id), sections, figures }
}

/** The months of every indicator that files can show and that rests on enough rows. */
async function runsOf(house: House, county: number, month: string): Promise<Run[]> {
  const indicators = [...(await library(house, county)).indicators.values()].filter(({ manual, better }) => !manual && better !== 'neither')
  const unit = isPrefecture(county) ? 'prefecture' : 'county'
  const from = shift(month, 1 - months)
  const told = await numbersOf(house, county, indicators, { from, to: month, grain: 'month', unit })
  return indicators.flatMap((indicator, i): Run[] => {
    const { code, text, unit: measured, better } = indicator
    const cells = new Map(told[i]!.filter((cell) => cell.unit.id === unit).map((cell) => [cell.period, cell]))
    const last = cells.get(month)
    if (!last || last.value === null || Math.max(last.numerator, last.denominator ?? 0) < enough) return []
    const { value, before = null, lastYear = null } = last
    if (
      lastYear !== null &&
      last.denominator !== undefined &&
      (Math.abs(value - lastYear) / (indicator.scale ?? 1)) * last.denominator < moved
    )
      return []
    return [
      {
        figure: { code, name: text[0], nameEn: text[1], unit: measured, better, value, before, lastYear },
        months: Array.from({ length: months }, (_, n) => cells.get(shift(from, n))?.value ?? null),
      },
    ]
  })
}

/** Why the notable ones changed, as the page of each says it. */
async function reasonsOf(house: House, county: number, month: string, runs: readonly Run[]): Promise<Record<string, string>> {
  const { indicators } = await library(house, county)
  const now = periodOf(month, 'month', month)!
  const unit = isPrefecture(county) ? 'prefecture' : 'county'
  const reasons: Record<string, string> = {}
  for (const { figure } of newsOf(runs, mostNotable)) {
    const { sentence } = await explained(house, county, indicators.get(figure.code)!, {
      unit,
      of: unit,
      grain: 'month',
      before: earlier(now, 12),
      now,
    })
    reasons[figure.code] = sentence[0]
  }
  return reasons
}

/** @param inside organisations of the county: only they can be spoken to */
function lineOf({ head, targets }: PlanNow, inside: ReadonlySet<string>): PlanLine {
  const behind = targets.filter(({ left, notOwn, status }) => left === undefined && !notOwn && status === 'behind')
  return {
    name: head.name[0],
    met: head.status.met,
    onWay: head.status['on-way'],
    unknown: head.status['no-data'],
    over: head.over,
    behind: behind
      .toSorted((a, b) => lagOf(b) - lagOf(a))
      .map((target) => ({
        name: target.text[0],
        stands: standsAt(target),
        heaviest: target.heaviest.organization
          .flatMap(({ unit, share }) => (share > 0 && inside.has(unit.id) ? [unit.name] : []))
          .slice(0, mostHeavy),
      })),
  }
}

/** How far from its path (else from its goal), as a share of the goal. */
const lagOf = ({ now, planned, value = 0 }: TargetNow) =>
  now ? Math.abs((planned ?? value) - now.value) / Math.max(1, Math.abs(value)) : 0
const standsAt = ({ now, planned, value, unit }: TargetNow) =>
  `现为 ${told(now?.value ?? 0, unit)[0]}` +
  (value === undefined ? '' : `，目标 ${told(value, unit)[0]}`) +
  (planned === undefined || planned === value ? '' : `，此时应到 ${told(planned, unit)[0]}`)

/** Institutions that owe the month's report and have not sent it. */
async function lateReports({ record }: House, county: number, month: string): Promise<string[]> {
  const nodes = new Map((await record.organizations(county)).map(({ key, name }) => [key, name]))
  const rows = await record.db.query<{ org_key: number }>(
    `select org_key from flat_report where county_id = $1 and report_month = $2 and state in ('due', 'late', 'returned') order by org_key`,
    [county, month],
  )
  return rows.flatMap(({ org_key }) => nodes.get(org_key) ?? [])
}

/** The health bureau: the office directly below the county. */
const issuerOf = async ({ record }: House, county: number) => {
  const nodes = await record.organizations(county)
  const root = nodes.find(({ level }) => level === 'county')
  return nodes.find(({ parent, type, level }) => parent === root?.id && type === null && level === 'institution')?.name ?? ''
}

/** Tasks of plans whose day is past. */
async function lateTasks({ record, clock }: House, county: number): Promise<string[]> {
  const rows = await record.db.query<{ text: string }>(
    `select text from flat_task where county_id = $1 and state = 'open' and due < $2::date order by due, text`,
    [county, localDay(clock().toISOString())],
  )
  return rows.map(({ text }) => text)
}
