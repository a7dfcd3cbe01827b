import type { KeyNumber, Opens, OwnTarget } from '../capabilities/boards/contract.ts'
import { gapOf } from '../capabilities/boards/gap.ts'
import { type InstitutionClass, keyNumbers } from '../capabilities/boards/key-numbers.ts'
import { type Compared, ranksOf } from '../capabilities/boards/rank.ts'
import type { TargetNow } from '../capabilities/plans/contract.ts'
import { statusOf } from '../capabilities/plans/status.ts'
import { refsOf } from '../kernel/grammar/expression.ts'
import { type Indicator, readingOf } from '../kernel/grammar/measure.ts'
import { type Grain, monthsOf, shift } from '../kernel/grammar/period.ts'
import { computedOf, expressionOf, type Library, library, unitsOf } from '../kernel/perform/library.ts'
import type { House } from '../kernel/perform/perform.ts'
import type { OrgNode } from '../record/organizations.ts'
import type { PlanNow } from './plans/now.ts'
import { isMeasured, optional } from './plans/target.ts'
import { numbersFor, type Shown } from './without-persons.ts'

type About = { node: OrgNode; peers: readonly OrgNode[]; shy: boolean }

const toldOf = (cells: readonly Shown[], period: string, peers: readonly OrgNode[]): Compared[] => {
  const known = new Map(cells.flatMap(({ period: at, unit, value }) => (at === period ? [[unit.id, value] as const] : [])))
  return peers.map(({ id }) => ({ id, value: known.get(id) ?? null }))
}
/** What it has had no value of for so many months is not its business. */
const recent = 6

/** The numbers of its class in the newest month that is over, with thirteen months and its place; what it has not had for half a year is left out. */
export async function keyNumbersOf(
  house: House,
  county: number,
  { node, peers, shy, month, kind }: About & { month: string; kind: InstitutionClass },
): Promise<KeyNumber[]> {
  const lib = await library(house, county)
  const indicators = keyNumbers[kind].flatMap((code) => toldFor(lib, lib.indicators.get(code)))
  const cells = await numbersFor(
    house,
    county,
    indicators,
    { from: shift(month, -12), to: month, grain: 'month', unit: 'organization' },
    shy,
  )
  const months = Array.from({ length: 13 }, (_, i) => shift(month, i - 12))
  return indicators.flatMap(({ code, text, unit, better }, i): KeyNumber[] => {
    const own = new Map(cells[i]!.filter((cell) => cell.unit.id === node.id).map((cell) => [cell.period, cell] as const))
    const series = months.map((one) => own.get(one)?.value ?? null)
    if (series.slice(-recent).every((value) => value === null)) return []
    const now = own.get(month)
    return [
      {
        ...{ text, unit, better, series, value: now?.value ?? null, lastYear: now?.lastYear ?? null },
        opens: { code, grain: 'month', period: month, ...rowsOf(indicators[i]!, lib) },
        ...optional({ rank: ranksOf(toldOf(cells[i]!, month, peers), better).get(node.id) }),
      },
    ]
  })
}

/** The rows of a numerator that is one part; of several parts the number's own page says which are which. */
function rowsOf({ numerator, by }: Indicator, lib: Library): Pick<Opens, 'rows'> {
  const [ref, ...others] = refsOf(expressionOf(numerator))
  const group = ref && lib.groups.get(ref.group)
  if (!group || others.length) return {}
  const part = `${ref.group}.${ref.part}${ref.selectors.length ? `@${ref.selectors.join('.')}` : ''}`
  return {
    rows: { list: group.list, ref: part, ...(ref.back ? { back: ref.back } : {}), ...(by === 'residence' ? { residents: true } : {}) },
  }
}

/** A share of one class of institutions in all (`visits.count@primary / visits.count`) is all or nothing for any of them. */
function isOfClasses(indicator: Indicator): boolean {
  const { numerator, denominator } = computedOf(indicator)
  const parts = refsOf(numerator)
  return (denominator ? refsOf(denominator) : []).some((one) =>
    parts.some(({ group, part, selectors }) => group === one.group && part === one.part && selectors.join() !== one.selectors.join()),
  )
}

const toldFor = (lib: Library, indicator: Indicator | undefined): Indicator[] =>
  indicator && unitsOf(indicator, lib.groups).includes('organization') ? [indicator] : []

type Wanted = {
  plan: PlanNow
  target: TargetNow
  indicator: Indicator
  grain: Grain
  period: string
  variant: string | undefined
  rows: ReturnType<typeof rowsOf>
}

/** Targets that can be told for one institution: shares and means (a count is the whole county's); in the period that the county's target is judged by. What is behind comes first. */
export async function ownTargetsOf(house: House, county: number, plans: readonly PlanNow[], about: About): Promise<OwnTarget[]> {
  const lib = await library(house, county)
  const wanted = plans.flatMap((plan) =>
    plan.targets.flatMap((target): Wanted[] => {
      const { measure, now } = target
      if (!isMeasured(measure) || target.left !== undefined || target.notOwn || now?.period === undefined) return []
      const found = lib.indicators.get(measure.indicator)
      const [indicator] = toldFor(lib, found && readingOf(found, measure.variant))
      if (!indicator || (indicator.denominator === undefined && !indicator.formula) || isOfClasses(indicator)) return []
      return [{ plan, target, indicator, grain: measure.grain, period: now.period, variant: measure.variant, rows: rowsOf(indicator, lib) }]
    }),
  )
  const asked = new Map<string, Wanted[]>()
  for (const one of wanted) asked.set(`${one.grain} ${one.period}`, [...(asked.get(`${one.grain} ${one.period}`) ?? []), one])
  const told = await Promise.all(
    [...asked.values()].map(async (some) => {
      const { grain, period } = some[0]!
      const [from, to] = grain === 'rolling' ? [period, period] : monthsOf(period, grain)!
      const indicators = some.map(({ indicator }) => indicator)
      const cells = await numbersFor(house, county, indicators, { from, to, grain, unit: 'organization' }, about.shy)
      return some.flatMap((one, i) => {
        const mine = cells[i]!
        // what nobody of its class has data of is not asked of its class
        const ofClass = [about.node, ...about.peers].some(({ id }) => mine.some(({ unit, value }) => unit.id === id && value !== null))
        return ofClass ? [ownTarget(one, mine, about)] : []
      })
    }),
  )
  const order = { behind: 0, 'on-way': 1, met: 2, 'no-data': 3 } as const
  return told.flat().sort((a, b) => order[a.status] - order[b.status] || (b.gap?.cases ?? 0) - (a.gap?.cases ?? 0))
}

function ownTarget(
  { plan, target, indicator, grain, period, variant, rows }: Wanted,
  cells: readonly Shown[],
  { node, peers }: About,
): OwnTarget {
  const { code, text, reading, comparator, value, unit, deadline, planned, baseline, now } = target
  const cell = cells.find((one) => one.unit.id === node.id && one.period === period)
  const own = cell?.value ?? null
  const directed = comparator === 'rises' || comparator === 'falls'
  const standing = {
    ...{ comparator, unit, deadline },
    ...optional({ value, planned }),
    // that it rises or falls is told against its own year before
    ...(directed ? (cell?.lastYear == null ? {} : { baseline: { day: target.from, value: cell.lastYear } }) : optional({ baseline })),
    ...(own === null ? {} : { now: { day: now!.day, value: own } }),
  }
  const scale = indicator.scale ?? 1
  const share = (indicator.unit === 'percent' || indicator.unit === 'permille') && indicator.formula === undefined
  const gap =
    share && value !== undefined && cell?.numerator != null && cell.denominator != null
      ? gapOf({ numerator: cell.numerator, denominator: cell.denominator, scale }, comparator, value)
      : undefined
  return {
    ...{ code, text, comparator, unit, deadline, plan: { id: plan.head.id, name: plan.head.short } },
    ...{ better: indicator.better, measure: indicator.unit, own, lastYear: cell?.lastYear ?? null, county: now?.value ?? null },
    ...optional({ value, reading, gap, planned: directed ? undefined : planned }),
    opens: { code: indicator.code, grain, period, ...optional({ variant }), ...rows },
    // what is whole already need not rise any more, what is nothing need not fall
    status: directed && own !== null && own === (comparator === 'rises' ? scale : 0) && share ? 'met' : statusOf(standing),
    ...optional({ rank: ranksOf(toldOf(cells, period, peers), indicator.better).get(node.id) }),
  }
}
