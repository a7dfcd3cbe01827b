import type { Point } from '../../capabilities/plans/contract.ts'
import { lastDayOf } from '../../capabilities/plans/dates.ts'
import type { Indicator } from '../../kernel/grammar/measure.ts'
import { readingOf } from '../../kernel/grammar/measure.ts'
import { type Grain, monthsOf, shift } from '../../kernel/grammar/period.ts'
import { computedOf, isPrefecture, type Library } from '../../kernel/perform/library.ts'
import type { House } from '../../kernel/perform/perform.ts'
import { numbersFor, type Shown } from '../without-persons.ts'
import { countiesOf } from './counties.ts'
import { type Known, knownMonths } from './horizon.ts'

/** An indicator in a reading, by periods of a grain. */
export type Wanted = { code: string; variant?: string | undefined; grain: Grain }
/** A period that is over, at its last day. */
export type Told = Point & { period: string; cell: Shown; few: boolean }
export type Series = { indicator: Indicator; told: readonly Told[] }
export const wantedKey = ({ code, variant, grain }: Wanted) => `${code}|${variant ?? ''}|${grain}`

/**
 * The periods of indicators that are over and reported, oldest first, of the whole county (or prefecture): one reading of numbers for each grain. `shy`: for who may not see
 * persons; what is hidden from him is `few`.
 */
export async function seriesOf(
  house: House,
  county: number,
  lib: Library,
  wanted: readonly Wanted[],
  span: { from: string; thisMonth: string },
  shy: boolean,
): Promise<ReadonlyMap<string, Series>> {
  const unit = isPrefecture(county) ? 'prefecture' : 'county'
  const found = new Map(
    wanted.flatMap((want) => {
      const indicator = lib.indicators.get(want.code)
      const reading = indicator && readingOf(indicator, want.variant)
      return reading ? [[wantedKey(want), { ...want, indicator: reading }] as const] : []
    }),
  )
  const months = await monthsKnown(
    house,
    county,
    lib,
    [...found.values()].map(({ indicator }) => indicator),
    span.thisMonth,
  )
  const grains = [...new Set([...found.values()].map(({ grain }) => grain))]
  const to = shift(span.thisMonth, -1)
  const all = await Promise.all(
    grains.map(async (grain) => {
      const mine = [...found].filter(([, want]) => want.grain === grain)
      const indicators = mine.map(([, { indicator }]) => indicator)
      const cells = await numbersFor(house, county, indicators, { from: span.from, to, grain, unit }, shy)
      return mine.map(([key, { indicator }], i) => [key, seriesFrom(cells[i]!, { indicator, grain, unit, months, lib })] as const)
    }),
  )
  return new Map(all.flat())
}

type Telling = {
  indicator: Indicator
  grain: Grain
  unit: string
  months: ReadonlyMap<string, Known>
  lib: Library
}
function seriesFrom(cells: readonly Shown[], { indicator, grain, unit, months, lib }: Telling): Series {
  const known = knownOf(indicator, lib, months)
  const over = cells.flatMap((cell): (Told & { whole: boolean })[] => {
    const [from, to] = monthsOf(cell.period, grain)!
    const few = cell.suppressed === true
    if (cell.unit.id !== unit || (cell.value === null && !few) || !known || to > known.last || to < known.first) return []
    return [{ day: lastDayOf(to), value: cell.value ?? 0, period: cell.period, cell, few, whole: from >= known.first }]
  })
  const wholes = over.filter(({ whole }) => whole)
  return { indicator, told: wholes.length || !known?.partly ? wholes : over }
}

/**
 * Since when all parts of an indicator are known, and until when they were reported: rows of what happened say that; what merely holds says so only where there is nothing
 * else. `partly`: as long as there is no whole period, part of one will do: of a share of what happened, or of what holds; not of a count, or of a rate by residents.
 */
function knownOf(indicator: Indicator, lib: Library, months: ReadonlyMap<string, Known>): (Known & { partly: boolean }) | undefined {
  const groups = groupsOf(indicator, lib)
  const flows = groups.filter(({ kind }) => kind !== 'stock')
  const of = (some: typeof groups) => some.flatMap(({ name }) => months.get(name) ?? [])
  const known = of(flows.length ? flows : groups)
  if (!known.length) return undefined
  const latest = (all: readonly string[]) => all.toSorted().at(-1)!
  return {
    first: latest(of(groups).map(({ first }) => first)),
    last: latest(known.map(({ last }) => last)),
    partly: !flows.length || (indicator.denominator !== undefined && flows.length === groups.length),
  }
}

const groupsOf = (indicator: Indicator, lib: Library) => [...new Set(computedOf(indicator).refs.map(({ group }) => lib.groups.get(group)!))]

async function monthsKnown({ record }: House, county: number, lib: Library, indicators: readonly Indicator[], thisMonth: string) {
  const groups = [...new Set(indicators.flatMap((one) => groupsOf(one, lib).map(({ name }) => name)))]
  const counties = (await countiesOf(record, county)).map(({ id }) => id)
  const all = new Map<string, Known>()
  for (const one of counties)
    for (const [name, known] of await knownMonths(record.db, one, groups, thisMonth)) {
      const other = all.get(name)
      // a prefecture's month is over when its last county has reported it
      all.set(name, other ? { first: [known.first, other.first].sort()[1]!, last: [known.last, other.last].sort()[0]! } : known)
    }
  return all
}
