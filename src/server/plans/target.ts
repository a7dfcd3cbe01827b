import type { Point, TargetNow } from '../../capabilities/plans/contract.ts'
import { forecast } from '../../capabilities/plans/forecast.ts'
import { type Chosen, chosen, dayNumber, earlierPaths, pathOf, plannedAt } from '../../capabilities/plans/path.ts'
import type { Plan } from '../../capabilities/plans/shape.ts'
import { reaches, statusOf, whyOf } from '../../capabilities/plans/status.ts'
import { fill, texts } from '../../capabilities/plans/status-texts.ts'
import type { Target } from '../../capabilities/plans/template.ts'
import type { Text } from '../../kernel/grammar/texts.ts'
import type { Context } from './context.ts'
import { type StatedNow, statedOf } from './stated.ts'
import { type Series, type Told, wantedKey } from './values.ts'

const shown = 36
/** A value of the deadline's own time is at most so old on the day: its period, and not two. */
const stale = { month: 62, quarter: 184, rolling: 62, year: 731 } as const
type Measured = Extract<Target['measure'], { indicator: string }>
export const isMeasured = (measure: Target['measure']): measure is Measured => 'indicator' in measure

/** What is known of a target's value, wherever it comes from. */
type Facts = Pick<TargetNow, 'now' | 'lastYear' | 'before' | 'stated'> & {
  series: readonly Point[]
  /** The value that held on a day. */
  on: (day: string) => number | undefined
  unknown?: Text
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
  const planned = plannedAt(path, now?.day ?? context.today)
  const ahead = isMeasured(mine.measure) && mine.deadline > context.today ? forecastOf(mine.measure, mine, facts.series) : undefined
  const over = mine.deadline < context.today && !notOwn && mine.left === undefined ? overOf(mine, facts, baseline) : undefined
  const standing = {
    ...{ comparator: mine.comparator, unit: mine.unit, deadline: mine.deadline },
    ...optional({ value: mine.value, baseline, baselineIs, now, lastYear: facts.lastYear, planned, forecast: ahead, over }),
    ...optional({ unknown: facts.unknown, left: mine.left }),
  }
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
    status: notOwn ? 'no-data' : statusOf(standing),
    why: whyOf(standing),
    heaviest: { organization: [], township: [] },
    tasks: context.tasks(plan.id, ({ targets }) => targets.includes(target.code)),
  }
}

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
    : statedFacts(statedOf(target.measure, context.statingUnits(target), context.said(plan, target), context.today), context.today)

function measuredFacts({ indicator, variant, grain }: Measured, { series: all, shy }: Context): Facts {
  const found = all.get(wantedKey({ code: indicator, variant, grain }))
  const nobody = { series: [], on: () => undefined }
  if (!found) return { ...nobody, unknown: fill(texts.noIndicator, { code: indicator }) }
  const told = visible(found, shy)
  const last = told.at(-1)
  if (!last) return { ...nobody, unknown: found.told.length ? texts.few : texts.noPeriod }
  const { day, value, period, cell } = last
  const on = (asked: string) => {
    const then = told.findLast((one) => one.day <= asked)
    return then && dayNumber(asked) - dayNumber(then.day) < stale[grain] ? then.value : undefined
  }
  const seen = ({ lastYear, before }: Told['cell']) =>
    shy ? {} : optional({ lastYear: lastYear ?? undefined, before: before ?? undefined })
  return { series: told, now: { day, value, period }, ...seen(cell), on }
}

/** To who may not see persons, a value that a handful of them make is not told. */
export const visible = ({ told }: Series, shy: boolean) => (shy ? told.filter(({ few }) => !few) : told)

function statedFacts({ series, on, standings, stated }: StatedNow, today: string): Facts {
  const value = on(today)
  const problem = standings.find((one) => one.problem)?.problem
  const unknown = stated.wanted === 0 ? texts.noUnits : (standings.find((one) => one.lapsed)?.problem ?? problem)
  const now = value === undefined ? undefined : { day: today, value }
  return { series, on, stated, ...optional({ now, unknown: now ? undefined : unknown }) }
}

/** What a target started from: what the county decided, else the last value at the start, else the first there is. */
function baselineOf(target: Chosen, series: readonly Point[]) {
  if (target.baseline) return { baseline: target.baseline, baselineIs: 'chosen' as const }
  const before = series.findLast(({ day }) => day <= target.from)
  const found = before ?? series[0]
  if (!found) return {}
  return { baseline: { day: found.day, value: found.value }, baselineIs: before ? ('before' as const) : ('first' as const) }
}

const percents = { percent: 100, permille: 1000 } as const
function forecastOf({ grain }: Measured, { unit, deadline }: Chosen, series: readonly Point[]) {
  const high = unit === 'percent' || unit === 'permille' ? { high: percents[unit] } : {}
  return forecast(series.slice(-shown), deadline, {
    seasons: grain === 'month' ? 12 : grain === 'quarter' ? 4 : 1,
    bounds: { low: 0, ...high },
  })
}

function overOf(target: Chosen, { on }: Facts, baseline: Point | undefined): TargetNow['over'] {
  const value = on(target.deadline)
  if (value === undefined) return { on: target.deadline, met: null }
  return { on: target.deadline, met: reaches(target, value, baseline) ?? null, value }
}
