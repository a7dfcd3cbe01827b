import type { Point, TargetNow, Weight } from '../../capabilities/plans/contract.ts'
import { addMonths, lastDayOf } from '../../capabilities/plans/dates.ts'
import { forecast } from '../../capabilities/plans/forecast.ts'
import { type Chosen, chosen, earlierPaths, pathOf, plannedAt } from '../../capabilities/plans/path.ts'
import type { Plan } from '../../capabilities/plans/shape.ts'
import { reaches, statusOf, whyOf } from '../../capabilities/plans/status.ts'
import { texts } from '../../capabilities/plans/status-texts.ts'
import type { Target } from '../../capabilities/plans/template.ts'
import { shared } from '../../capabilities/plans/weigh.ts'
import { fill } from '../../kernel/grammar/fill.ts'
import { type Grain, monthsOf, periodOfMonth, shift } from '../../kernel/grammar/period.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Context } from './context.ts'
import { type Standing, type StatedNow, statedOf } from './stated.ts'
import { wantedKey } from './values.ts'

const shown = 36
type Measured = Extract<Target['measure'], { indicator: string }>
type Stated = Exclude<Target['measure'], Measured>
export const isMeasured = (measure: Target['measure']): measure is Measured => 'indicator' in measure

/** What is known of a target's value, wherever it comes from. */
type Facts = Pick<TargetNow, 'now' | 'lastYear' | 'before' | 'stated'> & {
  series: readonly Point[]
  /** The value that held on a day. */
  on: (day: string) => number | undefined
  unknown?: Text
  weights?: readonly Weight[]
}

/** A target as it stands today, without its weights. */
export function targetNow(plan: Plan, target: Target, context: Context): TargetNow {
  const mine = chosen(
    target,
    plan.choices.find(({ code }) => code === target.code),
    plan,
  )
  const notOwn = target.scope === 'prefecture' && !context.prefecture
  const facts: Facts = notOwn ? { series: [], on: () => undefined, unknown: texts.notOwn } : factsOf(plan, mine, context)
  const { baseline, baselineIs } = baselineOf(mine, facts.series)
  const path = pathOf(mine, baseline)
  const { now } = facts
  const along = plannedAt(path, now?.day ?? context.today)
  // yes or no: there is nothing half-way
  const planned = mine.unit === 'yes' && along !== undefined ? Math.floor(along) : along
  const ahead = isMeasured(mine.measure) && mine.deadline > context.today ? forecastOf(mine.measure, mine, facts.series) : undefined
  const over = mine.deadline < context.today && !notOwn && mine.left === undefined ? overOf(mine, facts, baseline) : undefined
  const standing = {
    ...{ comparator: mine.comparator, unit: mine.unit, deadline: mine.deadline },
    ...optional({
      value: mine.value,
      baseline,
      baselineIs,
      now,
      lastYear: facts.lastYear,
      planned,
      forecast: ahead,
      over,
      stated: facts.stated,
    }),
    ...optional({ unknown: facts.unknown, left: mine.left }),
  }
  const status = statusOf(standing)
  const responsible = mine.responsible ?? responsibleOf(plan, target)
  return {
    ...{
      code: target.code,
      clause: target.clause,
      text: target.text,
      measure: target.measure,
      comparator: mine.comparator,
      unit: mine.unit,
    },
    ...{ from: mine.from, deadline: mine.deadline, open: mine.open ?? false, scope: target.scope },
    ...optional({ reading: target.reading, value: mine.value, left: mine.left, notOwn: notOwn ? (true as const) : undefined }),
    ...optional({ responsible: responsible === undefined ? undefined : context.unit(responsible) }),
    ...optional({ baseline, now, lastYear: facts.lastYear, before: facts.before, planned, forecast: ahead, over, stated: facts.stated }),
    series: facts.series.slice(-shown).map(({ day, value }) => ({ day, value })),
    path,
    earlierPaths: earlierPaths(target, plan, baseline),
    status,
    why: whyOf(standing),
    heaviest: { organization: isShort(status) ? (facts.weights ?? []) : [], township: [] },
    tasks: context.tasks(plan.id, ({ targets }) => targets.includes(target.code)),
  }
}

/** Something is lacking, and known. */
export const isShort = (status: TargetNow['status']) => status === 'behind' || status === 'on-way'

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
/** Without what is undefined: what is not known is absent. */
export const optional = <T extends object>(of: T) =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Given<T>

function responsibleOf({ template, units }: Plan, target: Target): string | undefined {
  const first = template.clauses.find(({ id }) => id === target.clause)?.units[0]
  return first === undefined ? undefined : units[first]
}

const factsOf = (plan: Plan, target: Chosen, context: Context): Facts =>
  isMeasured(target.measure)
    ? measuredFacts(target.measure, context)
    : statedFacts(
        statedOf(target.measure, context.statingUnits(target), context.said(plan, target), context.today),
        target.measure,
        context.today,
      )

function measuredFacts({ indicator, variant, grain }: Measured, { series: all }: Context): Facts {
  const found = all.get(wantedKey({ code: indicator, variant, grain }))
  const nobody = { series: [], on: () => undefined }
  if (!found) return { ...nobody, unknown: fill(texts.noIndicator, { code: indicator }) }
  const told = found.told.filter(({ few }) => !few)
  const last = found.told.at(-1)
  if (!last) return { ...nobody, unknown: texts.noPeriod }
  const on = (asked: string) => told.find((one) => one.day === endBefore(asked, grain))?.value
  if (last.few) return { series: told, on, unknown: texts.few }
  const { day, value, period, cell } = last
  const seen = optional({ lastYear: cell.lastYear ?? undefined, before: cell.before ?? undefined })
  return { series: told, now: { day, value, period }, ...seen, on }
}

/** The last day of the newest period that is over on a day. */
function endBefore(day: string, grain: Grain): string {
  const [from, to] = monthsOf(periodOfMonth(day.slice(0, 7), grain), grain)!
  return lastDayOf(to) <= day ? lastDayOf(to) : lastDayOf(shift(grain === 'rolling' ? to : from, -1))
}

function statedFacts({ series, on, standings, stated }: StatedNow, { stated: kind, of }: Stated, today: string): Facts {
  const value = on(today)
  const now = value === undefined ? undefined : { day: today, value }
  const unknown = stated.wanted === 0 ? texts.noUnits : (standings.find((one) => one.lapsed) ?? standings[0])?.problem
  const weights = kind === 'yes' && of !== 'county' ? statedWeights(standings) : undefined
  return { series, on, stated, ...optional({ now, lastYear: on(addMonths(today, -12)), weights, unknown: now ? undefined : unknown }) }
}

/**
 * What a target started from: what the county decided, else the last value at the start, else the first before the deadline. What can only rise or fall is not compared
 * with itself.
 */
function baselineOf({ baseline, from, deadline, comparator }: Chosen, series: readonly Point[]) {
  if (baseline) return { baseline, baselineIs: 'chosen' as const }
  const before = series.findLast(({ day }) => day <= from)
  const found = before ?? series[0]
  const itself = (comparator === 'rises' || comparator === 'falls') && found === series.at(-1)
  if (!found || found.day >= deadline || itself) return {}
  return { baseline: { day: found.day, value: found.value }, baselineIs: before ? ('before' as const) : ('first' as const) }
}

/** Of a target that units state yes to: each that does not say it lacks one. */
const statedWeights = (standings: readonly Standing[]): Weight[] =>
  shared(standings.map(({ unit, value }) => ({ unit, value: value ?? null, lacks: value !== undefined && value >= 1 ? 0 : 1 })))

const percents = { percent: 100, permille: 1000 } as const
function forecastOf({ grain }: Measured, { unit, deadline }: Chosen, series: readonly Point[]) {
  const high = unit === 'percent' || unit === 'permille' ? { high: percents[unit] } : {}
  const seasons = grain === 'month' ? 12 : grain === 'quarter' ? 4 : 1
  return forecast(series.slice(-shown), deadline, { seasons, overlap: grain === 'rolling' ? 12 : 1 }, { low: 0, ...high })
}

function overOf(target: Chosen, { on }: Facts, baseline: Point | undefined): TargetNow['over'] {
  const value = on(target.deadline)
  if (value === undefined) return { on: target.deadline, met: null }
  return { on: target.deadline, met: reaches(target, value, baseline) ?? null, value }
}
